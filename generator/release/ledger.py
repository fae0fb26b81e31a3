"""
ledger: the record of releases, one JSON file a client, newest first; it ships in the wheel as ``changes.json``.

One rule: what stands in it is read by programs of other people, so nothing enters that is not of the shape below.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, get_args

import attrs

from generator.problems import Place, Problems, join
from generator.read.parse import parse

Severity = Literal["major", "minor", "patch"]
Detector = Literal["wire", "surface", "consumer", "core"]

FOLDER = "openapi/releases"
SHIPPED = "changes.json"
"""The name of the record inside a package."""

_ORDER: dict[Severity, int] = {"patch": 0, "minor": 1, "major": 2}
_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_SUBJECT = re.compile(rf"{_NAME}(?:\.{_NAME})*(?:\({_NAME}\))?|\*")
_RULE = re.compile(r"[a-z][a-z0-9-]*")
_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@attrs.frozen
class Change:
    """
    One difference between two releases.

    Attributes:
        subject: A dotted public name: ``trunks.list``, ``trunks.list(status)``, ``Trunk.status``, ``CustomerClient``;
            ``*`` is the client as a whole.
        was, now: The two sides, as text or as what a JSON document may hold; None when there is none.
        what: One sentence: what is different.
        do: What the caller must do; "Nothing." when that is so.
        replacement: The new dotted name, when there is one.
    """

    severity: Severity
    detector: Detector
    rule: str
    subject: str
    what: str
    do: str
    was: Any = None
    now: Any = None
    replacement: str | None = None


@attrs.frozen
class Release:
    """One released version and what changed since ``base``; ``base`` is ``none`` for the first."""

    version: str
    base: str
    date: str
    verdict: Severity
    changes: tuple[Change, ...] = ()


def highest(severities: tuple[Severity, ...]) -> Severity:
    """The most severe of them; ``patch`` when there is none."""
    return max(severities, key=_ORDER.__getitem__, default="patch")


def read_ledger(root: Path, client: str) -> tuple[Release, ...]:
    """
    The releases of a client (or of ``core``), newest first; none when there is no file yet.

    Raises:
        BuildStopped: The file is not of the shape that `parse_ledger` wants.
    """
    file = root / FOLDER / f"{client}.json"
    return parse_ledger(file.read_text("utf-8"), f"{FOLDER}/{client}.json") if file.is_file() else ()


def write_ledger(root: Path, client: str, releases: tuple[Release, ...]) -> None:
    """
    Write the record of a client, or of ``core``, whose package carries a copy.

    Raises:
        BuildStopped: The releases are not what a ledger may hold; nothing is written then.
    """
    text = dump_ledger(releases)
    parse_ledger(text, f"{FOLDER}/{client}.json")
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{client}.json").write_text(text, "utf-8")
    if client == "core":
        (root / "overlays/core/src/warp_client_core" / SHIPPED).write_text(text, "utf-8")


def dump_ledger(releases: tuple[Release, ...]) -> str:
    """The text of a ledger: keys in a fixed order, absent values left out."""
    return json.dumps([_plain(one) for one in releases], indent=1, ensure_ascii=False) + "\n"


def change_record(change: Change) -> dict[str, Any]:
    """One change as it stands in JSON."""
    keys = ("severity", "detector", "rule", "subject", "was", "now", "what", "do", "replacement")
    found = attrs.asdict(change)
    return {key: found[key] for key in keys if found[key] is not None}


def parse_ledger(text: str, file: str) -> tuple[Release, ...]:
    """
    The releases in a ledger's text.

    Raises:
        BuildStopped: Not JSON, a key is missing, unknown or malformed, or the newest does not come first.
    """
    problems = Problems()
    place = Place(file)
    tree = parse(text, file)
    releases = [_release(one, place.child(index), problems) for index, one in enumerate(_list(tree, place, problems))]
    problems.stop()
    found = [one for one in releases if one is not None]
    for index, (newer, older) in enumerate(pairwise(found)):
        if version_key(newer.version) <= version_key(older.version):
            message = f"{newer.version} stands above {older.version}"
            problems.add(place.child(index, "version"), message, "Put the newest release first.")
    problems.stop()
    return tuple(found)


def version_key(version: str) -> tuple[int, ...]:
    """A version as numbers that compare: ``1.10.0`` is above ``1.9.2``."""
    return tuple(int(part) for part in version.split("."))


def _plain(release: Release) -> dict[str, Any]:
    record = attrs.asdict(release, recurse=False)
    return {**record, "changes": [change_record(one) for one in release.changes]}


def _list(tree: Any, place: Place, problems: Problems) -> list[Any]:
    if isinstance(tree, list):
        return tree
    problems.add(place, "this must be a list", "Write [] when nothing has been released.")
    return []


def _release(tree: Any, place: Place, problems: Problems) -> Release | None:
    before = len(problems)
    texts = _checked(tree, place, problems, {"version", "base", "date", "verdict", "changes"}, set())
    _matches(texts, "version", _VERSION, place, problems)
    if texts.get("base") != "none":
        _matches(texts, "base", _VERSION, place, problems)
    _matches(texts, "date", _DATE, place, problems)
    _one_of(texts, "verdict", get_args(Severity), place, problems)
    found = _list(texts.get("changes", []), place.child("changes"), problems)
    changes = [_change(one, place.child("changes", index), problems) for index, one in enumerate(found)]
    if len(problems) > before:
        return None
    return Release(**{**texts, "changes": tuple(one for one in changes if one is not None)})


def _change(tree: Any, place: Place, problems: Problems) -> Change | None:
    before = len(problems)
    needed = {"severity", "detector", "rule", "subject", "what", "do"}
    texts = _checked(tree, place, problems, needed, {"was", "now", "replacement"})
    _one_of(texts, "severity", get_args(Severity), place, problems)
    _one_of(texts, "detector", get_args(Detector), place, problems)
    _matches(texts, "rule", _RULE, place, problems)
    _matches(texts, "subject", _SUBJECT, place, problems)
    if "replacement" in texts:
        _matches(texts, "replacement", _SUBJECT, place, problems)
    for key in ("what", "do"):
        if key in texts and not (isinstance(texts[key], str) and texts[key]):
            problems.add(place.child(key), "this must be a sentence", "Say it in words.")
    return Change(**texts) if len(problems) == before else None


def _checked(tree: Any, place: Place, problems: Problems, needed: set[str], optional: set[str]) -> Mapping[str, Any]:
    """The object at ``place``, with its missing and unknown keys reported."""
    if not isinstance(tree, dict):
        problems.add(place, "this must be an object", "See openapi/README.md for its keys.")
        return {}
    for key in sorted(needed - tree.keys()):
        problems.add(place, f"{key!r} is missing", "Add it.")
    for key in sorted(tree.keys() - needed - optional):
        problems.add(Place(place.file, join(place.pointer, key)), f"{key!r} means nothing here", "Delete it.")
    return tree


def _matches(texts: Mapping[str, Any], key: str, form: re.Pattern[str], place: Place, problems: Problems) -> None:
    if key in texts and not (isinstance(texts[key], str) and form.fullmatch(texts[key])):
        problems.add(place.child(key), f"{texts[key]!r} is no {key}", f"It has the form {form.pattern}.")


def _one_of(texts: Mapping[str, Any], key: str, known: tuple[str, ...], place: Place, problems: Problems) -> None:
    if key in texts and texts[key] not in known:
        problems.add(place.child(key), f"{texts[key]!r} is no {key}", f"Known: {', '.join(known)}.")
