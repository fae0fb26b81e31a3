"""Trees on disk: read back, compared, and replaced as a whole."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.emit.tree import differences, read_tree, replace_tree

OLD = {"a.py": "old\n", "deep/b.py": "same\n"}
NEW = {"a.py": "new\n", "deep/b.py": "same\n", "c.py": ""}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project folder that holds `OLD`."""
    replace_tree(tmp_path / "pets", OLD)
    return tmp_path / "pets"


def test_a_tree_is_read_back_as_it_was_written(folder: Path) -> None:
    """
    Byte for byte, caches left out.
    """
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "a.pyc").write_bytes(b"\x00")

    assert OLD == read_tree(folder)
    assert {} == read_tree(folder / "nowhere")


def test_replacing_counts_changed_new_and_dropped_files(folder: Path) -> None:
    """
    What is not in the new tree is gone.
    """
    (folder / "stray.py").write_text("", "utf-8")

    assert 3 == replace_tree(folder, NEW)
    assert NEW == read_tree(folder)


def test_an_equal_tree_is_not_touched(folder: Path) -> None:
    """
    Not even its folder.
    """
    before = (folder.stat().st_mtime_ns, folder.stat().st_ino)

    assert 0 == replace_tree(folder, OLD)
    assert before == (folder.stat().st_mtime_ns, folder.stat().st_ino)


def test_nothing_is_left_beside_the_folder(folder: Path) -> None:
    """
    Leftovers of a build that was cut are cleared as well.
    """
    (folder.parent / ".pets.new").mkdir()
    (folder.parent / ".pets.old").mkdir()

    replace_tree(folder, NEW)

    assert ["pets"] == [one.name for one in folder.parent.iterdir()]


def test_a_write_that_fails_half_way_leaves_the_old_tree(folder: Path) -> None:
    """
    The new tree is complete before the old one is moved.
    """
    with pytest.raises(OSError, match="name too long"):
        replace_tree(folder, {**NEW, "x" * 5000: ""})

    assert OLD == read_tree(folder)


def test_a_move_that_fails_brings_the_old_tree_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A cut between the two moves loses nothing.
    """
    real = os.replace

    def failing(source: Path, target: Path) -> None:
        if source.name == ".pets.new":
            raise PermissionError("no")
        real(source, target)

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(PermissionError):
        replace_tree(folder, NEW)

    assert OLD == read_tree(folder)


def test_lines_end_alike_everywhere(folder: Path) -> None:
    """
    No translation on any system.
    """
    replace_tree(folder, {"a.py": "x\ny\n"})

    assert b"x\ny\n" == (folder / "a.py").read_bytes()


def test_differences_name_each_file_with_its_diff(folder: Path) -> None:
    """
    Missing, changed and orphan, sorted by path.
    """
    (folder / "stray.py").write_text("", "utf-8")

    assert [
        "changed  pets/a.py",
        "    --- committed",
        "    +++ generated",
        "    @@ -1 +1 @@",
        "    -old",
        "    +new",
        "missing  pets/c.py",
        "orphan   pets/stray.py",
    ] == differences(folder, NEW)


def test_equal_sets_and_bytes_have_no_difference(folder: Path) -> None:
    """
    A difference in the last line end counts.
    """
    assert [] == differences(folder, OLD)
    assert ["changed  pets/a.py"] == [line for line in differences(folder, {**OLD, "a.py": "old"}) if line[0] != " "]


def test_a_missing_folder_is_all_missing(folder: Path) -> None:
    """
    As after a fresh clone without it.
    """
    shutil.rmtree(folder)

    assert ["missing  pets/a.py", "missing  pets/deep/b.py"] == differences(folder, OLD)
