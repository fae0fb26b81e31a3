"""
Stretches of time that requests name.

One rule: a stretch holds its start and not its end; one that ends before it starts is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import attrs

from warp_sandbox.errors import invalid

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9999, 1, 1, tzinfo=UTC)


@attrs.frozen
class Span:
    """From ``start`` on, before ``end``."""

    start: datetime
    end: datetime

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.start <= moment < self.end

    def days(self) -> list[date]:
        """The days that it touches, in order."""
        last = (self.end - timedelta(microseconds=1)).date()
        first = self.start.date()
        return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def asked(given: Mapping[str, Any]) -> Span:
    """
    The span between ``date_from`` and ``date_to``, open where one is left out.

    Raises:
        Refusal: 422, the end lies before the start.
    """
    start, end = (read(given[name]) if name in given else None for name in ("date_from", "date_to"))
    span = Span(start or EARLIEST, end or LATEST)
    if span.end < span.start:
        raise invalid("date_to", "Lies before date_from.")
    return span


def read(text: str) -> datetime:
    """A time as the API writes it, in UTC; times that no calendar in UTC has become the nearest one that it has."""
    moment = datetime.fromisoformat(text.upper())
    if moment.year <= EARLIEST.year:
        return EARLIEST
    return LATEST if moment.year >= LATEST.year else moment.astimezone(UTC)


def days(first: date, last: date) -> Span:
    """The span of some whole days in UTC, the last one included."""
    start = datetime.combine(first, time(), UTC)
    return Span(start, start + timedelta(days=(last - first).days + 1))
