"""One deadline over attempts, waits and replies that come in slowly."""

import time

import pytest

from sandbox.proxy.faults import BreakReply, Drip, Interim, Part
from tests.faults.conftest import Case, World, kind_of
from warp_client_core.calls import Operation, Safety
from warp_client_core.replies import Enveloped

SAFETIES = pytest.mark.parametrize("safety", [Safety.READ, Safety.KEYED, Safety.UNSAFE], ids=lambda one: one.value)


def call(safety=Safety.READ):
    return Operation("change", "POST", "/change", safety, Enveloped(dict)).call(json={"name": "edge-1"})


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


@SAFETIES
@pytest.mark.parametrize(
    "fault",
    [
        Drip(0.05, skip=Part.BODY),
        Drip(0.05, skip=Part.HEAD),
        Interim(200, pause=0.02),
    ],
    ids=["body in drips", "head in drips", "interim replies"],
)
def test_a_server_that_keeps_the_line_busy_does_not_outlast_the_deadline(flavour, proxy, origin, fault, safety):
    proxy.order(then=fault)
    errors = {Safety.READ: "ApiTimeoutError"}
    started = time.monotonic()

    outcome = flavour.outcome(Case(url=proxy.url, call=call(safety), deadline=0.4, timeout=5.0))

    assert errors.get(safety, "OutcomeUnknownError") == kind_of(outcome)
    assert 1 == origin.arrived("/change")
    assert time.monotonic() - started < 2.0
