"""
uvicorn's protocols, with a way for the application to end its connection.

One rule: nothing else about them is changed; see `warp_sandbox.wire.connection` for what the application sees.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from typing import Any

import anyio
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from warp_sandbox.wire.connection import KEY

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Carrier:
    """The connection that a transport carries."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    async def wait(self, seconds: float) -> None:
        """Wait for real."""
        await anyio.sleep(seconds)

    def close(self) -> None:
        """Send what was written, then FIN."""
        self._transport.close()

    def reset(self) -> None:
        """RST."""
        with contextlib.suppress(OSError):  # it is closed already
            carrier = self._transport.get_extra_info("socket")
            carrier.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
        self._transport.abort()


class HttpProtocol(H11Protocol):
    """HTTP/1.1."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.app = _offering(self.app, self)


class SocketProtocol(WebSocketsSansIOProtocol):
    """WebSocket."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.app = _offering(self.app, self)


def _offering(app: Any, protocol: HttpProtocol | SocketProtocol) -> Any:
    inner: ASGIApp = app

    async def offering(scope: Scope, receive: Receive, send: Send) -> None:
        extensions = {**scope.get("extensions", {}), KEY: Carrier(protocol.transport)}
        await inner({**scope, "extensions": extensions}, receive, send)

    return offering
