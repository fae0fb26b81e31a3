"""
Commands that wait to be sent, and the subscriptions that every new connection is told.

Pure. The rule: what was accepted is sent in its order or handed back, never dropped, and never sent twice; a
subscription is sent once for each connection, however often the connection breaks.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Any, Final

import attrs

from warp_client_core.errors import StreamError
from warp_client_core.value import Value

SUBSCRIBE: Final = "subscribe"

MOST_UNCERTAIN: Final = 1_000
"""Commands that are remembered until it is known that they arrived."""


@attrs.frozen(eq=False, repr=False)
class Command(Value):
    """A command and its frame."""

    event: str
    payload: Any = attrs.field(repr=False)
    text: str = attrs.field(repr=False)

    @property
    def size(self) -> int:
        """Bytes it takes, about."""
        return len(self.text)


class Outbox:
    """
    Commands in the order in which they were given. Safe to use from several threads.

    Args:
        limit: Most bytes that wait.

    Attributes:
        count: Commands, subscriptions included, that the present connection was given.
    """

    def __init__(self, limit: int) -> None:
        self._lock = threading.Lock()
        self._limit = limit
        self._subscriptions: list[Command] = []
        self._pending: deque[Command] = deque()
        self._bytes = 0
        self._is_open = False
        self._uncertain: deque[tuple[int, Command]] = deque(maxlen=MOST_UNCERTAIN)
        self.count = 0

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def head(self) -> Command | None:
        """What is to be sent next."""
        return self._pending[0] if self._pending else None

    @property
    def unsent(self) -> tuple[tuple[str, Any], ...]:
        """Commands that were not sent, without subscriptions, which need no second try."""
        with self._lock:
            return tuple((one.event, one.payload) for one in self._pending if one.event != SUBSCRIBE)

    @property
    def uncertain(self) -> tuple[tuple[str, Any], ...]:
        """Commands that the connection was given, and that may not have arrived."""
        with self._lock:
            return tuple((one.event, one.payload) for _, one in self._uncertain)

    def add(self, command: Command) -> None:
        """
        Take a command.

        Raises:
            StreamError: As many bytes wait as may.
        """
        with self._lock:
            if self._bytes + command.size > self._limit:
                raise StreamError(
                    f"{command.event} was not sent: {self._bytes} bytes of commands are waiting already; "
                    "wait until the connection is back, or raise max_pending_bytes"
                )
            if command.event == SUBSCRIBE:
                self._subscriptions = [one for one in self._subscriptions if one.text != command.text]
                self._subscriptions.append(command)
                if not self._is_open:
                    return
            self._pending.append(command)
            self._bytes += command.size

    def opened(self) -> None:
        """A new connection is there: subscriptions go first."""
        with self._lock:
            self._is_open, self.count = True, 0
            self._uncertain.clear()
            self._pending.extendleft(reversed(self._subscriptions))
            self._bytes = sum(one.size for one in self._pending)

    def lost(self) -> None:
        """The connection is gone; subscriptions that were not sent come with the next one."""
        with self._lock:
            self._is_open = False
            self._uncertain.clear()
            self._pending = deque(one for one in self._pending if one.event != SUBSCRIBE)
            self._bytes = sum(one.size for one in self._pending)

    def sent(self, command: Command) -> None:
        """The connection was given the head."""
        with self._lock:
            if self._pending and self._pending[0] is command:
                self._pending.popleft()
                self._bytes -= command.size
                self.count += 1
                if command.event != SUBSCRIBE:
                    self._uncertain.append((self.count, command))

    def arrived(self, count: int) -> None:
        """So many of the commands that the connection was given have arrived."""
        with self._lock:
            while self._uncertain and self._uncertain[0][0] <= count:
                self._uncertain.popleft()

    def clear(self) -> None:
        """Forget all commands and keep the subscriptions."""
        with self._lock:
            self._pending.clear()
            self._uncertain.clear()
            self._bytes = 0
            self._is_open = False
