"""
What the check of a rate deck found: its issues, the report, and the faults as a file.

The rule: nothing of a deck is shown as it stands. A value is cut and made printable, and a cell that a spreadsheet
could take for a formula is made text.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from typing import Final, Literal, Protocol

import attrs

from warp_client_core.errors import DeckValidationError

Layout = Literal["wide", "long"]
Format = Literal["csv", "csv.gz", "xlsx", "xls"]

_SHOWN: Final = 40
"""Characters of a cell that are shown."""
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_HEADER: Final = ("severity", "line", "column", "code", "message", "value")


class TextFile(Protocol):
    """What a report can be written to."""

    def write(self, text: str, /) -> object:
        """Take some text."""
        ...


@attrs.frozen
class DeckIssue:
    """
    One finding in a rate deck.

    Attributes:
        line: Line of the file where the row begins, from 1; 1 for what concerns the whole file.
        column: The column as the header writes it; empty where no single one is meant.
        code: Short machine word such as ``duplicate``; the README of this overlay lists them.
        message: What is wrong and what to do.
        value: The cell, cut to 40 characters and made printable.
    """

    line: int
    column: str
    code: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        where = f"line {self.line}" + (f", {self.column}" if self.column else "")
        return f"{where}: {self.message}" + (f' (found "{self.value}")' if self.value else "")


@attrs.frozen(repr=False)
class DeckReport:
    """
    What `validate_deck` found.

    Attributes:
        format: What the deck is; Excel decks are recognised, and not looked into.
        layout: ``wide`` or ``long``; None when that was not reached.
        rows: Rows with any content, the header not among them; up to the fault that ended the check, if one did.
        errors: The first faults in file order; each costs a row or the whole file.
        warnings: The first findings that do not stop an import, in file order.
        error_count: All faults, also those not kept.
        warning_count: All warnings, also those not kept.
    """

    format: Format
    layout: Layout | None
    rows: int
    errors: tuple[DeckIssue, ...]
    warnings: tuple[DeckIssue, ...]
    error_count: int
    warning_count: int

    @property
    def ok(self) -> bool:
        """Whether the deck has no faults; warnings do not count."""
        return not self.error_count

    def __repr__(self) -> str:
        first = f", first: {str(self.errors[0])!r}" if self.errors else ""
        what = f"{self.format}, {self.layout or 'no layout'}, {self.rows} rows"
        return f"<DeckReport {what}, {self.error_count} errors, {self.warning_count} warnings{first}>"

    def __str__(self) -> str:
        """A line about the deck, then a line for each issue that was kept."""
        verdict = "is fine" if self.ok else f"has {_count(self.error_count, 'error')}"
        head = f"the deck {verdict}: {_count(self.rows, 'row')}, {_count(self.warning_count, 'warning')}"
        return "\n".join([head, *(f"{kind}: {issue}" for kind, issue in self._issues()), *self._untold()])

    def raise_for_errors(self) -> None:
        """
        Raise when the deck has faults.

        Raises:
            DeckValidationError: Its ``lines`` and ``problems`` are those of ``errors``.
        """
        if self.ok:
            return
        first = "; ".join(map(str, self.errors[:3]))
        more = "; and more" if self.error_count > len(self.errors[:3]) else ""
        message = f"the rate deck has {_count(self.error_count, 'error')}: {first}{more}"
        raise DeckValidationError(message, lines=[issue.line for issue in self.errors], problems=self.errors)

    def write_csv(self, file: str | os.PathLike[str] | TextFile) -> None:
        """
        Write the issues that were kept as CSV, safe to open in a spreadsheet.

        A cell that begins like a formula gets an apostrophe in front. The columns are severity, line, column, code,
        message and value.

        Args:
            file: A path, which is written as UTF-8 with a byte order mark, or a file object for text.
        """
        if isinstance(file, (str, os.PathLike)):
            with open(file, "w", encoding="utf-8-sig", newline="") as opened:
                self.write_csv(opened)
            return
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for kind, issue in self._issues():
            cells = (kind, str(issue.line), issue.column, issue.code, issue.message, issue.value)
            writer.writerow([harmless(cell) for cell in cells])

    def _issues(self) -> Iterator[tuple[str, DeckIssue]]:
        for kind, issues in (("error", self.errors), ("warning", self.warnings)):
            yield from ((kind, issue) for issue in issues)

    def _untold(self) -> Iterator[str]:
        kept = len(self.errors) + len(self.warnings)
        if untold := self.error_count + self.warning_count - kept:
            yield f"... and {untold} more"


def shown(cell: str) -> str:
    """A cell made fit for a message: at most 40 characters, each printable."""
    cut = cell if len(cell) <= _SHOWN else cell[: _SHOWN - 1] + "…"
    return cut if cut.isprintable() else "".join(one if one.isprintable() else ascii(one)[1:-1] for one in cut)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) or cell.lstrip().startswith(_FORMULAS) else cell


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
