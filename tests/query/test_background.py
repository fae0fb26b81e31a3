"""What the background and subscribers see when something changes just while they look."""

from __future__ import annotations

import asyncio
import gc
import math
import threading
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from tests.query.layers import Thing, alayer, layer
from warp_client_core.query import Mutation, QueryClient, QueryState, Rule, Write
from warp_client_core.query.sharing import shared
from warp_sandbox import Sandbox, connected


class Waits(threading.Condition):
    """Tells when somebody waits."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()

    def wait(self, timeout: float | None = None) -> bool:
        self.begun.set()
        return super().wait(timeout)


def test_the_thread_rests_while_all_that_is_subscribed_may_not_be_fetched() -> None:
    queries, server, _clock = layer(background=True)
    queries._news_for_worker = waits = Waits()

    queries.get("t1", enabled=False).subscribe(lambda _state: None)

    assert waits.begun.wait(5)
    assert 0 == server.calls
    queries.close()


def test_what_an_event_makes_obsolete_while_the_background_fetches_it_is_fetched_anew() -> None:
    queries, server, _clock = layer(stale_time=math.inf)
    query = queries.get("t1", poll=60)

    def event() -> None:
        server.before = lambda: None
        server.names["t1"] = "new"
        queries.hear("thing.changed", {"id": "t1"}, queries.cache())

    server.before = event

    assert 0 == queries.run_pending()
    queries.run_pending()
    assert Thing("t1", "new") == query.data


def test_a_subscriber_hears_of_what_changes_while_it_subscribes() -> None:
    queries, _server, _clock = layer(stale_time=math.inf)
    query = queries.get("t1")
    query.set(Thing("t1", "old"))
    told: list[Any] = []

    def overtaken(thing: Thing) -> str:
        if thing.name == "old":
            query.set(Thing("t1", "new"))
        return thing.name

    query.select(overtaken).subscribe(lambda state: told.append(state.data))

    assert ["new"] == told


def test_a_selection_of_a_polled_query_is_polled_as_long_as_it_is_held() -> None:
    queries, server, clock = layer()
    selection = queries.get("t1", poll=60).select(lambda thing: thing.name)
    gc.collect()
    queries.run_pending()
    clock.seconds += 60
    queries.run_pending()

    assert 2 == server.calls
    del selection
    gc.collect()
    clock.seconds += 60
    queries.run_pending()
    assert 2 == server.calls


def test_a_selection_that_cannot_be_compared_is_told_of() -> None:
    class Table:
        def __eq__(self, _other: object) -> bool:
            raise ValueError("the truth value of a table is ambiguous")

    queries, _server, _clock = layer()
    told: list[QueryState[Table]] = []
    queries.get("t1").select(lambda _thing: Table()).subscribe(told.append)

    for name in ("one", "two", "three"):
        queries.get("t1").set(Thing("t1", name))

    assert 3 == len({id(one.data) for one in told})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"n": 1}, {"n": True}),
        ([Decimal("5.0")], [Decimal("5.00")]),
        ([datetime(2026, 1, 1, tzinfo=UTC)], [datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))]),
    ],
    ids=["flag", "amount", "zone"],
)
def test_what_is_equal_but_written_otherwise_is_new(old: Any, new: Any) -> None:
    assert repr(new) == repr(shared(old, new))


def test_what_was_put_after_a_sign_in_is_the_last_that_subscribers_hear() -> None:
    queries, _server, _clock = layer(stale_time=math.inf)
    told: list[QueryState[Thing]] = []
    queries.get("t1").subscribe(told.append)
    queries.credentials.open("another")

    queries.get("t1").set(Thing("t1", "mine"))
    queries.run_pending()

    assert Thing("t1", "mine") == told[-1].data


def test_a_callback_that_is_interrupted_leaves_no_fetch_behind() -> None:
    queries, _server, _clock = layer()
    query = queries.get("t1")

    def interrupted(_state: object) -> None:
        listening.close()
        raise KeyboardInterrupt

    listening = query.subscribe(interrupted)
    with pytest.raises(KeyboardInterrupt):
        query.get()

    reader = threading.Thread(target=query.get, daemon=True)
    reader.start()
    reader.join(10)
    assert not reader.is_alive()


def test_an_event_updates_the_query_of_the_thing_that_it_is_about() -> None:
    queries, _server, clock = layer(stale_time=math.inf)
    queries.rules = {"thing.renamed": Rule(updates=("things", "item", "{id}"))}  # type: ignore[misc] # of this one
    for id in ("t1", "t2"):
        queries.get(id).set(Thing(id, "old", timestamp=clock.now()))
    clock.seconds += 1

    queries.hear("thing.renamed", Thing("t1", "new", timestamp=clock.now()), queries.cache())

    assert ["new", "old"] == [queries.get(id).get().name for id in ("t1", "t2")]


def test_a_page_added_during_an_optimistic_change_outlives_its_rollback() -> None:
    with connected(Sandbox(), "customer") as client, QueryClient(client, stale_time=math.inf) as queries:
        pages = queries.trunks.list.query(limit=2).pages()
        pages.get()

        def refused() -> None:
            pages.fetch_next()
            raise ValueError("refused")

        change = pages.change(lambda held: type(held)((*held.pages, held.pages[-1])))
        mutation = Mutation(queries, Write("x", "x"), refused, (None, None, None, lambda: [change]))
        with pytest.raises(ValueError, match="refused"):
            mutation()

        assert [one.id for one in client.trunks.list()][:4] == [one.id for one in pages.get().items]


def test_a_list_that_the_caller_changes_is_fetched_as_it_was_given() -> None:
    queries, _server, _clock = layer()
    given: list[list[int]] = []

    def listed(*, page: list[int]) -> list[Thing]:
        given.append(list(page))
        return []

    queries._client.server.list = listed
    numbers = [1]
    query = queries.list(page=numbers)  # type: ignore[arg-type] # any list would do
    numbers.append(2)
    query.get()

    assert [[1]] == given


@pytest.mark.anyio
async def test_closing_lets_go_of_a_reader_whose_fetch_has_not_begun() -> None:
    queries, _client, _clock = alayer()
    reader = asyncio.ensure_future(queries.get("t1").get())
    await asyncio.sleep(0)

    await queries.aclose()

    with pytest.raises(RuntimeError, match="closed"):
        await asyncio.wait_for(reader, 10)


def test_a_fetch_whose_event_loop_is_gone_is_made_again_in_another() -> None:
    queries, client, _clock = alayer()

    async def first() -> None:
        client.gate = asyncio.Event()
        left.append(asyncio.ensure_future(queries.get("t1").get()))
        for _turn in range(3):
            await asyncio.sleep(0)

    async def second() -> Thing:
        client.gate = None
        return await asyncio.wait_for(queries.get("t1").get(), 10)

    left: list[asyncio.Future[Thing]] = []
    loop = asyncio.new_event_loop()
    loop.run_until_complete(first())
    tasks = asyncio.all_tasks(loop)
    loop.close()
    for task in tasks:
        task._log_destroy_pending = False  # type: ignore[attr-defined] # what is left behind is the point

    assert Thing("t1", "one") == asyncio.run(second())


def test_what_is_polled_since_before_a_loop_ran_is_polled_in_each_that_runs() -> None:
    queries, client, clock = alayer(background=True)
    told = []
    queries.get("t1", poll=60).subscribe(lambda state: told.append(state.data))

    async def reading(name: str) -> None:
        client.server.names["t1"] = name
        clock.seconds += 60
        await queries.get("t2").get()
        for _turn in range(100):
            await asyncio.sleep(0)

    for name in ("one", "two"):
        asyncio.run(reading(name))
        assert [Thing("t1", name)] == told[-1:]
