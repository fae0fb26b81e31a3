"""
What the engine of a stream needs of a connection, and of whoever makes connections.

The rule: nothing here waits or decides; tests have links of their own that need no socket.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from warp_client_core.streaming.machine import End


class Refused(Exception):
    """The server answered the handshake with another status than 101."""

    def __init__(self, status: int, hint: float | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.hint = hint


class Unreachable(Exception):
    """There was no usable answer; ``__cause__`` tells why."""

    def __init__(self, cause: Exception, *, is_final: bool = False) -> None:
        super().__init__(str(cause))
        self.__cause__ = cause
        self.is_final = is_final


class Link(Protocol):
    """A connection."""

    heard: float
    """When something arrived last, on the clock of the loop."""

    ended: asyncio.Future[End]

    @property
    def said_goodbye(self) -> bool:
        """Whether the server answered our goodbye, and so has read all that came before."""
        ...

    def start(self, on_message: Callable[[bytes, bool], None], on_pong: Callable[[bytes], None]) -> None:
        """
        Give messages to a function, those first that came already; True with those that are text. Give what the server
        says to a ping to another.
        """

    def write(self, text: str) -> bool:
        """Send a message; False when the connection is ending, and nothing of it was sent."""
        ...

    async def drained(self) -> None:
        """Return when there is room for the next message."""

    def ping(self, count: int, /) -> None:
        """Ask for a sign of life, which holds the same number."""

    def pong(self) -> None:
        """Give one."""

    def pause(self) -> None:
        """Read no more."""

    def resume(self) -> None:
        """Read again."""

    async def close(self) -> None:
        """Say goodbye and wait for the answer."""

    def abort(self) -> None:
        """End it at once."""


class Dialer(Protocol):
    """Makes connections, and renews what they need."""

    async def dial(self, last_event_id: str | None) -> Link:
        """
        Connect with the present credentials.

        Raises:
            Refused: The server answered with another status.
            Unreachable: No usable answer.
        """
        ...

    async def renew(self) -> None:
        """
        Replace the credentials of the last attempt.

        Raises:
            WarpError: There are no others.
        """

    def can_renew(self) -> bool:
        """Whether there may be other credentials than those of the last attempt."""
        ...

    def lacks_credentials(self) -> bool:
        """Whether they must be renewed before the next attempt."""
        ...
