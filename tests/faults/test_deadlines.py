"""One deadline over attempts, waits and replies that come in slowly."""

import time

import pytest

from tests.faults.conftest import Case, World, kind_of
from warp_client_core.calls import Operation, Safety
from warp_client_core.replies import Enveloped
from warp_sandbox.proxy.faults import BreakReply, Drip, Interim, Part


def call(safety=Safety.READ, path="/change"):
    return Operation("change", "POST", path, safety, Enveloped(dict)).call(json={"name": "edge-1"})


def test_a_wait_that_the_server_asks_for_is_kept_within_the_deadline(flavour, proxy, origin):
    origin.status, origin.extra = 429, b"Retry-After: 7\r\n"
    world = World(lambda: setattr(origin, "status", 200))

    outcome = flavour.outcome(Case(url=proxy.url, call=call(), ambient=world.ambient, deadline=8.0))

    assert ("ok", [7.0], 2) == (kind_of(outcome), world.slept, origin.arrived("/change"))


def test_a_wait_beyond_the_deadline_is_left_to_the_caller(flavour, proxy, origin):
    origin.status, origin.extra = 429, b"Retry-After: 9\r\n"
    world = World()

    outcome = flavour.outcome(Case(url=proxy.url, call=call(), ambient=world.ambient, deadline=8.0))

    assert ("RateLimitError", [], 1) == (kind_of(outcome), world.slept, origin.arrived("/change"))
    assert 9.0 == outcome.retry_after


def test_the_deadline_covers_all_waits_together(flavour, proxy, origin):
    origin.status, origin.extra = 503, b"Retry-After: 10\r\n"
    world = World()
    case = Case(url=proxy.url, call=call(), ambient=world.ambient, deadline=25.0, max_retries=9)

    outcome = flavour.outcome(case)

    assert ("ServerError", [10.0, 10.0], 3) == (kind_of(outcome), world.slept, origin.arrived("/change"))


def test_the_deadline_covers_waits_after_broken_connections(flavour, proxy, origin):
    proxy.order(then=BreakReply())
    world = World()
    case = Case(url=proxy.url, call=call(), ambient=world.ambient, deadline=4.0, max_retries=9)

    outcome = flavour.outcome(case)

    assert ("ApiConnectionError", [0.5, 1.0, 2.0], 4) == (kind_of(outcome), world.slept, origin.arrived("/change"))


def busy_calls(proxy):
    """A call of each kind, with a deadline long before the reply would be complete."""
    named = {safety: f"/{safety.value}-{'x' * 100}" for safety in (Safety.READ, Safety.KEYED, Safety.UNSAFE)}
    return [Case(url=proxy.url, call=call(safety, path), deadline=0.3, timeout=5.0) for safety, path in named.items()]


def assert_they_end_in_time(flavour, proxy, origin, fault):
    proxy.order(then=fault)
    started = time.monotonic()

    cases = busy_calls(proxy)
    outcomes = flavour.outcomes(cases, together=True)

    assert time.monotonic() - started < 3.0
    assert ["ApiTimeoutError", "OutcomeUnknownError", "OutcomeUnknownError"] == [kind_of(one) for one in outcomes]
    # None twice; on a busy machine the deadline may end before the proxy has passed one on.
    assert all(origin.arrived(case.call.path) <= 1 for case in cases)


def test_a_body_in_drips_does_not_outlast_the_deadline(flavour, proxy, origin):
    assert_they_end_in_time(flavour, proxy, origin, Drip(0.05, skip=Part.BODY))


@pytest.mark.parametrize("fault", [Drip(0.05, skip=Part.HEAD), Interim(100, pause=0.05)], ids=["head", "interim"])
def test_a_head_in_drips_does_not_outlast_the_deadline_of_an_async_call(async_flavour, proxy, origin, fault):
    """A sync call waits on: the HTTP library reads the head by itself, with a timeout for each piece only."""
    assert_they_end_in_time(async_flavour, proxy, origin, fault)
