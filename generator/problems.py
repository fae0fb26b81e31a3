"""
Problems: what is wrong with the input, where, and what to do about it.

One rule: a pass never raises at the first fault. It reports every fault that it can see to a `Problems`
collector and the pipeline stops between passes, so that one run shows everything.

    GeneratorError
        BuildStopped     the input has problems; carries all of them
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import attrs

T = TypeVar("T")


@attrs.frozen(order=True)
class Place:
    """A node of a source file: the file's path and the JSON pointer (RFC 6901) inside it."""

    file: str
    pointer: str = ""

    def child(self, *keys: str | int) -> Place:
        """The place of a node below this one."""
        return Place(self.file, join(self.pointer, *keys))


@attrs.frozen(order=True)
class Problem:
    """One fault: where it is, what is wrong, and one line of advice."""

    place: Place
    message: str
    advice: str
    subject: str = ""
    line: int = 0
    column: int = 0

    def render(self) -> str:
        """The problem as two lines, ``file:line:col subject: message`` and the advice."""
        where = f"{self.place.file}:{self.line}:{self.column}" if self.line else self.place.file
        subject = f" {self.subject}:" if self.subject else ""
        return f"{where}{subject} {self.message}\n    {self.advice}"


class GeneratorError(Exception):
    """Root of everything that the generator raises on purpose."""


class BuildStopped(GeneratorError):
    """The input cannot be built; ``problems`` holds every fault found so far."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(f"{len(self.problems)} problem(s) found, nothing was written")


class Problems:
    """
    Collects the faults of one pass.

    Args:
        lenient: What falls back to something weaker is a warning; else it is a fault like any other.

    Attributes:
        warnings: What fell back, in the order it was met.
    """

    def __init__(self, *, lenient: bool = False) -> None:
        self._found: list[Problem] = []
        self._lenient = lenient
        self.warnings: list[Problem] = []

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, place: Place, message: str, advice: str, *, subject: str = "") -> None:
        """Note one fault and go on."""
        self._found.append(Problem(place, one_line(message), one_line(advice), one_line(subject)))

    def warn(self, place: Place, message: str, advice: str, *, subject: str = "") -> None:
        """Note that something is generated in a weaker form than the document asks for."""
        if self._lenient:
            self.warnings.append(Problem(place, one_line(message), one_line(advice), one_line(subject)))
        else:
            self.add(place, message, advice, subject=subject)

    def take(self, found: Iterable[Problem]) -> None:
        """Note faults that another collector found."""
        self._found.extend(found)

    def stop(self) -> None:
        """
        End the build when anything was reported.

        Raises:
            BuildStopped: At least one problem was added.
        """
        if self._found:
            raise BuildStopped(self._found)


def attempt(problems: Problems, make: Callable[[], T]) -> T | None:
    """What ``make`` gives; None, and its problems collected, when it stops the build: the next one may find more."""
    try:
        return make()
    except BuildStopped as stopped:
        problems.take(stopped.problems)
        return None


def join(pointer: str, *keys: str | int) -> str:
    """A JSON pointer extended by keys, escaped as RFC 6901 section 3 asks."""
    for key in keys:
        text = str(key)
        if "~" in text or "/" in text:
            text = text.replace("~", "~0").replace("/", "~1")
        pointer = f"{pointer}/{text}"
    return pointer


def split(pointer: str) -> list[str]:
    """The keys of a JSON pointer, unescaped."""
    if not pointer:
        return []
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.lstrip("/").split("/")]


def one_line(text: str) -> str:
    """Text of unknown origin made safe for one line of a terminal: no control characters, at most 400 characters."""
    clean = "".join(char if char.isprintable() else " " for char in text)
    return clean if len(clean) <= 400 else clean[:397] + "..."
