"""
A thread with an event loop in which one stream of a sync client lives.

The rule: nobody waits for it longer than what it does may take, and closing it leaves neither thread nor socket.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError
from typing import Any, Final, TypeVar

from warp_client_core.errors import StreamError
from warp_client_core.streaming.engine import Engine

T = TypeVar("T")

_ENDING: Final = "the event stream was closed meanwhile"


class Host:
    """
    The thread.

    Args:
        make: Makes the engine; called in the loop.
    """

    def __init__(self, make: Callable[[], Engine]) -> None:
        self._loop = asyncio.new_event_loop()
        self._lock = threading.Lock()
        self._is_ending = False
        self._thread = threading.Thread(target=self._serve, name="warp-events", daemon=True)
        self._thread.start()
        try:
            self.engine = self.call(_made(make))
        except BaseException:
            self.stop(5.0)
            raise

    def call(self, work: Coroutine[Any, Any, T], timeout: float | None = None) -> T:
        """
        Do something in the loop and give its result.

        Raises:
            TimeoutError: It took longer; it was cancelled then.
            StreamError: The thread is ending.
        """
        with self._lock:
            if self._is_ending:
                work.close()
                raise StreamError(_ENDING)
            future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(timeout)
        except CancelledError:
            raise StreamError(_ENDING) from None
        except BaseException:
            future.cancel()
            raise

    def post(self, work: Callable[[], object]) -> None:
        """Do something in the loop soon."""
        with self._lock:
            if not self._is_ending:
                self._loop.call_soon_threadsafe(work)

    def stop(self, timeout: float) -> None:
        """End the thread, within so many seconds."""
        with self._lock:
            if not self._is_ending:
                self._is_ending = True
                self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not threading.current_thread():
            self._thread.join(timeout)

    def _serve(self) -> None:
        loop = self._loop
        asyncio.set_event_loop(loop)
        try:
            loop.run_forever()
        finally:
            left = asyncio.all_tasks(loop)
            for task in left:
                task.cancel()
            loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            loop.run_until_complete(loop.shutdown_asyncgens())
            # Threads that look up names are not waited for.
            asyncio.set_event_loop(None)
            loop.close()


async def _made(make: Callable[[], Engine]) -> Engine:
    return make()


async def apart(work: Callable[[], T]) -> T:
    """The result of something that blocks, done in a thread that nobody has to wait for."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(outcome: Callable[[], None]) -> None:
        if not future.done():
            outcome()

    def do() -> None:
        try:
            outcome = functools.partial(future.set_result, work())
        except BaseException as error:
            outcome = functools.partial(future.set_exception, error)
        # The loop may be closed by now, because nobody waited.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, outcome)

    threading.Thread(target=do, name="warp-events-renewal", daemon=True).start()
    return await future
