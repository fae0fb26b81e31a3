"""The watchdog recharges when the balance is low, once, and not because an event says so."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from tests.examples.conftest import EXAMPLES
from warp_sandbox.events import Event
from warp_sandbox.spec.samples import sample

LOW = {"current_balance": 12.5, "currency": "USD", "account_type": "prepaid"}


def test_an_event_makes_it_look_and_a_low_balance_makes_it_pay(settings: Any, platform: Any) -> None:
    """
    The first look is fine; after the event the balance is too low, and one recharge is made.
    """
    sandbox, _ = platform
    command = [sys.executable, str(EXAMPLES / "balance_watchdog.py"), "--below", "400", "--recharge", "50"]
    with subprocess.Popen(
        [*command, "--looks", "2"], env=settings("customer"), stdout=subprocess.PIPE, text=True
    ) as watchdog:
        first = watchdog.stdout.readline()  # the socket is open by now, so the event cannot be missed
        with sandbox.lock:
            sandbox.override("get_balance", lambda _call: LOW)
            payload = sample(sandbox.world.api, "/x-streams/~1ws/events/balance.low")
            sandbox.events.publish(Event("customer", "balance.low", payload, sandbox.world.customer_id))
        second = watchdog.stdout.readline()

    assert (0, "balance 412.75 USD: fine\n") == (watchdog.returncode, first)
    assert second.startswith("balance 12.5 USD: recharge of 50 is ")


def test_a_payment_that_may_have_arrived_is_not_repeated(example: Any, platform: Any) -> None:
    """
    It says so and leaves the decision to a person.
    """
    platform[0].script(["operation=recharge_balance;lost;times=0"])

    done = example("balance_watchdog.py", "--below", "1000", "--looks", "1")

    assert (0, 1) == (done.returncode, done.stdout.count("may have gone through")), done.stderr
