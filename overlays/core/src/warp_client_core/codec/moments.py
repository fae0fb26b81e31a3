"""
Times as servers write them, beyond RFC 3339.

Used only after the strict reading of a reply has failed. The rule: spelling is forgiven, meaning is not guessed; a
text that does not name one moment is refused.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final

_WRITTEN: Final = (
    r"(?i:\s*([0-9]{4}-[0-9]{2}-[0-9]{2})[T_\s]\s*([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]*))?)?"
    r"\s*(?:(Z|UTC|GMT)|([+-])([0-9]{2})(?::?([0-9]{2}))?)?\s*)"
)


class AnyMoment(type):
    """The type of `Moment`: any ``datetime`` is an instance of it."""

    def __instancecheck__(cls, value: object) -> bool:
        """Whether a value is a ``datetime``; msgspec asks after the hook."""
        return isinstance(value, datetime)


class Moment(metaclass=AnyMoment):
    """Stands for ``datetime`` in lenient twins, so that msgspec asks `moment_of` to read it."""


def moment_of(kind: type, value: Any) -> Any:
    """
    The hook of lenient decoders: the moment in a text, aware.

    Read are a blank or ``_`` for ``T``, any number of digits after the second, seconds left out, ``+0000``, ``+00``
    and ``UTC`` for the zone, a second of 60, and an hour of 24. A time without a zone is UTC.

    Raises:
        ValueError: The text names no moment: no time of day, or no such day.
        NotImplementedError: Asked for another type.
    """
    if kind is not Moment:
        raise NotImplementedError(kind)
    found = re.fullmatch(_WRITTEN, value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"Expected a time such as 2026-01-15T12:00:00Z, got {str(value)[:64]!r}")
    day, hours, minutes, seconds, digits = found.group(1, 2, 3, 4, 5)
    clock = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    if int(minutes) > 59 or int(seconds or 0) > 60 or clock > timedelta(days=1):
        raise ValueError(f"There is no time of day {value.strip()[11:64]!r}")
    try:
        return datetime.fromisoformat(day).replace(tzinfo=_zone(found)) + clock + _fraction(digits or "")
    except OverflowError as error:
        raise ValueError(str(error)) from error


def _fraction(digits: str) -> timedelta:
    """Digits after the second, rounded to microseconds as msgspec does it."""
    return timedelta(microseconds=(int(digits[:7].ljust(7, "0")) + 5) // 10)


def _zone(found: re.Match[str]) -> timezone:
    sign, hours, minutes = found.group(7, 8, 9)
    if not sign:
        return UTC
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    # Raises ValueError for a day and more.
    return timezone(-offset if sign == "-" else offset)
