"""
The queue between the connection and whoever takes events from it.

No waiting is done here. The rule: it is bounded in events and in bytes, every event that it drops is counted and told,
and what a stream tells of its connection is never dropped.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Any, Final, TypeAlias

from warp_client_core.codec.event_frames import EventFrame
from warp_client_core.errors import StreamError
from warp_client_core.streaming.values import ERROR, GAP, Overflow, Received

SPILL: Final = 4 * 1024 * 1024
"""
Bytes up to which a full queue that blocks takes more events.

While the connection is not read, pings of the server wait behind the events; reading on for a while keeps them
answered.
"""

MOST_TOLD: Final = 1_000
"""Own events that wait beside as many as the queue has room for, before the oldest gaps and errors go, counted."""

MOST_BYTES: Final = 64 * 1024 * 1024
"""Most bytes of waiting events, however few they are."""


class Told:
    """Something that a stream tells of itself."""

    __slots__ = ("data", "event")

    def __init__(self, event: str, data: Any) -> None:
        self.event: Final = event
        self.data: Final = data


Item: TypeAlias = EventFrame | StreamError | Told
"""An event; a message that holds none; or what the stream tells."""


class Inbox:
    """
    Events in the order of their arrival. Safe to use from several threads.

    Args:
        size: Most events that wait.
        overflow: What happens to more.

    Attributes:
        lock: Held while the queue changes.
        kept: What callbacks were given, and no iteration. Read for each event, and so a plain attribute.
        dropped: Events that found the queue full and were dropped.
        blocks: Whether the connection is not to be read until there is room.
        has_overflown: Whether the policy is ``error`` and an event found the queue full.
    """

    def __init__(self, size: int, overflow: Overflow) -> None:
        self.lock = threading.Lock()
        self._size = size
        self._overflow = overflow
        self._waiting: deque[Item] = deque()
        self.kept: deque[tuple[Received, int]] = deque()
        self._kept_bytes = 0
        self._count = 0
        self._told = 0
        self._bytes = 0
        self._is_dropping = False
        self.dropped = 0
        self.blocks = False
        self.has_overflown = False

    def __len__(self) -> int:
        return len(self.kept) + len(self._waiting)

    @property
    def count(self) -> int:
        """Events that nobody has been given."""
        return self._count

    @property
    def has_waiting(self) -> bool:
        """Whether there is something that no callback was given."""
        return bool(self._waiting)

    def tell(self, event: str, data: Any) -> None:
        """Add what the stream tells of itself."""
        with self.lock:
            self._told += 1
            self._waiting.append(Told(event, data))
            if self._told > self._size + MOST_TOLD:
                self._forget()

    def _forget(self) -> None:
        """Drop the oldest of what a server can cause at any rate."""
        for index, item in enumerate(self._waiting):
            if isinstance(item, Told) and item.event in (GAP, ERROR):
                del self._waiting[index]
                self._told -= 1
                self.dropped += 1
                return

    def put(self, item: EventFrame | StreamError, *, is_answer: bool = False) -> None:
        """
        Add an event; what happens when there is no room is told by `dropped`, `blocks` and `has_overflown`.

        Args:
            item: The event.
            is_answer: Whether it may go when there is no room, and needs not be counted.
        """
        size = len(item.payload) if isinstance(item, EventFrame) else 0
        # Half the price of a with statement, which counts where it is paid for each event.
        self.lock.acquire()
        try:
            is_full = self._count >= self._size or self._bytes + size > MOST_BYTES
            if is_full and (is_answer or not self._make_room(size)):
                return
            self._waiting.append(item)
            self._count += 1
            self._bytes += size
        finally:
            self.lock.release()

    def _make_room(self, size: int) -> bool:
        """Whether an event may be added although there is no room."""
        match self._overflow:
            case "block":
                self.blocks = self.blocks or self._bytes + size > SPILL
                return True
            case "error":
                self.has_overflown = True
                return False
            case "drop_oldest":
                self._drop_oldest()
                self._dropping()
                return True
            case _:  # drop_newest
                self._dropping()
                return False

    def _drop_oldest(self) -> None:
        for index, item in enumerate(self._waiting):
            if not isinstance(item, Told):
                del self._waiting[index]
                self._count -= 1
                self._bytes -= size_of(item)
                return

    def _dropping(self) -> None:
        self.dropped += 1
        if not self._is_dropping:
            self._is_dropping = True
            error = StreamError("events are dropped, because they are not taken as fast as they come; see `dropped`")
            self._told += 1
            self._waiting.append(Told(ERROR, error))

    def take(self) -> Item | None:
        """The oldest of what no callback was given; None when there is nothing."""
        self.lock.acquire()
        try:
            if not self._waiting:
                return None
            item = self._waiting.popleft()
            if isinstance(item, EventFrame):
                self._bytes -= len(item.payload)
            elif isinstance(item, Told):
                self._told -= 1
                return item
            self._count -= 1
            if self._is_dropping and self._count <= self._size // 2:
                self._is_dropping = False
            return item
        finally:
            self.lock.release()

    def has_room_again(self) -> bool:
        """Whether the connection is to be read again, after it was not; true once."""
        if not self.blocks:
            return False
        with self.lock:
            if not self.blocks or self._count > self._size // 2 or self._bytes > SPILL // 2:
                return False
            self.blocks = False
            return True

    def keep(self, received: Received, size: int = 0) -> None:
        """
        Have what callbacks were given ready for an iteration, which may begin later.

        The oldest make room without being counted, since somebody was given them.

        Args:
            received: What they were given.
            size: Bytes it takes, about.
        """
        with self.lock:
            self.kept.append((received, size))
            self._kept_bytes += size
            while len(self.kept) > self._size or self._kept_bytes > SPILL:
                self._kept_bytes -= self.kept.popleft()[1]

    def take_kept(self) -> Received | None:
        """The oldest of what callbacks were given; None when there is nothing."""
        if not self.kept:
            return None
        with self.lock:
            if not self.kept:
                return None
            received, size = self.kept.popleft()
            self._kept_bytes -= size
            return received

    def take_told(self) -> list[Told]:
        """All that the stream tells of itself, without the events between."""
        with self.lock:
            told = [item for item in self._waiting if isinstance(item, Told)]
            self._waiting = deque(item for item in self._waiting if not isinstance(item, Told))
            self._told = 0
            return told

    def clear(self) -> None:
        """Forget what waits, before a new beginning."""
        with self.lock:
            self._waiting.clear()
            self.kept.clear()
            self._count = self._told = self._bytes = self._kept_bytes = 0
            self.blocks = self.has_overflown = self._is_dropping = False


def size_of(item: Item) -> int:
    """Bytes that an item takes, about."""
    return len(item.payload) if isinstance(item, EventFrame) else 0
