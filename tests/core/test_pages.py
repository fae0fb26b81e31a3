"""Claims about `warp_client_core.pages`."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.calls import Operation, Safety
from warp_client_core.errors import PaginationStalledError
from warp_client_core.pages import AsyncListing, AsyncPage, Page, next_call
from warp_client_core.replies import Enveloped, Paged, Paging
from warp_client_core.values import PaginationMeta


def call(style=Paging.PAGE, **query):
    return Operation("list_trunks", "GET", "/trunks", Safety.READ, Paged(dict, style)).call(query=query)


def following(call_, meta, items):
    found = next_call(call_, meta, items)
    return found and dict(found.query)


class Server:
    """A list of numbers behind any kind of paging; can be stuck, or say less than it knows."""

    def __init__(self, style, count, limit=3, stuck=False, silent=False):
        self.style = style
        self.count = count
        self.limit = limit
        self.stuck = stuck
        self.silent = silent
        self.requests = 0

    def fetch(self, call_):
        self.requests += 1
        assert self.requests < 100, "the walk does not end"
        items, meta = self._page({} if self.stuck else dict(call_.query))
        return Page(call_, items, None if self.silent else meta, self.fetch)

    async def afetch(self, call_):
        page = self.fetch(call_)
        return AsyncPage(call_, page.items, page.meta, self.afetch)

    def _page(self, query):
        number = int(query.get("page", 1))
        start = (number - 1) * self.limit if self.style is Paging.PAGE else int(query.get("offset", 0))
        items = list(range(self.count))[start : start + self.limit]
        if self.style is Paging.PAGE:
            pages = -(-self.count // self.limit)
            return items, PaginationMeta(page=number, per_page=self.limit, total=self.count, total_pages=pages)
        if self.style is Paging.HAS_MORE:
            return items, PaginationMeta(offset=start, has_more=start + self.limit < self.count)
        return items, PaginationMeta(per_page=self.limit)


@pytest.mark.parametrize("style", Paging)
def test_a_server_that_repeats_itself_is_noticed_at_once(style):
    server = Server(style, 9, stuck=True)
    page = server.fetch(call(style))

    with pytest.raises(PaginationStalledError, match="list_trunks: the server gave the same page again") as caught:
        list(page)

    assert server.requests == 2
    assert caught.value.operation_id == "list_trunks"


def test_the_place_of_a_stalled_page_is_told():
    page = Server(Paging.PAGE, 9, stuck=True).fetch(call())

    with pytest.raises(PaginationStalledError) as caught:
        page.next_page()

    assert caught.value.position == 1


def test_a_server_that_goes_back_is_noticed():
    pages = {"2": PaginationMeta(page=2, total_pages=9), "3": PaginationMeta(page=1, total_pages=9)}

    def fetch(call_):
        return Page(call_, [1], pages[dict(call_.query)["page"]], fetch)

    second = Page(call(), [1], PaginationMeta(page=1, total_pages=9), fetch).next_page()

    with pytest.raises(PaginationStalledError):
        second.next_page()


def test_equal_rows_at_different_offsets_are_no_stall():
    rows = [{"x": 1}] * 2

    def fetch(call_):
        return Page(call_, rows, PaginationMeta(offset=2, has_more=False), fetch)

    page = Page(call(Paging.HAS_MORE), rows, PaginationMeta(offset=0, has_more=True), fetch)

    assert len(list(page)) == 4


def test_a_page_number_says_nothing_about_a_list_by_offset():
    meta = PaginationMeta(page=1, per_page=2)
    contents = {"2": [3, 4], "4": [5]}

    def fetch(call_):
        return Page(call_, contents[dict(call_.query)["offset"]], meta, fetch)

    assert list(Page(call(Paging.OFFSET), [1, 2], meta, fetch)) == [1, 2, 3, 4, 5]


def test_equal_pages_without_any_place_are_a_stall():
    def fetch(call_):
        return Page(call_, [1, 2], None, fetch)

    with pytest.raises(PaginationStalledError, match="same page again; the list is not complete") as caught:
        list(Page(call(Paging.OFFSET, limit=2), [1, 2], None, fetch))

    assert caught.value.position is None


@pytest.mark.parametrize("meta", [None, PaginationMeta()])
def test_a_numbered_list_without_pagination_is_over(meta):
    assert next_call(call(), meta, [1]) is None


@pytest.mark.parametrize("style", Paging)
def test_an_empty_page_is_the_last(style):
    meta = PaginationMeta(page=1, total_pages=9, total=99, has_more=True, offset=0)

    assert next_call(call(style), meta, []) is None


def test_what_is_no_list_has_no_next_page():
    single = Operation("get", "GET", "/x", Safety.READ, Enveloped(dict)).call()

    assert next_call(single, PaginationMeta(page=1, total_pages=9), [1]) is None


@pytest.mark.parametrize(
    ("query", "meta", "expected"),
    [
        ({}, PaginationMeta(page=1, total_pages=3), {"page": "2"}),
        ({"page": 2, "limit": 5}, PaginationMeta(page=2, total_pages=3), {"limit": "5", "page": "3"}),
        ({"page": 2}, PaginationMeta(total_pages=3), {"page": "3"}),
        ({}, PaginationMeta(page=3, total_pages=3), None),
        ({}, PaginationMeta(page=4, total_pages=3), None),
        ({}, PaginationMeta(page=1, total_pages=0), None),
        ({}, PaginationMeta(page=1, per_page=10, total=11), {"page": "2"}),
        ({}, PaginationMeta(page=1, per_page=10, total=10), None),
        ({}, PaginationMeta(page=7), {"page": "8"}),
        ({"page": "x"}, PaginationMeta(total_pages=3), {"page": "2"}),
    ],
)
def test_a_numbered_list_goes_on_while_there_are_pages(query, meta, expected):
    assert following(call(**query), meta, [1]) == expected


@pytest.mark.parametrize(
    ("query", "meta", "count", "expected"),
    [
        ({}, None, 20, {"offset": "20"}),
        ({}, None, 19, None),
        ({"limit": 5}, None, 5, {"limit": "5", "offset": "5"}),
        ({"limit": 5, "offset": 5}, None, 5, {"limit": "5", "offset": "10"}),
        ({"limit": 500}, PaginationMeta(per_page=100), 100, {"limit": "500", "offset": "100"}),
        ({"limit": 5}, PaginationMeta(total=5), 5, None),
        ({"limit": 5}, PaginationMeta(total=6), 5, {"limit": "5", "offset": "5"}),
    ],
)
def test_a_list_by_offset_ends_with_a_short_page(query, meta, count, expected):
    assert following(call(Paging.OFFSET, **query), meta, [1] * count) == expected


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        (PaginationMeta(offset=10, has_more=True), {"offset": "12"}),
        (PaginationMeta(offset=10, has_more=False, total=99), None),
        (PaginationMeta(offset=10, total=13), {"offset": "12"}),
        (PaginationMeta(offset=10, total=12), None),
        (PaginationMeta(has_more=True), {"offset": "2"}),
        (PaginationMeta(), None),
        (None, None),
    ],
)
def test_a_collection_goes_on_while_it_says_so(meta, expected):
    assert following(call(Paging.HAS_MORE), meta, [1, 2]) == expected


@given(st.sampled_from(Paging), st.integers(0, 30), st.integers(1, 7))
def test_walking_gives_every_item_once_in_order(style, count, limit):
    server = Server(style, count, limit)

    page = server.fetch(call(style, limit=limit))

    assert list(page) == list(range(count))
    assert server.requests <= count // limit + 2


@pytest.mark.parametrize("style", Paging)
def test_walking_asynchronously_gives_every_item_once_in_order(style):
    server = Server(style, 8)

    async def walk():
        listing = AsyncListing(lambda: server.afetch(call(style, limit=3)))
        first = await listing
        return (
            [item async for item in listing],
            [item async for item in first],
            [page.items async for page in listing.pages()],
            first.has_next,
        )

    items, again, pages, has_next = asyncio.run(walk())

    assert items == again == list(range(8))
    assert pages == [[0, 1, 2], [3, 4, 5], [6, 7]]
    assert has_next


def test_a_page_tells_where_it_stands():
    page = Server(Paging.PAGE, 4).fetch(call())

    assert page.items == [0, 1, 2]
    assert page.meta.total == 4
    assert page.has_next
    last = page.next_page()
    assert not last.has_next
    assert last.next_page() is None
    assert "list_trunks: 3 items" in repr(page)


def test_pages_can_be_walked_one_by_one():
    page = Server(Paging.PAGE, 4).fetch(call())

    assert [page.items for page in page.pages()] == [[0, 1, 2], [3]]


def test_nothing_is_fetched_before_it_is_wanted():
    server = Server(Paging.PAGE, 9)
    walk = iter(server.fetch(call()))

    taken = [next(walk) for _ in range(3)]

    assert taken == [0, 1, 2]
    assert server.requests == 1


def test_a_page_without_items_is_still_a_page():
    assert bool(Server(Paging.PAGE, 0).fetch(call()))


def test_the_async_walk_notices_a_server_that_repeats_itself():
    server = Server(Paging.PAGE, 9, stuck=True)

    async def walk():
        return [item async for item in await server.afetch(call())]

    with pytest.raises(PaginationStalledError):
        asyncio.run(walk())
