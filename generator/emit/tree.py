"""
Trees on disk: read back, compare, replace.

One rule: a project folder is replaced as a whole, from a complete new folder beside it, so that a cut leaves either the
old tree or the new one.
"""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.problems import one_line

_IGNORED = {"__pycache__", ".mypy_cache", ".ruff_cache", "dist", ".pytest_cache"}


def read_tree(folder: Path) -> dict[str, str]:
    """Path -> text of every file below a folder; a file that is not UTF-8 gives text that no build makes."""
    if not folder.is_dir():
        return {}
    found = {}
    for file in sorted(folder.rglob("*")):
        relative = file.relative_to(folder)
        if file.is_file() and not _IGNORED & set(relative.parts):
            found[relative.as_posix()] = file.read_bytes().decode("utf-8", errors="surrogateescape")
    return found


def replace_tree(folder: Path, tree: Mapping[str, str]) -> int:
    """
    Make ``folder`` hold exactly ``tree``; gives back how many files changed.

    A tree that is there already is not touched at all.
    """
    before = read_tree(folder)
    changed = sum(before.get(path) != text for path, text in tree.items()) + len(before.keys() - tree.keys())
    if not changed and folder.is_dir():
        return 0
    fresh = folder.with_name(f".{folder.name}.new")
    old = folder.with_name(f".{folder.name}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    for path, text in tree.items():
        target = fresh / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    if folder.exists():
        os.replace(folder, old)
    try:
        os.replace(fresh, folder)
    except OSError:
        if old.exists():
            os.replace(old, folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return changed


def differences(folder: Path, tree: Mapping[str, str]) -> list[str]:
    """
    How ``folder`` differs from ``tree``: one line per changed, missing or orphan file, each change with its diff.

    Returns an empty list when sets and bytes are equal.
    """
    present = read_tree(folder)
    lines = []
    for path in sorted(present.keys() | tree.keys()):
        name = f"{folder.name}/{path}"
        if path not in present:
            lines.append(f"missing  {name}")
        elif path not in tree:
            lines.append(f"orphan   {name}")
        elif present[path] != tree[path]:
            lines.append(f"changed  {name}")
            diff = difflib.unified_diff(
                present[path].splitlines(), tree[path].splitlines(), "committed", "generated", lineterm="", n=1
            )
            lines.extend(f"    {one_line(one)}" for one in list(diff)[:40])
    return lines
