"""
Which call gives the next page of a list, and whether a page was seen before.

Pure. The rule: what the server says is believed as long as the list moves on, and no longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Final

from warp_client_core.calls import Call
from warp_client_core.replies import Paged, Paging
from warp_client_core.values import PaginationMeta

DEFAULT_LIMIT: Final = 20
"""Items on a page when neither the call nor the reply says."""


def next_call(call: Call[Any], meta: PaginationMeta | None, items: Sequence[Any]) -> Call[Any] | None:
    """
    The call for the page after this one; None when it is the last.

    An empty page is the last. Where places are offsets, which nobody counts wrong by accident, it is so only when the
    server does not say that more follows.

    Args:
        call: The call that gave this page.
        meta: Where the page stands, as the server said.
        items: Items of the page.
    """
    style = call.reply.style if isinstance(call.reply, Paged) else None
    if style is None or (style is Paging.PAGE and not items):
        return None
    meta = meta or PaginationMeta()
    if style is Paging.PAGE:
        return _next_page(call, meta, items)
    offset = _number(call, "offset", 0) if meta.offset is None else meta.offset
    following = offset + len(items)
    if style is Paging.HAS_MORE and meta.has_more is not None:
        goes_on = meta.has_more
    elif meta.total is not None:
        goes_on = following < meta.total
    else:
        limit = meta.per_page or _number(call, "limit", DEFAULT_LIMIT)
        goes_on = style is Paging.OFFSET and len(items) >= max(limit, 1)
    return call.with_query(offset=following) if goes_on else None


def _next_page(call: Call[Any], meta: PaginationMeta, items: Sequence[Any]) -> Call[Any] | None:
    if meta == PaginationMeta() and _number(call, "page", 1) <= 1:
        return None
    page = _number(call, "page", 1) if meta.page is None else meta.page
    if meta.total_pages is not None and (meta.total_pages or not meta.total):
        goes_on = page < meta.total_pages
    elif meta.total is not None and meta.per_page:
        goes_on = page * meta.per_page < meta.total
    else:
        goes_on = bool(items)
    return call.with_query(page=page + 1) if goes_on else None


def _number(call: Call[Any], name: str, default: int) -> int:
    text = next((text for key, text in call.query if key == name), "")
    return int(text) if text.isdecimal() else default


class Standing:
    """
    Where one page of a walk stands, compared with the pages before it.

    Args:
        call: The call that gave the page.
        meta: Where the page stands, as the server said.
        items: Items of the page.
        claims_more: Whether the server says that more pages follow.

    Attributes:
        position: Page number or offset as the server said; None when it did not say.
    """

    __slots__ = ("_claims_more", "_count", "_is_empty", "_mark", "_marks", "position")

    def __init__(
        self, call: Call[Any], meta: PaginationMeta | None, items: Sequence[Any], *, claims_more: bool
    ) -> None:
        self.position = _position(call, meta)
        self._claims_more = claims_more
        self._is_empty = not items
        self._mark = _mark(items, self.position)
        # Marks of the pages up to this one, in order. Shared with the pages after it; the first `_count` are ours.
        self._marks: dict[int, None] = {} if self._mark is None else {self._mark: None}
        self._count = len(self._marks)

    def stall(self, following: Standing) -> str | None:
        """
        Why the page that came for the next one is no progress; None when it is, and then it goes on from here.

        Args:
            following: The page that came. Used once.
        """
        again = "gave the same page again"
        if self.position is not None and following.position is not None:
            moved = following.position - self.position
            # After an empty page the same offset is asked for once more.
            if moved < 0 or (moved == 0 and not self._is_empty):
                return again
        if self._is_empty and following._is_empty and following._claims_more:
            return "gave no items twice and says that more follow"
        marks = self._own_marks()
        if following._mark is not None:
            if following._mark in marks:
                return again
            marks[following._mark] = None
        following._marks, following._count = marks, len(marks)
        return None

    def _own_marks(self) -> dict[int, None]:
        if len(self._marks) == self._count:
            return self._marks
        # Another walk went on from this page; what it saw is not ours.
        return dict(islice(self._marks.items(), self._count))


def _position(call: Call[Any], meta: PaginationMeta | None) -> int | None:
    """What the server says about the place of a page, in the terms of the list's own paging."""
    if meta is None:
        return None
    is_numbered = isinstance(call.reply, Paged) and call.reply.style is Paging.PAGE
    return meta.page if is_numbered else meta.offset


def _mark(items: Sequence[Any], position: int | None) -> int | None:
    """
    What no other page of the list has; None when there is no such thing.

    Two pages with the same ids, in whatever order, are the same page. Rows without a model may be equal all over a
    list, so they are compared only where the server names no position.
    """
    if not items:
        return None
    ids = [getattr(item, "id", None) for item in items]
    if None not in ids:
        return hash(frozenset(map(str, ids)))
    if position is not None and isinstance(items[0], Mapping):
        return None
    return hash(repr(items))
