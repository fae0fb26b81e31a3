"""Bad decks, each with the one line and message that it must be told by."""

from __future__ import annotations

import csv

import pytest

from tests.overlays.rate_import.bad_decks import DECKS, LONG, LONG_CELLS, LONG_ROW, SAID, WIDE, WIDE_CELLS, WIDE_ROW
from warp_admin import validate_deck


def with_cell(header: str, row: str, column: str, cell: str) -> bytes:
    """A good row in line 2, and in line 3 one of another prefix with the cell in it."""
    cells = next(csv.reader([row.strip()]))
    cells[0] = f"{cells[0][:-1]}6"
    quoted = [f'"{one}"' if "," in one else one for one in cells]
    quoted[header.strip().split(",").index(column)] = cell
    return f"{header}{row}{','.join(quoted)}\n".encode()


@pytest.mark.parametrize(
    ("header", "row", "column", "cell", "code", "message"),
    [(LONG, LONG_ROW, *case) for case in LONG_CELLS] + [(WIDE, WIDE_ROW, *case) for case in WIDE_CELLS],
)
def test_a_faulty_cell_is_told_with_its_line_and_column(
    header: str, row: str, column: str, cell: str, code: str, message: str
) -> None:
    """
    Nothing else in the deck is faulty, so nothing else is told.
    """
    report = validate_deck(with_cell(header, row, column, cell))

    (issue,) = report.errors
    assert (3, column, code, message) == (issue.line, issue.column, issue.code, issue.message)
    assert 2 == report.rows


@pytest.mark.parametrize("name", DECKS)
def test_a_faulty_file_is_told_with_its_line(name: str) -> None:
    """
    Each has one fault, and that is the only one told.
    """
    report = validate_deck(DECKS[name])

    (issue,) = report.errors
    assert SAID[name] == (issue.line, issue.column, issue.code, issue.message)
    assert not report.ok


def test_the_corpus_is_large() -> None:
    """
    More than sixty decks, and none without an expectation.
    """
    assert DECKS.keys() == SAID.keys()
    assert len(DECKS) + len(LONG_CELLS) + len(WIDE_CELLS) > 120
