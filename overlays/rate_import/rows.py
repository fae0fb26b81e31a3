"""
Judges the rows of a deck.

The rule: a batch of rows is looked at column by column first, which is an order cheaper than cell by cell. Only a part
in which something is unusual is judged row by row, and what is said about a row is decided there alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from .cells import KINDS
from .column_checks import AMERICAN_PREFIX, ANY_PREFIX, Check, is_all, pairs, prices, some_price, texts, words
from .columns import LONG, WIDE, Columns
from .findings import Finding, Findings
from .records import Batch
from .repetitions import ALL, Key, Repetitions
from .report import Layout

KEYED: Final = ("zone", "effective_date")
"""What makes a rate one of its own, beside its prefix."""

_FEW: Final = 16
"""So many rows are no longer divided to find the unusual one."""
_PARTS: Final = 8
_NOT_AMERICAN: Final = Finding(
    "unlikely_prefix",
    "the wide layout prices calls within North America, by 6 digits of NPA-NXX, or 7 with the country code 1; "
    "look whether the prefix is complete (told once)",
    is_error=False,
)
_REQUIRED: Final = Finding("required", "must not be empty")
_UNPRICED: Final = Finding("required", "the row has no price; give at least one")
_REPEATED: Final = Finding("duplicate", "repeats the rate of an earlier line; keep one of the two")
_ENDS_EARLY: Final = Finding("expiry", "must be later than the effective date")


class Rows:
    """
    The rows of one deck, judged as they come.

    Attributes:
        layout: Wide or long.
        count: Rows with any content.
        repetitions: The rates so far.
    """

    def __init__(self, columns: Columns, day: str | None, findings: Findings) -> None:
        self.layout: Layout = columns.layout
        self.count = 0
        self.repetitions = Repetitions()
        self._columns = columns
        self._width = len(columns.written)
        self._day = day
        self._findings = findings
        self._repeated: dict[int, Key] = {}
        places = columns.places
        self._required = ("prefix", *(LONG if columns.layout == "long" else ()), *(() if day else ("effective_date",)))
        self._wide = [places[name] for name in WIDE if name in places]
        self._keyed = [places[name] for name in KEYED if name in places]
        self._prefixes = ANY_PREFIX if columns.layout == "long" else AMERICAN_PREFIX
        self._checks = list(self._checks_of(places))

    def judge(self, batch: Batch) -> None:
        """Judge the rows of a batch, in their order."""
        if batch.fault is not None:
            self.count += 1
            self._findings.add(batch.line, "", batch.fault)
        elif batch.is_even:
            self._judge_many(batch.line, batch.rows)
        else:
            self._judge_row(batch.line, batch.rows[0])

    def end(self) -> None:
        """Complete what is said about repetitions, once all lines are known."""
        lines = self.repetitions.lines_of(self._repeated.values())
        for place, key in self._repeated.items():
            message = f"repeats the rate of line {lines[key]}; keep one of the two"
            self._findings.reword(place, message)

    def _judge_many(self, line: int, rows: list[list[str]]) -> None:
        if self._is_clean(line, rows):
            self.count += len(rows)
        elif not any(rows):
            return  # blank lines, which would be a way to keep a check busy
        elif len(rows) <= _FEW:
            for number, row in enumerate(rows, line):
                self._judge_row(number, row)
        else:
            size = max(_FEW, -(-len(rows) // _PARTS))
            for start in range(0, len(rows), size):
                self._judge_many(line + start, rows[start : start + size])

    def _is_clean(self, line: int, rows: list[list[str]]) -> bool:
        """Whether nothing at all is to be said about rows; their rates are remembered then."""
        if set(map(len, rows)) != {self._width}:
            return False
        table = list(zip(*rows, strict=True))
        prefixes = table[self._columns.places["prefix"]]
        if not is_all(self._prefixes, prefixes) or not all(check(table) for check in self._checks):
            return False
        keys = self.repetitions.keys(prefixes, [table[place] for place in self._keyed])
        return self.repetitions.take(line, keys, self._priced([table[place] for place in self._wide]))

    def _priced(self, columns: Sequence[Sequence[str]]) -> list[int] | None:
        """For each row one bit for each price that it gives; None when all give all."""
        if not any("" in column for column in columns):
            return None
        return [sum(1 << place for place, cell in enumerate(cells) if cell) for cells in zip(*columns, strict=True)]

    def _checks_of(self, places: Mapping[str, int]) -> Iterator[Check]:
        """What is looked at in every column but the prefixes."""
        if "rate" in places:
            yield prices(places["rate"], is_required=True)
        for place in self._wide:
            yield prices(place, is_required=len(self._wide) == 1)
        if len(self._wide) > 1:
            yield some_price(self._wide)
        if "connection_fee" in places:
            yield prices(places["connection_fee"], is_fee=True)
        for name in ("zone", "country_code", "initial_increment", "subsequent_increment", "minimum_duration"):
            if name in places:
                yield words(places[name], partial(self._is_good, name))
        if "destination_name" in places:
            yield texts(places["destination_name"])
        if "effective_date" in places and "expiry_date" in places:
            yield pairs(places["effective_date"], places["expiry_date"], self._are_good_days)
        elif "effective_date" in places:
            yield words(places["effective_date"], partial(self._is_good, "effective_date"))
        elif "expiry_date" in places:
            yield words(places["expiry_date"], lambda text: self._are_good_days(("", text)))

    def _is_good(self, name: str, text: str) -> bool:
        return KINDS[name](text) is None if text else name not in self._required

    def _are_good_days(self, days: Sequence[str]) -> bool:
        cells: dict[str, str] = dict(zip(("effective_date", "expiry_date"), days, strict=True))
        return all(self._is_good(name, text) for name, text in cells.items()) and not self._ends_early(cells)

    def _ends_early(self, cells: Mapping[str, str]) -> bool:
        end = cells.get("expiry_date", "")
        return end != "" and end <= (self._day or cells["effective_date"])

    def _judge_row(self, line: int, row: list[str]) -> None:
        if not any(map(str.strip, row)):
            return
        self.count += 1
        if len(row) != self._width:
            self._findings.add(line, "", _ragged(len(row), self._width))
            return
        before = self._findings.error_count
        cells = {name: row[place].strip() for name, place in self._columns.places.items()}
        faulty = {name for name, text in cells.items() if self._judge_cell(line, name, text)}
        if self._wide and not any(row[place].strip() for place in self._wide):
            self._findings.add(line, self._columns.written[self._wide[0]], _UNPRICED)
        if not faulty & {"effective_date", "expiry_date"} and self._ends_early(cells):
            self._add(line, "expiry_date", _ENDS_EARLY, cells["expiry_date"])
        if "prefix" not in faulty:
            self._judge_length(line, cells["prefix"])
        if self._findings.error_count == before:
            self._remember(line, cells)

    def _judge_length(self, line: int, prefix: str) -> None:
        """Say once that a deck has prefixes which its layout is not made for."""
        if self._prefixes is AMERICAN_PREFIX and not is_all(AMERICAN_PREFIX, [prefix]):
            self._prefixes = ANY_PREFIX
            self._add(line, "prefix", _NOT_AMERICAN, prefix)

    def _judge_cell(self, line: int, name: str, text: str) -> bool:
        """Say what is to be said about a cell; True for an error."""
        finding = KINDS[name](text) if text else _REQUIRED if name in self._required else None
        if finding is None:
            return False
        self._add(line, name, finding, text)
        return finding.is_error

    def _remember(self, line: int, cells: Mapping[str, str]) -> None:
        """Take the rate of a good row in, or say that it was there."""
        others = [cells[name] for name in KEYED if name in cells]
        prices = [cells[name] for name in WIDE if name in cells]
        (priced,) = self._priced([[cell] for cell in prices]) or [ALL]
        key = self.repetitions.repeated(line, self.repetitions.key(cells["prefix"], others), priced)
        if key is not None:
            if not self._findings.is_full:
                self._repeated[len(self._findings.errors)] = key
            self._add(line, "prefix", _REPEATED, cells["prefix"])

    def _add(self, line: int, name: str, finding: Finding, text: str) -> None:
        self._findings.add(line, self._columns.written[self._columns.places[name]], finding, text)


def _ragged(cells: int, width: int) -> Finding:
    advice = "a text with a comma in it needs quotation marks" if cells > width else "the row may be cut off"
    number = f"{cells} cell{'' if cells == 1 else 's'}"
    return Finding("ragged", f"the row has {number} where the header has {width}; {advice}")
