"""
contents: request bodies and replies in media types that can be sent, each entry a mapping.

One rule: a body whose content cannot be read is a fault; the method itself stays.
"""

from __future__ import annotations

import re
from typing import Any

from generator.model.document import Tree
from generator.passes.adopt.work import Work
from generator.problems import join

_MEDIA = re.compile(r"[a-z*]+/[A-Za-z0-9.+*_-]+(?:; ?[a-z]+=[A-Za-z0-9.+_-]+)*\Z")


def contents(work: Work) -> None:
    """Mend the content of every body and reply."""
    for kind in ("requestBodies", "responses"):
        for name, entry in work.components(kind).items():
            _content(entry, join("/components", kind, name), work)
    shared = {
        f"#{join('/components/requestBodies', name)}": one for name, one in work.components("requestBodies").items()
    }
    for pointer, operation in work.everything():
        body = operation.get("requestBody")
        if isinstance(body, dict):
            _content(body, join(pointer, "requestBody"), work)
            target = shared.get(body["$ref"], {}) if "$ref" in body else body
            if not target.get("content"):
                if "x-dangling" not in target:
                    work.fault(join(pointer, "requestBody"), "the request body has no content")
                del operation["requestBody"]
        for code, reply in operation.get("responses", {}).items():
            _content(reply, join(pointer, "responses", code), work)


def _content(node: Tree, pointer: str, work: Work) -> None:
    if "$ref" in node:
        return
    for key, kind in (("description", str), ("required", bool), ("content", dict)):
        if key in node and not isinstance(node[key], kind):
            del node[key]
    if "content" not in node:
        return
    found: Tree = {}
    for media, entry in node["content"].items():
        name = _media(media)
        if name != media and not (media == "*" or media.lower().startswith(name)):
            work.note(join(pointer, "content", media), f"{media!r} is not a media type")
        found.setdefault(name, _entry(entry))
    node["content"] = found


def _media(text: str) -> str:
    head, _, rest = text.strip().partition(";")
    clean = head.strip().lower()
    if _MEDIA.match(f"{clean};{rest}") and rest:
        return f"{clean};{rest}"
    return clean if _MEDIA.match(clean) else "*/*"


def _entry(entry: Any) -> Tree:
    return entry if isinstance(entry, dict) else {}
