"""What is kept, for how long, and what a crowd or a failure adds to it."""

from __future__ import annotations

import asyncio
import gc
import math
import threading
import time
import traceback
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.query.layers import Thing, alayer, layer
from warp_client_core import RequestOptions
from warp_client_core.errors import ApiConnectionError
from warp_client_core.query import Query


def test_1000_threads_that_want_one_stale_key_make_one_request() -> None:
    queries, server, _clock = layer(stale_time=10.0)
    everybody = threading.Barrier(1_000)

    def read(_number: int) -> Thing:
        everybody.wait(30)
        return queries.thing("t1")

    with ThreadPoolExecutor(1_000) as pool:
        found = list(pool.map(read, range(1_000)))

    assert 1 == server.calls
    assert {id(found[0])} == {id(one) for one in found}


@pytest.mark.anyio
async def test_an_error_that_a_crowd_gets_does_not_grow_with_it() -> None:
    """
    All get the client's own error; each raise would add its frames to the one traceback that it has.
    """
    queries, client, _clock = alayer()
    client.gate = asyncio.Event()
    client.gate.set()
    client.server.failure = ApiConnectionError("gone")

    errors = await asyncio.gather(*(queries.thing("t1") for _ in range(1_000)), return_exceptions=True)

    assert 1 == client.server.calls
    assert {id(client.server.failure)} == {id(one) for one in errors}
    assert 30 > len(traceback.extract_tb(client.server.failure.__traceback__))
    await queries.aclose()


@pytest.mark.parametrize("drop", ["age", "room"])
def test_what_somebody_is_subscribed_to_is_kept(drop: str) -> None:
    """
    However long ago it was fetched; else a later mutation would not find it, and its subscriber would hear no more.
    """
    queries, _server, clock = layer(stale_time=math.inf, cache_time=10.0, max_entries=2)
    told: list[Any] = []
    queries.get("t1").subscribe(lambda state: told.append(state.data and state.data.name))
    queries.run_pending()
    clock.seconds += 11.0 if drop == "age" else 1.0
    for page in range(5):
        queries.list(page=page).get()

    queries.rename("t1", name="new")
    queries.run_pending()

    assert "new" == told[-1]


def test_many_different_keys_are_bounded_in_memory_and_cheap() -> None:
    queries, _server, _clock = layer(stale_time=math.inf, max_entries=100)
    begun = time.process_time()
    for number in range(5_000):
        queries.thing("t1", stale_time=float(number))
        queries.list(page=number).get()
    spent = time.process_time() - begun

    cache = queries.cache()
    assert 100 >= len(cache.entries)
    assert 100 >= len(cache.calls)
    assert 3.0 > spent


def test_what_was_hydrated_is_bounded_too() -> None:
    queries, _server, clock = layer(stale_time=math.inf)
    for page in range(20):
        queries.list(page=page).get()
    few, server, _clock = layer(clock, stale_time=math.inf, max_entries=5)

    few.hydrate(queries.dehydrate())

    assert 5 == len(few.cache().frozen)
    few.list(page=19).get()
    assert 0 == server.calls


def test_what_is_remembered_of_mutations_is_bounded_and_none_is_forgotten() -> None:
    before, server, clock = layer()
    before.get("t1").get()
    kept = before.dehydrate()
    again, _server, _ = layer(clock, stale_time=math.inf, max_entries=4)
    for number in range(1, 9):
        again.rename(f"t{number}", name="new")
    again.hydrate(kept)

    assert 4 >= len(again.cache().obsoleted)
    assert "new" == again.get("t1").get().name
    assert 1 == server.calls


def test_a_call_that_was_made_before_builds_nothing() -> None:
    queries, _server, _clock = layer(stale_time=math.inf)
    made = []
    reader = queries.thing
    make = reader._make

    def counted(*args: Any, **kwargs: Any) -> Query[Thing]:
        made.append(args)
        return make(*args, **kwargs)

    reader._make = counted
    for _ in range(3):
        reader("t1")
        reader.query("t1").get()
        reader("t1", poll=60)

    assert 2 == len(made)


@pytest.mark.anyio
async def test_an_async_call_that_was_made_before_builds_nothing() -> None:
    queries, _client, _clock = alayer(stale_time=math.inf)
    made = []
    reader = queries.thing
    make = reader._make
    reader._make = lambda *args, **kwargs: made.append(args) or make(*args, **kwargs)  # type: ignore[func-returns-value] # counts
    for _ in range(3):
        await reader("t1")
        await reader.query("t1")

    assert 1 == len(made)
    await queries.aclose()


def test_calls_with_options_or_lists_are_not_kept() -> None:
    """
    Options may hold secrets and change after the call; a list cannot be looked up.
    """
    queries, server, _clock = layer(stale_time=math.inf)
    options = RequestOptions(headers={"X-Tenant": "one"})
    queries.thing("t1", options=options)
    queries.thing("t1", options=RequestOptions(headers={"X-Tenant": "other"}))
    queries.thing("t1", options=RequestOptions(timeout=5.0))

    assert 3 == server.calls
    assert {} == queries.cache().calls
    assert None is queries.known((["t1"],))


def test_a_sign_out_forgets_what_mutations_gave_and_who_called_what() -> None:
    queries, _server, _clock = layer(stale_time=math.inf)
    rename = queries.rename
    queries.thing("t1")
    rename("t1", name="new")
    before = rename.state.data
    kept = weakref.ref(queries.cache())

    queries.credentials.close()

    assert Thing("t1", "new") == before
    assert ("idle", None) == (rename.state.status, rename.state.data)
    queries.notice_identity()
    gc.collect()
    assert None is kept()


def test_what_a_mutation_gave_to_one_who_signed_out_meanwhile_is_kept_by_nobody() -> None:
    queries, server, _clock = layer()
    rename = queries.rename

    def signed_out(id: str, *, name: str) -> Thing:
        queries.credentials.open("another")
        return server.rename(id, name=name)

    rename.method = signed_out

    assert "new" == rename("t1", name="new").name
    assert ("success", None) == (rename.state.status, rename.state.data)


def test_a_callback_may_read_what_its_own_thread_is_about_to_fetch() -> None:
    queries, _server, _clock = layer(stale_time=math.inf)
    got: list[Thing] = []
    queries.get("t1").subscribe(lambda _state: got.append(queries.get("t1").get()))
    reader = threading.Thread(target=queries.get("t1").get, daemon=True)

    reader.start()
    reader.join(10)

    assert not reader.is_alive()
    assert {"one"} == {one.name for one in got}


def test_a_selection_is_made_once_for_the_same_data() -> None:
    queries, server, _clock = layer()
    made: list[str] = []

    def names(things: list[Thing]) -> list[str]:
        made.append("made")
        return [one.name for one in things]

    selection = queries.list().select(names)
    first = selection.get()
    again = selection.get()
    server.names["t3"] = "three"
    longer = selection.get()

    assert first is again
    assert 2 == len(made)
    assert ["one", "two", "three"] == longer


def test_equal_parts_of_a_selection_are_the_old_objects() -> None:
    queries, server, _clock = layer()
    selection = queries.list().select(lambda things: [one.name for one in things if one.id == "t1"])
    first = selection.get()
    server.names["t2"] = "changed"

    assert first is selection.get()


@pytest.mark.parametrize("fails", [False, True])
def test_the_last_hook_is_called_although_the_one_before_raised(fails: bool) -> None:
    queries, server, _clock = layer()
    server.failure = ApiConnectionError("gone") if fails else None
    told: list[str] = []

    def broken(_told: object) -> None:
        raise LookupError("a fault of the hook")

    rename = queries.mutation(
        queries.rename, on_success=broken, on_error=broken, on_settled=lambda *_both: told.append("settled")
    )
    with pytest.raises(LookupError):
        rename("t1", name="new")

    assert ["settled"] == told
    assert ("error" if fails else "success") == rename.state.status


@pytest.mark.anyio
async def test_the_last_async_hook_is_called_although_the_one_before_raised() -> None:
    queries, _client, _clock = alayer()
    told: list[str] = []

    async def broken(_told: object) -> None:
        raise LookupError("a fault of the hook")

    rename = queries.mutation(queries.rename, on_success=broken, on_settled=lambda *_both: told.append("settled"))
    with pytest.raises(LookupError):
        await rename("t1", name="new")

    assert ["settled"] == told
    await queries.aclose()
