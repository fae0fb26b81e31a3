"""
Methods that read, in the async flavour: the data for those who await, the query for those who watch.

Line by line the twin of `readings`. The rule: making a query fetches nothing.
"""

from __future__ import annotations

import functools
import weakref
from collections.abc import Awaitable, Callable, Generator
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Self, TypeVar

from warp_client_core.pages import AsyncListing, AsyncPage
from warp_client_core.query.entry import MISS
from warp_client_core.query.errors import QueryDisabledError
from warp_client_core.query.graph import Key, Read
from warp_client_core.query.recipes import Recipe
from warp_client_core.query.values import Change, QueryState, Reading, Subscription
from warp_client_core.query.views import View, composed, failed, parted, seen, unchanged
from warp_client_core.warp_error import WarpError

if TYPE_CHECKING:
    from warp_client_core.query.async_pages import AsyncPagesQuery
    from warp_client_core.query.async_queries import AsyncQueryClient

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")
F = TypeVar("F", bound=Callable[..., Any])


class AsyncQuery(Generic[T]):
    """
    One reading, such as ``queries.trunks.list.query(status="active")``. Making it fetches nothing; with ``poll`` it is
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
        *,
        named: bool = False,
    ) -> None:
        self._queries = queries
        self._recipe = Recipe(queries.stale_time, read, method, args, keywords, how, named=named)
        self._view: View | None = None

    @classmethod
    def of(cls, queries: AsyncQueryClient, recipe: Recipe) -> AsyncQuery[Any]:
        """The query that a recipe stands for."""
        made: AsyncQuery[Any] = object.__new__(AsyncQuery)
        made._queries, made._recipe, made._view = queries, recipe, None
        return made

    def polled(self) -> Self:
        """Itself; with ``poll`` it is polled for as long as it is held from now on."""
        if self._recipe.poll is not None and not hasattr(self, "_poll"):
            self._poll = self._queries.subscribe(self._recipe, None, unchanged)
            weakref.finalize(self, self._poll.close).atexit = False
        return self

    @property
    def recipe(self) -> Recipe:
        """How it is found in the cache, and fetched."""
        return self._recipe

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
        twin: AsyncQuery[U] = AsyncQuery.of(self._queries, self._recipe)
        if hasattr(self, "_poll"):
            twin.polled()
        twin._view = composed(self._view, view)
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

    def poll_on(self) -> None:
        """Poll for as long as this is called again in time."""
        self._queries.poll_on(self._recipe)

    def __repr__(self) -> str:
        return f"<AsyncQuery {self._recipe.read.name}: {self.state.status}>"


class AsyncReader(Generic[P, T]):
    """
    A method that reads. Awaited, it gives the data as the client's method does. Details: `Reader`.

    Args:
        queries: Whose method it is.
        make: Gives the query for some arguments.
    """

    __slots__ = ("_make", "_queries")

    def __init__(self, queries: AsyncQueryClient, make: Callable[P, AsyncQuery[T]]) -> None:
        self._queries, self._make = queries, make

    async def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """
        The data.

        Raises:
            WarpError: As the method itself; `QueryDisabledError` when it is not enabled and nothing is cached.
            RuntimeError: The query client is closed.
        """
        queries = self._queries
        call = (self, args, *kwargs.items())
        data = queries.recall(call)
        if data is MISS:
            data = await queries.read(queries.learn(call, self._make(*args, **kwargs).recipe))
        return data  # type: ignore[no-any-return] # one call, one type

    def query(self, *args: P.args, **kwargs: P.kwargs) -> AsyncQuery[T]:
        """The query, without a fetch; with ``poll`` it is polled for as long as it is held."""
        recipe = self._queries.known((self, args, *kwargs.items()))
        made = self._make(*args, **kwargs) if recipe is None else AsyncQuery.of(self._queries, recipe)
        return made.polled()

    def reading(self, how: Reading) -> AsyncReader[P, T]:
        """The same with options set, such as ``{"poll": 60}``; for methods that do not list them."""
        make: Callable[..., AsyncQuery[T]] = self._make
        return AsyncReader(self._queries, functools.partial(make, **how))


class CachedListing(AsyncListing[T]):
    """A list whose first page is cached; found, or asked for, when it is awaited."""

    def __init__(self, reader: AsyncListReader[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self._of = reader, args, kwargs

    def __await__(self) -> Generator[Any, None, AsyncPage[T]]:
        reader, args, kwargs = self._of
        queries = reader._queries
        call = (reader, args, *kwargs.items())
        data = queries.recall(call)
        if data is MISS:
            data = yield from queries.read(queries.learn(call, reader._make(*args, **kwargs).recipe)).__await__()
        return data  # type: ignore[no-any-return] # one call, one type


class AsyncListReader(Generic[P, T]):
    """As `AsyncReader`, for lists: ``await`` gives the first page from the cache, ``async for`` walks on from it."""

    __slots__ = ("_make", "_queries")

    def __init__(self, queries: AsyncQueryClient, make: Callable[P, AsyncQuery[AsyncPage[T]]]) -> None:
        self._queries, self._make = queries, make

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> AsyncListing[T]:
        """The list, as the client's method gives it."""
        return CachedListing(self, args, kwargs)

    def query(self, *args: P.args, **kwargs: P.kwargs) -> AsyncQuery[AsyncPage[T]]:
        """The query, without a fetch; with ``poll`` it is polled for as long as it is held."""
        recipe = self._queries.known((self, args, *kwargs.items()))
        made = self._make(*args, **kwargs) if recipe is None else AsyncQuery.of(self._queries, recipe)
        return made.polled()

    def reading(self, how: Reading) -> AsyncListReader[P, T]:
        """The same with options set, such as ``{"poll": 60}``; for methods that do not list them."""
        make: Callable[..., AsyncQuery[AsyncPage[T]]] = self._make
        return AsyncListReader(self._queries, functools.partial(make, **how))


if TYPE_CHECKING:

    class AsyncWritten(AsyncReader[P, T], Generic[P, T, F]):
        """As `Written`, for methods that are awaited."""

        @property
        def __call__(self) -> F:  # pyright: ignore[reportIncompatibleMethodOverride]  # called like the method it gives
            """The method."""
            ...

    class AsyncWrittenList(AsyncListReader[P, T], Generic[P, T, F]):
        """As `Written`, for lists."""

        @property
        def __call__(self) -> F:  # pyright: ignore[reportIncompatibleMethodOverride]  # as above
            """The method."""
            ...

else:
    AsyncWritten, AsyncWrittenList = AsyncReader, AsyncListReader


def async_written(
    queries: AsyncQueryClient, read: Read, method: Callable[P, Awaitable[T]], _typed: F
) -> AsyncWritten[P, T, F]:
    """A method that reads and was written by hand. Details: `written`."""

    def make(*args: P.args, **kwargs: P.kwargs) -> AsyncQuery[T]:
        keywords, how = parted(kwargs)
        return AsyncQuery(queries, read, method, args, keywords, how, named=True)

    return AsyncWritten(queries, make)


def async_written_list(
    queries: AsyncQueryClient, read: Read, method: Callable[P, AsyncListing[T]], _typed: F
) -> AsyncWrittenList[P, T, F]:
    """A method that reads a list and was written by hand. Details: `written`."""

    def make(*args: P.args, **kwargs: P.kwargs) -> AsyncQuery[AsyncPage[T]]:
        keywords, how = parted(kwargs)
        return AsyncQuery(queries, read, method, args, keywords, how, named=True)

    return AsyncWrittenList(queries, make)
