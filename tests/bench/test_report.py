"""What readers see comes from the raw results and from nothing else."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from bench import raw
from bench.__main__ import MODULES
from bench.report import DOCS, better, report, svg
from bench.table import BEGIN, END, README, Row

LESS, MORE = Row("ours / theirs", 0.5, "<= 1", "CPU"), Row("theirs / ours", 4.0, ">= 5", "CPU", "8 s / 2 s")


@pytest.fixture
def place(tmp_path: Path) -> Any:
    """Documentation, a README with its marks, and one result."""
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}\n{END}\nafter\n", "utf-8")
    raw.keep(raw.Result("decode", "2026-01-02", "Two cores", {"httpx": "1"}, (LESS, MORE)), tmp_path)
    return tmp_path, readme


def test_results_come_back_as_they_were_kept(place: Any) -> None:
    """
    Rows, versions, day and machine.
    """
    (found,) = raw.read(MODULES, place[0])

    assert raw.Result("decode", "2026-01-02", "Two cores", {"httpx": "1"}, (LESS, MORE)) == found


def test_the_same_results_give_the_same_bytes(place: Any) -> None:
    """
    Page, table and plots; what was measured stands in each.
    """
    folder, readme = place
    written = []
    for _ in range(2):
        report(raw.read(MODULES, folder), folder, readme)
        written.append({file.name: file.read_text("utf-8") for file in sorted(folder.rglob("*.*")) if file.is_file()})

    assert written[0] == written[1]
    assert "Measured 2026-01-02 on Two cores. httpx 1." in written[0]["numbers.md"]
    assert "| theirs / ours | 4.00 | >= 5 | CPU | 8 s / 2 s |" in written[0]["numbers.md"]
    assert "**4.00 missed**" in written[0]["README.md"]
    assert {"decode.json", "numbers.md", "numbers-decode.svg", "README.md"} == set(written[0])


def test_a_bar_points_to_the_right_when_ours_is_better() -> None:
    """
    Whichever side comes first in the name; a missed bar has another colour.
    """
    picture = ET.fromstring(svg("Decode", [LESS, MORE, Row("ours / other", 2.0, "", "CPU")]))

    rects = picture.findall("{*}rect")
    lefts = [float(one.get("x")) for one in rects]
    rights = [left + float(one.get("width")) for left, one in zip(lefts, rects, strict=True)]
    assert [2.0, 4.0, 0.5] == [better(LESS, 0.5), better(MORE, 4.0), better(Row("", 2.0, "", ""), 2.0)]
    assert lefts[0] == lefts[1] == pytest.approx(rights[2])
    assert ["bar", "miss", "bar"] == [one.get("class") for one in rects]


def test_what_is_committed_was_made_from_the_results_that_are_committed(tmp_path: Path) -> None:
    """
    A figure that somebody types into a table is lost with the next run, so it fails here.
    """
    readme = tmp_path / "README.md"
    readme.write_text(README.read_text("utf-8"), "utf-8")

    report(raw.read(MODULES), tmp_path, readme)

    made = {file.name: file.read_text("utf-8") for file in tmp_path.rglob("*.*") if file.is_file()}
    kept = {README.name: README, "numbers.md": DOCS / "numbers.md"}
    assert made == {name: kept.get(name, DOCS / "pictures" / name).read_text("utf-8") for name in made}
    assert 7 < len(made)
