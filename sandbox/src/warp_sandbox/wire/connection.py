"""
The connection beneath ASGI, for faults that end it.

One rule: who carries the bytes offers a `Connection` in the scope; where nobody does, a fault ends in an exception,
on which every server gives the connection up.
"""

from __future__ import annotations

from typing import Protocol

import anyio
from starlette.types import Receive, Scope

from warp_sandbox.errors import SandboxError

KEY = "warp_sandbox.connection"
"""Name of the scope's extension."""


class Dropped(SandboxError):
    """The connection ends here, as a fault asked for; seen only under a server that offers no way to end it."""


class Connection(Protocol):
    """What a fault does to a connection."""

    async def wait(self, seconds: float) -> None:
        """Let time pass before the answer."""

    def close(self) -> None:
        """End it after what was sent."""

    def reset(self) -> None:
        """End it at once; what is on the way is lost."""


class Unknown:
    """The connection of a server that offers none."""

    async def wait(self, seconds: float) -> None:
        """Wait for real."""
        await anyio.sleep(seconds)

    def close(self) -> None:
        """Give up."""
        raise Dropped("this server offers no way to close a connection")

    def reset(self) -> None:
        """Give up."""
        raise Dropped("this server offers no way to reset a connection")


def connection_of(scope: Scope) -> Connection:
    """The connection that a scope came by."""
    found: Connection = scope.get("extensions", {}).get(KEY) or Unknown()
    return found


async def gone(receive: Receive) -> None:
    """Wait until the connection has ended; what still comes is thrown away."""
    while (await receive())["type"] not in ("http.disconnect", "websocket.disconnect"):
        pass


async def drained(receive: Receive) -> None:
    """Read the rest of a request's body and throw it away."""
    message = await receive()
    while message["type"] == "http.request" and message.get("more_body", False):
        message = await receive()
