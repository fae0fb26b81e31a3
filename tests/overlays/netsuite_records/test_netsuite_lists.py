"""Lists are walked to their end, or say that they are not; records in full come in the order of the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from warp_client_core import NotFoundError
from warp_netsuite import ListTruncatedError, NetSuiteClient


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001])
def test_a_list_of_any_length_is_walked_to_its_end(simulator: Any, live: Any, count: int) -> None:
    """
    Each record once, in order, over pages of 1000.
    """
    simulator.fill(count)

    found = [ref.id for ref in live.customers.list()]

    assert [one["id"] for one in simulator.records()] == found
    assert count == len(found)


def test_a_list_of_a_hundred_thousand_is_walked_to_its_end(simulator: Any, live: Any) -> None:
    """
    As many as NetSuite shows at most.
    """
    simulator.fill(100_000)

    found = {ref.id for ref in live.customers.list()}

    assert 100_000 == len(found)


@pytest.mark.anyio
async def test_an_async_walk_is_the_same(simulator: Any) -> None:
    """
    Pages of 7, to have many.
    """
    simulator.fill(20)

    async with simulator.async_client() as client:
        found = [ref.id async for ref in client.customers.list(limit=7)]
        page = await client.customers.list(limit=7, offset=14)

    assert [one["id"] for one in simulator.records()] == found
    assert found[14:] == [ref.id for ref in page.items]


@pytest.mark.parametrize(("limit", "offset"), [(0, None), (1001, None), (10, 5), (None, 5), (3, 1000), (10, -10)])
def test_a_stretch_that_netsuite_refuses_is_not_asked_for(simulator: Any, live: Any, limit: Any, offset: Any) -> None:
    """
    A limit is 1 to 1000, and an offset a multiple of it.
    """
    with pytest.raises(ValueError, match="limit"):
        live.customers.list(limit=limit, offset=offset)

    assert 0 == simulator.places.most


@pytest.mark.parametrize("told", [{"totalResults": 5}, {}, {"offset": None}, {"links": []}])
@pytest.mark.parametrize("expand", [False, True])
def test_a_reply_without_has_more_is_read_by_the_rest(told: dict[str, Any], expand: bool) -> None:
    """
    Oracle's own samples leave it out: the total decides, else whether the page is full.
    """
    client, sent = listing_of(5, lambda start, items: {"items": items, **told})

    found = [one.id for one in client.customers.list(limit=2, expand=expand)]

    assert ["0", "1", "2", "3", "4"] == found
    assert ["0", "2", "4"] == [one.url.params.get("offset", "0") for one in sent if "limit" in one.url.params]


def test_a_page_that_is_not_full_is_followed_by_a_multiple_of_the_limit() -> None:
    """
    The role may not see one of the records; the next page begins where it would have.
    """
    client, sent = listing_of(6, lambda start, items: {"items": items[: 1 if start == 0 else 2], "hasMore": start < 4})

    found = [ref.id for ref in client.customers.list(limit=2)]

    assert ["0", "2", "3", "4", "5"] == found
    assert ["0", "2", "4"] == [one.url.params.get("offset", "0") for one in sent]


@pytest.mark.parametrize("end", ["refused", "empty"])
def test_a_list_beyond_what_netsuite_shows_says_so(end: str) -> None:
    """
    After 100,000 of 150,000 records the walk raises, and does not end as if that were all.
    """

    def page(start: int, items: list[Any]) -> Any:
        if start >= 100_000:
            return httpx.Response(400, json={}) if end == "refused" else {"items": [], "totalResults": 150_000}
        return {"items": items, "hasMore": start + 1000 < 100_000, "totalResults": 150_000}

    client, _sent = listing_of(150_000, page)
    found = []

    with pytest.raises(ListTruncatedError, match="100000 records") as caught:
        found.extend(client.customers.list())

    assert (100_000, 100_000) == (len(found), caught.value.shown)


def test_a_list_of_more_than_a_thousand_pages_says_so(simulator: Any, live: Any) -> None:
    """
    NetSuite refuses the page after the thousandth.
    """
    simulator.fill(1005)

    with pytest.raises(ListTruncatedError, match="1000 pages of 1 "):
        list(live.customers.list(limit=1, offset=999))


@pytest.mark.parametrize("resource", ["subsidiaries", "invoices", "payments", "journal_entries", "service_items"])
def test_every_list_gives_ids_or_records(live: Any, resource: str) -> None:
    """
    The same ones in the same order.
    """
    refs = list(getattr(live, resource).list())
    records = list(getattr(live, resource).list(expand=True))

    assert [type(ref).__name__ for ref in refs] == ["RecordRef"] * len(records)
    assert [ref.id for ref in refs] == [record.id for record in records]
    assert "RecordRef" != type(records[0]).__name__


def test_records_in_full_keep_their_order(simulate: Any) -> None:
    """
    Whatever order their replies arrive in; no more at once than the client may have.
    """
    simulator = simulate(pause=uneven())
    simulator.fill(40)

    with simulator.client(max_concurrency=3) as client:
        found = [one.company_name for one in client.customers.list(limit=20, expand=True)]

    assert [one["companyName"] for one in simulator.records()] == found
    assert 3 == simulator.places.most


@pytest.mark.anyio
async def test_records_in_full_keep_their_order_async(simulate: Any) -> None:
    """
    As for sync callers.
    """
    simulator = simulate(pause=uneven())
    simulator.fill(40)

    async with simulator.async_client(max_concurrency=3) as client:
        found = [one.company_name async for one in client.customers.list(limit=20, expand=True)]

    assert [one["companyName"] for one in simulator.records()] == found
    assert 3 == simulator.places.most


@pytest.mark.parametrize("flavour", ["sync", "async"])
@pytest.mark.anyio
async def test_a_record_deleted_after_it_was_listed_is_an_error(flavour: str) -> None:
    """
    Left out unseen, it would look as if it had never been listed.
    """
    client, _sent = listing_of(3, lambda start, items: {"items": [*items[:2], {"id": "gone"}], "hasMore": False})
    if flavour == "sync":
        with pytest.raises(NotFoundError):
            client.customers.list(limit=10, expand=True)
        return
    pool = httpx.AsyncClient(transport=httpx.MockTransport(client.answer))  # type: ignore[attr-defined] # set below
    from warp_netsuite import AsyncNetSuiteClient

    async with pool, AsyncNetSuiteClient(account_id="1", access_token="t", http_client=pool) as other:
        with pytest.raises(NotFoundError):
            await other.customers.list(limit=10, expand=True)


def uneven() -> Callable[[], Any]:
    """Some requests take longer than those after them."""
    import asyncio
    import itertools

    counter = itertools.count()

    async def pause() -> None:
        await asyncio.sleep(0.02 if next(counter) % 3 else 0.04)

    return pause


def listing_of(count: int, page: Callable[[int, list[Any]], Any]) -> tuple[Any, list[httpx.Request]]:
    """A client of a list with so many records, and what it sent; `page` makes the bodies."""
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        record_id = request.url.path.partition("/customer/")[2]
        if record_id:
            return httpx.Response(404 if record_id == "gone" else 200, json={"id": record_id})
        start, limit = (
            int(request.url.params.get(name, value)) for name, value in (("offset", "0"), ("limit", "1000"))
        )
        found = page(start, [{"id": str(number)} for number in range(start, min(start + limit, count))])
        return found if isinstance(found, httpx.Response) else httpx.Response(200, json=found)

    client: Any = NetSuiteClient(
        account_id="1", access_token="t", http_client=httpx.Client(transport=httpx.MockTransport(answer))
    )
    client.answer = answer
    return client, sent
