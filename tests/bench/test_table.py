"""How a measurement is judged and written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.table import BEGIN, END, Row, ratio_of, show, write


@pytest.mark.parametrize(
    ("ratio", "bar", "met"),
    [(1.1, "<= 1.10", True), (1.11, "<= 1.10", False), (1.0, "< 1", False), (2.2, ">= 2.2", True), (9.0, "", True)],
)
def test_a_bar_is_kept_or_missed(ratio: float, bar: str, met: bool) -> None:
    """
    The bar says which side is good; a figure without one is only shown.
    """
    assert met is Row("name", ratio, bar, "CPU").is_met


def test_a_bar_that_cannot_be_read_is_an_error() -> None:
    """
    A bar without its operator never counts as kept.
    """
    with pytest.raises(ValueError, match=r"'1\.5' is not an operator"):
        _ = Row("name", 1.0, "1.5", "CPU").is_met


def test_ratios_are_taken_round_by_round() -> None:
    """
    A round in which the machine was slow for both sides changes nothing.
    """
    ratio, spread = ratio_of([2.0, 20.0, 2.2], [1.0, 10.0, 1.0])

    assert 2.0 == ratio
    assert "2.00..2.20 over 3 rounds" == spread


def test_one_missed_bar_fails_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    """
    The exit code is 1 when any bar is missed, and the row says so.
    """
    code = show([Row("kept", 1.0, "<= 2", "CPU"), Row("broken", 3.0, "<= 2", "CPU"), Row("shown", 3.0, "", "CPU")])

    assert 1 == code
    assert ["ok", "MISSED", "shown"] == [line.split()[0] for line in capsys.readouterr().out.splitlines()]


def test_the_table_takes_the_place_of_the_former_one(tmp_path: Path) -> None:
    """
    Text around the results stays, a missed bar stands out.
    """
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")

    write([Row("ours / theirs", 3.0, "<= 2", "CPU", "3 s / 1 s")], "Two cores.", readme)
    text = readme.read_text("utf-8")

    assert text.startswith(f"before\n{BEGIN}\nTwo cores.\n")
    assert text.endswith(f"| ours / theirs | **3.00 missed** | <= 2 | CPU | 3 s / 1 s |\n{END}\nafter\n")
    assert "old" not in text
