"""The year as a table: what stands in it, and where it goes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.year.__main__ import TOOLS
from tests.year.report import BEGIN, END, Month, node_tool, text, write
from tests.year.scratch import ROOT


def month(number: int, *bumps: str, cost: float = 40.0, **told: str) -> Month:
    """A month of a given cost, half of it for regenerating."""
    return Month(
        number=number,
        name="a change",
        bumps=bumps,
        broken=tuple(told),
        told=told,
        moved={"shop": "1.1.0"} if not told else {},
        spec=4,
        generated=10,
        regenerate=cost / 2,
        release=cost / 2,
        consume=6.4,
    )


def test_a_row_says_what_was_rated_who_breaks_who_is_told_and_what_it_cost() -> None:
    """
    One cell each, in the order of the head.
    """
    row = month(2, "admin major 2.0.0", "customer minor 1.1.0", back_office="2 of 4").row()

    want = "| 2 a change | admin major 2.0.0, customer minor 1.1.0 | back_office | back_office 2 of 4 | nobody "
    assert f"{want}| 10 / 4 = 2.5 | 20 + 20, 6 |" == row


def test_a_row_says_when_nobody_notices() -> None:
    """
    And to which versions the pins lead all the same.
    """
    row = month(1, "customer minor 1.1.0").row()

    assert "| 1 a change | customer minor 1.1.0 | none | nobody | shop 1.1.0 | 10 / 4 = 2.5 | 20 + 20, 6 |" == row


def test_the_table_has_a_cell_for_each_head() -> None:
    """
    Otherwise Markdown drops one without a word.
    """
    lines = text([month(1, "customer minor 1.1.0")], "Played somewhere.").splitlines()

    assert {7} == {line.count("|") - 1 for line in lines if line.startswith("|")}


def test_the_report_sums_up_and_holds_the_bar_against_changes_of_one_client() -> None:
    """
    A change of two clients is two releases, and is not what the bar is about.
    """
    year = [
        month(1, "customer minor 1.1.0", cost=35),
        month(2, "customer patch 1.1.1", cost=45),
        month(3, "admin minor 1.1.0", "customer minor 1.2.0", cost=90),
    ]

    said = text(year, "Played somewhere.")

    assert said.startswith("Played somewhere.\n\n| change |")
    assert "3 changes, 4 releases; 30 generated lines of Python for 12 lines of documents, 2.5 each." in said
    assert "for 35 to 45 s of CPU (bar: less than 60), without the default sessions." in said


def test_the_report_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    """
    What stands around it stays, and writing it twice changes nothing.
    """
    readme = tmp_path / "README.md"
    readme.write_text(f"Before.\n{BEGIN}\nThe last one.\n{END}\nAfter.\n", "utf-8")

    write("The new one.", readme)
    write("The new one.", readme)

    assert f"Before.\n{BEGIN}\nThe new one.\n{END}\nAfter.\n" == readme.read_text("utf-8")


def test_a_readme_without_marks_is_left_as_it_is(tmp_path: Path) -> None:
    """
    The report of half an hour must not overwrite something else.
    """
    readme = tmp_path / "README.md"
    readme.write_text("Before.\n", "utf-8")

    with pytest.raises(ValueError, match="unpack"):
        write("The new one.", readme)
    assert "Before.\n" == readme.read_text("utf-8")


def test_the_version_of_a_node_tool_is_the_pinned_one(tmp_path: Path) -> None:
    """
    Not that of whatever is installed.
    """
    package = tmp_path / "package.json"
    package.write_text('{"devDependencies": {"@redocly/cli": "2.77.0"}}', "utf-8")

    assert "2.77.0" == node_tool(package, "@redocly/cli")


def test_the_tools_that_the_report_names_are_pinned_where_the_session_runs() -> None:
    """
    By the names of their distributions; another one is found out only when the report is asked for.
    """
    pins = (ROOT / "requirements/release.txt").read_text("utf-8")

    assert set(TOOLS) <= set(re.findall(r"^([\w.-]+)==", pins, flags=re.M))
