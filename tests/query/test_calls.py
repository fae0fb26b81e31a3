"""A method called on the layer gives what the client's method gives; what differs is who fetches, and when."""

from __future__ import annotations

import asyncio
import inspect
import math
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.query.layers import Thing, alayer, layer
from warp_client_core.errors import ApiConnectionError
from warp_client_core.pages import AsyncPage, Page
from warp_client_core.query import AsyncQueryClient, QueryClient, QueryDisabledError, typed
from warp_client_core.query.cached import Cached
from warp_sandbox import Sandbox, connected


def test_a_method_called_twice_makes_one_request() -> None:
    with connected(Sandbox(), "customer") as client, QueryClient(client, stale_time=60.0) as queries:
        first = queries.trunks.list(status="active")
        client.trunks.create(name="past the cache")

        assert first is queries.trunks.list(status="active")
        assert first is not queries.trunks.list(status="inactive")


def test_a_method_gives_what_the_clients_method_gives() -> None:
    with connected(Sandbox(), "customer") as client, QueryClient(client) as queries:
        found = queries.trunks.list(limit=2)

        assert isinstance(found, Page)
        assert client.trunks.list(limit=2).items == found.items
        assert list(client.trunks.list(limit=2)) == list(found)
        assert client.billing.get_balance() == queries.billing.get_balance()


def test_64_threads_that_call_a_method_make_one_request() -> None:
    queries, server, _clock = layer(stale_time=10.0)
    everybody = threading.Barrier(64)

    def read(_number: int) -> Thing:
        everybody.wait(10)
        return queries.thing("t1")

    with ThreadPoolExecutor(64) as pool:
        found = list(pool.map(read, range(64)))

    assert 1 == server.calls
    assert {id(found[0])} == {id(one) for one in found}


def test_a_call_polls_on_after_its_data_was_given() -> None:
    queries, server, clock = layer()

    queries.thing("t1", poll=60)
    counts = []
    for _ in range(3):
        clock.seconds += 60
        queries.run_pending()
        counts.append(server.calls)

    assert [2, 3, 4] == counts


def test_between_two_polls_a_call_that_polls_takes_the_cached_data() -> None:
    queries, server, clock = layer()

    first = queries.thing("t1", poll=60)
    clock.seconds += 59

    assert first is queries.thing("t1", poll=60)
    assert 1 == server.calls


def test_a_poll_that_nobody_asks_for_any_more_ends() -> None:
    queries, server, clock = layer(cache_time=300.0)
    queries.thing("t1", poll=100)
    clock.seconds += 200
    queries.thing("t1", poll=100)
    clock.seconds += 299
    queries.run_pending()
    still = server.calls

    clock.seconds += 1
    waits = queries.run_pending()

    assert (3, 3, None) == (still, server.calls, waits)


def test_a_slow_poll_is_kept_for_two_rounds() -> None:
    queries, server, clock = layer(cache_time=1.0)
    queries.thing("t1", poll=100)

    for seconds in (100, 99, 1, 100):
        clock.seconds += seconds
        queries.run_pending()

    assert 2 == server.calls


def test_polls_by_call_are_as_many_as_entries_at_most() -> None:
    queries, _server, clock = layer(max_entries=5)
    for seconds in range(1, 101):
        clock.seconds += 0.001
        queries.thing("t1", poll=float(seconds))

    assert 5 == len(queries.standing(clock.seconds))


def test_subscriptions_that_are_over_take_no_memory() -> None:
    queries, _server, clock = layer()
    for _ in range(100):
        queries.get("t1").subscribe(print).close()

    assert 1 >= len(queries._subscriptions)
    assert () == queries.standing(clock.seconds)


def test_a_sign_in_ends_the_polls_of_the_one_before() -> None:
    queries, server, clock = layer()
    queries.thing("t1", poll=60)

    queries.credentials.open("another")
    clock.seconds += 60

    assert None is queries.run_pending()
    assert 1 == server.calls


def test_a_poll_goes_on_after_an_error() -> None:
    queries, server, clock = layer()
    server.failure = ApiConnectionError("gone")
    with pytest.raises(ApiConnectionError):
        queries.thing("t1", poll=60)
    server.failure = None
    clock.seconds += 60
    queries.run_pending()

    assert Thing("t1", "one") == queries.get("t1").data


def test_a_call_that_is_not_enabled_gives_the_cached_data_or_says_so() -> None:
    queries, server, _clock = layer()
    with pytest.raises(QueryDisabledError):
        queries.thing("t1", enabled=False)
    queries.thing("t1")

    assert Thing("t1", "one") == queries.thing("t1", enabled=False)
    assert 1 == server.calls


@pytest.mark.parametrize("ask", ["keyword", "reading"])
def test_lists_of_an_overlay_poll_too(ask: str) -> None:
    with (
        connected(Sandbox(), "netsuite") as client,
        QueryClient(client, stale_time=math.inf, background=False) as queries,
    ):
        method = queries.customers.list
        records = method(limit=5, poll=60) if ask == "keyword" else method.reading({"poll": 60})(limit=5)

        assert client.customers.list(limit=5).items == records.items
        assert 1 == len(queries.standing(0.0))


@pytest.mark.parametrize("name", ["QueryClient", "AsyncQueryClient"])
def test_type_checkers_see_the_options_that_there_are(name: str) -> None:
    seen = [(one.name, one.default) for one in inspect.signature(getattr(typed, name)).parameters.values()]
    real = [(one.name, one.default) for one in inspect.signature(Cached.__init__).parameters.values()]

    assert real[1:] == seen


@pytest.mark.anyio
async def test_async_lists_are_awaited_and_walked() -> None:
    async with (
        connected(Sandbox(), "customer", is_async=True) as client,
        AsyncQueryClient(client, stale_time=math.inf) as queries,
    ):
        first = await queries.trunks.list(limit=2)
        walked = [trunk.id async for trunk in queries.trunks.list(limit=2)]

        assert isinstance(first, AsyncPage)
        assert first is await queries.trunks.list(limit=2)
        assert [trunk.id async for trunk in client.trunks.list()] == walked


@pytest.mark.anyio
async def test_1000_tasks_that_call_a_method_make_one_request() -> None:
    queries, client, _clock = alayer()
    client.gate = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(queries.thing("t1")) for _ in range(1_000)]
        await asyncio.sleep(0)
        client.gate.set()

    assert 1 == client.server.calls
    assert {id(tasks[0].result())} == {id(one.result()) for one in tasks}
    await queries.aclose()


@pytest.mark.anyio
async def test_an_async_call_polls_on_after_its_data_was_given() -> None:
    queries, client, clock = alayer()

    await queries.thing("t1", poll=60)
    clock.seconds += 60
    await queries.run_pending()

    assert 2 == client.server.calls
    await queries.aclose()
