"""
Lists that come in pages.

The rule: walking a list ends, because a server that repeats itself is noticed; and it never ends early without
saying so.
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterator,
)
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from warp_client_core.calls import Call
from warp_client_core.errors import PaginationStalledError
from warp_client_core.paging import Standing, next_call
from warp_client_core.values import PaginationMeta

if TYPE_CHECKING:
    from warp_client_core.prefetch import TaskAhead, ThreadAhead

T = TypeVar("T")


class _PageOf(Generic[T]):
    """
    The items of one page, and where it stands.

    Pickling drops the client; a page that was unpickled tells `next_call`, which any client can send.
    """

    def __init__(self, call: Call[Any], items: list[T], meta: PaginationMeta | None, fetch: Any) -> None:
        self.items = items
        self.meta = meta
        self._call = call
        self._next = next_call(call, meta, items)
        self._fetch = fetch
        self._standing: Standing | None = None

    @property
    def has_next(self) -> bool:
        """Whether another page follows."""
        return self._next is not None

    @property
    def next_call(self) -> Call[Any] | None:
        """The call for the page after this one, to go on later or elsewhere; None when this is the last."""
        return self._next

    def _fetcher(self) -> Any:
        if self._fetch is None:
            raise RuntimeError(
                f"{self._call.operation_id}: a page that was pickled has no client any more; "
                "send its next_call with one to go on"
            )
        return self._fetch

    def _stand(self) -> Standing:
        # Made when a second page is there to compare with, so that a list of one page does not pay for it.
        if self._standing is None:
            self._standing = Standing(self._call, self.meta, self.items, claims_more=self.has_next)
        return self._standing

    def _check_progress(self, following: _PageOf[T]) -> None:
        """Refuse a page that this walk has seen; a server that ignores the page number would never end."""
        reason = self._stand().stall(following._stand())
        if reason is None:
            return
        position = following._stand().position
        raise PaginationStalledError(
            f"{self._call.operation_id}: the server {reason}"
            + (f" (position {position})" if position is not None else "")
            + "; the list is not complete",
            operation_id=self._call.operation_id,
            position=position,
        )

    def __getstate__(self) -> dict[str, Any]:
        # What the walk has seen goes with the client: hashes of text differ from process to process.
        return {**self.__dict__, "_fetch": None, "_standing": None}

    def __copy__(self) -> Self:
        twin = type(self).__new__(type(self))
        twin.__dict__.update(self.__dict__)
        return twin

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        twin = memo[id(self)] = copy.copy(self)
        twin.items = copy.deepcopy(self.items, memo)
        return twin

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._call.operation_id}: {len(self.items)} items, {self.meta}>"


class Page(_PageOf[T]):
    """
    One page of a list. Iterating it walks the items of this page and of all that follow.

    It can be copied and pickled; pickling drops the client.

    Attributes:
        items: Items of this page.
        meta: Where the page stands; None when the server does not say.
    """

    def __init__(
        self, call: Call[Any], items: list[T], meta: PaginationMeta | None, fetch: Callable[[Call[Any]], Page[T]]
    ) -> None:
        super().__init__(call, items, meta, fetch)

    def next_page(self) -> Page[T] | None:
        """
        The page after this one, fetched now; None when this is the last.

        Raises:
            PaginationStalledError: The server gave a page already seen, or nothing twice while it says that more
                follows.
            RuntimeError: The page was pickled and has no client any more.
        """
        if self._next is None:
            return None
        following: Page[T] = self._fetcher()(self._next)
        self._check_progress(following)
        return following

    def pages(self) -> Iterator[Page[T]]:
        """This page and all that follow, each fetched when it is wanted."""
        page: Page[T] | None = self
        while page is not None:
            yield page
            page = page.next_page()

    def walk(self, *, limit: int | None = None, prefetch: bool = False) -> Generator[T, None, None]:
        """
        The items of this page and of all that follow.

        Args:
            limit: Most items in all; None for every item. No page beyond them is fetched.
            prefetch: Fetch one page ahead in a thread while the items of a page are used. An error of that page
                is raised after the last item before it. Leaving the walk waits for the page under way.

        Raises:
            ValueError: ``limit`` is negative.
            WarpError: As `next_page` and the call itself, at the item that could not be fetched.
        """
        _check_limit(limit)
        return self._walk(limit, prefetch)

    def _walk(self, limit: int | None, prefetch: bool) -> Generator[T, None, None]:
        page: Page[T] | None = self
        while page is not None and limit != 0:
            items = page.items[:limit]
            if limit is not None:
                limit -= len(items)
            ahead = _thread_ahead(page) if prefetch and page.has_next and limit != 0 else None
            try:
                yield from items
            finally:
                if ahead is not None:
                    ahead.wait()
            if limit == 0:
                return
            page = page.next_page() if ahead is None else ahead.result()

    def __iter__(self) -> Iterator[T]:
        return self.walk()


class AsyncPage(_PageOf[T]):
    """
    As `Page`, for async callers.

    Attributes:
        items: Items of this page.
        meta: Where the page stands; None when the server does not say.
    """

    def __init__(
        self,
        call: Call[Any],
        items: list[T],
        meta: PaginationMeta | None,
        fetch: Callable[[Call[Any]], Awaitable[AsyncPage[T]]],
    ) -> None:
        super().__init__(call, items, meta, fetch)

    async def next_page(self) -> AsyncPage[T] | None:
        """The page after this one, fetched now; None when this is the last. Raises as `Page.next_page`."""
        if self._next is None:
            return None
        following: AsyncPage[T] = await self._fetcher()(self._next)
        self._check_progress(following)
        return following

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        """This page and all that follow, each fetched when it is wanted."""
        page: AsyncPage[T] | None = self
        while page is not None:
            yield page
            page = await page.next_page()

    def walk(self, *, limit: int | None = None, prefetch: bool = False) -> AsyncGenerator[T, None]:
        """
        The items of this page and of all that follow.

        Args:
            limit: Most items in all; None for every item. No page beyond them is fetched.
            prefetch: Fetch one page ahead in a task while the items of a page are used. An error of that page is
                raised after the last item before it. Closing the walk (``aclose``) cancels the task.

        Raises:
            ValueError: ``limit`` is negative.
            WarpError: As `next_page` and the call itself, at the item that could not be fetched.
        """
        _check_limit(limit)
        return self._walk(limit, prefetch)

    async def _walk(self, limit: int | None, prefetch: bool) -> AsyncGenerator[T, None]:
        page: AsyncPage[T] | None = self
        while page is not None and limit != 0:
            items = page.items[:limit]
            if limit is not None:
                limit -= len(items)
            ahead = _task_ahead(page) if prefetch and page.has_next and limit != 0 else None
            try:
                if ahead is not None:
                    await ahead.begin()
                for item in items:
                    yield item
                if limit == 0:
                    return
                page = await (page.next_page() if ahead is None else ahead.result())
            finally:
                if ahead is not None:
                    await ahead.end()

    def __aiter__(self) -> AsyncIterator[T]:
        return self.walk()


class AsyncListing(Generic[T]):
    """
    A list that was asked for but not yet fetched.

    ``await listing`` gives its first page; ``async for item in listing`` walks all items. Each of them fetches.
    """

    def __init__(self, first: Callable[[], Awaitable[AsyncPage[T]]]) -> None:
        self._first = first

    def __await__(self) -> Generator[Any, None, AsyncPage[T]]:
        return self._first().__await__()

    def __aiter__(self) -> AsyncIterator[T]:
        return self.walk()

    def walk(self, *, limit: int | None = None, prefetch: bool = False) -> AsyncGenerator[T, None]:
        """All items, the first page fetched when the first of them is wanted. Details: `AsyncPage.walk`."""
        _check_limit(limit)
        return self._walk(limit, prefetch)

    async def _walk(self, limit: int | None, prefetch: bool) -> AsyncGenerator[T, None]:
        if limit == 0:
            return
        async with contextlib.aclosing((await self).walk(limit=limit, prefetch=prefetch)) as items:
            async for item in items:
                yield item

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        """All pages, each fetched when it is wanted."""
        async for page in (await self).pages():
            yield page


def _thread_ahead(page: Page[T]) -> ThreadAhead[Page[T] | None]:
    # Here rather than above: a walk that does not prefetch needs no threads and no event loop.
    from warp_client_core.prefetch import ThreadAhead

    return ThreadAhead(page.next_page)


def _task_ahead(page: AsyncPage[T]) -> TaskAhead[AsyncPage[T] | None]:
    from warp_client_core.prefetch import TaskAhead

    return TaskAhead(page.next_page())


def _check_limit(limit: int | None) -> None:
    if limit is not None and limit < 0:
        raise ValueError(f"limit must be 0 or more, not {limit}")
