"""
What ``warp`` prints: results on standard output, everything else on standard error.

The rule: texts of servers cannot steer the terminal, a value is never cut without a word about it, and there is no
colour where nobody can see it.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import click

from warp_client_core.cli.exits import DONE, Ended

NARROWEST: Final = 6
"""Columns that a column of a table has at least."""

WIDEST: Final = 40
"""... and at most."""

NARROW: Final = 24
"""... and at most, where others want room."""


class Screen:
    """
    Where results go.

    Args:
        as_json: Print JSON; None for JSON where standard output is no terminal.
        width: Columns of the terminal; its own by default.
    """

    def __init__(self, *, as_json: bool | None = None, width: int | None = None) -> None:
        self.is_terminal = sys.stdout.isatty()
        self.as_json = not self.is_terminal if as_json is None else as_json
        self.as_json_asked = bool(as_json)
        self.width = width or shutil.get_terminal_size().columns
        # What an encoding cannot say is escaped by the rules of JSON, which no error handler knows.
        self._narrow = (sys.stdout.encoding or "utf-8").lower().replace("-", "") != "utf8"
        self.colours = self.is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def show(self, value: object) -> None:
        """Print a result."""
        from warp_client_core.catalog.invoking import plain

        made = plain(value)
        if self.as_json:
            return self._out(json.dumps(made, indent=2, ensure_ascii=self._narrow))
        for line in table(made, self.width, bold=self._bold):
            self._out(line)

    def line(self, value: object) -> None:
        """Print a value as one line of JSON."""
        from warp_client_core.catalog.invoking import plain

        self._out(json.dumps(plain(value), ensure_ascii=self._narrow), at_once=True)

    def text(self, text: str) -> None:
        """Print text as it is."""
        self._out(text)

    def say(self, text: str) -> None:
        """Tell something that is no result."""
        click.echo(printable(text), err=True)

    @contextmanager
    def progress(self, label: str) -> Iterator[Callable[[int, int | None], None]]:
        """A bar on standard error; nothing where that is no terminal."""
        if not sys.stderr.isatty():
            yield lambda done, total: None
            return
        bar = Bar(label, shutil.get_terminal_size().columns)
        try:
            yield bar.move
        finally:
            bar.end()

    def _bold(self, text: str) -> str:
        return click.style(text, bold=True) if self.colours else text

    def content(self, content: bytes) -> None:
        """Print bytes as they are."""
        try:
            sys.stdout.buffer.write(content)
        except BrokenPipeError:
            silence()
            raise Ended(DONE) from None

    def _out(self, text: str, *, at_once: bool = False) -> None:
        try:
            sys.stdout.write(text + "\n")
            if at_once:
                sys.stdout.flush()
        except BrokenPipeError:
            silence()
            raise Ended(DONE) from None


def silence() -> None:
    """Whoever read our output has gone; Python would complain once more when it flushes at exit."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Bar:
    """A line that is written over, as wide as the terminal; redrawn when its percentage changes."""

    def __init__(self, label: str, width: int) -> None:
        self._label, self._width, self._drawn = label, width, ""

    def move(self, done: int, total: int | None) -> None:
        """So many bytes are done, of so many."""
        share = 1.0 if total == 0 else min(done / total, 1.0) if total else None
        tail = f" {share:4.0%}" if share is not None else f" {done:,} bytes"
        room = max(self._width - len(self._label) - len(tail) - 4, 0)
        filled = round(room * share) if share is not None else 0
        text = f"{self._label} [{'#' * filled}{'-' * (room - filled)}]{tail}"[: self._width - 1]
        if text != self._drawn:
            sys.stderr.write(f"\r{text}")
            sys.stderr.flush()
            self._drawn = text

    def end(self) -> None:
        """What follows stands on a line of its own."""
        if self._drawn:
            sys.stderr.write("\n")


def table(value: Any, width: int, *, bold: Callable[[str], str] = str) -> list[str]:
    """JSON as lines no wider than this: rows for lists of objects, name and value for one object."""
    if isinstance(value, list):
        if not value:
            return ["(none)"]
        if all(isinstance(one, dict) for one in value):
            return _rows(value, width, bold)
        return [line for one in value for line in _wrapped(cell(one), width)]
    if isinstance(value, dict):
        return _fields(value, width, bold)
    return [] if value is None else _wrapped(cell(value), width)


def cell(value: Any) -> str:
    """A value in a table: nothing for null, compact JSON for what has parts."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else str(value)
    return printable(text)


def printable(text: str) -> str:
    """The text without what would steer a terminal; line breaks of our own stay."""
    return "".join(one if one.isprintable() or one == "\n" else " " for one in text)


def _rows(rows: list[Mapping[str, Any]], width: int, bold: Callable[[str], str]) -> list[str]:
    every = list(dict.fromkeys(key for row in rows for key in row))
    texts = {name: [cell(row.get(name)) for row in rows] for name in every}
    names = [name for name in every if any(texts[name]) and any(_is_short(row.get(name)) for row in rows)]
    # What tells records apart comes first, ids of other things last.
    names.sort(key=lambda name: (name != "id", name.endswith("_id")))
    kept: list[str] = []
    for widest in (WIDEST, NARROW):
        sizes = {
            name: min(max(len(name), *map(len, texts[name])), WIDEST if name == "id" else widest) for name in names
        }
        kept = _fitting(names, sizes, width)
        if len(kept) == len(names):
            break
    if len(kept) < min(3, len(names)):
        blocks = [_fields(row, width, bold) for row in rows]
        return [line for block in blocks for line in (*block, "")][:-1]
    lines = [bold("  ".join(name.upper().ljust(sizes[name]) for name in kept).rstrip())]
    for at in range(len(rows)):
        lines.append("  ".join(_cut(texts[name][at], sizes[name]).ljust(sizes[name]) for name in kept).rstrip())
    left_out = len(every) - len(kept)
    return [*lines, *_wrapped(f"({left_out} more fields; --json shows all)", width)] if left_out else lines


def _fitting(names: list[str], sizes: dict[str, int], width: int) -> list[str]:
    kept: list[str] = []
    used = -2
    for name in names:
        if used + 2 + sizes[name] <= width:
            kept.append(name)
            used += 2 + sizes[name]
    return kept


def _is_short(value: Any) -> bool:
    return value is not None and not isinstance(value, (dict, list))


def _fields(record: Mapping[str, Any], width: int, bold: Callable[[str], str]) -> list[str]:
    if not record:
        return ["(none)"]
    indent = min(max(map(len, record)), max(width // 3, NARROWEST))
    lines = []
    for name, value in record.items():
        texts = _wrapped(cell(value), max(width - indent - 2, NARROWEST)) or [""]
        if len(name) > indent:
            lines += [bold(part) for part in _wrapped(name, width)]
        else:
            lines.append(f"{bold(name.ljust(indent))}  {texts.pop(0)}".rstrip())
        lines += [f"{' ' * indent}  {text}" for text in texts]
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    import textwrap

    return [part for line in text.splitlines() for part in textwrap.wrap(line, max(width, 1), break_on_hyphens=False)]


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else text[: size - 1] + "…"
