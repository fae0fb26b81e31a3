"""
Text as CSV records with the lines they begin on (RFC 4180), in batches.

The rule: a line is a line of the file, also inside of quotation marks; and ``csv.field_size_limit``, which belongs to
the whole process, is read and never set.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

import attrs

from .findings import Broken, Finding, Garbled

LONGEST: Final = 131_072
"""Characters of the longest row."""

_MULTILINE: Final = "a quotation mark is opened in this row and not closed within {} characters; close or remove it"
_UNCLOSED: Final = "a quotation mark is opened in this row and never closed; close or remove it"
_STRAY: Final = "text follows a closing quotation mark; write a quotation mark inside of a quoted cell twice"
_OPEN: Final = "unexpected end of data"
_TOO_LARGE: Final = "field larger than field limit"
_LONG_ROW: Final = "has more than {} characters; a deck has one row a line"


@attrs.frozen
class Batch:
    """
    Records that follow one another.

    Attributes:
        line: Line that the first begins on.
        rows: Their cells.
        is_even: Whether each takes exactly one line.
        fault: Instead of records, what is wrong with the one that begins here.
    """

    line: int
    rows: list[list[str]]
    is_even: bool = True
    fault: Finding | None = None


class Records:
    """
    The records of one deck.

    Attributes:
        line: Line that the next record begins on.
    """

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._carry = ""
        self.line: int = 1

    def batches(self, texts: Iterator[str]) -> Iterator[Batch]:
        """
        All records.

        Raises:
            Broken: What follows cannot be read.
        """
        try:
            for text in texts:
                yield from self._lines(self._carry + text)
        except Garbled as garbled:
            line = self.line + _line_ends(self._carry)
            raise Broken(line, garbled.code, f"the file {garbled}", garbled.value) from garbled
        if self._carry:
            last, self._carry = self._carry, ""
            yield from self._parsed(last, is_last=True)

    def _lines(self, text: str) -> Iterator[Batch]:
        # A carriage return at the very end may be half of a line end.
        cut = max(text.rfind("\n"), text.rfind("\r", 0, -1)) + 1
        self._carry = text[cut:]
        if cut:
            yield from self._parsed(text[:cut], is_last=False)
        elif len(text) > LONGEST:
            raise Broken(self.line, "row_too_long", _LONG_ROW.format(f"{LONGEST:,}"), text)

    def _parsed(self, text: str, *, is_last: bool) -> Iterator[Batch]:
        # Only the first line can be longer than a block, which is not longer than the limit.
        if len(text) > LONGEST and text.find("\n", 0, LONGEST) < 0 and text.find("\r", 0, LONGEST) < 0:
            raise Broken(self.line, "row_too_long", _LONG_ROW.format(f"{LONGEST:,}"), text)
        if "\r" not in text or text.count("\r") == text.count("\r\n"):
            lines = text.split("\n")
            if not lines[-1]:
                lines.pop()
            rows: list[list[str]] = []
            try:
                rows.extend(self._reader(iter(lines)))
            except csv.Error:
                rows.clear()
            if len(rows) == len(lines):
                yield Batch(self.line, rows)
                self.line += len(lines)
                return
        yield from self._one_by_one(text, is_last=is_last)

    def _reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._delimiter, strict=True)

    def _one_by_one(self, text: str, *, is_last: bool) -> Iterator[Batch]:
        """Text in which some records take several lines or are faulty."""
        lines = list(io.StringIO(text, newline=""))
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        start, begins, even = self.line, 0, list[list[str]]()
        while begins < len(lines):
            row, fault = None, None
            try:
                row = next(reader)
            except csv.Error as error:
                fault = str(error)
            ends = reader.line_num
            if row is not None and ends == begins + 1:
                even.append(row)
            else:
                if even:
                    yield Batch(self.line, even)
                    even = []
                self.line = start + begins
                if fault == _OPEN and not is_last:
                    self._hold("".join(lines[begins:]))
                    return
                yield self._uneven(row, fault, ends - begins, "".join(lines[begins:ends]))
                self.line = start + ends
            begins = ends
        if even:
            yield Batch(self.line, even)
            self.line = start + begins

    def _hold(self, text: str) -> None:
        if len(text) > LONGEST:
            raise Broken(self.line, "unclosed_quote", _MULTILINE.format(f"{LONGEST:,}"), text)
        self._carry = text + self._carry

    def _uneven(self, row: list[str] | None, fault: str | None, lines: int, text: str) -> Batch:
        """The record or the fault that takes so many lines."""
        if row is not None:
            return Batch(self.line, [row], is_even=False)
        if fault == _OPEN:
            raise Broken(self.line, "unclosed_quote", _UNCLOSED, text)
        if fault is not None and fault.startswith(_TOO_LARGE):
            limit = f"{csv.field_size_limit():,}"
            if lines > 1:
                raise Broken(self.line, "unclosed_quote", _MULTILINE.format(limit), text)
            raise Broken(self.line, "cell_too_long", f"has a cell of more than {limit} characters; shorten it", text)
        return Batch(self.line, [], is_even=False, fault=Finding("quote", _STRAY))


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
