"""Claims about `warp_client_core.prefetch`, and about the walks of `warp_client_core.pages` that use it."""

import asyncio
import contextlib
import contextvars
import threading

import httpx
import pytest

from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.pages import AsyncListing, AsyncPage, Page
from warp_client_core.prefetch import TaskAhead, ThreadAhead
from warp_client_core.replies import Paged
from warp_client_core.values import PaginationMeta

CALL = Operation("list_numbers", "GET", "/numbers", Safety.READ, Paged(int)).call()
TRUNKS: Operation = Operation("list_trunks", "GET", "/trunks", Safety.READ, Paged(dict))
PLACE = contextvars.ContextVar("PLACE", default="nowhere")


class Server:
    """Numbers in pages of three; notes what is asked for and by whom, and may fail at a page."""

    def __init__(self, count=9, fails_at=None):
        self.count = count
        self.fails_at = fails_at
        self.asked = []
        self.threads = []
        self.places = []

    def contents(self, call):
        number = int(dict(call.query).get("page", 1))
        self.asked.append(number)
        self.threads.append(threading.current_thread())
        self.places.append(PLACE.get())
        if number == self.fails_at:
            raise ConnectionError(f"page {number}")
        items = list(range(self.count))[(number - 1) * 3 : number * 3]
        return items, PaginationMeta(page=number, total_pages=-(-self.count // 3))

    def first(self, call=CALL):
        return Page(call, *self.contents(call), self.first)

    async def afirst(self, call=CALL):
        found = self.contents(call)
        await asyncio.sleep(0)
        return AsyncPage(call, *found, self.afirst)

    def walk(self, flavour, **keywords):
        """The items of a whole walk; an error ends it and is its last item."""
        return self._walk(**keywords) if flavour == "sync" else asyncio.run(self._awalk(**keywords))

    def _walk(self, **keywords):
        items = []
        with contextlib.suppress(ConnectionError):
            for item in self.first().walk(**keywords):
                items.append((item, max(self.asked)))
        return items

    async def _awalk(self, **keywords):
        items = []
        with contextlib.suppress(ConnectionError):
            async for item in AsyncListing(self.afirst).walk(**keywords):
                items.append((item, max(self.asked)))
        return items


both = pytest.mark.parametrize("flavour", ["sync", "async"])
ahead_or_not = pytest.mark.parametrize("prefetch", [False, True])


@both
@ahead_or_not
def test_a_walk_gives_every_item_once_in_order(flavour, prefetch):
    server = Server()

    items = server.walk(flavour, prefetch=prefetch)

    assert [item for item, _asked in items] == list(range(9))
    assert server.asked == [1, 2, 3]


@both
@ahead_or_not
@pytest.mark.parametrize(("limit", "pages"), [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (9, 3), (100, 3)])
def test_a_limit_is_a_total_and_no_page_beyond_it_is_fetched(flavour, prefetch, limit, pages):
    server = Server()

    items = server.walk(flavour, prefetch=prefetch, limit=limit)

    assert [item for item, _asked in items] == list(range(min(limit, 9)))
    assert server.asked == [1, 2, 3][:pages]


@both
@ahead_or_not
def test_a_limit_of_nothing_gives_nothing(flavour, prefetch):
    server = Server()

    assert server.walk(flavour, prefetch=prefetch, limit=0) == []
    assert server.asked == ([1] if flavour == "sync" else [])


@pytest.mark.parametrize("walk", [Server().first().walk, AsyncListing(Server().afirst).walk])
def test_a_negative_limit_is_refused_before_the_walk(walk):
    with pytest.raises(ValueError, match="limit must be 0 or more, not -1"):
        walk(limit=-1)


def test_a_negative_limit_of_an_async_page_is_refused_before_the_walk():
    with pytest.raises(ValueError, match="limit"):
        asyncio.run(Server().afirst()).walk(limit=-1)


@both
def test_without_prefetch_a_page_is_fetched_when_its_first_item_is_wanted(flavour):
    items = Server().walk(flavour)

    assert [asked for _item, asked in items] == [1, 1, 1, 2, 2, 2, 3, 3, 3]


@pytest.mark.anyio
async def test_an_async_page_fetches_nothing_ahead_unless_it_is_told_to():
    server = Server()

    async with contextlib.aclosing((await server.afirst()).walk()) as walk:
        assert await anext(walk) == 0

    assert server.asked == [1]


def test_prefetching_asynchronously_is_one_page_ahead_and_never_more():
    items = Server().walk("async", prefetch=True)

    assert [asked for _item, asked in items] == [2, 2, 2, 3, 3, 3, 3, 3, 3]


def test_prefetching_in_a_thread_is_one_page_ahead_and_never_more():
    server = Server(12)
    walk = server.first().walk(prefetch=True)

    for item in walk:
        threads = [thread for thread in threading.enumerate() if thread.name == "warp-prefetch"]
        for thread in threads:
            thread.join()
        assert max(server.asked) == min(item // 3 + 2, 4)


def test_prefetching_uses_one_thread_at_a_time_and_none_without_need():
    server = Server()
    used = threading.current_thread()

    list(server.first().walk(prefetch=True))

    assert [thread is used for thread in server.threads] == [True, False, False]
    assert not any(thread.is_alive() for thread in server.threads[1:])
    # A program that is interrupted does not wait for a page.
    assert all(thread.daemon for thread in server.threads[1:])


def test_a_walk_without_prefetch_uses_no_thread():
    server = Server()

    list(server.first().walk())

    assert {*server.threads} == {threading.current_thread()}


@both
def test_the_context_of_the_caller_goes_along(flavour):
    server = Server()

    def walk():
        PLACE.set("here")
        server.walk(flavour, prefetch=True)

    contextvars.copy_context().run(walk)

    assert server.places == ["here"] * 3


@both
@ahead_or_not
def test_an_error_comes_after_the_last_item_before_it(flavour, prefetch):
    server = Server(fails_at=3)

    items = server.walk(flavour, prefetch=prefetch)

    assert [item for item, _asked in items] == [0, 1, 2, 3, 4, 5]
    assert server.asked == [1, 2, 3]


@both
def test_the_error_of_a_page_fetched_ahead_is_the_error_itself(flavour):
    server = Server(fails_at=2)

    async def awalk():
        return [item async for item in AsyncListing(server.afirst).walk(prefetch=True)]

    with pytest.raises(ConnectionError, match="page 2"):
        list(server.first().walk(prefetch=True)) if flavour == "sync" else asyncio.run(awalk())


def test_leaving_a_walk_waits_for_the_page_under_way_and_drops_its_error():
    server = Server(fails_at=2)
    begun, goes_on = threading.Event(), threading.Event()

    def slow(call):
        begun.set()
        assert goes_on.wait(10)
        return server.first(call)

    walk = Page(CALL, *server.contents(CALL), slow).walk(prefetch=True)

    next(walk)
    assert begun.wait(10)
    threading.Timer(0.05, goes_on.set).start()
    walk.close()

    assert server.asked == [1, 2]
    assert not server.threads[-1].is_alive()
    assert list(walk) == []


class Endless:
    """A page whose next one never comes; notes how waiting for it ended."""

    def __init__(self):
        self.ended = None

    async def first(self):
        return AsyncPage(CALL, [1, 2], PaginationMeta(page=1, total_pages=2), self.never)

    async def never(self, _call):
        self.ended = "begun"
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            # A cancelled request has work to do, such as giving its connection back.
            await asyncio.sleep(0)
            self.ended = "cancelled"
            raise


@pytest.mark.anyio
@pytest.mark.parametrize("is_listing", [True, False])
async def test_closing_an_async_walk_cancels_the_page_under_way(is_listing):
    server = Endless()
    source = AsyncListing(server.first) if is_listing else await server.first()
    tasks = asyncio.all_tasks()

    async with contextlib.aclosing(source.walk(prefetch=True)) as walk:
        assert await anext(walk) == 1
        assert server.ended == "begun"

    assert server.ended == "cancelled"
    assert asyncio.all_tasks() == tasks


@pytest.mark.anyio
@pytest.mark.parametrize("items", [1, 2])
async def test_cancelling_an_async_walk_cancels_the_page_under_way(items):
    server = Endless()

    async def walk():
        taken = 0
        async for _item in AsyncListing(server.first).walk(prefetch=True):
            taken += 1
            if taken == items == 1:
                await asyncio.Event().wait()

    task = asyncio.ensure_future(walk())
    while server.ended is None:
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert task.cancelled()
    # A walk that was left and not closed is closed by the loop a moment later.
    for _turn in range(5):
        await asyncio.sleep(0)
    assert server.ended == "cancelled"


@pytest.mark.anyio
async def test_an_error_of_a_page_that_nobody_waits_for_any_more_is_dropped():
    server = Server(fails_at=2)

    async with contextlib.aclosing(AsyncListing(server.afirst).walk(prefetch=True)) as walk:
        assert await anext(walk) == 0
        for _turn in range(5):
            await asyncio.sleep(0)

    assert server.asked == [1, 2]


def test_work_in_a_thread_gives_its_result_as_often_as_it_is_asked_for():
    ahead = ThreadAhead(lambda: threading.current_thread().name)

    assert ahead.result() == ahead.result() == "warp-prefetch"


def test_asking_for_a_result_waits_for_it():
    goes_on = threading.Event()
    ahead = ThreadAhead(lambda: goes_on.wait(10))

    threading.Timer(0.05, goes_on.set).start()

    assert ahead.result() is True


def test_work_in_a_thread_raises_where_its_result_is_asked_for():
    ahead = ThreadAhead(lambda: int("x"))
    ahead.wait()

    with pytest.raises(ValueError, match="invalid literal"):
        ahead.result()


@pytest.mark.anyio
async def test_work_in_a_task_begins_before_anyone_waits_for_it():
    begun = []

    async def work():
        begun.append(True)
        return 1

    ahead = TaskAhead(work())
    await ahead.begin()

    assert begun == [True]
    assert await ahead.result() == 1
    await ahead.end()


@ahead_or_not
def test_a_list_of_a_client_is_walked_to_its_total(prefetch, platform):
    server = platform(trunks=9)
    http_client = httpx.Client(transport=httpx.MockTransport(server))
    with SyncClient(base_url="https://api.example.com", http_client=http_client) as client:
        items = list(client.send(TRUNKS.call()).data.walk(limit=4, prefetch=prefetch))

    assert items == [{"id": f"t{number}"} for number in (1, 2, 3, 4)]
    assert len(server.requests) == 4


@pytest.mark.anyio
@ahead_or_not
async def test_a_list_of_an_async_client_is_walked_to_its_total(prefetch, platform):
    server = platform(trunks=9)
    http_client = httpx.AsyncClient(transport=httpx.MockTransport(server))
    async with AsyncClient(base_url="https://api.example.com", http_client=http_client) as client:
        items = [item async for item in client.listing(TRUNKS.call()).walk(limit=4, prefetch=prefetch)]

    assert items == [{"id": f"t{number}"} for number in (1, 2, 3, 4)]
    assert len(server.requests) == 4
