"""The report: what it shows, raises and writes."""

from __future__ import annotations

import csv
import io
import pickle
import re
from pathlib import Path

import attrs
import pytest

from tests.overlays.rate_import.bad_decks import GOOD, LONG, LONG_CELLS, LONG_ROW, SAID, WIDE_CELLS
from warp_admin import DeckReport, DeckValidationError, validate_deck

ROOT = Path(__file__).resolve().parents[3]
BAD = LONG + "=HYPERLINK(1),MARS,-1,2026-02-01,6,6,6\n" + LONG_ROW + LONG_ROW


@pytest.fixture
def report() -> DeckReport:
    """Of four faults in two lines."""
    return validate_deck(BAD.encode())


def test_a_report_is_shown_in_one_short_line(report: DeckReport) -> None:
    """
    With the first fault.
    """
    shown = repr(report)

    assert shown.startswith("<DeckReport csv, long, 3 rows, 4 errors, 0 warnings, first: ")
    assert "line 2, prefix: is a formula; export the values" in shown
    assert len(shown) < 200


def test_a_report_as_text_has_a_line_for_each_issue(report: DeckReport) -> None:
    """
    And says when some are not among them.
    """
    assert "the deck has 4 errors: 3 rows, 0 warnings" == str(report).splitlines()[0]
    assert "error: line 2, zone: is not a zone" in str(report)
    assert "... and 3 more" == str(validate_deck(BAD.encode(), max_errors=1)).splitlines()[-1]


def test_a_good_report_says_so() -> None:
    """
    Singular where it is one.
    """
    assert "the deck is fine: 1 row, 0 warnings" == str(validate_deck(GOOD))


def test_a_faulty_deck_is_raised_with_its_lines(report: DeckReport) -> None:
    """
    The error has the issues themselves, and survives pickling.
    """
    with pytest.raises(DeckValidationError, match="the rate deck has 4 errors: line 2, prefix") as caught:
        report.raise_for_errors()

    assert (2, 2, 2, 4) == caught.value.lines
    assert report.errors == caught.value.problems
    assert report.errors == pickle.loads(pickle.dumps(caught.value)).problems


def test_a_good_deck_raises_nothing() -> None:
    """
    Warnings are no faults.
    """
    validate_deck(GOOD.replace(b",minimum_duration", b",note")).raise_for_errors()


def test_the_faults_are_written_as_csv(report: DeckReport, tmp_path: Path) -> None:
    """
    A row for each, below a header, with a mark so that a spreadsheet reads it as UTF-8.
    """
    report.write_csv(tmp_path / "faults.csv")

    text = (tmp_path / "faults.csv").read_bytes()
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    assert text.startswith(b"\xef\xbb\xbf")
    assert ["severity", "line", "column", "code", "message", "value"] == rows[0]
    assert ["error", "2", "prefix", "formula", "is a formula; export the values", "'=HYPERLINK(1)"] == rows[1]
    assert 5 == len(rows)


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", '"=1'])
def test_no_written_cell_begins_like_a_formula(report: DeckReport, value: str) -> None:
    """
    Whatever column it stands in.
    """
    issue = attrs.evolve(report.errors[0], column=value, message=value, value=value)
    written = io.StringIO(newline="")

    attrs.evolve(report, errors=(issue,)).write_csv(written)

    (_, row) = csv.reader(io.StringIO(written.getvalue(), newline=""))
    assert [] == [cell for cell in row if cell.strip()[:1] in tuple("=+-@＝")]
    assert value in row[2]


def test_a_value_is_cut_and_printable() -> None:
    """
    A cell of the deck cannot forge lines of a log.
    """
    deck = (LONG + f'"1\n\x1b[31m{"9" * 100}",LOCAL,0.1,2026-02-01,6,6,6\n').encode()

    (issue,) = validate_deck(deck).errors

    assert r"1\n\x1b[31m" + "9" * 32 + "…" == issue.value
    assert str(issue).isprintable()


def test_a_report_cannot_be_changed(report: DeckReport) -> None:
    """
    What was found stays found.
    """
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        report.rows = 0


def test_the_readme_lists_every_code() -> None:
    """
    Codes are what callers compare with.
    """
    folder = ROOT / "overlays" / "rate_import"
    listed = set(re.findall(r"`([a-z_]+)`", (folder / "README.md").read_text("utf-8")))
    sources = "".join(file.read_text("utf-8") for file in folder.glob("*.py"))
    written = re.findall(r'(?:Finding|Garbled)\(\s*"([a-z_]+)"', sources)
    written += re.findall(r'Broken\(\s*self\.line,\s*"([a-z_]+)"', sources)
    told = {entry[2] for entry in (*LONG_CELLS, *WIDE_CELLS, *SAID.values())}

    assert told | set(written) <= listed
    assert len(written) > 30
