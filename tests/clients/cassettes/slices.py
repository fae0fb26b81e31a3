"""
What a document says about one operation, as a short text that changes when it does.

One rule: prose does not count. A cassette is out of date when the part of the document that it shows has changed, and
not when another part has.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from warp_sandbox.spec.document import Api
from warp_sandbox.spec.pointers import resolve

_PROSE = ("description", "summary", "externalDocs")
_VALUES = ("example", "examples", "default", "enum", "const")


def slices(document: Mapping[str, Any]) -> dict[str, str]:
    """operationId -> 16 hexadecimal digits that stand for all that the document says about it."""
    return {operation.id: _digest(dict(document), operation.pointer) for operation in Api(dict(document)).operations}


def _digest(document: dict[str, Any], pointer: str) -> str:
    path = pointer.rpartition("/")[0]
    shared = resolve(document, path).get("parameters", [])
    found = {"path": path, "shared": _bare(shared), pointer: _bare(resolve(document, pointer))}
    waiting = [*_references(found)]
    while waiting:
        target = waiting.pop()
        if target not in found:
            found[target] = _bare(resolve(document, target))
            waiting += _references(found[target])
    found["security"] = [document.get("security"), document.get("components", {}).get("securitySchemes")]
    text = json.dumps(_bare(found), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _bare(node: Any) -> Any:
    if isinstance(node, list):
        return [_bare(one) for one in node]
    if isinstance(node, dict):
        kept = {name: one for name, one in node.items() if not (name in _PROSE and isinstance(one, (str, list)))}
        return {name: one if name in _VALUES and name != "examples" else _bare(one) for name, one in kept.items()}
    return node


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].removeprefix("#")
        for one in node.values():
            yield from _references(one)
    elif isinstance(node, list):
        for one in node:
            yield from _references(one)
