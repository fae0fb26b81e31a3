"""
The files of a team: which of them can matter, and what each knows of the others.

The rule: a file is parsed only when its text names a client, or a file of theirs that hands clients on.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs
import libcst as cst

from warp_client_core.upgrade.failing import UpgradeError
from warp_client_core.upgrade.reader import Reader
from warp_client_core.upgrade.scopes import Classes, Findings, Scope
from warp_client_core.upgrade.surfaces import Surfaces

_PASSED = frozenset({"node_modules", "__pycache__", "site-packages", "__pypackages__"})
_MOST_ROUNDS = 4


@attrs.frozen
class Text:
    """One file: where it is, and its bytes."""

    path: Path
    content: bytes

    @property
    def module(self) -> tuple[str, ...]:
        """Its dotted name as far as the path tells; a package is named by its folder."""
        parts = self.path.with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts


@attrs.frozen
class Sources:
    """
    What was read of a team's code.

    Attributes:
        seen: How many files were looked at.
        found: What each parsed file uses.
        modules, contents: The trees and the bytes of these files.
        broken: Files that could not be read, and why.
    """

    seen: int
    found: dict[Path, Findings]
    modules: dict[Path, cst.Module]
    contents: dict[Path, bytes]
    broken: dict[Path, str]
    passed: tuple[Text, ...]


def collect(paths: Iterable[Path]) -> Iterator[Text]:
    """
    Every Python file and notebook below the paths; hidden folders, environments and installed packages are passed by.

    Raises:
        UpgradeError: A path does not exist.
    """
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UpgradeError(f"{path} does not exist. Give a file or a folder of your code.")
        for file in [path] if path.is_file() else _below(path):
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield Text(file, file.read_bytes())


def _below(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        if "pyvenv.cfg" in files:
            folders.clear()
            continue
        folders[:] = sorted(one for one in folders if one not in _PASSED and not one.startswith("."))
        for name in sorted(files):
            file = Path(root, name)
            if name.endswith((".py", ".pyi", ".ipynb")) and file.is_file():
                yield file


def read(texts: Iterable[Text], surfaces: Surfaces) -> Sources:
    """What the files use, read until no file learns anything new from another."""
    named = re.compile(rb"\b(?:" + b"|".join(one.encode() for one in sorted(surfaces.by_package)) + rb")\b")
    all_texts = list(texts)
    reading = _Reading(surfaces)
    for one in all_texts if surfaces.by_package else ():
        if named.search(one.content):
            reading.add(one)
    reading.settle()
    while more := reading.reached([one for one in all_texts if one.path not in reading.known]):
        for one in more:
            reading.add(one)
        reading.settle()
    rest = tuple(one for one in all_texts if one.path not in reading.known)
    return Sources(len(all_texts), reading.found, reading.modules, reading.contents, reading.broken, rest)


@attrs.define
class _Reading:
    surfaces: Surfaces
    classes: Classes = attrs.field(factory=dict)
    modules: dict[Path, cst.Module] = attrs.field(factory=dict)
    contents: dict[Path, bytes] = attrs.field(factory=dict)
    readers: dict[Path, Reader] = attrs.field(factory=dict)
    names: dict[tuple[str, ...], Path] = attrs.field(factory=dict)
    found: dict[Path, Findings] = attrs.field(factory=dict)
    broken: dict[Path, str] = attrs.field(factory=dict)
    linked: set[Path] = attrs.field(factory=set)

    @property
    def known(self) -> set[Path]:
        """Files that were taken up, readable or not."""
        return self.readers.keys() | self.broken.keys()

    def add(self, text: Text) -> None:
        if text.path.suffix == ".ipynb":
            self.broken[text.path] = "a notebook; export it as a script to have it read"
            return
        try:
            self.modules[text.path] = cst.parse_module(text.content)
        except (cst.ParserSyntaxError, UnicodeDecodeError, LookupError, RecursionError) as error:
            self.broken[text.path] = error.message if isinstance(error, cst.ParserSyntaxError) else str(error)
            return
        self.contents[text.path] = text.content
        key = ".".join(text.module)
        find = _Finder(self, text).scope
        self.readers[text.path] = Reader(self.surfaces, self.classes, key=key, modules=find)
        self.names[text.module] = text.path

    def settle(self) -> None:
        """Read every file, and those that import others again while what is handed on grows."""
        waiting = [path for path in self.readers if path not in self.found]
        for _ in range(_MOST_ROUNDS):
            before = self._handed()
            for path in waiting:
                self.found[path] = self.readers[path].read(self.modules[path])
            if self._handed() == before:
                return
            waiting = [path for path in self.readers if path in self.linked]

    def _handed(self) -> dict[Path, dict[str, object]]:
        return {
            path: {name: one for name, one in reader.scope.ever.items() if one} for path, reader in self.readers.items()
        }

    def reached(self, texts: list[Text]) -> list[Text]:
        """Files that import one which hands on something of a client."""
        paths = [path for path, names in self._handed().items() if names]
        handing = {path.stem if path.stem != "__init__" else path.parent.name for path in paths}
        if not handing:
            return []
        words = b"|".join(re.escape(one.encode()) for one in sorted(handing))
        importing = re.compile(rb"^[ \t]*(?:from|import)\b[^#\n]*\b(?:" + words + rb")\b", re.M)
        return [one for one in texts if one.path.suffix != ".ipynb" and importing.search(one.content)]


@attrs.frozen
class _Finder:
    """Finds the files that one file imports, by the ends of their paths."""

    reading: _Reading
    text: Text

    def scope(self, name: str, dots: int) -> Scope | None:
        """The names of an imported file of theirs, once it was read."""
        parts = tuple(name.split(".")) if name else ()
        here = self.text.module
        if dots:
            up = dots - (1 if self.text.path.stem == "__init__" else 0)
            path = self.reading.names.get((*here[: len(here) - up], *parts))
        else:
            fitting = [path for key, path in self.reading.names.items() if parts and key[-len(parts) :] == parts]
            path = max(fitting, key=lambda one: len(os.path.commonpath([one, self.text.path])), default=None)
        if path is None:
            return None
        self.reading.linked.add(self.text.path)
        return self.reading.readers[path].scope
