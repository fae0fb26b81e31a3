"""
Work that goes on while the caller does something else.

Loaded by the first walk that prefetches. The rule: whoever started it waits for it or ends it; nothing is left
running.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class ThreadAhead(Generic[T]):
    """
    Work in a thread of its own, begun at once. It cannot be broken off, only waited for.

    Args:
        work: What to do. It sees the context variables of the caller.
    """

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._outcome: tuple[T, None] | tuple[None, BaseException]
        context = contextvars.copy_context()
        self._thread = threading.Thread(target=context.run, args=(self._run,), name="warp-prefetch", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._outcome = self._work(), None
        except BaseException as error:
            # Raised where the result is asked for.
            self._outcome = None, error

    def wait(self) -> None:
        """Wait for the end of the work, whatever it gave."""
        self._thread.join()

    def result(self) -> T:
        """What the work gave, or what it raised."""
        self.wait()
        found, error = self._outcome
        if error is not None:
            raise error
        return found  # type: ignore[return-value] # one of the two is set, which a union of tuples cannot say


class TaskAhead(Generic[T]):
    """
    Work in a task of the running event loop.

    Args:
        work: What to do.
    """

    def __init__(self, work: Coroutine[Any, Any, T]) -> None:
        self._task = asyncio.ensure_future(work)

    async def begin(self) -> None:
        """Let the work run to its first wait, since a caller that never waits would never let it begin."""
        await asyncio.sleep(0)

    async def result(self) -> T:
        """What the work gave, or what it raised."""
        return await self._task

    async def end(self) -> None:
        """Cancel the work if it still goes on, and wait until it is over; what it gave or raised is dropped."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
