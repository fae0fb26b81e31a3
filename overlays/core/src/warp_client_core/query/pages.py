"""
A list as far as it was walked: an infinite query.

The rule: what is shown is one walk. When something makes it obsolete, all pages that were shown are fetched anew, in
order, since a page that another one shifted would show an item twice or not at all.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs

from warp_client_core.query.graph import Read
from warp_client_core.query.readings import Query
from warp_client_core.query.recipes import Recipe
from warp_client_core.value import Value

if TYPE_CHECKING:
    from warp_client_core.pages import Page
    from warp_client_core.query.sync_queries import QueryClient

T = TypeVar("T")


@attrs.frozen(eq=False, repr=False)
class Pages(Value, Generic[T]):
    """
    The pages of a list that were fetched, in order.

    Attributes:
        pages: Pages, the first one first.
    """

    pages: tuple[Any, ...] = attrs.field(repr=False)

    @property
    def items(self) -> list[T]:
        """The items of all pages."""
        return [item for page in self.pages for item in page.items]

    @property
    def has_next(self) -> bool:
        """Whether another page follows."""
        return bool(self.pages) and bool(self.pages[-1].has_next)


class PagesQuery(Query[Pages[T]]):
    """As `Query`, for a list page after page; made by ``queries.trunks.list(...).pages()``."""

    __slots__ = ("_first",)

    def __init__(self, queries: QueryClient, recipe: Recipe) -> None:
        self._queries, self._first, self._view = queries, recipe, None
        self._recipe = recipe_of_pages(recipe, self._walk)

    def fetch_next(self) -> Pages[T]:
        """
        The list with one page more; as it is when there is none.

        Raises:
            WarpError: As the method itself; `PaginationStalledError` when the server repeats itself.
        """
        while True:
            held = self.get() if self.data is None else self.data
            if not held.has_next:
                return held
            following: Page[T] = held.pages[-1].next_page()
            longer = self._queries.extend(self._recipe, held, functools.partial(longer_by, following))
            if longer is not None:
                return longer  # type: ignore[no-any-return] # one key, one type

    def _walk(self) -> Pages[T]:
        found = [self._first.fetch()]
        for _ in range(1, count_of(self._queries.state(self._recipe))):
            if (page := found[-1].next_page()) is None:
                break
            found.append(page)
        return Pages(tuple(found))


def recipe_of_pages(first: Recipe, walk: Callable[[], Any]) -> Recipe:
    """The query for all pages, below the key of the first one's."""
    read = Read(f"{first.read.id}.pages", first.read.name, first.read.key, path=first.read.path)
    found = Recipe(first.stale_time, read, lambda *_args, **_keywords: walk(), first.args, first.keywords, first.how)
    found.lookup = ("pages", first.lookup)
    return found


def longer_by(following: Any, held: Pages[Any]) -> Pages[Any]:
    """A list with one page more."""
    return Pages((*held.pages, following))


def count_of(state: Any) -> int:
    """How many pages are shown."""
    held = state.data if state.data is not None else state.outdated
    return 1 if held is None else len(held.pages)
