"""
Writes one Python value as the text that goes into a path, a query or a form.

Pure. The rule: a value that has no single honest spelling is refused here, with the name of the parameter,
instead of reaching the server as ``None``, ``True`` or a time in an unknown zone.
"""

from __future__ import annotations

import enum
import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from warp_client_core.unset import UNSET

_UNRESERVED: Final = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]*")
"""Most ids: nothing to encode, and neither ``.`` nor ``..``."""


class Encoded(str):
    """Text that is percent-encoded already and written as it stands."""

    __slots__ = ()

    def __str__(self) -> str:
        # What copies texts with str() keeps what this one is.
        return self


def escaped(text: Any, safe: Any = "", encoding: str | None = None, errors: str | None = None) -> str:
    """As ``urllib.parse.quote``, but for what is `Encoded`."""
    return text if type(text) is Encoded else quote(text, safe, encoding, errors)


def rfc3339(moment: datetime) -> str:
    """
    A time as RFC 3339 text in UTC, ending in ``Z``.

    Raises:
        ValueError: The time is naive, so nobody can know which moment it names.
    """
    if moment.tzinfo is None:
        raise ValueError(
            f"{moment.isoformat()} has no time zone; add one, for instance moment.replace(tzinfo=datetime.UTC)"
        )
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def is_finite(number: float | Decimal) -> bool:
    """Whether a number can be written as digits; false for NaN of any kind and the infinities."""
    # math.isfinite raises for a signalling NaN.
    return number.is_finite() if isinstance(number, Decimal) else math.isfinite(number)


def text_of(value: object) -> str:
    """
    The text of a single value: bool as ``true``/``false``, Decimal without exponent, Enum by value.

    Raises:
        ValueError: A naive time, a number that is not finite.
        TypeError: A type without a plain spelling.
    """
    match value:
        case enum.Enum():
            return text_of(value.value)
        case bool():
            return "true" if value else "false"
        case str():
            return str(value)
        case datetime():
            return rfc3339(value)
        case date():
            return value.isoformat()
        case int() | UUID():
            return str(value)
        case Decimal() | float() if not is_finite(value):
            raise ValueError(f"{value} is not a finite number")
        case Decimal():
            return format(value, "f")
        case float():
            return repr(value)
    raise TypeError(f"a {type(value).__name__} has no plain text form")


def segment(value: object, *, name: str, operation: str) -> str:
    """
    A value as one path segment, with everything but unreserved characters percent-encoded (RFC 3986, 2.3).

    Raises:
        ValueError: The value is None, UNSET, a bool, empty, or would change which resource the path names
            (``.``, ``..``). The message names the parameter and the operation.
        TypeError: The type has no plain spelling.
    """
    if type(value) is str and _UNRESERVED.fullmatch(value):
        return value
    if type(value) is Encoded:
        return value
    where = f"{operation}: path parameter {name}"
    if value is None or value is UNSET or isinstance(value, bool):
        raise ValueError(f"{where} must be an id, not {value!r}")
    try:
        text = text_of(value)
    except (TypeError, ValueError) as error:
        raise type(error)(f"{where}: {error}") from error
    if text.strip() in ("", ".", ".."):
        raise ValueError(f"{where} must not be {text!r}")
    try:
        return quote(text, safe="")
    except UnicodeEncodeError as error:
        raise ValueError(f"{where} holds half of a surrogate pair") from error


def pairs(values: Mapping[str, Any] | None, *, where: str) -> Iterator[tuple[str, str]]:
    """
    Names and texts of query or form parameters, in order; None and UNSET are left out, a list repeats its name.

    Args:
        values: Parameters by wire name.
        where: What they belong to, for messages, such as ``list_trunks: query``.

    Raises:
        ValueError: As for `text_of`, with the name of the parameter.
        TypeError: As for `text_of`, with the name of the parameter.
    """
    for name, value in (values or {}).items():
        for entry in value if isinstance(value, (list, tuple)) else (value,):
            if entry is None or entry is UNSET:
                continue
            try:
                yield name, text_of(entry)
            except (TypeError, ValueError) as error:
                raise type(error)(f"{where} parameter {name}: {error}") from error
