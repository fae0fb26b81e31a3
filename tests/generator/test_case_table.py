"""The table of constructs in the README of the cases, held against the folders."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
_ROW = re.compile(r"\| (?P<construct>.+) \| (?P<cases>`[a-z_]+`(?:, `[a-z_]+`)*) \|\Z")
ROWS = [found for line in (CASES / "README.md").read_text("utf-8").splitlines() if (found := _ROW.match(line))]
NAMED = sorted({name for row in ROWS for name in re.findall(r"`([a-z_]+)`", row["cases"])})


@pytest.mark.parametrize("name", NAMED)
def test_each_case_of_the_table_is_a_folder_with_a_document_and_tests(name: str) -> None:
    """
    Tests that call the client, at least one.
    """
    folder = CASES / name

    assert (folder / "spec.yaml").is_file()
    assert "def test_" in (folder / f"test_{name}.py").read_text("utf-8")


def test_each_folder_stands_in_the_table() -> None:
    """
    And no construct stands twice.
    """
    folders = sorted(one.name for one in CASES.iterdir() if (one / "spec.yaml").is_file())
    constructs = [row["construct"] for row in ROWS]

    assert folders == NAMED
    assert len(constructs) == len(set(constructs)) >= 50
