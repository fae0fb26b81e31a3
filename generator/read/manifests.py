"""
``clients.toml`` and ``overlay.toml`` as values, checked: what these files say becomes paths, names and code.

One rule: a name that becomes a path or an identifier is allow-listed here, so nothing after it has to ask again.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from generator.model.layout import Overlay
from generator.model.settings import ClientSettings
from generator.problems import Place, Problems
from generator.read.toml import Kind, check_table

CLIENTS = Place("openapi/clients.toml")
_CLIENT: dict[str, Kind] = {
    "distribution": "text",
    "package": "text",
    "client": "text",
    "summary": "text",
    "version": "text",
    "document": "text",
    "audience": "text",
    "overlays": "texts",
    "hides": "texts",
    "extras": "texts",
    "environment": "table of texts",
    "ws_url": "text",
    "example": "text",
    "trial": "table of texts",
    "reasons": "flag",
}
_NEEDED = ("distribution", "package", "client", "summary", "version", "document", "audience")
_TAKEN = {"core": "the runtime, in releases and tags", "documents": "the folder of the bundled documents"}
_NAME = r"[a-z][a-z0-9_]*"
_FILE = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
_FORMS = {
    "distribution": r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?",
    "package": _NAME,
    "client": r"[A-Z][A-Za-z0-9]*",
    "summary": r"\S.*",
    "version": r"\d+(?:\.\d+)*(?:(?:a|b|rc)\d+)?(?:\.post\d+)?(?:\.dev\d+)?",
    "document": rf"{_FILE}(?:/{_FILE})*\.(?:yaml|yml|json)",
    "audience": _NAME,
    "ws_url": r"wss?://[!-~]+",
    "example": r"[a-z_]+=\"[ -!#-\[\]-~]*\"(?:, [a-z_]+=\"[ -!#-\[\]-~]*\")*",
}
_TRIAL, _LINE = ("call", "install", "serve", "settings"), r"[ -_a-~]+"
_ENTRIES: dict[str, tuple[dict[str, Kind], tuple[str, ...]]] = {
    "requires": (
        {
            "operation": "text",
            "event": "text",
            "payload": "text",
            "method": "text",
            "path": "text",
            "name": "text",
            "request": "text",
            "fields": "texts",
            "parameters": "texts",
            "reply": "text",
            "session": "text",
        },
        (),
    ),
    "extends": (
        {
            "resource": "text",
            "client": "flag",
            "mixin": "text",
            "async_mixin": "text",
            "replaces": "texts",
            "adds": "texts",
            "reads": "texts",
            "program_only": "texts",
            "platform": "texts",
            "pending": "texts",
            "doc": "text",
        },
        ("mixin", "async_mixin"),
    ),
    "supplies": ({"operation": "text", "parameter": "text", "method": "text"}, ("operation", "parameter", "method")),
    "commands": ({"name": "text", "function": "text"}, ("name", "function")),
}


def client_settings(tables: Mapping[str, Any], problems: Problems) -> tuple[ClientSettings, ...]:
    """The clients of ``clients.toml``, in its order; those that are not sound are reported and left out."""
    check_place = CLIENTS.child("clients")
    clients = tables.get("clients")
    if not isinstance(clients, dict) or not clients or set(tables) != {"clients"}:
        problems.add(CLIENTS, "there must be one table per client and nothing else", "Write `[clients.<key>]`.")
        return ()
    found = []
    for key, table in clients.items():
        place = check_place.child(key)
        if not re.fullmatch(_NAME, key) or not isinstance(table, dict):
            problems.add(place, f"{key!r} is not a client", "Use a lower-case name, it becomes a folder, and a table.")
        elif key in _TAKEN:
            problems.add(place, f"{key!r} is the name of {_TAKEN[key]}", "Give the client another one.")
        elif check_table(table, _CLIENT, place, problems, needed=_NEEDED) and _well_formed(table, place, problems):
            texts = {name: tuple(table.get(name, ())) for name in ("overlays", "hides", "extras")}
            found.append(ClientSettings(key=key, **{**table, **texts}))
    _check_together(found, problems)
    return tuple(found)


def _well_formed(table: Mapping[str, Any], place: Place, problems: Problems) -> bool:
    before = len(problems)
    for key, form in _FORMS.items():
        if key in table and (not re.fullmatch(form, table[key]) or keyword.iskeyword(table[key])):
            problems.add(place.child(key), f"{table[key]!r} cannot be used as {key}", f"It must match {form}")
    for key, form in (("overlays", _NAME), ("hides", _NAME), ("extras", _NAME)):
        for one in table.get(key, ()):
            if not re.fullmatch(form, one):
                problems.add(place.child(key), f"{one!r} cannot be one of {key}", f"Each must match {form}")
    for setting, variable in table.get("environment", {}).items():
        if not re.fullmatch(_NAME, setting) or not re.fullmatch(r"[A-Z][A-Z0-9_]*", variable):
            problems.add(place.child("environment"), f"{setting} = {variable!r} names no variable", "Use A-Z, 0-9, _.")
    trial = table.get("trial", {})
    if trial and (tuple(sorted(trial)) != _TRIAL or not all(re.fullmatch(_LINE, one) for one in trial.values())):
        problems.add(place.child("trial"), "it is no way to try the client", f"Give {', '.join(_TRIAL)}, a line each.")
    return len(problems) == before


def _check_together(clients: list[ClientSettings], problems: Problems) -> None:
    for key in ("distribution", "package"):
        taken = [str(getattr(one, key)) for one in clients]
        for one in clients:
            if taken.count(getattr(one, key)) > 1:
                place = CLIENTS.child("clients", one.key, key)
                problems.add(place, f"two clients have the {key} {getattr(one, key)}", "Rename one.")
    roots = sorted({one.document for one in clients})
    for one in clients:
        twins = [root for root in roots if root != one.document and _bundled(root) == _bundled(one.document)]
        if twins:
            message = f"{one.document} and {twins[0]} would both become generated/documents/{_bundled(one.document)}"
            problems.add(CLIENTS.child("clients", one.key, "document"), message, "Rename one of the two files.")
    audiences = {one.audience for one in clients}
    for one in clients:
        for audience in sorted(set(one.hides) - audiences):
            place = CLIENTS.child("clients", one.key, "hides")
            problems.add(place, f"no client has the audience {audience}", "Correct it, or nothing is hidden.")


def _bundled(root: str) -> str:
    """The file that a document is bundled into; disks that ignore case count."""
    return f"{PurePath(root).stem.lower()}.json"


def overlay(name: str, manifest: Mapping[str, Any], files: tuple[tuple[str, str], ...], problems: Problems) -> Overlay:
    """
    One overlay with its manifest checked for shape; whether its facts hold is proved by `link`.

    Args:
        name: Its folder.
        manifest: Content of ``overlay.toml``.
        files: Path below the folder -> text of each Python file.
        problems: Takes what is wrong.
    """
    place = Place(f"overlays/{name}/overlay.toml")
    heads: dict[str, Kind] = {"name": "text", "why": "text", "exports": "texts"}
    check_table(
        {k: v for k, v in manifest.items() if k not in _ENTRIES}, heads, place, problems, needed=("name", "why")
    )
    if manifest.get("name", name) != name:
        problems.add(place.child("name"), f"the overlay is called {manifest['name']!r}", f"Its folder is {name}.")
    entries = {kind: _entries(kind, manifest.get(kind, []), place, problems) for kind in _ENTRIES}
    exports = tuple(str(one) for one in manifest.get("exports", ()) if isinstance(manifest.get("exports"), list))
    return Overlay(name=name, why=str(manifest.get("why", "")), place=place, files=files, exports=exports, **entries)


def _entries(kind: str, value: object, place: Place, problems: Problems) -> tuple[dict[str, object], ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        problems.add(place.child(kind), f"{kind} must be tables", f"Write `[[{kind}]]`.")
        return ()
    kinds, needed = _ENTRIES[kind]
    for index, entry in enumerate(value):
        check_table(entry, kinds, place.child(kind, index), problems, needed=needed)
        if kind == "extends" and ("resource" in entry) == (entry.get("client") is True):
            problems.add(place.child(kind, index), "extends needs `resource` or `client = true`", "Write one of them.")
        if kind == "requires" and ("operation" in entry) == ("event" in entry):
            problems.add(place.child(kind, index), "requires needs `operation` or `event`", "Write one of them.")
    return tuple(value)
