"""
operation names: each operation gets one tag and one snake_case operationId, no two alike.

Where the document says nothing, or only the method and path once more, the path does: ``GET /v2/trunks/{id}`` is
``get_trunk`` of ``trunks``. The name in the document stays as ``x-operation-id``, so that it can be found in the
client.
"""

from __future__ import annotations

import re
from typing import Any

from generator.passes.adopt.path_names import from_path, repeats_path
from generator.passes.adopt.spelling import snake, unique
from generator.passes.adopt.work import Work
from generator.passes.name import METHODS, is_name
from generator.passes.shape import is_verb, method_of

_VERSION = re.compile(r"(?:v[0-9]+(?:[._][0-9]+)*|[0-9.]+|api|rest|{.*})\Z", re.IGNORECASE)
_DEVICE = re.compile(r"(?:con|nul|prn|aux|com[0-9]|lpt[0-9])\Z")
"""Names that no file may have on Windows; a tag names a file."""
_WEBHOOKS = METHODS | {"list"}


def name_operations(work: Work) -> None:
    """Give every operation its tag and its name."""
    taken: set[str] = set()
    tags: dict[str, str] = {}
    for pointer, path, verb, operation in list(work.operations()):
        foreign = operation.get("operationId")
        wanted = foreign if isinstance(foreign, str) and foreign.strip() else ""
        if foreign is not None and not wanted:
            work.fault(f"{pointer}/operationId", f"operationId is {foreign!r}, not a name")
        name = _name(wanted, path, verb, taken)
        taken.add(name)
        operation["operationId"] = name
        operation["x-operation-id"] = wanted or f"{method_of(verb)} {path}"
        operation["tags"] = [_tag(operation.get("tags"), path, tags)]
    _describe(work, tags)


def name_webhooks(work: Work) -> None:
    """Names for the requests that come in, none that an operation has."""
    taken = {operation["operationId"] for _, _, _, operation in work.operations()}
    for name, item in work.tree.get("webhooks", {}).items():
        for verb, operation in item.items():
            if isinstance(operation, dict) and is_verb(verb):
                foreign = operation.get("operationId")
                wanted = foreign if isinstance(foreign, str) and foreign.strip() else name
                plain = snake(wanted, "webhook")
                operation["operationId"] = unique(plain if is_name(plain, _WEBHOOKS) else f"{plain}_", taken, "_")
                operation["x-operation-id"] = wanted
                taken.add(operation["operationId"])


def _name(wanted: str, path: str, verb: str, taken: set[str]) -> str:
    """What the id says, or the path where it says no more than that; whose short name is gone keeps its id."""
    given = snake(wanted, "op") if wanted else ""
    short = from_path(path, verb) if not wanted or repeats_path(wanted, path, verb) else given
    return unique(given if given and short in taken else short, taken, "_")


def _tag(tags: Any, path: str, known: dict[str, str]) -> str:
    given = next((tag for tag in tags if isinstance(tag, str) and tag.strip()), "") if isinstance(tags, list) else ""
    source = given or next((part for part in path.split("/") if part and not _VERSION.match(part)), "root")
    if source not in known:
        name = snake(source, "tag")
        known[source] = f"{name}_tag" if _DEVICE.match(name) else name
    return known[source]


def _describe(work: Work, tags: dict[str, str]) -> None:
    """The descriptions of the tags that are used, under their new names."""
    given = work.tree.get("tags")
    found: dict[str, str] = {}
    for tag in given if isinstance(given, list) else ():
        name = tag.get("name") if isinstance(tag, dict) else None
        if isinstance(name, str) and name in tags:
            words = tag.get("description")
            found.setdefault(tags[name], words if isinstance(words, str) else "")
    work.tree["tags"] = [{"name": name, "description": words} for name, words in found.items()]
