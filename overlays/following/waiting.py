"""
What the socket told of and the platform does not list yet.

Pure; times come in. The rule: each is looked for at growing intervals, and given up after a while, which is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import attrs

FIRST: Final = 0.5
"""Seconds until the first look, so that what ends at about the same time is looked for together."""
LONGEST: Final = 30.0
"""Most seconds between two looks."""
MOST: Final = 10_000
"""Records that are waited for at a time."""
NEAR: Final = timedelta(seconds=60)
"""Records that begin no further apart than that are looked for with one request."""


@attrs.define
class Awaited:
    """One record to look for: its key, when it began, and on the clock when to look next and when to stop."""

    key: str
    began: datetime | None
    due: float
    until: float
    pause: float = FIRST


class Waiting:
    """
    The records that are waited for, oldest first.

    Args:
        patience: Seconds after which one is given up.
        most: Most at a time; the oldest is given up for a new one.

    Attributes:
        missing: How many were given up.
    """

    def __init__(self, patience: float, most: int = MOST) -> None:
        self._patience = patience
        self._most = most
        self._awaited: dict[str, Awaited] = {}
        self.missing = 0

    def __len__(self) -> int:
        return len(self._awaited)

    def add(self, key: str, began: datetime | None, now: float) -> None:
        """Wait for a record, unless it is waited for already."""
        if key in self._awaited:
            return
        if len(self._awaited) >= self._most:
            self._give_up(next(iter(self._awaited)))
        self._awaited[key] = Awaited(key, began, now + FIRST, now + self._patience)

    def found(self, key: str | None) -> None:
        """Wait for it no longer."""
        if key is not None:
            self._awaited.pop(key, None)

    def pause(self, now: float) -> float | None:
        """Seconds until the next look; None when nothing is waited for."""
        return max(0.0, min(one.due for one in self._awaited.values()) - now) if self._awaited else None

    def due(self, now: float) -> list[Awaited]:
        """What to look for now; looked for again later, unless it is found or given up."""
        for key in [one.key for one in self._awaited.values() if one.until < now]:
            self._give_up(key)
        found = [one for one in self._awaited.values() if one.due <= now]
        for one in found:
            one.pause = min(one.pause * 2, LONGEST)
            one.due = now + one.pause
        return found

    def _give_up(self, key: str) -> None:
        del self._awaited[key]
        self.missing += 1


def together(awaited: list[Awaited]) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of time in which the records began, each from its first to its last; near ones are one."""
    times = sorted(one.began for one in awaited if one.began is not None)
    while times:
        near = next((index for index in range(1, len(times)) if times[index] - times[index - 1] > NEAR), len(times))
        yield times[0], times[near - 1]
        times = times[near:]
