"""
One answer for all who ask at the same time.

The first caller does the work, the others wait for its result, whether they are threads or tasks of any event
loop. The rule: the lock guards the table of flights only and is never held while work is done.
"""

from __future__ import annotations

import contextlib
import contextvars
import threading
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from warp_client_core.forks import register

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")


class _LeaderLeft(Exception):
    """The caller that did the work was cancelled or interrupted; somebody else has to do it."""


class SingleFlight:
    """
    Joins equal work that is wanted at the same time.

    A failure reaches all who wait. When the caller that works is cancelled, one of those who wait takes over, unless
    the work goes on by itself; when one who waits is cancelled, nobody else notices. Nothing is kept once the work is
    done. Work must not ask for its own key.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[object, Future[Any]] = {}
        self._own: set[Any] = set()
        register(self)

    def run(
        self, key: object, work: Callable[[], T], *, patience: float | None = None, takes: float | None = None
    ) -> T:
        """
        The result of ``work``, done by this thread or by whoever is doing it for ``key`` already.

        Args:
            key: What "the same" means.
            work: What to do.
            patience: Most seconds to wait.
            takes: Most seconds that the work takes. More than there is patience for is done in a thread of its own,
                which goes on when the patience ends.

        Raises:
            TimeoutError: The patience ended first.
        """
        while True:
            flight, leads = self._join(key)
            if leads and (patience is None or takes is None or takes <= patience):
                return self._lead(key, flight, work)
            if leads:
                context = contextvars.copy_context()
                # A daemon: whoever gave up waiting does not wait for it at the end of the program either.
                thread = threading.Thread(target=context.run, args=(self._quietly, key, flight, work), daemon=True)
                self._own.add(thread)
                thread.start()
            try:
                return flight.result(patience)  # type: ignore[no-any-return] # one key, one type
            except _LeaderLeft:
                continue

    def _lead(self, key: object, flight: Future[Any], work: Callable[[], T]) -> T:
        try:
            result = work()
        except BaseException as error:
            self._end(key, flight, error=error)
            raise
        self._end(key, flight, result=result)
        return result

    def _quietly(self, key: object, flight: Future[Any], work: Callable[[], Any]) -> None:
        with contextlib.suppress(Exception):
            # Whoever waits gets it.
            self._lead(key, flight, work)
        self._own.discard(threading.current_thread())

    async def arun(self, key: object, work: Callable[[], Awaitable[T]], *, patience: float | None = None) -> T:
        """
        As `run`, for a task.

        With ``patience`` the work is done in a task of its own, which goes on when the patience of whoever began it
        ends, or when they are cancelled.
        """
        # asyncio costs some 60 modules, which a sync caller never pays for.
        import asyncio

        while True:
            flight, leads = self._join(key)
            if leads and patience is None:
                return await self._alead(key, flight, work)
            if leads:
                task = asyncio.ensure_future(self._aquietly(key, flight, work))
                # The loop itself does not keep it alive.
                self._own.add(task)
                task.add_done_callback(self._own.discard)
            try:
                return await asyncio.wait_for(asyncio.wrap_future(flight), patience)
            except _LeaderLeft:
                continue

    async def _alead(self, key: object, flight: Future[Any], work: Callable[[], Awaitable[T]]) -> T:
        try:
            result = await work()
        except BaseException as error:
            self._end(key, flight, error=error)
            raise
        self._end(key, flight, result=result)
        return result

    async def _aquietly(self, key: object, flight: Future[Any], work: Callable[[], Awaitable[Any]]) -> None:
        with contextlib.suppress(Exception):
            await self._alead(key, flight, work)

    def settle(self, patience: float) -> None:
        """Wait for work that goes on in threads of its own, for so many seconds at most."""
        for thread in tuple(self._own):
            thread.join(patience)

    async def asettle(self, patience: float) -> None:
        """As `settle`, for work that goes on in tasks of this event loop."""
        if not self._own:
            return
        import asyncio

        loop = asyncio.get_running_loop()
        if tasks := [task for task in tuple(self._own) if task.get_loop() is loop]:
            await asyncio.wait(tasks, timeout=patience)

    def _after_fork(self) -> None:
        # Whoever was doing the work is not part of the forked process.
        self._lock = threading.Lock()
        self._flights = {}
        self._own = set()

    def _join(self, key: object) -> tuple[Future[Any], bool]:
        from concurrent.futures import Future

        with self._lock:
            flight = self._flights.get(key)
            if flight is not None:
                return flight, False
            flight = self._flights[key] = Future()
            # A running future cannot be cancelled, so one waiting task that is cancelled does not end the others.
            flight.set_running_or_notify_cancel()
            return flight, True

    def _end(self, key: object, flight: Future[Any], *, result: Any = None, error: BaseException | None = None) -> None:
        with self._lock:
            # Gone already in a process that was forked while the work was done.
            self._flights.pop(key, None)
        if error is None:
            flight.set_result(result)
        else:
            flight.set_exception(error if isinstance(error, Exception) else _LeaderLeft())
