"""
Method, safety class, phase of failure, status: how often a request reaches the server, and what the caller gets.

The server counts; the proxy in front of it makes each exchange fail at a certain point. Every cell holds for the
client's own connections and for those of an ``http_client``, sync and async.
"""

import contextlib

import pytest

from tests.faults.conftest import Case, World, kind_of
from tests.faults.origin import Origin
from tests.faults.table import ABRUPT, PHASES, SILENT, WITH_BODY
from warp_client_core.calls import Operation, Safety
from warp_client_core.replies import Enveloped
from warp_sandbox.proxy.faults import Pass
from warp_sandbox.proxy.server import FaultProxy

SILENCE = 0.75
"""Seconds after which a call that gets no answer gives up."""

WARM_UP = Operation("warm_up", "GET", "/warm-up", Safety.READ, Enveloped(dict)).call()
JSON = {"name": "edge-1", "note": "x" * 1000}


def path_of(method, safety):
    return f"/{safety.value}/{method.lower()}"


def case(proxy, cell, method="POST", *, meanwhile=lambda: None, timeout=30.0):
    """A call of a cell's safety class, and what it is made with."""
    operation = Operation("change", method, path_of(method, cell.safety), cell.safety, Enveloped(dict))
    call = operation.call(json=JSON) if method in WITH_BODY else operation.call()
    return Case(url=proxy.url, call=call, ambient=World(meanwhile).ambient, timeout=timeout)


def break_always(proxy, origin, phase, status):
    origin.status = status
    proxy.order(then=PHASES[phase] or Pass())
    if PHASES[phase] is None:
        proxy.refuse()


def break_once(proxy, origin, phase, status):
    """The first exchange fails; while the client waits for its second attempt, all is made well."""
    origin.status = status
    proxy.order(PHASES[phase] or Pass())
    if PHASES[phase] is None:
        proxy.refuse()

    def heal():
        origin.status = 200
        proxy.listen()

    return heal


def check(proxy, origin, cell, outcome, expected, method="POST"):
    """What went out and what came back is what was expected."""
    path = path_of(method, cell.safety)
    read = [exchange for exchange in proxy.record if exchange.path == path]
    keys = {exchange.header("idempotency-key") for exchange in read}
    numbers = [exchange.header("x-retry-attempt") for exchange in read]

    assert (cell, method, expected.arrivals) == (cell, method, origin.arrived(path))
    assert (cell, method, expected.error) == (cell, method, kind_of(outcome))
    assert expected.arrivals == proxy.record.forwarded()[path]
    assert not numbers or [None, "1", "2"][: expected.attempts][-len(numbers) :] == numbers
    assert len({request.body for request in origin.requests if path in request.start}) <= 1
    if read:
        assert 1 == len(keys)
        assert (None in keys) == (cell.safety is not Safety.KEYED)
    if read and expected.error == "OutcomeUnknownError":
        assert {outcome.idempotency_key} == keys
    if expected.error == "ok":
        assert expected.attempts == outcome.retries_taken + 1
    else:
        assert list(range(1, expected.attempts + 1)) == [attempt.number for attempt in outcome.attempts]


@pytest.mark.parametrize("row", ABRUPT, ids=str)
def test_a_call_that_fails_each_time_arrives_as_often_as_the_table_says(flavour, proxy, origin, row):
    methods = row.methods if flavour.own_pool else ["POST"]
    places = [(cell, method) for cell in row.cells for method in methods]
    break_always(proxy, origin, row.phase, row.status)

    outcomes = flavour.outcomes([case(proxy, cell, method) for cell, method in places])
    proxy.settle()

    for (cell, method), outcome in zip(places, outcomes, strict=True):
        check(proxy, origin, cell, outcome, cell.always, method)


@pytest.mark.parametrize("row", ABRUPT, ids=str)
def test_a_call_that_fails_once_succeeds_where_it_may_be_repeated(own_pool, proxy, origin, row):
    for cell in row.cells:
        heal = break_once(proxy, origin, row.phase, row.status)
        outcome = own_pool.outcome(case(proxy, cell, meanwhile=heal))
        proxy.settle()

        check(proxy, origin, cell, outcome, cell.once)


@pytest.mark.parametrize("row", ABRUPT, ids=str)
def test_a_connection_that_was_used_before_changes_nothing(own_pool, proxy, origin, row):
    for cell in row.cells:
        proxy.listen()
        proxy.order()
        origin.status = 200
        with own_pool.warmed(case(proxy, cell), WARM_UP) as send:
            break_always(proxy, origin, row.phase, row.status)
            outcome = send()
        proxy.settle()

        check(proxy, origin, cell, outcome, cell.always)


@pytest.fixture(scope="module")
def silences():
    """A server and a proxy for each way of falling silent, because those cells are played all at once."""
    with contextlib.ExitStack() as stack:
        origins = [stack.enter_context(Origin()) for _ in SILENT]
        yield [(stack.enter_context(FaultProxy(origin.port)), origin) for origin in origins]


def test_silence_is_a_failure_like_any_other(flavour, silences):
    """The rows of the table in which only a timeout ends an attempt; all cells at once, for the sake of time."""
    for row, (proxy, origin) in zip(SILENT, silences, strict=True):
        origin.reset()
        proxy.record.clear()
        break_always(proxy, origin, row.phase, row.status)
    places = [(cell, *servers) for row, servers in zip(SILENT, silences, strict=True) for cell in row.cells]

    outcomes = flavour.outcomes([case(proxy, cell, timeout=SILENCE) for cell, proxy, _ in places], together=True)
    for proxy, _ in silences:
        proxy.settle()

    for (cell, proxy, origin), outcome in zip(places, outcomes, strict=True):
        check(proxy, origin, cell, outcome, cell.always)


def test_no_unsafe_call_of_the_table_may_arrive_twice():
    """What the table itself promises, in case somebody changes it."""
    cells = [cell for row in (*ABRUPT, *SILENT) for cell in row.cells if cell.safety is Safety.UNSAFE]

    assert len(cells) > 30
    assert {0, 1} == {cell.always.arrivals for cell in cells}
