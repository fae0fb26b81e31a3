"""
The columns of a deck: what its header names, and whether a deck can be read by them.

The rule: a header is judged as a whole, and every fault in it is told, since each would cost all rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import attrs

from .cells import KINDS
from .findings import Finding, Findings
from .report import Layout, shown

ALIASES: Final = {
    "description": "destination_name",
    "expiration_date": "expiry_date",
    "interstate_rate": "interstate",
    "intrastate_rate": "intrastate",
    "local_rate": "local",
}
WIDE: Final = ("interstate", "intrastate", "local")
LONG: Final = ("zone", "rate")

_LONGEST: Final = 40
_MOST: Final = 100
"""Characters of a name and number of names up to which a name that is near is looked for, which takes its time."""
_DELIMITERS: Final = {";": "semicolons", "\t": "tabs", "|": "vertical bars", ",": "commas"}


@attrs.frozen
class Columns:
    """
    The columns of a deck that can be read.

    Attributes:
        layout: Wide or long.
        places: Known column -> where it stands in a row, from 0.
        written: Names as in the header, by place.
    """

    layout: Layout
    places: dict[str, int]
    written: tuple[str, ...]


def known_name(text: str) -> str:
    """The column that a header's cell names, or what it says when that is none."""
    name = re.sub(r"\s+", "_", text.strip().lower())
    return ALIASES.get(name, name)


def read_columns(
    header: Sequence[str], line: int, delimiter: str, *, has_date: bool, findings: Findings
) -> Columns | None:
    """
    The columns that a header names; None when it has faults, which are added to the findings.

    Args:
        header: Its cells.
        line: Its line.
        delimiter: What they were split at.
        has_date: Whether the effective date is given for the whole deck.
        findings: Gets what is wrong.
    """
    names = [known_name(cell) for cell in header]
    if fault := _not_a_header(header, names, delimiter):
        findings.add(line, "", fault, delimiter.join(header))
        return None
    before = findings.error_count
    for name, cell in zip(names, header, strict=True):
        if name not in KINDS:
            findings.add(line, cell.strip() and shown(cell.strip()), _unknown(name, names), cell)
    for name in dict.fromkeys(names):
        if name in KINDS and names.count(name) > 1:
            said = " and ".join(shown(cell.strip()) for cell, one in zip(header, names, strict=True) if one == name)
            findings.add(
                line, name, Finding("duplicate_column", f"the column is there more than once ({said}); keep one")
            )
    for column, fault in _gaps(set(names), has_date=has_date):
        findings.add(line, column, fault)
    if findings.error_count > before:
        return None
    read = KINDS.keys() - ({"effective_date"} if has_date else set())
    places = {name: place for place, name in enumerate(names) if name in read}
    written = tuple(shown(cell.strip()) for cell in header)
    return Columns(layout="long" if "zone" in places else "wide", places=places, written=written)


def _not_a_header(header: Sequence[str], names: Sequence[str], delimiter: str) -> Finding | None:
    """Why the first row names no columns of a deck at all."""
    if "prefix" not in names:
        text = delimiter.join(header)
        for other, noun in _DELIMITERS.items():
            if other != delimiter and sum(known_name(cell.strip('"')) in KINDS for cell in text.split(other)) > 1:
                advice = f"save it with {_DELIMITERS.get(delimiter, repr(delimiter))}"
                return Finding("delimiter", f"the columns are separated by {noun}; {advice}")
    if "prefix" not in names and any(cell.strip()[:1].isdigit() for cell in header):
        return Finding("missing_header", "the first row is no header but data; add a row with the names of the columns")
    if any(name in KINDS for name in names):
        return None
    return Finding("missing_header", "the first row names no column of a rate deck, such as prefix; add a header")


def _unknown(name: str, names: Sequence[str]) -> Finding:
    if not name:
        return Finding("unknown_column", "a column has no name and is not read", is_error=False)
    from difflib import get_close_matches  # only a header with an unknown name needs it

    meant = (
        get_close_matches(name, [*KINDS, *ALIASES], 1, 0.75) if len(name) <= _LONGEST and len(names) <= _MOST else []
    )
    advice = f"; is {meant[0]} meant?" if meant else ""
    return Finding("unknown_column", f"the column is unknown and not read{advice}", is_error=False)


def _gaps(names: set[str], *, has_date: bool) -> list[tuple[str, Finding]]:
    """What a set of columns lacks or has too much of, each with the column meant."""
    wide, long = [one for one in WIDE if one in names], [one for one in LONG if one in names]
    gaps: list[tuple[str, Finding]] = []
    if "prefix" not in names:
        gaps.append(("prefix", Finding("missing_column", "the column prefix is missing; add it")))
    if wide and long:
        mixed = f"the wide layout ({', '.join(wide)}) is mixed with the long one ({', '.join(long)}); keep one of them"
        gaps.append(("", Finding("mixed_layout", mixed)))
    elif not wide and not long:
        message = "there is no price; add zone and rate, or some of interstate, intrastate and local"
        gaps.append(("", Finding("missing_column", message)))
    elif len(long) == 1:
        lacking = "rate" if "zone" in names else "zone"
        gaps.append((lacking, Finding("missing_column", f"the column {lacking} is missing; {long[0]} needs it")))
    if has_date and "effective_date" in names:
        replaced = "the column is not read, as the date given for the import replaces it"
        gaps.append(("effective_date", Finding("date_replaced", replaced, is_error=False)))
    elif not has_date and "effective_date" not in names:
        message = "the column effective_date is missing; add it, or give the import an effective_date"
        gaps.append(("effective_date", Finding("missing_column", message)))
    return gaps
