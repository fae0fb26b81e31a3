"""
Watches the balance: listens to ``balance.low``, looks what is really there, and recharges.

    python examples/balance_watchdog.py --below 100 --recharge 250

The rule: an event is a reason to look, never a reason to pay; and a payment whose outcome nobody knows is not repeated.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, islice

from warp_customer import CustomerClient, OutcomeUnknownError


def look(client: CustomerClient, below: Decimal, amount: Decimal) -> str:
    """Look at the balance and recharge when it is too low; gives a line for the log."""
    balance = client.billing.get_balance()
    said = f"balance {balance.current_balance} {balance.currency}"
    if balance.current_balance >= below:
        return f"{said}: fine"
    method = next((one for one in client.payment_methods.list() if one.is_default), None)
    if method is None:
        return f"{said}: too low, and there is no default payment method"
    try:
        result = client.billing.recharge(amount=amount, payment_method_id=method.id)
    except OutcomeUnknownError as error:
        return f"{said}: recharge of {amount} may have gone through, have a look ({error})"
    return f"{said}: recharge of {amount} is {result.status}"


def watch(client: CustomerClient, below: Decimal, amount: Decimal) -> Iterator[str]:
    """A line at the start, and one for each event."""
    with client.events.connect(channels=["balance.low"]) as stream:
        # The first look comes after connecting, so that nothing falls between the two.
        for _ in chain([None], stream):
            yield look(client, below, amount)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--below", type=Decimal, default=Decimal(100), help="recharge below this balance (100)")
    parser.add_argument("--recharge", type=Decimal, default=Decimal(250), help="amount (250)")
    parser.add_argument("--looks", type=int, help="end after so many (never)")
    options = parser.parse_args()
    with CustomerClient() as client:
        for line in islice(watch(client, options.below, options.recharge), options.looks):
            print(line, flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
