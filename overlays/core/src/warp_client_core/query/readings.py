"""
Methods that read, in the sync flavour: the data for those who call, the query for those who watch.

Line by line the twin of `async_readings`. The rule: making a query fetches nothing.
"""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Self, TypeVar

from warp_client_core.query.entry import MISS
from warp_client_core.query.errors import QueryDisabledError
from warp_client_core.query.graph import Key, Read
from warp_client_core.query.recipes import Recipe
from warp_client_core.query.values import Change, QueryState, Reading, Subscription
from warp_client_core.query.views import View, composed, failed, parted, seen, unchanged
from warp_client_core.warp_error import WarpError

if TYPE_CHECKING:
    from warp_client_core.pages import Page
    from warp_client_core.query.pages import PagesQuery
    from warp_client_core.query.sync_queries import QueryClient

P = ParamSpec("P")
T = TypeVar("T")
U = TypeVar("U")
F = TypeVar("F", bound=Callable[..., Any])


class Query(Generic[T]):
    """
    One reading, such as ``queries.trunks.list.query(status="active")``. Making it fetches nothing; with ``poll`` it is
    fetched in the background for as long as it is held.
    """

    __slots__ = ("__weakref__", "_poll", "_queries", "_recipe", "_view")

    def __init__(
        self,
        queries: QueryClient,
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
    def of(cls, queries: QueryClient, recipe: Recipe) -> Query[Any]:
        """The query that a recipe stands for."""
        made: Query[Any] = object.__new__(Query)
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

    def get(self) -> T:
        """
        The data: from the cache while it is fresh, else fetched, by one caller for all who want it.

        Raises:
            WarpError: As the method itself; `QueryDisabledError` when it is not enabled and nothing is cached.
            RuntimeError: The query client is closed.
        """
        data = self._queries.hit(self._recipe)
        if data is MISS:
            data = self._queries.read(self._recipe)
        return data if self._view is None else self._view(data)  # type: ignore[no-any-return] # one key, one type

    def load(self) -> QueryState[T]:
        """As `get`, with errors of the client in the state in place of raising them."""
        try:
            self.get()
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

    def prefetch(self) -> None:
        """Fetch unless it is fresh; errors stay in the state."""
        self.load()

    def select(self, view: Callable[[T], U]) -> Query[U]:
        """The same query, seen through a pure function; subscribers hear of it when what they see changes."""
        twin: Query[U] = Query.of(self._queries, self._recipe)
        if hasattr(self, "_poll"):
            twin.polled()
        twin._view = composed(self._view, view)
        return twin

    def subscribe(self, callback: Callable[[QueryState[T]], object]) -> Subscription:
        """
        Call back with the state whenever it changes, and keep the data up to date meanwhile.

        Callbacks come one at a time, from whichever thread changed the state; what they raise is logged.
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

    def pages(self: Query[Page[U]]) -> PagesQuery[U]:
        """The list as far as it was walked, page after page."""
        from warp_client_core.query.pages import PagesQuery

        return PagesQuery(self._queries, self._recipe)

    def poll_on(self) -> None:
        """Poll for as long as this is called again in time."""
        self._queries.poll_on(self._recipe)

    def __repr__(self) -> str:
        return f"<Query {self._recipe.read.name}: {self.state.status}>"


class Reader(Generic[P, T]):
    """
    A method that reads. Called, it gives the data as the client's method does: from the cache while it is fresh, else
    fetched, by one caller for all who want it; with ``poll`` it is fetched in the background from then on, until nobody
    called it for ``cache_time``, at least two rounds. `query` gives the query itself.

    Args:
        queries: Whose method it is.
        make: Gives the query for some arguments.
    """

    __slots__ = ("_make", "_queries")

    def __init__(self, queries: QueryClient, make: Callable[P, Query[T]]) -> None:
        self._queries, self._make = queries, make

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
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
            data = queries.read(queries.learn(call, self._make(*args, **kwargs).recipe))
        return data  # type: ignore[no-any-return] # one call, one type

    def query(self, *args: P.args, **kwargs: P.kwargs) -> Query[T]:
        """The query, without a fetch; with ``poll`` it is polled for as long as it is held."""
        recipe = self._queries.known((self, args, *kwargs.items()))
        made = self._make(*args, **kwargs) if recipe is None else Query.of(self._queries, recipe)
        return made.polled()

    def reading(self, how: Reading) -> Reader[P, T]:
        """The same with options set, such as ``{"poll": 60}``; for methods that do not list them."""
        make: Callable[..., Query[T]] = self._make
        return Reader(self._queries, functools.partial(make, **how))


if TYPE_CHECKING:

    class Written(Reader[P, T], Generic[P, T, F]):
        """As `Reader`, for a method written by hand, which may have overloads: a call is typed as the method itself."""

        @property
        def __call__(self) -> F:  # pyright: ignore[reportIncompatibleMethodOverride]  # called like the method it gives
            """The method."""
            ...

else:
    Written = Reader


def written(queries: QueryClient, read: Read, method: Callable[P, T], _typed: F) -> Written[P, T, F]:
    """A method that reads and was written by hand; given twice, since one type variable loses its overloads."""

    def make(*args: P.args, **kwargs: P.kwargs) -> Query[T]:
        keywords, how = parted(kwargs)
        return Query(queries, read, method, args, keywords, how, named=True)

    return Written(queries, make)
