"""The same as tasks see it: crowds, cancelled readers, and nothing left after closing."""

from __future__ import annotations

import asyncio
import math

import pytest

from tests.query.layers import Thing, alayer
from warp_client_core.errors import NotFoundError
from warp_client_core.query import QueryCancelledError, QueryState

pytestmark = pytest.mark.anyio


async def test_1000_readers_of_one_stale_key_make_one_request() -> None:
    queries, client, _clock = alayer()
    client.gate = asyncio.Event()

    readers = [asyncio.ensure_future(queries.get("t1").get()) for _ in range(1_000)]
    await asyncio.sleep(0)
    client.gate.set()
    found = await asyncio.gather(*readers)

    assert 1 == client.server.calls
    assert {id(found[0])} == {id(one) for one in found}
    await queries.aclose()


async def test_a_query_can_be_awaited_itself() -> None:
    queries, _client, _clock = alayer()

    assert Thing("t1", "one") == await queries.get("t1")
    await queries.aclose()


async def test_a_cancelled_reader_takes_nobody_along() -> None:
    queries, client, _clock = alayer()
    client.gate = asyncio.Event()
    first, second = (asyncio.ensure_future(queries.get("t1").get()) for _ in range(2))
    await asyncio.sleep(0)

    first.cancel()
    await asyncio.sleep(0)
    client.gate.set()

    assert Thing("t1", "one") == await second
    assert 1 == client.server.calls
    await queries.aclose()


async def test_a_fetch_that_nobody_waits_for_is_cancelled() -> None:
    queries, client, _clock = alayer()
    client.gate = asyncio.Event()
    before = asyncio.all_tasks()
    only = asyncio.ensure_future(queries.get("t1").get())
    for _ in range(3):
        await asyncio.sleep(0)

    only.cancel()
    await asyncio.gather(only, return_exceptions=True)
    for _ in range(3):
        await asyncio.sleep(0)

    assert before == asyncio.all_tasks()
    assert "idle" == queries.get("t1").state.fetch_status
    await queries.aclose()


async def test_a_fetch_that_a_mutation_overtook_is_nobodys() -> None:
    queries, client, _clock = alayer(stale_time=math.inf)
    client.gate = asyncio.Event()
    reader = asyncio.ensure_future(queries.get("t1").get())
    for _ in range(3):
        await asyncio.sleep(0)

    await queries.rename("t1", name="new")
    client.gate.set()

    assert "new" == (await reader).name
    assert 2 == client.server.calls
    await queries.aclose()


async def test_a_cancelled_mutation_makes_obsolete_what_it_touched() -> None:
    """
    Nobody knows whether it was carried out.
    """
    queries, client, _clock = alayer(stale_time=math.inf)
    await queries.get("t1")
    never = asyncio.Event()

    async def stuck(id: str, *, name: str) -> Thing:
        client.server.rename(id, name=name)
        await never.wait()
        raise AssertionError

    mutation = queries.rename
    mutation.method = stuck
    task = asyncio.ensure_future(mutation("t1", name="new"))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert "new" == (await queries.get("t1")).name
    await queries.aclose()


async def test_cancel_reaches_every_reader() -> None:
    queries, client, _clock = alayer()
    client.gate = asyncio.Event()
    readers = [asyncio.ensure_future(queries.get("t1").get()) for _ in range(3)]
    for _ in range(3):
        await asyncio.sleep(0)

    queries.get("t1").cancel()
    found = await asyncio.gather(*readers, return_exceptions=True)

    assert [QueryCancelledError] * 3 == [type(one) for one in found]
    await queries.aclose()


async def test_hooks_of_mutations_are_awaited() -> None:
    queries, client, _clock = alayer()
    told: list[str] = []

    async def failed(error: Exception) -> None:
        told.append(type(error).__name__)

    client.server.failure = NotFoundError("no", status_code=404)
    with pytest.raises(NotFoundError):
        await queries.mutation(queries.rename, on_error=failed)("t1", name="new")

    assert ["NotFoundError"] == told
    await queries.aclose()


async def test_the_task_polls_and_no_task_is_left_after_closing() -> None:
    before = asyncio.all_tasks()
    queries, client, _clock = alayer(background=True)
    fetched = asyncio.Event()
    queries.get("t1").subscribe(lambda state: fetched.set() if state.data else None)
    query = queries.get("t1", poll=60)

    await asyncio.wait_for(fetched.wait(), 10)
    hanging = asyncio.Event()
    client.gate = hanging
    reader = asyncio.ensure_future(queries.get("t2").get())
    for _ in range(3):
        await asyncio.sleep(0)
    await queries.aclose()
    found = await asyncio.gather(reader, return_exceptions=True)

    assert [RuntimeError] == [type(one) for one in found]
    assert before == asyncio.all_tasks()
    assert query.key == ("things", "item", "t1")


async def test_subscribers_hear_of_changes() -> None:
    queries, _client, _clock = alayer()
    told: list[QueryState[Thing]] = []
    queries.get("t1").subscribe(told.append)

    await queries.run_pending()

    assert ["pending", "success"] == [one.status for one in told]
    await queries.aclose()
