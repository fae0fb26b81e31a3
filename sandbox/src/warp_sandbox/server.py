"""
A sandbox on a real socket, for clients that need one.

One rule: the server is on the loopback interface and ends with the ``with`` block, whatever happens inside.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from warp_sandbox.errors import ServerStuck
from warp_sandbox.protocols import HttpProtocol, SocketProtocol

HOST = "127.0.0.1"


@contextlib.contextmanager
def running(app: ASGIApp, *, timeout: float = 5.0) -> Iterator[str]:
    """
    Serve an application from a thread, on a free port; yields ``http://127.0.0.1:<port>``.

    The path of the API comes after it: ``/v1`` for WARP, ``/services/rest`` for NetSuite. Event sockets are at
    ``/v1/ws`` and ``/v1/admin/ws``.

    Args:
        timeout: Seconds to wait for the start, and again for the end.

    Raises:
        ServerStuck: The server did not start or end in time.
    """
    server = _Server(config_of(app))
    with socket.create_server((HOST, 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True, name="sandbox")
        thread.start()
        try:
            if not server.ready.wait(timeout) or not thread.is_alive():
                raise ServerStuck(f"The sandbox did not start within {timeout} seconds.")
            yield f"http://{HOST}:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout)
            server.force_exit = True
    if thread.is_alive():
        raise ServerStuck(f"The sandbox did not end within {timeout} seconds.")


def config_of(app: ASGIApp, *, host: str = HOST, port: int = 0) -> uvicorn.Config:
    """How the sandbox is served, so that faults can end connections."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=HttpProtocol,
        ws=SocketProtocol,
        log_level="warning",
        lifespan="off",
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )


class _Server(uvicorn.Server):
    """Tells when it listens, so that nobody has to poll."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.ready.set()
