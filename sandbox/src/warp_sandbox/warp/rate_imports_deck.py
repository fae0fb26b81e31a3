"""
Rate decks as rows: which columns they have, what is wrong in them, and the rates that they give.

One rule: what is wrong with the file as a whole is refused; what is wrong with a row costs that row alone and is told
with the line it begins on. Line 1 is the header.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import attrs

from warp_sandbox.errors import invalid
from warp_sandbox.wire.exchange import Record

Line = tuple[int, list[str]]

_ALIASES = {
    "description": "destination_name",
    "expiration_date": "expiry_date",
    "interstate_rate": "interstate",
    "intrastate_rate": "intrastate",
    "local_rate": "local",
}
_WIDE = ("interstate", "intrastate", "local")
_LONG = ("zone", "rate")
_SECONDS = ("initial_increment", "subsequent_increment", "minimum_duration")
_OTHERS = ("prefix", "destination_name", "country_code", "effective_date", "expiry_date", "connection_fee", *_SECONDS)
_ZONES = ("INTERSTATE", "INTRASTATE", "LOCAL", "INTERNATIONAL", "TOLLFREE", "ZONE1")


@attrs.define
class Deck:
    """A deck that was read; ``rates`` lack their provider. A wide row gives a rate for each zone it has a price for."""

    rows: int = 0
    rejected: int = 0
    rates: list[Record] = attrs.field(factory=list)
    errors: list[Record] = attrs.field(factory=list)
    warnings: list[Record] = attrs.field(factory=list)


class _Wrong(Exception):
    """A cell that breaks a rule."""


def csv_lines(content: bytes) -> Iterator[Line]:
    """
    Every row of a CSV file with the line it begins on.

    Raises:
        Refusal: 422, the file is not UTF-8 or not CSV.
    """
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    except UnicodeDecodeError:
        raise invalid("file", "Must be UTF-8.") from None
    begins = 1
    try:
        for row in reader:
            yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        raise invalid("file", f"Line {begins} is not CSV: {error}.") from None


def read_deck(lines: Iterable[Line], effective_date: str | None) -> Deck:
    """
    The rates of a deck and the issues of its rows.

    Args:
        effective_date: The day of every row, instead of the column.

    Raises:
        Refusal: 422, the file has no rows, or its columns are not those of a deck.
    """
    filled = ((line, row) for line, row in lines if any(cell.strip() for cell in row))
    header = next(filled, None)
    if header is None:
        raise invalid("file", "Is empty.")
    columns = _Columns(header[1], effective_date)
    deck = Deck(warnings=[_issue(1, name, "Unknown column.") for name in columns.unknown])
    first_lines: dict[tuple[str, str, str], int] = {}
    for line, row in filled:
        deck.rows += 1
        rates, issues = columns.read(line, row)
        if not issues:
            issues = _repeated(line, rates, first_lines)
        deck.rejected += bool(issues)
        deck.errors += issues
        deck.rates += [] if issues else rates
    if not deck.rows:
        raise invalid("file", "Has a header and no rows.")
    return deck


class _Columns:
    """The columns of one deck: which there are, and how a row is read by them."""

    def __init__(self, header: list[str], effective_date: str | None) -> None:
        self._day = effective_date
        written = [re.sub(r"\s+", "_", name.strip().lower()) for name in header]
        self._names = [_ALIASES.get(name, name) for name in written]
        self._written = dict(zip(self._names, written, strict=True))
        known = [name for name in self._names if name in (*_OTHERS, *_WIDE, *_LONG)]
        self.unknown = [name for name in self._names if name not in known]
        twice = sorted({name for name in known if known.count(name) > 1})
        if twice:
            raise invalid("file", f"Has the column {twice[0]} more than once.")
        wide, long = set(_WIDE) & set(known), set(_LONG) & set(known)
        if "prefix" not in known:
            raise invalid("file", "Has no column prefix.")
        if bool(wide) == bool(long):
            raise invalid("file", "Must have either zone and rate, or some of interstate, intrastate and local.")
        if effective_date is None and "effective_date" not in known:
            raise invalid("effective_date", "Is required when the deck has no such column.")
        self._prices = [name for name in _WIDE if name in wide]

    def read(self, line: int, row: list[str]) -> tuple[list[Record], list[Record]]:
        """The rates of a row, or else its issues."""
        if len(row) != len(self._names):
            return [], [_issue(line, "", f"Has {len(row)} cells where the header has {len(self._names)}.")]
        cells = dict(zip(self._names, (cell.strip() for cell in row), strict=True))
        issues: list[Record] = []

        def take(name: str, read: Any, default: Any = None) -> Any:
            try:
                return read(cells[name]) if cells.get(name) else _default(default)
            except _Wrong as wrong:
                issues.append(_issue(line, self._written.get(name, name), str(wrong)))
                return None

        shared = _shared(take, cells.get("prefix", ""), self._day)
        prices = {name.upper(): take(name, _price) for name in self._prices}
        if not self._prices:
            prices = {take("zone", _zone, _Wrong("Is required.")): take("rate", _price, _Wrong("Is required."))}
        priced = {zone: rate for zone, rate in prices.items() if rate is not None}
        if not issues and not priced:
            issues.append(_issue(line, self._written[self._prices[0]], "Give at least one price."))
        ends = shared["expiry_date"]
        if not issues and ends is not None and ends <= shared["effective_date"]:
            issues.append(_issue(line, self._written["expiry_date"], "Must be later than the effective date."))
        return [{**shared, "zone": zone, "rate": rate} for zone, rate in priced.items()], issues


def _shared(take: Any, prefix: str, day: str | None) -> Record:
    is_american = prefix.startswith("1") or len(prefix) == 6
    return {
        "prefix": take("prefix", _prefix, _Wrong("Is required.")),
        "destination_name": take("destination_name", str),
        "country_code": take("country_code", _country, "US" if is_american else None),
        "connection_fee": take("connection_fee", _fee, 0.0),
        **{name: take(name, _seconds, 6) for name in _SECONDS},
        "effective_date": day or take("effective_date", _day, _Wrong("Is required.")),
        "expiry_date": take("expiry_date", _day),
        "currency": "USD",
        "active": True,
    }


def _default(value: Any) -> Any:
    if isinstance(value, _Wrong):
        raise value
    return value


def _prefix(text: str) -> str:
    return _matching(text, "[0-9]{1,15}", "Must be 1 to 15 digits.")


def _country(text: str) -> str:
    return _matching(text.upper(), "[A-Z]{2}", "Must be a country's two letters.")


def _zone(text: str) -> str:
    if text.upper() not in _ZONES:
        raise _Wrong(f"Must be one of {', '.join(_ZONES)}.")
    return text.upper()


def _price(text: str) -> float:
    return _decimal(text, 7)


def _fee(text: str) -> float:
    return _decimal(text, 6)


def _decimal(text: str, places: int) -> float:
    _matching(text, r"-?[0-9]{1,9}(\.[0-9]+)?", "Must be a decimal number.")
    if text.startswith("-"):
        raise _Wrong("Must not be negative.")
    if len(text.partition(".")[2].rstrip("0")) > places:
        raise _Wrong(f"Must have at most {places} decimals.")
    return float(text)


def _seconds(text: str) -> int:
    return int(_matching(text, "[1-9][0-9]{0,4}", "Must be whole seconds, at least 1."))


def _day(text: str) -> str:
    try:
        return date.fromisoformat(_matching(text, "[0-9]{4}-[0-9]{2}-[0-9]{2}", "Must be YYYY-MM-DD.")).isoformat()
    except ValueError:
        raise _Wrong("Is not a day.") from None


def _matching(text: str, form: str, message: str) -> str:
    if not re.fullmatch(form, text):
        raise _Wrong(message)
    return text


def _issue(line: int, field: str, message: str) -> Record:
    return {"row": line, **({"field": field} if field else {}), "message": message}


def _repeated(line: int, rates: list[Record], first_lines: dict[tuple[str, str, str], int]) -> list[Record]:
    keys = [(rate["prefix"], rate["zone"], rate["effective_date"]) for rate in rates]
    known = [first_lines[key] for key in keys if key in first_lines]
    if known:
        return [_issue(line, "prefix", f"Repeats the rate of line {known[0]}.")]
    first_lines.update(dict.fromkeys(keys, line))
    return []
