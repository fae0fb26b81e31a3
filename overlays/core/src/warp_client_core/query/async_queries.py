"""
Queries of an async client: fetches are tasks of their own, so that a reader who is cancelled takes nobody along.

Line by line the twin of `sync_queries`. The rule: after `aclose` there is no task left, and a fetch that nobody waits
for any more is cancelled.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar, cast

from warp_client_core.query.cached import RECHECK
from warp_client_core.query.core import QueryCore
from warp_client_core.query.entries import Asked, Cache
from warp_client_core.query.entry import Entry, Flight
from warp_client_core.query.mutations import AsyncMutation
from warp_client_core.query.recipes import Recipe
from warp_client_core.query.values import Change, Subscription
from warp_client_core.query.views import held, layer_of, notice_of

if TYPE_CHECKING:
    from warp_client_core.async_client import AsyncClient
    from warp_client_core.calls import Call
    from warp_client_core.streaming import AsyncEventStream

P = ParamSpec("P")
T = TypeVar("T")


class AsyncQueryClient(QueryCore):
    """
    As `QueryClient`, for async clients: ``AsyncQueryClient(AsyncCustomerClient())`` gives `AsyncCustomerQueries`.

    Callbacks are plain functions; hooks of mutations may be coroutine functions.

    Raises:
        TypeError: The client's API description says nothing about queries.
        ValueError: An option is out of range.
    """

    def __new__(cls, client: AsyncClient, **_options: Any) -> Self:
        """The class that the client names; what type checkers see of it is in `warp_client_core.query`."""
        return cast("Self", object.__new__(layer_of(client, AsyncQueryClient)))

    is_async = True

    def __init__(self, client: Any, **options: Any) -> None:
        super().__init__(client, **options)
        self._tasks: set[asyncio.Task[None]] = set()
        self._worker: asyncio.Task[None] | None = None
        self._look = asyncio.Event()

    async def read(self, recipe: Recipe) -> Any:
        """
        The data of a query: from the cache, or from a fetch that all who want it wait for.

        Raises:
            WarpError: As the method itself; `QueryDisabledError`, `QueryCancelledError`.
            RuntimeError: The query client is closed.
        """
        while True:
            self.check_open()
            # Something may have been subscribed to where no loop ran, or in one that is gone.
            self._begin()
            cache = self.cache()
            if not recipe.enabled:
                return held(self, recipe)
            asked = self.ask(cache, recipe)
            flight = asked.flight
            if flight is None:
                return asked.data
            if not asked.leads and _is_dead(flight.task):
                cache.cancel(asked.entry)
                continue
            if asked.leads:
                flight.task = asyncio.ensure_future(self._fetch(recipe, cache, asked))
                # The loop itself does not keep it alive.
                self._tasks.add(flight.task)
                flight.task.add_done_callback(functools.partial(self._ended, cache, asked.entry, flight))
            try:
                if asked.leads:
                    self.tell()
                if not flight.landed.done():
                    await asyncio.wrap_future(flight.landed)
            finally:
                flight.waiting -= 1
                if not flight.waiting and not flight.landed.done():
                    flight.task.cancel()
                    cache.leave(asked.entry, flight)
                    self.tell()
            if flight.is_left or ((flight.is_void or cache is not self.cache()) and not self._closed):
                continue
            return flight.outcome()

    def _ended(self, cache: Cache, entry: Entry, flight: Flight, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not flight.landed.done():
            # It was cancelled before its first step.
            cache.leave(entry, flight)

    async def _fetch(self, recipe: Recipe, cache: Cache, asked: Asked) -> None:
        entry, flight = asked.entry, asked.flight
        assert flight is not None
        try:
            data = await recipe.fetch()
        except Exception as error:
            cache.fail(entry, flight, error)
        except BaseException:
            cache.leave(entry, flight)
            raise
        else:
            cache.land(entry, flight, data, self.clock(), self.ambient.now())
        self.notice_identity()
        self.tell()

    def mutation(
        self,
        mutation: AsyncMutation[P, T],
        *,
        on_success: Callable[[T], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
        on_settled: Callable[[T | None, Exception | None], object] | None = None,
        optimistic: Callable[P, Iterable[Change]] | None = None,
    ) -> AsyncMutation[P, T]:
        """A mutation that does more than its method. Details: `QueryClient.mutation`."""
        return AsyncMutation(self, mutation.write, mutation.method, (on_success, on_error, on_settled, optimistic))

    def live(self, stream: AsyncEventStream) -> Subscription:
        """Have the events of a stream update queries, and polling pause while it is open; until that is closed."""
        from warp_client_core.query.live import attach

        return attach(self, stream)

    def dehydrate(self, *, owner: str | None = None) -> dict[str, Any]:
        """
        What is cached as a value for JSON, without secrets.

        Args:
            owner: Whose data it is, where the client cannot tell by its tokens.
        """
        from warp_client_core.query.dehydration import dehydrate

        return dehydrate(self, owner)

    def hydrate(self, dehydrated: dict[str, Any], *, owner: str | None = None) -> int:
        """Take what another process cached for the same account; gives the number of queries taken."""
        from warp_client_core.query.dehydration import hydrate

        return hydrate(self, dehydrated, owner)

    async def run_pending(self) -> float | None:
        """Fetch what is due now; gives the seconds until something is, None for never. For ``background=False``."""
        self.check_open()
        await asyncio.gather(*(self._refresh(one.query) for one in self.due()))
        return self.wait()

    async def following(self, call: Call[Any]) -> Any:
        """The page that a call gives; for pages that came from elsewhere."""
        return (await self._client.send(call)).data

    async def _refresh(self, recipe: Recipe) -> None:
        fresh = Recipe(0.0, recipe.read, recipe.method, recipe.args, recipe.keywords, {})
        fresh.lookup = recipe.lookup
        try:
            await self.read(fresh)
        except Exception as error:
            if not self._closed:
                self.notify(notice_of(recipe.read.name, error))

    def wake(self) -> None:
        """Have the task look again what is due; it is started where there is none, by whoever is in an event loop."""
        if not self._background or self._closed:
            return
        self._look.set()
        self._begin()

    def _begin(self) -> None:
        is_at_work = self._worker is not None and not self._worker.done() and not _is_dead(self._worker)
        if is_at_work or not self._background or not self._subscriptions:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        # It belongs to the loop that it is awaited in, and `asyncio.run` makes one each time.
        self._look = asyncio.Event()
        self._worker = loop.create_task(self._work(), name="warp-queries")

    async def _work(self) -> None:
        while not self._closed and self._subscriptions:
            self._look.clear()
            wait = await self.run_pending()
            if self._look.is_set():
                continue
            await self._until(self.ambient.asleep(RECHECK if wait is None else min(wait, RECHECK)))

    async def _until(self, slept: Awaitable[None]) -> None:
        """Return when something changed, or after the sleep."""
        both = {asyncio.ensure_future(slept), asyncio.ensure_future(self._look.wait())}
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in both:
                one.cancel()
            await asyncio.gather(*both, return_exceptions=True)

    async def aclose(self) -> None:
        """Drop everything and end every task. Using it afterwards is an error. May be called again."""
        if not self.begin_close():
            return
        self._look.set()
        current = asyncio.current_task()
        every = (*self._tasks, self._worker)
        tasks = [one for one in every if one is not None and one is not current and not _is_dead(one)]
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _after_fork(self) -> None:
        super()._after_fork()
        self._tasks, self._worker = set(), None

    async def __aenter__(self) -> Self:
        self.wake()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.aclose()


def _is_dead(task: asyncio.Task[None] | None) -> bool:
    """Whether a task never ends, since its event loop was closed under it."""
    return task is not None and task.get_loop().is_closed()
