"""
Messages of the server put in order: which are events, which came before, and what is missing.

Pure. The rule: an event that comes twice is told once, a number that is skipped is told, and nothing is held back to
wait for it: an event that comes late is an event.
"""

from __future__ import annotations

from collections import deque
from typing import Final

from warp_client_core.codec.event_frames import EventFrame, read_frame
from warp_client_core.errors import StreamError
from warp_client_core.streaming.values import LOCAL, Gap

WINDOW: Final = 4_096
"""Ids that are remembered."""

_LONGEST_ID: Final = 256
"""Longer ones are taken for none: what a server says shall not fill memory, or a header field."""

ANSWERS: Final = frozenset({"authenticated", "subscribed", "unsubscribed", "pong", "heartbeat"})
"""What servers say about the connection. No events: their ids are the connection's own."""


class Intake:
    """
    Reads messages and remembers what came.

    Attributes:
        last_event_id: Id of the newest event.
        duplicates: Events that came a second time and were left out.
        late: Events that came after a higher number.
        malformed: Messages that hold no event.
        is_answer: Tells whether messages of a name are about the connection.
    """

    def __init__(self, events: frozenset[str], last_event_id: str | None = None) -> None:
        self._answers = ANSWERS - events
        self.is_answer: Final = self._answers.__contains__
        self._seen: set[str] = set()
        self._order: deque[str] = deque()
        self._next: int | None = None
        self._missing: set[int] = set()
        self.last_event_id = last_event_id
        self.duplicates = 0
        self.late = 0
        self.malformed = 0

    def connected(self) -> None:
        """A new connection numbers its messages anew."""
        self._next = None
        self._missing.clear()

    def read(self, data: bytes) -> EventFrame | StreamError:
        """The event in a message, or what is wrong with the message."""
        try:
            frame = read_frame(data)
            if frame.event[0] == LOCAL:
                raise ValueError(f"the server used a name that starts with {LOCAL}")
        except ValueError as error:
            self.malformed += 1
            return StreamError(f"a message of the event stream was left out: {error}")
        return frame

    def place(self, frame: EventFrame) -> tuple[bool, Gap | None]:
        """Whether an event did not come before, and what is missing before it; call it once for each."""
        seq, name, gap = frame.seq, frame.id, None
        is_late = is_repeated = False
        if seq is not None:
            if self._next is None or seq == self._next:
                self._next = seq + 1
            elif seq > self._next:
                gap = self._skipped(self._next, seq)
            else:
                is_late = True
                is_repeated = seq not in self._missing
                self._missing.discard(seq)
        if name is None or len(name) > _LONGEST_ID or not (name.isascii() and name.isprintable()):
            self.late += is_late and not is_repeated
            self.duplicates += is_repeated
            return not is_repeated, gap
        if frame.event in self._answers:
            return True, gap
        if name in self._seen:
            self.duplicates += 1
            return False, gap
        self._seen.add(name)
        self._order.append(name)
        if len(self._order) > WINDOW:
            self._seen.discard(self._order.popleft())
        if is_late:
            self.late += 1
        else:
            self.last_event_id = name
        return True, gap

    def _skipped(self, first: int, seq: int) -> Gap:
        self._next = seq + 1
        if len(self._missing) > WINDOW:
            self._missing = {number for number in self._missing if number >= seq - WINDOW}
        self._missing.update(range(max(first, seq - WINDOW), seq))
        return Gap(first, seq - 1)
