"""
How a streamed body gets from its files to the HTTP library.

The rule: an event loop never waits for a file. A thread reads it, one piece ahead of the connection, and what is told
of the progress is what the connection has taken.
"""

from __future__ import annotations

import contextlib
import contextvars
import threading
from collections import deque
from collections.abc import AsyncIterator, Generator, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from warp_client_core.errors import UploadError

if TYPE_CHECKING:
    import asyncio

    from warp_client_core.bodies import Body

GRACE: Final = 0.5
"""Seconds that ending an async upload waits for a file to give back what it was asked for."""

_Piece: TypeAlias = tuple[bytes, int | None]


def _pieces(body: Body) -> Generator[_Piece, None, None]:
    """The pieces of a body, with what is told when each has gone."""
    pieces = getattr(body, "pieces", None)
    if pieces is not None:
        yield from pieces()
    else:
        for chunk in body.chunks():
            yield chunk, None


class SyncChunks:
    """A body that starts over when the HTTP library asks for it again."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._begun: Any = None

    def __iter__(self) -> Iterator[bytes]:
        self.finish()
        self._begun = self._chunks()
        return iter(self._begun)

    def _chunks(self) -> Iterator[bytes]:
        told = getattr(self._body, "told", None)
        with contextlib.closing(_pieces(self._body)) as pieces:
            for chunk, sent in pieces:
                yield chunk
                if sent is not None and told is not None:
                    told(sent)

    def finish(self) -> None:
        """Close the files, wherever sending them has ended."""
        if self._begun is not None:
            self._begun.close()


class AsyncChunks:
    """As `SyncChunks`, for async clients."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._pump: _Pump | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        await self.finish()
        self._pump = pump = _Pump(_pieces(self._body))
        told = getattr(self._body, "told", None)
        while (piece := await pump.next()) is not None:
            yield piece[0]
            if piece[1] is not None and told is not None:
                told(piece[1])

    async def finish(self) -> None:
        """Close the files, wherever sending them has ended; a file that does not answer is closed when it does."""
        if self._pump is not None:
            await self._pump.stop()


class _Pump:
    """
    A thread that reads pieces, one ahead of whoever takes them.

    Not one of the executor: a file may never answer, as a pipe that nobody writes to, and must not keep the process.
    """

    def __init__(self, pieces: Iterator[_Piece]) -> None:
        import asyncio

        self._pieces: Any = pieces
        self._loop = asyncio.get_running_loop()
        self._ready: deque[_Piece | Exception | None] = deque()
        self._room = threading.Semaphore(1)
        self._waiter: asyncio.Future[None] | None = None
        self._ended = self._loop.create_future()
        self._stopped = False
        run = contextvars.copy_context().run
        threading.Thread(target=run, args=(self._run,), name="warp-upload", daemon=True).start()

    async def next(self) -> _Piece | None:
        """The next piece; None after the last."""
        while not self._ready:
            self._waiter = self._loop.create_future()
            # Looked at again: the thread may have missed whoever waits.
            if not self._ready:
                await self._waiter
            self._waiter = None
        piece = self._ready.popleft()
        self._room.release()
        if isinstance(piece, Exception):
            raise piece
        return piece

    async def stop(self) -> None:
        """Read no more, and wait a moment until the thread has closed what it reads."""
        import asyncio

        self._stopped = True
        self._room.release()
        await asyncio.wait([self._ended], timeout=GRACE)

    def _run(self) -> None:
        piece: _Piece | Exception | None = None
        try:
            while True:
                self._room.acquire()
                if self._stopped:
                    return
                piece = next(self._pieces, None)
                if piece is None:
                    return
                self._put(piece)
        except Exception as error:
            piece = error
        except BaseException as error:
            # Such as a cancellation in a file of the caller's: that nothing follows must not look like the end.
            piece = UploadError(f"the file broke off with {type(error).__name__} while it was sent")
            piece.__cause__ = error
        finally:
            with contextlib.suppress(Exception):
                self._pieces.close()
            self._put(piece if isinstance(piece, Exception) else None)
            self._call(self._ended)

    def _put(self, piece: _Piece | Exception | None) -> None:
        self._ready.append(piece)
        waiter = self._waiter
        if waiter is not None:
            self._call(waiter)

    def _call(self, waiter: asyncio.Future[None]) -> None:
        # A loop that is closed has nobody waiting.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(_wake, waiter)


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)
