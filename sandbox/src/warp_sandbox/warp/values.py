"""
What the document's schemas leave open about the values of a request: blanks, amounts and time zones.

One rule: a value that no account would have is refused where it comes in, with the field that holds it.
"""

from __future__ import annotations

from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from warp_sandbox.errors import invalid
from warp_sandbox.wire.exchange import Record

LARGEST = Decimal(10) ** 12


def check_words(body: Record, *names: str) -> None:
    """Refuse text that is nothing but blanks."""
    for name in names:
        if isinstance(body.get(name), str) and not body[name].strip():
            raise invalid(name, "Must not be blank.")


def check_money(body: Record, *names: str) -> None:
    """Refuse amounts that are negative, finer than cents, or longer than 12 digits."""
    for name in names:
        if body.get(name) is None:
            continue
        amount = Decimal(str(body[name]))
        if amount < 0:
            raise invalid(name, "Must not be negative.")
        if amount * 100 >= LARGEST or amount * 100 % 1:
            raise invalid(name, "Must have at most 12 digits, 2 of them decimals.")


def check_zone(body: Record, name: str = "timezone") -> None:
    """Refuse a time zone that the IANA database does not have."""
    zone = body.get(name)
    if zone is None:
        return
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise invalid(name, "Is not the name of a time zone, such as America/Denver.") from None
