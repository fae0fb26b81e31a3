"""Claims about the drivers and lists; each holds for both flavours unless its name says otherwise."""

import asyncio

import attrs
import httpx
import pytest

from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import AsyncClient
from warp_client_core.errors import PaginationStalledError
from warp_client_core.options import RequestOptions
from warp_client_core.pages import AsyncPage, Page
from warp_client_core.replies import Paged, Paging


@attrs.frozen(kw_only=True)
class Trunk:
    id: str


LIST: Operation = Operation("list_trunks", "GET", "/trunks", Safety.READ, Paged(Trunk))


def test_a_list_gives_a_page_that_walks_the_rest(flavour, platform):
    server = platform()
    client = flavour.build(server)

    items = flavour.items(client, LIST.call(query={"limit": 1}))

    assert items == [Trunk(id="t1"), Trunk(id="t2"), Trunk(id="t3")]
    assert [str(r.url.query, "ascii") for r in server.requests] == ["limit=1", "limit=1&page=2", "limit=1&page=3"]


def test_a_list_is_a_page_of_its_flavour(flavour, platform):
    response = flavour.send(flavour.build(platform()), LIST.call())

    assert type(response.data) is (Page if flavour.name == "sync" else AsyncPage)
    assert response.data.meta == response.meta.pagination
    assert response.data.has_next


def test_the_options_of_a_list_hold_for_every_page_but_the_page_number_moves_on(flavour, platform):
    server = platform()
    client = flavour.build(server)
    options = RequestOptions(query={"page": 2, "status": "active"}, headers={"X-Note": "n"})

    page = flavour.send(client, LIST.call(query={"page": 1}), options).data
    following = page.next_page() if flavour.name == "sync" else asyncio.run(page.next_page())

    assert following.items == [Trunk(id="t3")]
    assert [str(r.url.query, "ascii") for r in server.requests] == ["page=2&status=active", "status=active&page=3"]
    assert [r.headers["x-note"] for r in server.requests] == ["n", "n"]


def test_a_server_stuck_on_a_page_is_noticed(flavour, platform):
    stuck = {"data": [{"id": "t1"}], "meta": {"pagination": {"page": 1, "total_pages": 5}}}
    server = platform(*[httpx.Response(200, json=stuck) for _ in range(5)])

    with pytest.raises(PaginationStalledError):
        flavour.items(flavour.build(server), LIST.call())

    assert len(server.requests) == 2


def test_a_collection_is_followed_by_its_offsets(flavour, platform):
    operation = Operation("list", "GET", "/c", Safety.READ, Paged(Trunk, Paging.HAS_MORE))
    server = platform(
        httpx.Response(200, json={"items": [{"id": "1"}], "offset": 0, "hasMore": True}),
        httpx.Response(200, json={"items": [{"id": "2"}], "offset": 1, "hasMore": False}),
    )

    assert flavour.items(flavour.build(server), operation.call()) == [Trunk(id="1"), Trunk(id="2")]


@pytest.mark.anyio
async def test_a_listing_can_wait_for_something_before_it_knows_its_call(platform):
    async def resolve():
        return LIST.call(query={"customer_id": "c1"})

    server = platform()
    http_client = httpx.AsyncClient(transport=httpx.MockTransport(server))
    async with AsyncClient(base_url="https://api.example.com", http_client=http_client) as client:
        page = await client.listing(resolve)

    assert page.items == [Trunk(id="t1")]
    assert server.requests[0].url.params["customer_id"] == "c1"
