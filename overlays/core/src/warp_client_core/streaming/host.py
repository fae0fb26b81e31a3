"""
A thread with an event loop in which one stream of a sync client lives.

The rule: nobody waits for it longer than what it does may take, and closing it leaves neither thread nor socket.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from warp_client_core.streaming.engine import Engine

T = TypeVar("T")


class Host:
    """
    The thread.

    Args:
        make: Makes the engine; called in the loop.
    """

    def __init__(self, make: Callable[[], Engine]) -> None:
        self._loop = asyncio.new_event_loop()
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
        """
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(timeout)
        except BaseException:
            future.cancel()
            raise

    def post(self, work: Callable[[], object]) -> None:
        """Do something in the loop soon."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(work)

    def stop(self, timeout: float) -> None:
        """End the thread, within so many seconds."""
        self.post(self._loop.stop)
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

    def settle(result: T | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]  # there is a result where there is no error

    def do() -> None:
        result, failure = None, None
        try:
            result = work()
        except BaseException as error:
            failure = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=do, name="warp-events-renewal", daemon=True).start()
    return await future
