"""
Documents of several files: the root, and every file below its folder that it reaches.

One rule: a reference that leaves the folder, or that names another machine, is never followed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import attrs

from generator.passes.bundle import references
from generator.problems import BuildStopped, Place, Problem
from generator.read.parse import locate, parse

MAX_BYTES = 40_000_000
"""Of all files of a document together; three times the largest that is published."""


def read_document(folder: Path, root: str, shown: str = "") -> dict[str, Any]:
    """
    A root document and every file it reaches, path -> tree.

    Args:
        folder: Where the files are; paths are relative to it.
        root: The path of the root document.
        shown: What stands before a path in messages about a file that cannot be read.

    Raises:
        BuildStopped: With the faults of every file that cannot be read.
    """
    sources: dict[str, Any] = {}
    room = MAX_BYTES
    unreadable: dict[str, tuple[Problem, ...]] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if name in sources or name in unreadable:
            continue
        try:
            room -= _size(folder / name, f"{shown}{name}", room)
            sources[name] = parse(read_text(folder / name, f"{shown}{name}"), name)
        except BuildStopped as stopped:
            unreadable[name] = stopped.problems
            continue
        for target in references(sources[name]):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            inside = "://" not in target and not path.startswith(("..", "/"))
            if inside and is_file(folder / path) and (folder / path).resolve().is_relative_to(folder.resolve()):
                waiting.append(path)
    if unreadable:
        raise BuildStopped(one for problems in unreadable.values() for one in problems)
    return sources


def _size(path: Path, shown: str, room: int) -> int:
    """
    The bytes of a file, before any of them is read.

    Raises:
        BuildStopped: The files read so far leave no room for it.
    """
    size = path.stat().st_size if is_file(path) else 0
    if size > room:
        message = f"with its {size:,} bytes the document is larger than {MAX_BYTES:,} bytes"
        advice = "Take examples out of it, or split it into one document for each client."
        raise BuildStopped([Problem(Place(shown), message, advice)])
    return size


def read_text(path: Path, shown: str) -> str:
    """
    The text of a file.

    Raises:
        BuildStopped: It cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        problem = Problem(Place(shown), f"cannot be read: {reason}", "It must be a UTF-8 text file.")
        raise BuildStopped([problem]) from None


def is_file(path: Path) -> bool:
    """Whether there is a file of that name; a name that no file system takes has none."""
    try:
        return path.is_file()
    except OSError:
        return False


def located(problems: Iterable[Problem], folder: Path, *, most: int | None = None) -> list[Problem]:
    """
    The same problems with their lines and columns in the files of this folder, sorted.

    Args:
        problems: Their places name files below the folder.
        folder: Where the files are.
        most: Bytes of the largest file that is looked into; finding a place takes a second per megabyte.
    """
    texts: dict[str, str | None] = {}
    found = []
    for problem in problems:
        name = problem.place.file
        if name not in texts:
            file = folder / name
            readable = is_file(file) and (most is None or file.stat().st_size <= most)
            texts[name] = file.read_text("utf-8", errors="replace") if readable else None
        text = texts[name]
        if text is not None and not problem.line:
            line, column = locate(text, problem.place.pointer)
            problem = attrs.evolve(problem, line=line, column=column)
        found.append(problem)
    return sorted(found)
