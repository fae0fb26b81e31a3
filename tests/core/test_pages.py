"""Claims about `warp_client_core.pages`."""

import asyncio
import copy
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.calls import Operation, Safety
from warp_client_core.errors import PaginationStalledError
from warp_client_core.pages import AsyncListing, AsyncPage, Page
from warp_client_core.replies import Paged, Paging
from warp_client_core.values import PaginationMeta


@attrs.frozen
class Trunk:
    id: str
    codecs: list[str] = attrs.field(factory=list)


def call(style=Paging.PAGE, **query):
    return Operation("list_trunks", "GET", "/trunks", Safety.READ, Paged(dict, style)).call(query=query)


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
    pages = {"2": (PaginationMeta(page=2, total_pages=9), [2]), "3": (PaginationMeta(page=1, total_pages=9), [3])}

    def fetch(call_):
        meta, items = pages[dict(call_.query)["page"]]
        return Page(call_, items, meta, fetch)

    second = Page(call(), [1], PaginationMeta(page=1, total_pages=9), fetch).next_page()

    with pytest.raises(PaginationStalledError):
        second.next_page()


def counted(contents, **meta):
    """Gives the first page of a server that counts pages on without end and answers with these in turn."""
    requests = []

    def fetch(call_):
        requests.append(dict(call_.query))
        number = len(requests)
        items = contents[(number - 1) % len(contents)]
        return Page(call_, items, PaginationMeta(page=number, total_pages=number + 1, **meta), fetch)

    return fetch(call()), requests


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_server_that_goes_round_in_circles_while_it_counts_on_is_noticed(length):
    page, requests = counted([[Trunk(f"t{number}")] for number in range(length)])
    walk = iter(page)

    assert [next(walk).id for _ in range(length)] == [f"t{number}" for number in range(length)]
    with pytest.raises(PaginationStalledError, match=rf"position {length + 1}\); the list is not complete"):
        next(walk)
    assert len(requests) == length + 1


@pytest.mark.parametrize("expected", [[], ["a"]])
def test_an_empty_page_ends_the_list_whatever_the_server_counts(expected):
    page, requests = counted([*([Trunk(name)] for name in expected), [], [Trunk("z")]])

    assert expected == [trunk.id for trunk in page]
    assert len(requests) == len(expected) + 1


def test_a_short_list_that_claims_to_be_longer_does_not_end_in_silence():
    def fetch(call_):
        offset = int(dict(call_.query).get("offset", 0))
        return Page(call_, [1, 2][offset:], PaginationMeta(offset=offset, total=9), fetch)

    with pytest.raises(PaginationStalledError):
        list(fetch(call(Paging.OFFSET)))


def test_a_page_can_be_walked_more_than_once():
    page = Server(Paging.PAGE, 9).fetch(call())
    walk = iter(page)

    assert [next(walk) for _ in range(5)] == [0, 1, 2, 3, 4]
    assert list(page) == list(page) == list(range(9))
    assert list(walk) == [5, 6, 7, 8]


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


def flavours(trunks):
    """A page of each flavour, with another one after it."""
    meta = PaginationMeta(page=1, total_pages=2)

    def fetch(call_):
        return Page(call_, [Trunk("last")], PaginationMeta(page=2, total_pages=2), fetch)

    async def afetch(call_):
        return AsyncPage(call_, [Trunk("last")], PaginationMeta(page=2, total_pages=2), afetch)

    return [Page(call(limit=1), trunks, meta, fetch), AsyncPage(call(limit=1), trunks, meta, afetch)]


def next_of(page):
    return page.next_page() if isinstance(page, Page) else asyncio.run(page.next_page())


@pytest.mark.parametrize("is_async", [False, True])
def test_a_page_survives_pickling_but_its_client_does_not(is_async):
    page = flavours([Trunk("t1", ["PCMU"])])[is_async]
    next_of(page)

    twin = pickle.loads(pickle.dumps(page))

    assert type(twin) is type(page)
    assert (twin.items, twin.meta, twin.has_next) == (page.items, page.meta, True)
    assert twin.next_call == page.next_call
    assert dict(twin.next_call.query) == {"limit": "1", "page": "2"}
    with pytest.raises(RuntimeError, match="list_trunks: a page that was pickled has no client any more"):
        next_of(twin)
    assert next_of(page).items == [Trunk("last")]


def test_a_pickled_page_walks_its_own_items_before_it_complains():
    walk = iter(pickle.loads(pickle.dumps(flavours([Trunk("t1")])[0])))

    assert next(walk) == Trunk("t1")
    with pytest.raises(RuntimeError):
        next(walk)


def test_a_pickled_last_page_ends_as_any_other():
    last = pickle.loads(pickle.dumps(Page(call(), [1], None, lambda _call: None)))

    assert list(last) == [1]
    assert last.next_page() is None
    assert last.next_call is None


@pytest.mark.parametrize("is_async", [False, True])
def test_a_deep_copy_of_a_page_has_items_of_its_own_and_the_same_client(is_async):
    page = flavours([Trunk("t1", ["PCMU"])])[is_async]

    twin = copy.deepcopy(page)

    assert type(twin) is type(page)
    assert twin.items == page.items
    assert twin.items[0].codecs is not page.items[0].codecs
    assert twin.meta == page.meta
    assert next_of(twin).items == [Trunk("last")]


def test_a_deep_copy_keeps_what_belongs_together():
    page = flavours([Trunk("t1")])[0]

    first, again, item = copy.deepcopy((page, page, page.items[0]))

    assert first is again
    assert first.items[0] is item


def test_a_copy_of_a_page_shares_its_items():
    page = flavours([Trunk("t1")])[0]

    twin = copy.copy(page)

    assert twin is not page
    assert twin.items is page.items
    assert next_of(twin).items == [Trunk("last")]


def test_a_page_of_a_client_survives_pickling_and_goes_on_elsewhere(flavour, platform):
    operation = Operation("list_trunks", "GET", "/trunks", Safety.READ, Paged(Trunk))
    client = flavour.build(platform())

    twin = pickle.loads(pickle.dumps(flavour.send(client, operation.call()).data))

    assert twin.items == [Trunk("t1")]
    assert flavour.send(client, twin.next_call).data.items == [Trunk("t2")]
