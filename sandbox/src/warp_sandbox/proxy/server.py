"""
The proxy: where it listens, which faults it was told to give, what it has seen.

One rule: what a test orders has happened when the call returns; nothing has to be waited for.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from typing import Self

from warp_sandbox.proxy.faults import Fault, Pass, ResetAccepted
from warp_sandbox.proxy.record import Record
from warp_sandbox.proxy.relay import Relay
from warp_sandbox.proxy.thread import HOST, LoopThread, bound, stop

MOST_CONNECTIONS = 2048
"""Connections at a time; further ones are reset."""


class FaultProxy:
    """
    A proxy in a thread of its own, in front of a server on this machine.

    Args:
        upstream: Port of the server.
        lifetime: Seconds after which the proxy ends by itself.

    Attributes:
        port: Where it listens, the same for its whole life.
        record: The exchanges so far.
        accepted: Connections accepted so far.
        begun: Exchanges of which at least one byte has come so far.
        most_open: Most connections open at a time so far.
    """

    def __init__(self, upstream: int, *, lifetime: float = 600.0) -> None:
        self.record = Record()
        self.accepted = 0
        self.begun = 0
        self.most_open = 0
        self._upstream = (HOST, upstream)
        self._thread = LoopThread("fault proxy", lifetime=lifetime)
        self._faults: deque[Fault] = deque()
        self._always: Fault = Pass()
        self._lock = threading.Lock()
        self._open: dict[asyncio.Task[None], Relay] = {}
        # Bound and never listening: keeps the port while connections are refused.
        self._keeper = bound()
        self.port: int = self._keeper.getsockname()[1]
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """``http://127.0.0.1:<port>``."""
        return f"http://{HOST}:{self.port}"

    @property
    def open_connections(self) -> int:
        """Connections of clients that are open now."""
        return len(self._open)

    def order(self, *faults: Fault, then: Fault | None = None) -> None:
        """
        Say what happens to the next exchanges, one fault each; replaces what was ordered before.

        Args:
            faults: For the next exchanges, in the order in which they begin.
            then: For all exchanges after those; by default nothing goes wrong.
        """
        with self._lock:
            self._faults = deque(faults)
            self._always = then or Pass()

    def refuse(self) -> None:
        """Refuse new connections and reset those there are, until `listen`."""
        self._thread.run(self._refuse())

    def listen(self) -> None:
        """Accept connections, which is how a proxy starts."""
        self._thread.run(self._listen())

    def drop(self) -> None:
        """Close all connections, as a server does with idle ones, whatever they are at."""
        self._thread.run(self._drop(reset=False))

    def settle(self) -> None:
        """
        Wait until every connection made so far has ended; the clients must have closed theirs.

        Raises:
            ServerStuck: One of them goes on.
        """
        self._thread.run(self._settle())

    def __enter__(self) -> Self:
        self._thread.__enter__()
        self.listen()
        return self

    def __exit__(self, *_error: object) -> None:
        try:
            self._thread.end()
        finally:
            self._keeper.close()

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await self._thread.serve(self._accept, bound(self.port))

    async def _refuse(self) -> None:
        if self._server is not None:
            await stop(self._server)
            self._server = None
        await self._drop(reset=True)

    async def _drop(self, *, reset: bool) -> None:
        tasks = list(self._open.items())
        for task, relay in tasks:
            if reset:
                relay.reset()
            task.cancel()
        await asyncio.gather(*(task for task, _ in tasks), return_exceptions=True)

    async def _settle(self) -> None:
        if self._server is not None:
            # Connections are accepted in order: once this one has ended, those before it have been accepted.
            reader, writer = await asyncio.open_connection(HOST, self.port)
            with contextlib.suppress(ConnectionError):
                writer.write_eof()
                await reader.read()
            writer.close()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        relay = Relay(reader, writer, upstream=self._upstream, choose=self._choose, record=self.record)
        if len(self._open) >= MOST_CONNECTIONS or self._resets_accepted():
            relay.reset()
            return
        task = asyncio.current_task()
        assert task is not None
        self._open[task] = relay
        self.most_open = max(self.most_open, len(self._open))
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await relay.serve()
        finally:
            writer.transport.abort()
            del self._open[task]

    def _choose(self) -> Fault:
        with self._lock:
            self.begun += 1
            return self._faults.popleft() if self._faults else self._always

    def _resets_accepted(self) -> bool:
        with self._lock:
            if self._faults:
                return isinstance(self._faults[0], ResetAccepted) and bool(self._faults.popleft())
            return isinstance(self._always, ResetAccepted)
