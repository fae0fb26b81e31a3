"""
Queries of a sync client: readers fetch in their own thread, and one thread does what is due in the background.

Line by line the twin of `async_queries`. The rule: the thread exists while something polls or is subscribed, and not
after closing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar, cast

from warp_client_core.query.cached import RECHECK
from warp_client_core.query.core import QueryCore
from warp_client_core.query.mutations import Mutation
from warp_client_core.query.recipes import Recipe
from warp_client_core.query.values import Change, Subscription
from warp_client_core.query.views import held, layer_of, notice_of

if TYPE_CHECKING:
    from warp_client_core.calls import Call
    from warp_client_core.streaming import EventStream
    from warp_client_core.sync_client import SyncClient

P = ParamSpec("P")
T = TypeVar("T")


class QueryClient(QueryCore):
    """
    The methods of a client, cached: ``QueryClient(CustomerClient())`` gives the `CustomerQueries` of that client.

    Safe to use from several threads. Close it before the client; it never closes the client.

    Args:
        client: Whose methods are called.
        options: See `QueryCore`.

    Raises:
        TypeError: The client's API description says nothing about queries.
        ValueError: An option is out of range.
    """

    def __new__(cls, client: SyncClient, **_options: Any) -> Self:
        """The class that the client names; what type checkers see of it is in `warp_client_core.query`."""
        return cast("Self", object.__new__(layer_of(client, QueryClient)))

    def __init__(self, client: Any, **options: Any) -> None:
        super().__init__(client, **options)
        self._news_for_worker = threading.Condition()
        self._worker: threading.Thread | None = None
        self._is_woken = False

    def read(self, recipe: Recipe) -> Any:
        """
        The data of a query: from the cache, from a fetch under way, or fetched by this thread.

        Raises:
            WarpError: As the method itself; `QueryDisabledError`, `QueryCancelledError`.
            RuntimeError: The query client is closed.
        """
        while True:
            self.check_open()
            cache = self.cache()
            if not recipe.enabled:
                return held(self, recipe)
            asked = self.ask(cache, recipe)
            flight = asked.flight
            if flight is None:
                return asked.data
            if asked.leads:
                flight.leader = threading.get_ident()
                try:
                    self.tell()
                    data = recipe.fetch()
                except Exception as error:
                    cache.fail(asked.entry, flight, error)
                except BaseException:
                    cache.leave(asked.entry, flight)
                    self.tell()
                    raise
                else:
                    cache.land(asked.entry, flight, data, self.clock(), self.ambient.now())
                self.notice_identity()
                self.tell()
            elif flight.leader == threading.get_ident():
                # A callback reads what its own thread is about to fetch: waiting would be for ever.
                return recipe.fetch()
            else:
                flight.landed.result()
            if flight.is_left or ((flight.is_void or cache is not self.cache()) and not self._closed):
                continue
            return flight.outcome()

    def mutation(
        self,
        mutation: Mutation[P, T],
        *,
        on_success: Callable[[T], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
        on_settled: Callable[[T | None, Exception | None], object] | None = None,
        optimistic: Callable[P, Iterable[Change]] | None = None,
    ) -> Mutation[P, T]:
        """
        A mutation that does more than its method.

        Args:
            mutation: Such as ``queries.trunks.update``.
            on_success: Called with the result.
            on_error: Called with the error, which is raised afterwards.
            on_settled: Called with both, one of which is None, after the others.
            optimistic: Called with the arguments before anything is sent; gives the changes to show meanwhile, which
                are taken back when the mutation fails.
        """
        return Mutation(self, mutation.write, mutation.method, (on_success, on_error, on_settled, optimistic))

    def live(self, stream: EventStream) -> Subscription:
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

    def run_pending(self) -> float | None:
        """Fetch what is due now; gives the seconds until something is, None for never. For ``background=False``."""
        self.check_open()
        return self._run()

    def _run(self) -> float | None:
        for one in self.due():
            self._refresh(one.query)
        return self.wait()

    def following(self, call: Call[Any]) -> Any:
        """The page that a call gives; for pages that came from elsewhere."""
        return self._client.send(call).data

    def _refresh(self, recipe: Recipe) -> None:
        fresh = Recipe(0.0, recipe.read, recipe.method, recipe.args, recipe.keywords, {})
        fresh.lookup = recipe.lookup
        try:
            self.read(fresh)
        except Exception as error:
            if not self._closed:
                self.notify(notice_of(recipe.read.name, error))

    def wake(self) -> None:
        """Have the thread look again what is due; it is started where there is none."""
        if not self._background or self._closed:
            return
        with self._news_for_worker:
            if self._subscriptions and (self._worker is None or not self._worker.is_alive()):
                self._worker = threading.Thread(target=self._work, name="warp-queries", daemon=True)
                self._worker.start()
            self._is_woken = True
            self._news_for_worker.notify_all()

    def _work(self) -> None:
        while not self._closed:
            self._is_woken = False
            # Closing may come at any moment, and is no error here.
            wait = self._run()
            with self._news_for_worker:
                if self._closed or not self._subscriptions:
                    self._worker = None
                    return
                if not self._is_woken:
                    self._news_for_worker.wait(RECHECK if wait is None else min(wait, RECHECK))

    def close(self) -> None:
        """
        Drop everything and end the thread; a fetch of its own that is under way ends first, within its deadline.

        Using it afterwards is an error. May be called again.
        """
        if not self.begin_close():
            return
        with self._news_for_worker:
            worker = self._worker
            self._news_for_worker.notify_all()
        if worker is not None and worker is not threading.current_thread():
            worker.join()

    def _after_fork(self) -> None:
        super()._after_fork()
        self._news_for_worker = threading.Condition()
        self._worker = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
