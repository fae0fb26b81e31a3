"""The results of a job are fetched side by side, within what the account allows."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx
import pytest

from tests.overlays.netsuite_records.conftest import error
from tests.overlays.netsuite_records.records import customers, fates
from warp_netsuite import BulkWriteError

RECORDS = [
    {"external_id": f"beside-{number}", "company_name": "Company", "subsidiary": {"id": "2"}} for number in range(30)
]


async def slow() -> None:
    """A request takes some time."""
    await asyncio.sleep(0.02)


def test_results_are_fetched_side_by_side_and_no_more_than_allowed(simulate: Any) -> None:
    """
    With three places, three requests are in progress at once; the order of the records stands.
    """
    simulator = simulate(concurrency=3, pause=slow)
    with simulator.client(max_concurrency=3, max_retries=0) as client:
        refs = client.customers.bulk_upsert(RECORDS)

    known = {one["id"]: one.get("externalId") for one in simulator.records()}
    assert [one["external_id"] for one in RECORDS] == [known[ref.id] for ref in refs]
    assert (3, 0) == (simulator.places.most, simulator.places.refused)


@pytest.mark.anyio
async def test_async_callers_fetch_results_alike(simulate: Any) -> None:
    """
    In tasks instead of threads.
    """
    simulator = simulate(concurrency=3, pause=slow)
    async with simulator.async_client(max_concurrency=3, max_retries=0) as client:
        refs = await client.customers.bulk_upsert(RECORDS)

    known = {one["id"]: one.get("externalId") for one in simulator.records()}
    assert [one["external_id"] for one in RECORDS] == [known[ref.id] for ref in refs]
    assert (3, 0) == (simulator.places.most, simulator.places.refused)


def test_a_session_that_ends_asks_for_no_further_results(client: Any, netsuite: Any) -> None:
    """
    Those in progress come back; the other ninety-odd are not asked for.
    """

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/result"):
            asked.append(request)
            return error(401, "INVALID_LOGIN")
        return netsuite(request)

    asked: list[httpx.Request] = []
    broken = type(client)(
        account_id="1234567_SB1",
        http_client=httpx.Client(transport=httpx.MockTransport(answer)),
        ambient=netsuite.ambient,
    )

    with pytest.raises(BulkWriteError) as caught:
        broken.customers.bulk_upsert(customers(100))

    assert ["unknown"] * 100 == fates(caught.value)
    assert 1 <= len(asked) <= broken.max_concurrency


@pytest.mark.anyio
async def test_a_write_that_is_cancelled_asks_for_nothing_more(aclient: Any, netsuite: Any) -> None:
    """
    No task of it goes on behind the caller's back.
    """
    begun, asked = asyncio.Event(), []

    async def answer(request: httpx.Request) -> httpx.Response:
        if re.search("/result$", request.url.path):
            asked.append(request)
            begun.set()
            await asyncio.Event().wait()
        return netsuite(request)

    pool = httpx.AsyncClient(transport=httpx.MockTransport(answer))
    client = type(aclient)(account_id="1234567_SB1", access_token="t", http_client=pool, ambient=netsuite.ambient)
    before = asyncio.all_tasks()
    write = asyncio.ensure_future(client.customers.bulk_upsert(customers(50)))
    await begun.wait()
    write.cancel()
    with pytest.raises(asyncio.CancelledError):
        await write

    assert len(asked) <= client.max_concurrency
    assert 0 == client._places.taken
    assert before == asyncio.all_tasks()
