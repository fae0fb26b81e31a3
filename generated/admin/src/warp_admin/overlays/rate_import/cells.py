"""
What each kind of cell has to look like, and what is said about one that does not.

Pure. The rule: nothing is rounded, completed or guessed; a message says what to write instead, where that is clear.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final, TypeAlias

from .findings import Finding

Judge: TypeAlias = Callable[[str], Finding | None]
"""Looks at a cell without the blanks around it that is not empty."""

ZONES: Final = ("INTERSTATE", "INTRASTATE", "LOCAL", "INTERNATIONAL", "TOLLFREE", "ZONE1")
"""As the schema RateZone has them."""
RATE_PLACES, FEE_PLACES = 7, 6
"""Decimals of a price per minute and of a price per call."""

_PREFIX: Final = re.compile("[0-9]{1,15}")
_DIGITS: Final = re.compile(r"[+(]?[0-9][0-9 ().\-/\u00a0]*")
_EXPONENT: Final = re.compile(r"[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)[eE][+-]?[0-9]+")
_SECONDS: Final = re.compile("[1-9][0-9]{0,4}")
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNTRY: Final = re.compile("[A-Za-z]{2}")
_PRICE: Final = re.compile(r"([0-9]{1,9})(?:\.([0-9]+))?")
_UNIT: Final = re.compile("[0-9] ?[A-Za-z]{3}|[A-Za-z]{3} ?[0-9]")
_BROKEN_FORMULA: Final = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|#+)", re.I)
_DEAREST: Final = 100
"""Prices from here on are more likely to lack their decimal point."""


def prefix(text: str) -> Finding | None:
    """A prefix of telephone numbers (E.164), 1 to 15 digits."""
    if _PREFIX.fullmatch(text):
        if text.startswith("0"):
            return Finding("leading_zero", "begins with 0, as no number with a country code does", is_error=False)
        return None
    if found := _spreadsheet(text):
        return found
    if text.startswith("+") and _PREFIX.fullmatch(text[1:]):
        return Finding("plus_sign", f"must have no plus sign; write {text[1:]}")
    if _EXPONENT.fullmatch(text):
        return Finding("exponent", "a spreadsheet has rounded this prefix; format its column as text and export again")
    if re.fullmatch(r"[0-9]{1,15}\.0*", text):
        return Finding("prefix", f"must have no decimal point; write {text.partition('.')[0]}")
    if text.isdigit() and text.isascii():
        return Finding("prefix", f"has {len(text)} digits; at most 15 are allowed")
    if _DIGITS.fullmatch(text) and _PREFIX.fullmatch(only := re.sub("[^0-9]", "", text)):
        return Finding("prefix", f"must be digits alone; write {only}")
    return Finding("prefix", "must be 1 to 15 digits, such as 303555 or 1303555")


def day(text: str) -> Finding | None:
    """A calendar day."""
    if _DAY.fullmatch(text):
        try:
            date.fromisoformat(text)
        except ValueError:
            return Finding("date", "is no day of the calendar; correct it")
        return None
    if found := _spreadsheet(text):
        return found
    if re.fullmatch("[0-9]{5}", text):
        return Finding("date", "is a spreadsheet's number for a day; format the column as YYYY-MM-DD and export again")
    if _DAY.match(text):
        return Finding("date", f"must be a day without a time; write {text[:10]}")
    return Finding("date", "must be written YYYY-MM-DD, such as 2026-02-01")


def seconds(text: str) -> Finding | None:
    """A whole number of seconds, at least 1."""
    if _SECONDS.fullmatch(text):
        return None
    if found := _spreadsheet(text):
        return found
    if re.fullmatch("[0-9]+/[0-9]+", text):
        first, _, rest = text.partition("/")
        return Finding(
            "seconds", f"holds two increments; write {first} in initial_increment, {rest} in subsequent_increment"
        )
    if re.fullmatch(r"[1-9][0-9]{0,4}\.0*", text):
        return Finding("seconds", f"must be whole seconds; write {text.partition('.')[0]}")
    if re.fullmatch("0+", text):
        return Finding("seconds", "must be at least 1 second; leave it empty for 6")
    return Finding("seconds", "must be whole seconds from 1 to 99999, in digits")


def zone(text: str) -> Finding | None:
    """A zone, in any letter case."""
    if text.upper() in ZONES:
        return None
    meant = re.sub("[^A-Z0-9]", "", text.upper())
    advice = f"write {meant}" if meant in ZONES else f"must be one of {', '.join(ZONES)}"
    return _spreadsheet(text) or Finding("zone", f"is not a zone; {advice}")


def country(text: str) -> Finding | None:
    """A country; text in the documents, so that another form is only pointed at."""
    if _COUNTRY.fullmatch(text):
        return None
    return Finding("country_code", "is not the two letters of a country (ISO 3166), such as US", is_error=False)


def text_of_any_kind(text: str) -> Finding | None:
    """A description. The sign for what could not be converted tells of an earlier loss."""
    if "\ufffd" in text:
        return Finding("replaced_character", "has lost a letter in an earlier conversion", is_error=False)
    return None


def price(text: str, places: int) -> Finding | None:
    """A price with at most so many decimals, not negative."""
    if plain := _PRICE.fullmatch(text):
        return _scaled(plain[1], plain[2] or "", places)
    if found := _spreadsheet(text):
        return found
    for form, code, message in _PRICE_FAULTS:
        if form.fullmatch(text):
            return Finding(code, message)
    if any(unicodedata.category(one) == "Sc" for one in text) or re.search(
        "[0-9] ?[A-Za-z]{3}|[A-Za-z]{3} ?[0-9]", text
    ):
        return Finding("currency", "must be a number alone, without a currency or a unit")
    return Finding("not_a_number", "must be a number in digits with a decimal point, such as 0.0041250")


def _scaled(whole: str, decimals: str, places: int) -> Finding | None:
    if len(decimals.rstrip("0")) > places:
        return Finding(
            "scale", f"has {len(decimals)} decimals; at most {places} are allowed, and nothing is rounded for you"
        )
    if len(decimals) > places:
        return Finding(
            "surplus_zeros", f"has {len(decimals)} decimals; only zeros are beyond the {places}", is_error=False
        )
    if int(whole) >= _DEAREST:
        return Finding("unlikely_price", "is unusually high; look whether a decimal point is missing", is_error=False)
    return None


def _spreadsheet(text: str) -> Finding | None:
    """What only a spreadsheet leaves behind."""
    if text.startswith("="):
        return Finding("formula", "is a formula; export the values")
    if text.startswith("'"):
        return Finding("apostrophe", "begins with an apostrophe, a spreadsheet's sign for text; remove it")
    if _BROKEN_FORMULA.match(text):
        return Finding(
            "formula", "is the result of a broken formula or of a narrow column; correct it and export again"
        )
    return None


_PRICE_FAULTS: Final = tuple(
    (re.compile(form, re.I), code, message)
    for form, code, message in (
        (r"[+-]?(?:s?nan[0-9]*|inf|infinity|\u221e)", "not_finite", "must be a finite number in digits"),
        (r"[-\u2212\u2013].*|\([^()]*\)|.*[0-9]-", "negative", "must not be negative"),
        (_EXPONENT.pattern, "exponent", "must have no exponent; write all digits, such as 0.0000041"),
        (r"\+.*", "plus_sign", "must have no plus sign"),
        (r".*%", "percent", "must be a price, not a percentage"),
        (
            r"[0-9]{1,3}(?:[, '_\u00a0\u202f\u2019][0-9]{3})+\.[0-9]+",
            "thousands_separator",
            "must have no separators between thousands",
        ),
        (
            r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+",
            "decimal_comma",
            "must have a decimal point, and no separators between thousands",
        ),
        (
            r"[1-9][0-9]{0,2}(?:[, '_\u00a0\u202f\u2019][0-9]{3})+",
            "thousands_separator",
            "must have no separators between thousands; for decimals use a point",
        ),
        (r"[0-9]*,[0-9]*", "decimal_comma", "must have a decimal point instead of the comma"),
        (r"[0-9]{10,}(?:\.[0-9]*)?", "too_large", "has more than 9 digits before the decimal point"),
        (r"\.[0-9]+", "not_a_number", "must have a digit before the decimal point, such as 0.5"),
        (r"[0-9]+\.", "not_a_number", "must have a digit behind the decimal point, or none"),
    )
)

KINDS: Final[dict[str, Judge]] = {
    "prefix": prefix,
    "zone": zone,
    "country_code": country,
    "destination_name": text_of_any_kind,
    "effective_date": day,
    "expiry_date": day,
    **dict.fromkeys(("rate", "interstate", "intrastate", "local"), partial(price, places=RATE_PLACES)),
    "connection_fee": partial(price, places=FEE_PLACES),
    **dict.fromkeys(("initial_increment", "subsequent_increment", "minimum_duration"), seconds),
}
"""By column."""
