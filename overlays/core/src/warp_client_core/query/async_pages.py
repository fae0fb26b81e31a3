"""
A list as far as it was walked, for async callers: line by line the twin of `pages`.

The rule: as there, what is shown is one walk.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, TypeVar

from warp_client_core.query.async_readings import AsyncQuery
from warp_client_core.query.pages import Pages, count_of, longer_by, recipe_of_pages
from warp_client_core.query.recipes import Recipe

if TYPE_CHECKING:
    from warp_client_core.pages import AsyncPage
    from warp_client_core.query.async_queries import AsyncQueryClient

T = TypeVar("T")


class AsyncPagesQuery(AsyncQuery[Pages[T]]):
    """As `AsyncQuery`, for a list page after page; made by ``queries.trunks.list(...).pages()``."""

    __slots__ = ("_first",)

    def __init__(self, queries: AsyncQueryClient, recipe: Recipe) -> None:
        self._queries, self._first, self._view = queries, recipe, None
        self._recipe = recipe_of_pages(recipe, self._walk)

    async def fetch_next(self) -> Pages[T]:
        """
        The list with one page more; as it is when there is none.

        Raises:
            WarpError: As the method itself; `PaginationStalledError` when the server repeats itself.
        """
        while True:
            held = await self.get() if self.data is None else self.data
            if not held.has_next:
                return held
            following: AsyncPage[T] = await held.pages[-1].next_page()
            longer = self._queries.extend(self._recipe, held, functools.partial(longer_by, following))
            if longer is not None:
                return longer  # type: ignore[no-any-return] # one key, one type

    async def _walk(self) -> Pages[T]:
        found = [await self._first.fetch()]
        for _ in range(1, count_of(self._queries.state(self._recipe))):
            if (page := await found[-1].next_page()) is None:
                break
            found.append(page)
        return Pages(tuple(found))
