"""
index: a package index that is a folder of files, for pip, uv and whatever else reads PEP 503 pages or PEP 691 JSON.

    simple/index.html  simple/index.json  simple/<name>/index.html  simple/<name>/index.json
    files/<name>/<wheel>  files/<name>/<wheel>.metadata  files/<name>/yanked.json

The rule: files are there before a page names them, and a name never gets other bytes. So a publication that was cut
short is taken up by doing it again, and whoever reads meanwhile sees the old index or the new one. Pages are a function
of the files alone: no times, no machine.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.release.index_pages import Entry, dump_json, parse_yanked, render
from generator.release.refusal import Refused
from generator.release.wheel_file import core_metadata, identity, required_python

FILES, SIMPLE, YANKED = "files", "simple", "yanked.json"


def add(index: Path, wheels: Iterable[Path]) -> list[str]:
    """
    Put wheels into the index; gives back the names of those that were not there yet.

    Raises:
        Refused: One is no wheel, or its name is taken by other bytes. Nothing is added then.
    """
    given = {wheel.name: wheel.read_bytes() for wheel in sorted(wheels)}
    folders = {name: index / FILES / identity(name)[0] for name in given}
    metadata = {name: core_metadata(content, name) for name, content in given.items()}
    with _alone(index):
        for name, content in given.items():
            _refuse_other_bytes(folders[name] / name, content)
        fresh = [name for name in given if not (folders[name] / name).is_file()]
        for name, content in given.items():
            replace_file(folders[name] / f"{name}.metadata", metadata[name])
            place_file(folders[name] / name, content)
        _write_pages(index)
    return fresh


def yank(index: Path, name: str, version: str, reason: str | None) -> None:
    """
    Mark a version as not to be chosen by anyone who does not pin it (PEP 592), or with None take the mark back.

    Raises:
        Refused: The index has no such version, or the reason says nothing.
    """
    if reason is not None and not reason.strip():
        raise Refused(f"{name} {version} was not yanked: no reason was given. Say why; installers show it.")
    with _alone(index):
        if version not in {entry.version for entry in _entries(index) if entry.name == name}:
            raise Refused(f"{name} {version} is not in the index at {index}: there is nothing to yank.")
        file = index / FILES / name / YANKED
        marks = parse_yanked(file.read_text("utf-8") if file.is_file() else "{}")
        marks = {**marks, version: reason} if reason else {one: why for one, why in marks.items() if one != version}
        replace_file(file, dump_json(marks).encode())
        _write_pages(index)


def refresh(index: Path) -> None:
    """Write every page anew from the files."""
    with _alone(index):
        _write_pages(index)


def differences(index: Path) -> list[str]:
    """What the pages say that the files do not bear out, a line each; empty for a sound index."""
    lines = []
    for path, text in render(_entries(index)).items():
        page = index / SIMPLE / path
        if not page.is_file():
            lines.append(f"{page}: is missing")
        elif page.read_text("utf-8") != text:
            lines.append(f"{page}: does not say what the files are")
    return lines


def digest_of(index: Path, wheel: str) -> str | None:
    """SHA-256 of the file that has this name in the index; None when there is none."""
    file = index / FILES / identity(wheel)[0] / wheel
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None


def versions(index: Path, name: str) -> list[str]:
    """Every version of a distribution, lowest first."""
    return sorted({one.version for one in _entries(index, name)}, key=lambda version: identity_key(version))


def identity_key(version: str) -> tuple[object, ...]:
    """What versions are sorted by."""
    from packaging.version import Version

    return (Version(version),)


def place_file(target: Path, content: bytes) -> None:
    """
    Make a file appear whole under a new name; one of the same bytes is left alone.

    Raises:
        Refused: The name is taken by other bytes.
    """
    fresh = _written(target, content)
    try:
        os.link(fresh, target)
    except FileExistsError:
        _refuse_other_bytes(target, content)
    finally:
        fresh.unlink()


def replace_file(target: Path, content: bytes) -> None:
    """Make a file hold this, at once; the same bytes are not written again."""
    if not target.is_file() or target.read_bytes() != content:
        os.replace(_written(target, content), target)


def _written(target: Path, content: bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".new-", dir=target.parent)
    with open(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(name, 0o644)
    return Path(name)


def _refuse_other_bytes(file: Path, content: bytes) -> None:
    if file.is_file() and file.read_bytes() != content:
        there, here = (hashlib.sha256(one).hexdigest()[:12] for one in (file.read_bytes(), content))
        raise Refused(
            f"{file.name} is in the index with other bytes (there {there}, here {here}). A published version never "
            f"changes: prepare the next one."
        )


def _entries(index: Path, name: str = "*") -> list[Entry]:
    found = []
    for file in sorted((index / FILES).glob(f"{name}/[!.]*.whl")):
        content = file.read_bytes()
        metadata = core_metadata(content, file.name)
        project, version = identity(file.name)
        marks = file.with_name(YANKED)
        yanked = parse_yanked(marks.read_text("utf-8")) if marks.is_file() else {}
        found.append(
            Entry(
                name=project,
                version=version,
                filename=file.name,
                sha256=hashlib.sha256(content).hexdigest(),
                size=len(content),
                metadata_sha256=hashlib.sha256(metadata).hexdigest(),
                requires_python=required_python(metadata),
                yanked=yanked.get(version),
            )
        )
    return sorted(found, key=lambda entry: (entry.name, identity_key(entry.version), entry.filename))


def _write_pages(index: Path) -> None:
    pages = render(_entries(index))
    for path in sorted(pages, key=lambda path: path.count("/"), reverse=True):  # the list of projects comes last
        replace_file(index / SIMPLE / path, pages[path].encode())


@contextlib.contextmanager
def _alone(index: Path) -> Iterator[None]:
    """One writer at a time; the lock ends with the process that holds it."""
    index.mkdir(parents=True, exist_ok=True)
    with open(index / ".lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
