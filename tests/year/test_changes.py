"""The year's changes still fit the documents; what they do is for the session ``year``."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from generator.read.sources import Project
from tests.year.history import Change, Edit, apply, changes
from tests.year.pinning import PINS, PROGRAMS

ROOT = Path(__file__).resolve().parents[2]


def test_the_changes_of_the_year_fit_the_documents_one_after_the_other(tmp_path: Path) -> None:
    """
    Each of them changes a file; otherwise the session would report a year that did not happen.
    """
    shutil.copytree(ROOT / "openapi", tmp_path / "openapi")

    for change in changes():
        before = {file: file.read_bytes() for file in (tmp_path / "openapi").rglob("*.*ml")}
        apply(change.edits, tmp_path)
        assert [] != [file for file, text in before.items() if text != file.read_bytes()], change.name


def test_the_year_has_twelve_months_and_every_severity() -> None:
    """
    Breaking ones, harmless ones, and those between.
    """
    year = changes()

    assert list(range(1, 13)) == [change.month for change in year]
    assert {"major": 4, "minor": 8, "patch": 1} == Counter(one for change in year for one in change.rated.values())


def test_a_change_names_clients_and_teams_that_there_are() -> None:
    """
    A name that means nothing would be a fault only after half an hour.
    """
    clients = {one.key for one in Project(ROOT).clients()}

    for change in changes():
        assert clients >= change.rated.keys(), change.name
        assert PINS.keys() >= {*change.breaks, *change.adapt}, change.name
        assert all((PROGRAMS / edit.file).is_file() for edits in change.adapt.values() for edit in edits), change.name


def test_the_programs_are_changed_as_the_year_says(tmp_path: Path) -> None:
    """
    The edits of a team's program fit what it is when the month comes.
    """
    shutil.copytree(PROGRAMS, tmp_path / "programs")

    for change in changes():
        for edits in change.adapt.values():
            apply(edits, tmp_path / "programs")

    assert "update_e911" not in (tmp_path / "programs/shop.py").read_text("utf-8")


def test_a_rating_that_does_not_exist_is_refused() -> None:
    """
    It would never be met.
    """
    with pytest.raises(ValueError, match="'huge'"):
        Change("a change", 1, {"customer": "huge"}, ())


@pytest.mark.parametrize("text", ["", "a: 1\na: 2\n"])
def test_an_edit_that_does_not_fit_is_refused(text: str) -> None:
    """
    Neither where nothing matches nor where two things do.
    """
    with pytest.raises(ValueError, match="not once"):
        Edit("x.yaml", find="a: ", put="b: ").applied(text)
    with pytest.raises(ValueError, match="not one"):
        Edit("x.yaml", cut="a: ").applied(text)


def test_a_block_is_cut_with_all_that_belongs_to_it() -> None:
    """
    And nothing of its neighbours.
    """
    assert "a: 1\nc: 3\n" == Edit("x.yaml", cut="b:").applied("a: 1\nb:\n  x: 1\n\n  y: 2\nc: 3\n")
