"""
Lists that come in pages.

The rule: walking a list ends, because a server that repeats itself is noticed; and it never ends early without
saying so.
"""

from __future__ import annotations

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Generator,
    Iterator,
    Sequence,
)
from typing import Any, Final, Generic, TypeVar

from warp_client_core.calls import Call
from warp_client_core.errors import PaginationStalledError
from warp_client_core.replies import Paged, Paging
from warp_client_core.values import PaginationMeta

T = TypeVar("T")

DEFAULT_LIMIT: Final = 20
"""Items on a page when neither the call nor the reply says."""


def next_call(call: Call[Any], meta: PaginationMeta | None, items: Sequence[Any]) -> Call[Any] | None:
    """
    The call for the page after this one; None when it is the last.

    Args:
        call: The call that gave this page.
        meta: Where the page stands, as the server said.
        items: Items of the page. An empty page is the last.
    """
    style = call.reply.style if isinstance(call.reply, Paged) else None
    if style is None or not items:
        return None
    meta = meta or PaginationMeta()
    if style is Paging.PAGE:
        return _next_page(call, meta)
    offset = _number(call, "offset", 0) if meta.offset is None else meta.offset
    following = offset + len(items)
    if style is Paging.HAS_MORE and meta.has_more is not None:
        goes_on = meta.has_more
    elif meta.total is not None:
        goes_on = following < meta.total
    else:
        limit = meta.per_page or _number(call, "limit", DEFAULT_LIMIT)
        goes_on = style is Paging.OFFSET and len(items) >= limit
    return call.with_query(offset=following) if goes_on else None


def _next_page(call: Call[Any], meta: PaginationMeta) -> Call[Any] | None:
    if meta == PaginationMeta():
        return None
    page = _number(call, "page", 1) if meta.page is None else meta.page
    if meta.total_pages is not None:
        goes_on = page < meta.total_pages
    elif meta.total is not None and meta.per_page:
        goes_on = page * meta.per_page < meta.total
    else:
        goes_on = True
    return call.with_query(page=page + 1) if goes_on else None


def _number(call: Call[Any], name: str, default: int) -> int:
    text = next((text for key, text in call.query if key == name), "")
    return int(text) if text.isdecimal() else default


def _position(call: Call[Any], meta: PaginationMeta | None) -> int | None:
    """What the server says about the place of a page, in the terms of the list's own paging."""
    if meta is None:
        return None
    is_numbered = isinstance(call.reply, Paged) and call.reply.style is Paging.PAGE
    return meta.page if is_numbered else meta.offset


class _PageOf(Generic[T]):
    """The items of one page, and where it stands."""

    def __init__(self, call: Call[Any], items: list[T], meta: PaginationMeta | None) -> None:
        self.items = items
        self.meta = meta
        self._call = call
        self._next = next_call(call, meta, items)

    @property
    def has_next(self) -> bool:
        """Whether another page follows."""
        return self._next is not None

    def _check_progress(self, following: _PageOf[T]) -> None:
        """Refuse a page that is this one again; a server that ignores the page number would never end."""
        previous, position = _position(self._call, self.meta), _position(self._call, following.meta)
        if position is not None and previous is not None:
            stalled = position <= previous
        else:
            # No position to compare. Pages that are equal throughout do not happen in a list of distinct things.
            stalled = bool(following.items) and following.items == self.items
        if stalled:
            raise PaginationStalledError(
                f"{self._call.operation_id}: the server gave the same page again"
                + (f" (position {position})" if position is not None else "")
                + "; the list is not complete",
                operation_id=self._call.operation_id,
                position=position,
            )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._call.operation_id}: {len(self.items)} items, {self.meta}>"


class Page(_PageOf[T]):
    """
    One page of a list. Iterating it walks the items of this page and of all that follow.

    Attributes:
        items: Items of this page.
        meta: Where the page stands; None when the server does not say.
    """

    def __init__(
        self, call: Call[Any], items: list[T], meta: PaginationMeta | None, fetch: Callable[[Call[Any]], Page[T]]
    ) -> None:
        super().__init__(call, items, meta)
        self._fetch = fetch

    def next_page(self) -> Page[T] | None:
        """
        The page after this one, fetched now; None when this is the last.

        Raises:
            PaginationStalledError: The server gave a page already seen.
        """
        if self._next is None:
            return None
        following = self._fetch(self._next)
        self._check_progress(following)
        return following

    def pages(self) -> Iterator[Page[T]]:
        """This page and all that follow, each fetched when it is wanted."""
        page: Page[T] | None = self
        while page is not None:
            yield page
            page = page.next_page()

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items


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
        super().__init__(call, items, meta)
        self._fetch = fetch

    async def next_page(self) -> AsyncPage[T] | None:
        """
        The page after this one, fetched now; None when this is the last.

        Raises:
            PaginationStalledError: The server gave a page already seen.
        """
        if self._next is None:
            return None
        following = await self._fetch(self._next)
        self._check_progress(following)
        return following

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        """This page and all that follow, each fetched when it is wanted."""
        page: AsyncPage[T] | None = self
        while page is not None:
            yield page
            page = await page.next_page()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item


class AsyncListing(Generic[T]):
    """
    A list that was asked for but not yet fetched.

    ``await listing`` gives its first page; ``async for item in listing`` walks all items. Each of them fetches.
    """

    def __init__(self, first: Callable[[], Awaitable[AsyncPage[T]]]) -> None:
        self._first = first

    def __await__(self) -> Generator[Any, None, AsyncPage[T]]:
        return self._first().__await__()

    async def __aiter__(self) -> AsyncIterator[T]:
        async for item in await self:
            yield item

    async def pages(self) -> AsyncIterator[AsyncPage[T]]:
        """All pages, each fetched when it is wanted."""
        async for page in (await self).pages():
            yield page
