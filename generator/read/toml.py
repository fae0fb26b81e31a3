"""
TOML to tables, with faults located by line, and a check of what the tables hold.

One rule: TOML readers give no positions, so a line is found again by its header and key when a problem is reported.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any, Literal

from generator.problems import BuildStopped, Place, Problem, Problems, split

Kind = Literal["text", "texts", "flag", "table of texts"]


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """
    The tables of a TOML text.

    Args:
        text: The whole file.
        file: Its name in messages.

    Raises:
        BuildStopped: Not well formed.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (max(1, text.count("\n")), 1)
        message = f"not readable as TOML: {str(error).partition(' (at ')[0]}"
        raise BuildStopped([Problem(Place(file), message, "Mend the file.", line=line, column=column)]) from None
    except RecursionError:
        raise BuildStopped([Problem(Place(file), "nested too deep", "Mend the file.", line=1, column=1)]) from None


def locate_toml(text: str, pointer: str) -> tuple[int, int]:
    """Line and column of the key that a JSON pointer names, or of the nearest table header above it."""
    lines = text.splitlines()
    keys = split(pointer)
    start, rest = 0, keys
    counts: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines):
        header = _header(line)
        if line.startswith("[["):
            counts[header] = counts.get(header, -1) + 1
            header = (*header, str(counts[header]))
        if header and tuple(keys[: len(header)]) == header and len(keys) - len(header) < len(rest):
            start, rest = number, keys[len(header) :]
    for number in range(start, len(lines)):
        if number > start and lines[number].startswith("["):
            break
        if rest and re.match(rf"""\s*["']?{re.escape(rest[0])}["']?\s*[=.]""", lines[number]):
            return number + 1, 1
    return start + 1, 1


def check_table(
    table: Mapping[str, Any],
    kinds: Mapping[str, Kind],
    place: Place,
    problems: Problems,
    *,
    needed: tuple[str, ...] = (),
) -> bool:
    """Report keys that are unknown, missing or of another kind; whether there were none."""
    before = len(problems)
    for key, value in table.items():
        if key not in kinds:
            problems.add(place.child(key), f"{key!r} means nothing here", f"Known: {', '.join(sorted(kinds))}.")
        elif not _is(kinds[key], value):
            problems.add(place.child(key), f"{key} must be a {kinds[key]}", "Mend the value.")
    for key in needed:
        if key not in table:
            problems.add(place, f"{key} is missing", "Add it.")
    return len(problems) == before


def _is(kind: Kind, value: object) -> bool:
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "texts":
        return isinstance(value, list) and all(_is("text", one) for one in value)
    if kind == "table of texts":
        return isinstance(value, dict) and all(_is("text", one) for one in value.values())
    return isinstance(value, str) and value.isprintable()


def _header(line: str) -> tuple[str, ...]:
    """The keys of a ``[table]`` or ``[[table]]`` header, none for another line."""
    if not line.startswith("["):
        return ()
    try:
        node: Any = tomllib.loads(line)
    except tomllib.TOMLDecodeError:
        return ()
    keys = []
    while isinstance(node, (dict, list)) and node:
        if isinstance(node, dict):
            key, node = next(iter(node.items()))
            keys.append(key)
        else:
            node = node[0]
    return tuple(keys)
