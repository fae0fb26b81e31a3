"""
How a check tells what it found, and where all of it is gathered.

The rule: the first so many of each kind are kept and all are counted, so that a deck without one good row costs no
more memory than a good one.
"""

from __future__ import annotations

import attrs

from .report import DeckIssue, shown


@attrs.frozen
class Finding:
    """What is wrong with a cell or a row, without the place."""

    code: str
    message: str
    is_error: bool = True


class Garbled(Exception):
    """The bytes of a deck end to make sense; what has come before is good. The line is not known yet."""

    def __init__(self, code: str, message: str, value: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.value = value


class Broken(Exception):
    """A fault after which nothing more of the file can be read."""

    def __init__(self, line: int, code: str, message: str, value: str = "") -> None:
        super().__init__(message)
        self.issue = DeckIssue(line, "", code, message, shown(value))


class Findings:
    """
    The issues of one deck, in file order.

    Attributes:
        errors: Those kept.
        warnings: Those kept.
        error_count: All of them.
        warning_count: All of them.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.errors: list[DeckIssue] = []
        self.warnings: list[DeckIssue] = []
        self.error_count = 0
        self.warning_count = 0

    @property
    def is_full(self) -> bool:
        """Whether the next error is only counted."""
        return len(self.errors) >= self._limit

    def add(self, line: int, column: str, finding: Finding, value: str = "") -> None:
        """Take one finding in."""
        if finding.is_error:
            self.error_count += 1
            kept = self.errors
        else:
            self.warning_count += 1
            kept = self.warnings
        if len(kept) < self._limit:
            kept.append(DeckIssue(line, column, finding.code, finding.message, shown(value)))

    def reword(self, place: int, message: str) -> None:
        """Give the error at a place of ``errors`` another message."""
        self.errors[place] = attrs.evolve(self.errors[place], message=message)

    def end(self, broken: Broken) -> None:
        """Take in the fault that ended the check; it is kept even beyond the limit, as it explains the missing rest."""
        self.error_count += 1
        self.errors.append(broken.issue)
