"""
Connections on which a reply is noticed that comes before the request is sent.

A server may answer in the midst of an upload (401, 413) and read no further. HTTP libraries look for a reply when all
is sent, so they would wait for the server to go on reading, and tell of a timeout. These connections stop sending, and
the library reads the reply.

The reply of a server that resets the connection right after it may be lost: on the server's side, where it waits for
more to send (Nagle's algorithm) when the reset comes; and in async clients now and then, because an event loop that
cannot write to a connection closes it with what was not read yet.

The rule: sending stops for an answer that cannot become a success, or when the server takes no more; never for 1xx or
2xx while it reads on.
"""

from __future__ import annotations

import re
import selectors
import ssl
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import asyncio

_HEAD: Final = 65_536
_TURNS: Final = 5
_STATUS: Final = re.compile(rb"HTTP/1\.[01] ([1-5])")
_NOT_NOW: Final = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)
_Selector: Final = getattr(selectors, "PollSelector", selectors.SelectSelector)


def watch(transport: Any, core: Any, *, is_async: bool) -> None:
    """
    Have the connections that a transport opens from now on notice early replies. Doing so again changes nothing.

    Args:
        transport: A transport of the HTTP library. One that has no pool of connections stays as it is.
        core: The package that the library has its connections from.
        is_async: Whether it is one for async clients.
    """
    pool = getattr(transport, "_pool", None)
    backend = getattr(pool, "_network_backend", None)
    if pool is not None and backend is not None and not isinstance(backend, (Backend, AsyncBackend)):
        pool._network_backend = (AsyncBackend if is_async else Backend)(backend, core)


def verdict(received: bytes) -> int | None:
    """
    The first digit of the status that a reply begins with, 5 for what is no reply; None when that is not there yet.

    Informational replies (1xx) are passed over. Source: RFC 9112, 9.3.
    """
    while True:
        if len(received) < 12 and b"HTTP/1.1 ".startswith(received[:9]):
            return None
        found = _STATUS.match(received)
        if found is None:
            return 5
        if found[1] != b"1":
            return int(found[1])
        _, ended, received = received.partition(b"\r\n\r\n")
        if not ended:
            return None


class Backend:
    """What opens watched connections, for sync clients."""

    def __init__(self, backend: Any, core: Any) -> None:
        self._backend, self._core = backend, core

    def connect_tcp(self, *args: Any, **keywords: Any) -> Stream:
        """A connection to a host."""
        return Stream(self._backend.connect_tcp(*args, **keywords), self._core)

    def connect_unix_socket(self, *args: Any, **keywords: Any) -> Stream:
        """A connection to a socket of this machine."""
        return Stream(self._backend.connect_unix_socket(*args, **keywords), self._core)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self._backend.sleep(seconds)


class Stream:
    """A watched connection of a sync client: it writes as much as goes, and reads whenever there is something."""

    def __init__(self, stream: Any, core: Any) -> None:
        self._stream, self._core = stream, core
        self._early, self._ended = b"", False
        self._selector: Any = None
        sock = stream.get_extra_info("socket")
        # TLS within the TLS of a proxy has no socket of its own to look at.
        direct = isinstance(sock, ssl.SSLSocket) or stream.get_extra_info("ssl_object") is None
        self._socket: Any = sock if direct else None

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What was received while the request was sent, then what is."""
        if self._early:
            taken, self._early = self._early[:max_bytes], self._early[max_bytes:]
            return taken
        found: bytes = b"" if self._ended else self._stream.read(max_bytes, timeout)
        return found

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """
        Send all of it, unless a reply comes that wants no more.

        Raises:
            WriteError: It is of no use to send more; the HTTP library then reads the reply.
            WriteTimeout: The server took nothing for so many seconds.
        """
        if self._socket is None:
            self._stream.write(buffer, timeout)
            return
        try:
            self._write(memoryview(buffer), timeout)
        except OSError as error:
            raise self._core.WriteError(str(error)) from error

    def _write(self, rest: memoryview, timeout: float | None) -> None:
        sock, selector = self._socket, self._watching()
        sock.settimeout(0)
        ends = None if timeout is None else monotonic() + timeout
        while rest:
            for _, events in selector.select(None if ends is None else max(0.0, ends - monotonic())):
                if events & selectors.EVENT_READ:
                    self._look(sock, selector)
                if events & selectors.EVENT_WRITE:
                    try:
                        rest = rest[sock.send(rest) :]
                    except _NOT_NOW:
                        continue
                    except OSError:
                        # A server that closes after its answer resets the connection; the answer is still there.
                        self._look(sock, selector)
                        raise
                    ends = None if timeout is None else monotonic() + timeout
            if ends is not None and monotonic() >= ends and rest:
                if self._early:
                    raise self._core.WriteError("the server has answered and takes no more")
                raise self._core.WriteTimeout("timed out")

    def _watching(self) -> Any:
        if self._selector is None:
            self._selector = _Selector()
            self._selector.register(self._socket, selectors.EVENT_READ | selectors.EVENT_WRITE)
        elif not self._early:
            self._selector.modify(self._socket, selectors.EVENT_READ | selectors.EVENT_WRITE)
        return self._selector

    def _look(self, sock: Any, selector: Any) -> None:
        try:
            found = sock.recv(_HEAD)
        except _NOT_NOW:
            # TLS has messages of its own.
            return
        self._early += found
        self._ended = not found
        said = verdict(self._early)
        if not found or len(self._early) > _HEAD or (said is not None and said > 2):
            raise self._core.WriteError("the server has answered")
        if said is not None:
            selector.modify(sock, selectors.EVENT_WRITE)

    def close(self) -> None:
        """Close the connection."""
        if self._selector is not None:
            self._selector.close()
        self._stream.close()

    def start_tls(self, *args: Any, **keywords: Any) -> Stream:
        """The same connection with TLS."""
        return type(self)(self._stream.start_tls(*args, **keywords), self._core)

    def get_extra_info(self, info: str) -> Any:
        """What the HTTP library asks about the connection."""
        return self._stream.get_extra_info(info)


class AsyncBackend:
    """What opens watched connections, for async clients."""

    def __init__(self, backend: Any, core: Any) -> None:
        self._backend, self._core = backend, core

    async def connect_tcp(self, *args: Any, **keywords: Any) -> AsyncStream:
        """A connection to a host."""
        return AsyncStream(await self._backend.connect_tcp(*args, **keywords), self._core)

    async def connect_unix_socket(self, *args: Any, **keywords: Any) -> AsyncStream:
        """A connection to a socket of this machine."""
        return AsyncStream(await self._backend.connect_unix_socket(*args, **keywords), self._core)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await self._backend.sleep(seconds)


class AsyncStream:
    """A watched connection of an async client: a task reads while the request is sent, and wakes whoever sends."""

    def __init__(self, stream: Any, core: Any) -> None:
        self._stream, self._core = stream, core
        self._early, self._ended = b"", False
        self._receiving: asyncio.Task[None] | None = None
        self._is_over = False
        self._failed: Exception | None = None
        self._sending: asyncio.Timeout | None = None

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """As `Stream.read`."""
        if self._receiving is not None and not self._early:
            import asyncio

            await asyncio.wait([self._receiving], timeout=timeout)
            if not self._receiving.done():
                raise self._core.ReadTimeout("timed out")
        if self._early:
            taken, self._early = self._early[:max_bytes], self._early[max_bytes:]
            if not self._early and self._receiving is not None and self._receiving.done():
                self._receiving = None
            return taken
        self._receiving = None
        if self._failed is not None:
            raise self._failed
        found: bytes = b"" if self._ended else await self._stream.read(max_bytes, timeout)
        return found

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """As `Stream.write`."""
        import asyncio

        if self._receiving is None and not self._early:
            self._is_over = False
            self._receiving = asyncio.create_task(self._receive())
        for _ in range(_TURNS):
            # The loop closes a connection that it cannot write to, with what has arrived on it and was not read yet.
            if self._is_over or self._receiving is None or self._receiving.done() or not self._is_readable():
                break
            await asyncio.sleep(0)
        if self._is_over:
            raise self._core.WriteError("the server has answered")
        self._sending = asyncio.timeout(None)
        try:
            async with self._sending:
                await self._stream.write(buffer, timeout)
        except TimeoutError:
            raise self._core.WriteError("the server has answered") from None
        except self._core.WriteTimeout:
            if self._early:
                raise self._core.WriteError("the server has answered and takes no more") from None
            raise
        finally:
            self._sending = None

    def _is_readable(self) -> bool:
        return bool(self._stream.get_extra_info("is_readable"))

    async def _receive(self) -> None:
        said = None
        try:
            while said is None and len(self._early) <= _HEAD:
                found = await self._stream.read(_HEAD, None)
                self._early += found
                self._ended = not found
                said = verdict(self._early) if found else 5
        except Exception as error:
            self._failed = error
        self._is_over = said is None or said > 2
        if self._is_over and self._sending is not None:
            import asyncio

            self._sending.reschedule(asyncio.get_running_loop().time())

    async def aclose(self) -> None:
        """Close the connection."""
        receiving, self._receiving = self._receiving, None
        if receiving is not None:
            import asyncio

            receiving.cancel()
            await asyncio.gather(receiving, return_exceptions=True)
        await self._stream.aclose()

    async def start_tls(self, *args: Any, **keywords: Any) -> AsyncStream:
        """As `Stream.start_tls`."""
        return type(self)(await self._stream.start_tls(*args, **keywords), self._core)

    def get_extra_info(self, info: str) -> Any:
        """As `Stream.get_extra_info`."""
        return self._stream.get_extra_info(info)
