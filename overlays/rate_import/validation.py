"""
`validate_deck`: what is wrong with a rate deck, line by line, before anything is sent.

The rule: a deck is read once, from where it stands, and in blocks; what grows with it is only the memory of the rates
it has named. Source: the layout described at operation import_rates.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from .cells import day
from .columns import read_columns
from .decoding import texts_of
from .findings import Broken, Finding, Findings, Garbled
from .reading import Deck, blocks_of, opened, recognised
from .records import Batch, Records
from .report import DeckIssue, DeckReport, Format
from .rows import Rows

__all__ = ["Deck", "DeckIssue", "DeckReport", "validate_deck"]

MAX_ERRORS: Final = 100
"""Errors, and warnings, that a report keeps by default."""

_UNCHECKED: Final = Finding(
    "not_checked", "Excel decks are not looked into; save it as CSV to have it checked", is_error=False
)
_OTHER_DELIMITER: Final = Finding(
    "delimiter", "the platform reads commas; save the deck with commas before it is sent", is_error=False
)
_EMPTY: Final = Finding("empty", "the file is empty; a deck has a header and at least one row")
_NO_ROWS: Final = Finding("no_rows", "the deck has a header and no rows")


def validate_deck(
    deck: Deck,
    *,
    effective_date: date | str | None = None,
    delimiter: str = ",",
    max_errors: int = MAX_ERRORS,
) -> DeckReport:
    """
    Check a rate deck without sending it.

    A CSV deck is read in blocks, also one packed by gzip; the check takes about 80 bytes of memory per row. Excel decks
    are recognised and accepted as they are, with a warning that says so.

    Args:
        deck: A path; bytes; or a file object opened for bytes, which is read from where it stands to its end and put
            back there.
        effective_date: The day that the import gives to every row, text as YYYY-MM-DD; the column is not needed then.
        delimiter: The character between cells. The platform reads commas, so another one gets a warning.
        max_errors: Errors that the report keeps; all are counted. The same for warnings.

    Raises:
        UploadError: The deck cannot be opened or read, or is a stream that can be read only once.
        TypeError: The deck is none of these.
        ValueError: The date is no day, the delimiter is not one in use, or fewer than one error would be kept.

    What is wrong with the deck is not raised but reported; `DeckReport.raise_for_errors` raises it.
    """
    start = _text_of(effective_date)
    if delimiter not in (",", ";", "\t", "|"):
        raise ValueError(f"delimiter must be a comma, semicolon, tab or vertical bar, not {delimiter!r}")
    check = _Check(start, delimiter, Findings(_count_of(max_errors)))
    with opened(deck) as file:
        check.run(blocks_of(file))
    return check.report()


def _count_of(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise ValueError(f"max_errors must be a whole number of at least 1, not {given!r}")
    return given


def _text_of(given: object) -> str | None:
    if isinstance(given, datetime) or not (given is None or isinstance(given, (date, str))):
        raise ValueError(f"effective_date must be a date or text as YYYY-MM-DD, not {type(given).__name__}")
    text = given.isoformat() if isinstance(given, date) else given
    if text is not None and day(text) is not None:
        raise ValueError(f"effective_date must be a day as YYYY-MM-DD, not {text!r}")
    return text


class _Check:
    """One deck being checked."""

    def __init__(self, day: str | None, delimiter: str, findings: Findings) -> None:
        self._day = day
        self._delimiter = delimiter
        self._findings = findings
        self._format: Format = "csv"
        self._rows: Rows | None = None

    def run(self, blocks: Iterator[bytes]) -> None:
        """Read the deck to its end, or to the fault that ends it."""
        try:
            self._format, blocks = recognised(blocks)
            if self._format in ("xlsx", "xls"):
                self._findings.add(1, "", _UNCHECKED)
            else:
                self._judge(Records(self._delimiter).batches(texts_of(blocks)))
        except Garbled as garbled:
            self._findings.end(Broken(1, garbled.code, f"the file {garbled}", garbled.value))
        except Broken as broken:
            self._findings.end(broken)
        if self._rows is not None:
            self._rows.end()

    def _judge(self, batches: Iterator[Batch]) -> None:
        first = next(filter(None, map(_filled, batches)), None)
        if first is None:
            self._findings.add(1, "", _EMPTY)
        elif first.fault is not None:
            self._findings.add(first.line, "", first.fault)
        elif rows := self._read_header(first.line, first.rows[0]):
            self._rows = rows
            if len(first.rows) > 1:
                rows.judge(Batch(first.line + 1, first.rows[1:]))
            for batch in batches:
                rows.judge(batch)
            if not rows.count:
                self._findings.add(first.line, "", _NO_ROWS)

    def _read_header(self, line: int, header: list[str]) -> Rows | None:
        if self._delimiter != ",":
            self._findings.add(line, "", _OTHER_DELIMITER)
        has_date = self._day is not None
        columns = read_columns(header, line, self._delimiter, has_date=has_date, findings=self._findings)
        return Rows(columns, self._day, self._findings) if columns else None

    def report(self) -> DeckReport:
        """What was found."""
        found = self._findings
        return DeckReport(
            format=self._format,
            layout=self._rows.layout if self._rows else None,
            rows=self._rows.count if self._rows else 0,
            errors=tuple(found.errors),
            warnings=tuple(found.warnings),
            error_count=found.error_count,
            warning_count=found.warning_count,
        )


def _filled(batch: Batch) -> Batch | None:
    """A batch from its first row with any content on; None when it has none."""
    for place, row in enumerate(batch.rows):
        if any(map(str.strip, row)):
            return Batch(batch.line + place, batch.rows[place:], batch.is_even)
    return batch if batch.fault else None
