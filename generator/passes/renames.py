"""
renames: old names that still work, from ``[documents."<file>".renamed]`` of ``names.toml``.

One rule: a public name that goes away does so in words: the entry names the new name and the version that brought it,
and stops the build once its time is over. ``since = "1.4.0"`` goes away in 2.0.0, ``since = "0.4.0"`` in 0.5.0: the
next version that may break callers, and one minor series later at least.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from generator.model import ir
from generator.model.layout import Layout
from generator.problems import Place, Problems, join

FILE = "openapi/names.toml"
_LOWER = r"[a-z][a-z0-9_]*"
_TYPE = r"[A-Z][A-Za-z0-9]*"
_FORMS: tuple[tuple[ir.RenameKind, re.Pattern[str]], ...] = (
    ("parameter", re.compile(rf"(?P<owner>{_LOWER}\.{_LOWER})\((?P<name>{_LOWER})\)")),
    ("method", re.compile(rf"(?P<owner>{_LOWER})\.(?P<name>{_LOWER})")),
    ("member", re.compile(rf"(?P<owner>{_TYPE})\.(?P<name>[A-Z][A-Z0-9_]*)")),
    ("field", re.compile(rf"(?P<owner>{_TYPE})\.(?P<name>{_LOWER})")),
    ("type", re.compile(rf"(?P<owner>)(?P<name>{_TYPE})")),
)
_VERSION = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}")


def renames(api: ir.Api, layout: Layout, names: Mapping[str, Any], root: str, version: str) -> tuple[ir.Rename, ...]:
    """
    The old names that one client keeps.

    Args:
        api: The named IR.
        names: Content of ``names.toml``.
        root: File name of the client's source document.
        version: The client's version.

    Raises:
        BuildStopped: An entry is malformed, its old name exists, or its time is over.
    """
    problems = Problems()
    public = public_names(api, layout)
    found = []
    for old, entry in names.get("documents", {}).get(root, {}).get("renamed", {}).items():
        place = Place(FILE, join("/documents", root, "renamed", old))
        rename = _rename(old, entry, place, problems)
        if rename is None or rename.subject not in public:
            continue  # of another client of the same document; `unused` finds those of none
        if old in public:
            problems.add(place, f"{old} exists", "Delete the entry, or rename what has the old name.")
        if _key(version) >= _key(rename.gone):
            advice = f"Delete the entry and release {version} as the version that breaks callers of {old}."
            problems.add(place, f"the old name {old} was to go away in {rename.gone}, and this is {version}", advice)
        found.append(rename)
    problems.stop()
    return tuple(found)


def unused(names: Mapping[str, Any], used: Mapping[str, Iterable[ir.Rename]]) -> None:
    """
    Nothing, when every entry belongs to a client.

    Args:
        used: File name of a document -> what its clients keep.

    Raises:
        BuildStopped: The new name of an entry is nowhere.
    """
    problems = Problems()
    for root, table in names.get("documents", {}).items():
        known = {rename.former for rename in used.get(root, ())}
        for old, entry in table.get("renamed", {}).items():
            if old not in known:
                place = Place(FILE, join("/documents", root, "renamed", old))
                problems.add(place, f"no client has {entry.get('to')}", "Correct `to`, or delete the entry.")
    problems.stop()


def public_names(api: ir.Api, layout: Layout) -> frozenset[str]:
    """Everything that can be renamed, as dotted names."""
    found = set()
    for resource in layout.resources:
        for method in resource.methods:
            called = f"{resource.name}.{method.name}"
            operation = method.operation
            body = operation.body.fields if operation.body else ()
            fields = (*operation.path_fields, *operation.query, *operation.headers, *body)
            found |= {called, *(f"{called}({field.name})" for field in fields)}
    for model in api.models:
        found |= {model.name, *(f"{model.name}.{field.name}" for field in model.fields)}
    for enum in api.enums:
        found |= {enum.name, *(f"{enum.name}.{member}" for member, _ in enum.members)}
    return frozenset(found)


def goes_away(since: str) -> str:
    """The version that no longer has a name renamed in ``since``."""
    major, minor, _ = _key(since)
    return f"{major + 1}.0.0" if major else f"0.{minor + 1}.0"


def _rename(old: str, entry: Any, place: Place, problems: Problems) -> ir.Rename | None:
    if not isinstance(entry, Mapping) or set(entry) != {"to", "since"}:
        problems.add(place, "this must be {to = ..., since = ...}", "Name the new name, and the version that has it.")
        return None
    new, since = entry["to"], entry["since"]
    if not isinstance(since, str) or not _VERSION.fullmatch(since):
        problems.add(place.child("since"), f"{since!r} is no version", "Write it as 1.4.0.")
        return None
    for kind, form in _FORMS:
        before, after = form.fullmatch(old), form.fullmatch(str(new))
        if before and after and before["owner"] == after["owner"]:
            return ir.Rename(kind, before["owner"], before["name"], after["name"], since, goes_away(since))
    message = f"{old} cannot become {new}"
    advice = "Both are resource.method, resource.method(parameter), Type, Type.field or Type.MEMBER of one owner."
    problems.add(place, message, advice)
    return None


def _key(version: str) -> tuple[int, int, int]:
    major, minor, patch = (int(part) for part in version.split("."))
    return major, minor, patch
