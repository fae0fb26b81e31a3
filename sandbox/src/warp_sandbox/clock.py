"""
Time in the sandbox: a clock that stands still until it is told to move, and what is due at a later time.

One rule: nothing happens by itself. Whatever was due is done before the next request is answered, in the order in
which it was due, so that the same requests at the same times give the same records.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

START = datetime(2026, 1, 15, 12, tzinfo=UTC)

MOST = 3_200_000_000
"""Seconds that a clock is advanced at most at once; about a hundred years."""

Action = Callable[[datetime], None]


class VirtualClock:
    """A clock that only moves when `advance` is called."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def __call__(self) -> datetime:
        """The time, in UTC."""
        return self._now

    def advance(self, seconds: float) -> datetime:
        """
        Move forward; gives back the new time.

        Raises:
            ValueError: The clock would go back, or by more than `MOST` at once.
        """
        if not 0 <= seconds <= MOST:
            raise ValueError(f"a clock goes forward by 0 to {MOST} seconds at once")
        self._now += timedelta(seconds=seconds)
        return self._now


class Schedule:
    """What is due at a later time; an action is given the time at which it was due."""

    def __init__(self) -> None:
        self._due: list[tuple[datetime, int, Action]] = []
        self._count = itertools.count()

    def at(self, moment: datetime, action: Action) -> None:
        """Do ``action`` at the first request at or after ``moment``; actions of one moment keep their order."""
        heapq.heappush(self._due, (moment, next(self._count), action))

    def after(self, now: datetime, seconds: float, action: Action) -> None:
        """Do ``action`` some seconds from ``now``."""
        self.at(now + timedelta(seconds=seconds), action)

    def settle(self, now: datetime) -> None:
        """Do all that is due at ``now``, also what these actions make due by then."""
        while self._due and self._due[0][0] <= now:
            moment, _, action = heapq.heappop(self._due)
            action(moment)
