"""
Joins a list with the events of a socket, as steps without I/O, so that both flavours behave alike.

First everything listed is told, then what events lead to; after each break of the connection what may have been missed
is listed again. The rule: a record is told when it is listed as complete, and once.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime, timedelta
from typing import Any, Final, Generic, TypeAlias, TypeVar

import attrs

from warp_client_core.calls import Call
from warp_client_core.pages import AsyncPage, Page
from warp_client_core.steps import Ambient
from warp_client_core.streaming import Gap, RawEvent, Received

from .subjects import Subject
from .told import Told
from .waiting import Waiting, together

T = TypeVar("T")

_AHEAD: Final = timedelta(days=1)
"""How far a list reaches beyond now, whatever the clocks of both sides say."""
_AROUND: Final = timedelta(seconds=5)
"""How far the begin of a call may differ between its event and its record."""
_BREAKS: Final = frozenset({"$gap", "subscribed"})
"""Events after which something may have been missed: what happened before a subscription held was told to nobody."""
_UNREADABLE: Final = 60.0
"""Seconds after which the list is read again because an event could not be."""


@attrs.frozen
class Fetch:
    """Answered with the first page of a list."""

    call: Call[Any]


@attrs.frozen
class Turn:
    """Answered with the page after this one."""

    page: Page[Any] | AsyncPage[Any]


@attrs.frozen
class Look:
    """Answered with one record; None when there is none of that id."""

    call: Call[Any]


@attrs.frozen
class Listen:
    """Answered with what came next on the socket; None when nothing came within so many seconds."""

    seconds: float | None


@attrs.frozen
class Tell:
    """Give a record to the caller; answered with None."""

    record: Any


Need: TypeAlias = Fetch | Turn | Look | Listen | Tell
Needs: TypeAlias = Generator[Need, Any, None]


class Flow(Generic[T]):
    """
    One following.

    Args:
        subject: What is followed.
        since: Records that ended earlier are not told.
        overlap: How far before the last known point a list begins.
        patience: Seconds for which a record is looked for that an event told of.

    Attributes:
        point: Everything that ended up to this time was told, as far as is known.
        told: What was told.
        waiting: What is looked for.
    """

    def __init__(
        self, subject: Subject[T], since: datetime, *, overlap: float, patience: float, ambient: Ambient
    ) -> None:
        self._subject = subject
        self._since = since
        self._overlap = timedelta(seconds=overlap)
        self._ambient = ambient
        self._heal_at: float | None = None
        self.point = since
        self.told = Told()
        self.waiting = Waiting(patience)

    def needs(self) -> Needs:
        """The steps; begin once the socket is open, so that nothing falls between list and events."""
        yield from self._list()
        while True:
            came = yield Listen(self._pause())
            if came is not None:
                self._hear(came)
            now = self._ambient.clock()
            if self._heal_at is not None and self._heal_at <= now:
                self._heal_at = None
                yield from self._list()
            yield from self._look_up(now)

    def _pause(self) -> float | None:
        now = self._ambient.clock()
        heal = None if self._heal_at is None else max(0.0, self._heal_at - now)
        pauses = [one for one in (heal, self.waiting.pause(now)) if one is not None]
        return min(pauses) if pauses else None

    def _hear(self, came: Received | Gap) -> None:
        now = self._ambient.clock()
        if isinstance(came, Gap) or came.event in _BREAKS or (came.event == "$connected" and came.data != 1):
            self._heal_at = now
        elif came.event != self._subject.event:
            return
        elif isinstance(came.data, RawEvent):
            self._heal_at = now + _UNREADABLE if self._heal_at is None else self._heal_at
        else:
            found = self._subject.told(came.data)
            if found is not None:
                self.waiting.add(*found, now)

    def _list(self) -> Needs:
        start = self.point - self._overlap
        self.told.forget(start)
        yield from self._read(self._subject.listed(start, max(self._ambient.now(), self.point) + _AHEAD))

    def _look_up(self, now: float) -> Needs:
        due = self.waiting.due(now)
        if self._subject.single is None:
            for first, last in together(due):
                yield from self._read(self._subject.listed(first - _AROUND, last + _AROUND))
            return
        for one in due:
            record = yield Look(self._subject.single(one.key))
            if record is not None:
                yield from self._tell(record)

    def _read(self, call: Call[Page[T]]) -> Needs:
        page = yield Fetch(call)
        while True:
            for record in page.items:
                yield from self._tell(record)
            if not page.has_next:
                return
            page = yield Turn(page)

    def _tell(self, record: T) -> Needs:
        ended = self._subject.ended(record)
        if ended is None:
            return
        self.waiting.found(self._subject.key(record))
        if ended < self._since or not self.told.add(self._subject.name(record), ended):
            return
        self.point = max(self.point, min(ended, self._ambient.now()))
        yield Tell(record)
