"""
A thread with an event loop in it and an end in sight.

One rule: it ends with the ``with`` block, at the latest after its lifetime, and takes its tasks and sockets along.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final, Self, TypeAlias, TypeVar

from warp_sandbox.errors import ServerStuck

T = TypeVar("T")

HOST: Final = "127.0.0.1"
"""Where everything here listens."""

BACKLOG: Final = 1024
"""Connections that may wait to be accepted."""

Accept: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
"""Serves one connection."""

PATIENCE: Final = 10.0
"""Seconds that a start, an end, or a command may take."""


class LoopThread:
    """
    Runs coroutines of other threads.

    Args:
        name: Name of the thread.
        lifetime: Seconds after which it ends by itself.
    """

    def __init__(self, name: str, *, lifetime: float = 600.0) -> None:
        self._lifetime = lifetime
        self._ready = threading.Event()
        self._servers: list[asyncio.Server] = []
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._loop: asyncio.AbstractEventLoop

    def __enter__(self) -> Self:
        """
        Start it.

        Raises:
            ServerStuck: It did not start in time.
        """
        self._thread.start()
        if not self._ready.wait(PATIENCE):
            raise ServerStuck(f"{self._thread.name} did not start within {PATIENCE} seconds.")
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """
        The result of a coroutine, run in the thread.

        Raises:
            ServerStuck: It took too long, or the thread has ended.
        """
        if not self._thread.is_alive():
            work.close()
            raise ServerStuck(f"{self._thread.name} has ended.")
        future = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return future.result(PATIENCE)
        except TimeoutError as error:
            future.cancel()
            raise ServerStuck(f"{self._thread.name} did not do as told within {PATIENCE} seconds.") from error

    async def serve(self, accept: Accept, listener: socket.socket) -> asyncio.Server:
        """A server that ends with the thread. Await it in the thread."""
        server = await asyncio.start_server(accept, sock=listener, backlog=BACKLOG)
        self._servers.append(server)
        return server

    def end(self) -> None:
        """
        Stop it, which may be done twice.

        Raises:
            ServerStuck: It did not end in time.
        """
        with contextlib.suppress(RuntimeError):  # the loop is closed: its lifetime was over
            self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        if self._thread.is_alive():
            raise ServerStuck(f"{self._thread.name} did not end within {PATIENCE} seconds.")

    def _work(self) -> None:
        loop = self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        loop.call_later(self._lifetime, loop.stop)
        loop.call_soon(self._ready.set)
        try:
            loop.run_forever()
        finally:
            for server in self._servers:
                loop.run_until_complete(stop(server))
            while tasks := asyncio.all_tasks(loop):
                for task in tasks:
                    task.cancel()
                loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
            loop.close()


async def stop(server: asyncio.Server) -> None:
    """
    Close a server, whatever it is at; connections that are not accepted yet are reset. Await it in its thread.

    A server that is closed while it takes in a connection would leave that one open and unserved. So it stops to accept
    first, and a few turns of the loop later, when the last connection has got its handler, it is closed.
    """
    loop = asyncio.get_running_loop()
    for listener in server.sockets:
        loop.remove_reader(listener.fileno())
    for _ in range(5):
        await asyncio.sleep(0)
    server.close()


def bound(port: int = 0) -> socket.socket:
    """
    A socket with a port of this machine, any free one by default.

    A second socket may have the same port as long as only one of them listens.
    """
    carrier = socket.socket()
    carrier.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    carrier.bind((HOST, port))
    return carrier
