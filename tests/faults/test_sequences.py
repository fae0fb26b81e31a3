"""
Attempts of one call that fail in different ways, one after the other.

Every sequence of at most three attempts is played on real sockets and compared with what a few plain lines predict.
"""

import itertools

import pytest

from tests.faults.conftest import Case, World, kind_of
from tests.faults.table import End
from warp_client_core.calls import Operation, Safety
from warp_client_core.replies import Enveloped
from warp_sandbox.proxy.faults import BreakReply

AGAIN = ("refused", "lost", "busy")
LAST = ("ok", "missing")
STATUS = {"busy": 503, "missing": 404}
MOST = 3

SEQUENCES = [
    (*before, last) for length in range(MOST) for before in itertools.product(AGAIN, repeat=length) for last in LAST
] + list(itertools.product(AGAIN, repeat=MOST))


def predicted(events, safety):
    """What has to come of it, said without the words of the runtime."""
    is_write = safety in (Safety.KEYED, Safety.UNSAFE)
    arrivals, in_doubt = 0, False
    for number, event in enumerate(events, 1):
        arrivals += event != "refused"
        in_doubt |= event == "lost"
        if event in LAST or number == MOST or (event != "refused" and safety is Safety.UNSAFE):
            break
    replied = {"ok": "ok", "missing": "NotFoundError", "busy": "ServerError"}
    unanswered = "OutcomeUnknownError" if in_doubt and is_write else "ApiConnectionError"
    return End(number, arrivals, replied.get(event, unanswered))


class Script:
    """Makes the next exchange go as the script says, each time it is asked."""

    def __init__(self, proxy, origin, events):
        self._proxy, self._origin, self._events = proxy, origin, list(events)

    def go_on(self):
        event = self._events.pop(0)
        if event == "refused":
            self._proxy.refuse()
            return
        self._proxy.listen()
        self._proxy.order(*([BreakReply()] if event == "lost" else []))
        self._origin.status = STATUS.get(event, 200)


@pytest.mark.parametrize("safety", Safety, ids=lambda safety: safety.value)
@pytest.mark.parametrize("length", [1, 2, 3])
def test_failures_of_different_kinds_add_up(own_pool, proxy, origin, safety, length):
    for number, events in enumerate(events for events in SEQUENCES if len(events) == length):
        call = Operation("change", "POST", f"/{number}", safety, Enveloped(dict)).call(json={"name": "edge-1"})
        script = Script(proxy, origin, events)
        script.go_on()

        outcome = own_pool.outcome(Case(url=proxy.url, call=call, ambient=World(script.go_on).ambient))
        proxy.listen()
        proxy.settle()

        made = outcome.retries_taken + 1 if kind_of(outcome) == "ok" else len(outcome.attempts)
        assert predicted(events, safety) == End(made, origin.arrived(f"/{number}"), kind_of(outcome)), events
