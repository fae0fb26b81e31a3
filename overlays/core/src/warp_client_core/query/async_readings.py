"""
What a query method of the async flavour gives: one reading, to be awaited when it is wanted.

Line by line the twin of `readings`. The rule: making one fetches nothing.
"""

from __future__ import annotations

import weakref
from collections.abc import Awaitable, Callable, Generator
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

from warp_client_core.query.entry import MISS
from warp_client_core.query.errors import QueryDisabledError
from warp_client_core.query.graph import Key, Read
from warp_client_core.query.recipes import Recipe
from warp_client_core.query.values import Change, QueryState, Reading, Subscription
from warp_client_core.query.views import composed, failed, seen, unchanged
from warp_client_core.warp_error import WarpError

if TYPE_CHECKING:
    from warp_client_core.pages import AsyncPage
    from warp_client_core.query.async_pages import AsyncPagesQuery
    from warp_client_core.query.async_queries import AsyncQueryClient

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")
Given = TypeVar("Given", covariant=True)


class AsyncQuery(Generic[T]):
    """
    One reading, such as ``queries.trunks.list(status="active")``. Making it fetches nothing; with ``poll`` it is
    fetched in the background for as long as it is held.
    """

    __slots__ = ("__weakref__", "_poll", "_queries", "_recipe", "_view")

    def __init__(
        self,
        queries: AsyncQueryClient,
        read: Read,
        method: Callable[..., Any],
        args: tuple[Any, ...],
        keywords: dict[str, Any],
        how: Reading,
    ) -> None:
        self._queries = queries
        self._recipe = Recipe(queries.stale_time, read, method, args, keywords, how)
        self._view: Callable[[Any], Any] | None = None
        if self._recipe.poll is not None:
            self._poll = queries.subscribe(self._recipe, None, unchanged)
            weakref.finalize(self, self._poll.close).atexit = False

    @property
    def key(self) -> Key:
        """Its key, as the API description has it."""
        return self._recipe.key

    async def get(self) -> T:
        """
        The data: from the cache while it is fresh, else fetched, by one caller for all who want it.

        Raises:
            WarpError: As the method itself; `QueryDisabledError` when it is not enabled and nothing is cached.
            RuntimeError: The query client is closed.
        """
        data = self._queries.hit(self._recipe)
        if data is MISS:
            data = await self._queries.read(self._recipe)
        return data if self._view is None else self._view(data)  # type: ignore[no-any-return] # one key, one type

    def __await__(self) -> Generator[Any, None, T]:
        return self.get().__await__()

    async def load(self) -> QueryState[T]:
        """As `get`, with errors of the client in the state in place of raising them."""
        try:
            await self.get()
        except QueryDisabledError:
            return self.state
        except WarpError as error:
            return failed(self.state, error)
        return self.state

    @property
    def state(self) -> QueryState[T]:
        """What is known, without a fetch."""
        return seen(self._queries.state(self._recipe), self._view)

    @property
    def data(self) -> T | None:
        """The newest data that nothing made obsolete, without a fetch; None when there is none."""
        return self.state.data

    async def prefetch(self) -> None:
        """Fetch unless it is fresh; errors stay in the state."""
        await self.load()

    def select(self, view: Callable[[T], U]) -> AsyncQuery[U]:
        """The same query, seen through a pure function; subscribers hear of it when what they see changes."""
        twin: AsyncQuery[U] = object.__new__(AsyncQuery)
        twin._queries, twin._recipe, twin._view = self._queries, self._recipe, composed(self._view, view)
        return twin

    def subscribe(self, callback: Callable[[QueryState[T]], object]) -> Subscription:
        """
        Call back with the state whenever it changes, and keep the data up to date meanwhile.

        Callbacks come one at a time, from whichever task changed the state; what they raise is logged.
        """
        return self._queries.subscribe(self._recipe, callback, lambda state: seen(state, self._view))

    def change(self, apply: Callable[[T], T]) -> Change:
        """For ``optimistic``: what a mutation will do to the data; a pure function that gives new data."""
        return Change(self._recipe.lookup, apply)

    def set(self, data: T) -> None:
        """Put data that is known by another way."""
        self._queries.put(self._recipe, data)

    def invalidate(self) -> None:
        """Make the data obsolete, and all that lies below its key."""
        self._queries.invalidate(*self.key)

    def cancel(self) -> None:
        """Let go of a fetch under way: its readers get `QueryCancelledError`, its result is dropped."""
        flight = self._queries.cancel_flight(self._recipe)
        if flight is not None:
            flight.stop()
            if flight.task is not None:
                flight.task.cancel()

    def pages(self: AsyncQuery[AsyncPage[U]]) -> AsyncPagesQuery[U]:
        """The list as far as it was walked, page after page."""
        from warp_client_core.query.async_pages import AsyncPagesQuery

        return AsyncPagesQuery(self._queries, self._recipe)

    def __repr__(self) -> str:
        return f"<AsyncQuery {self._recipe.read.name}: {self.state.status}>"


class AsyncReader(Generic[P, Given]):
    """A method that reads and was written by hand; `reading` says what its queries ask for."""

    def __init__(
        self, queries: AsyncQueryClient, read: Read, method: Callable[P, Given], how: Reading | None = None
    ) -> None:
        self._queries, self._read, self._method, self._how = queries, read, method, how or Reading()

    def reading(self, how: Reading) -> AsyncReader[P, Given]:
        """The same with options, such as ``{"poll": 60}``."""
        return AsyncReader(self._queries, self._read, self._method, how)

    def __call__(self: AsyncReader[P, Awaitable[U]], *args: P.args, **kwargs: P.kwargs) -> AsyncQuery[U]:
        """The query for some arguments."""
        return AsyncQuery(self._queries, self._read, self._method, args, dict(sorted(kwargs.items())), self._how)
