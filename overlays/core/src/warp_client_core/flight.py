"""
One answer for all who ask at the same time.

The first caller does the work, the others wait for its result, whether they are threads or tasks of any event
loop. The rule: the lock guards the table of flights only and is never held while work is done.
"""

from __future__ import annotations

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

    A failure reaches all who wait. When the caller that works is cancelled, one of those who wait takes over;
    when one who waits is cancelled, nobody else notices. Nothing is kept once the work is done. Work must not
    ask for its own key.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[object, Future[Any]] = {}
        register(self)

    def run(self, key: object, work: Callable[[], T]) -> T:
        """The result of ``work``, done by this thread or by whoever is doing it for ``key`` already."""
        while True:
            flight, leads = self._join(key)
            if not leads:
                try:
                    return flight.result()  # type: ignore[no-any-return] # one key, one type
                except _LeaderLeft:
                    continue
            try:
                result = work()
            except BaseException as error:
                self._end(key, flight, error=error)
                raise
            self._end(key, flight, result=result)
            return result

    async def arun(self, key: object, work: Callable[[], Awaitable[T]]) -> T:
        """As `run`, for a task."""
        # asyncio costs some 60 modules, which a sync caller never pays for.
        import asyncio

        while True:
            flight, leads = self._join(key)
            if not leads:
                try:
                    return await asyncio.wrap_future(flight)
                except _LeaderLeft:
                    continue
            try:
                result = await work()
            except BaseException as error:
                self._end(key, flight, error=error)
                raise
            self._end(key, flight, result=result)
            return result

    def _after_fork(self) -> None:
        # Whoever was doing the work is not part of the forked process.
        self._lock = threading.Lock()
        self._flights = {}

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
