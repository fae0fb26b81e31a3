"""
Every operation of a document called once: arguments made from its schemas, answered with a reply made from them.

One rule: nothing is known about the document but what its catalogue and its adopted tree say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import httpx

from generator.passes.adopt.adopt import adopt
from generator.passes.validate import operations
from generator.read.files import read_document

_DEEPEST = 12
_TEXTS = {"date-time": "2026-01-02T03:04:05Z", "date": "2026-01-02", "uuid": "0" * 8 + "-0000-4000-8000-" + "0" * 12}


def sample(schema: Any, tree: Any, depth: int = 0) -> Any:
    """A value that a schema allows: required parts only, the first of several forms."""
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return None
    if "$ref" in schema:
        target = reduce(lambda node, key: node[key], schema["$ref"].removeprefix("#/").split("/"), tree)
        return sample(target, tree, depth + 1)
    for word in ("const", "enum", "anyOf", "oneOf"):
        if word in schema:
            first = schema[word] if word == "const" else schema[word][0]
            return first if word in ("const", "enum") else sample(first, tree, depth + 1)
    for part in schema.get("allOf", []) if schema.get("type") != "object" else ():
        value = sample(part, tree, depth + 1)
        if value is not None and not isinstance(value, dict):
            return value
    kinds = schema.get("type", "object" if {"properties", "allOf"} & schema.keys() else "")
    kind = kinds[0] if isinstance(kinds, list) else kinds
    if kind == "object":
        parts = [sample(part, tree, depth + 1) for part in schema.get("allOf", [])]
        found = {key: value for part in parts if isinstance(part, dict) for key, value in part.items()}
        properties = schema.get("properties", {})
        wanted = [key for key in schema.get("required", []) if key in properties]
        return found | {key: sample(properties[key], tree, depth + 1) for key in wanted}
    if kind == "array":
        return [sample(schema["items"], tree, depth + 1)] if schema.get("minItems") else []
    if schema.get("format") == "binary":
        return b"a"
    if kind == "string":
        return _TEXTS.get(schema.get("format", ""), "a")
    return {"integer": 1, "number": 1, "boolean": True}.get(kind)


class Platform:
    """Answers each operation of a document by its own schemas."""

    def __init__(self, spec: Path) -> None:
        self.tree = adopt(read_document(spec.parent, spec.name), spec.name, lenient=True).document.tree
        self._by_id = {node["operationId"]: (path, verb, node) for _, path, verb, node in operations(self.tree)}
        self.current = ""
        self.seen: list[str] = []

    def handle(self, request: httpx.Request) -> httpx.Response:
        """The reply to the operation that is expected now; 599 when the request is not its own."""
        path, verb, node = self._by_id[self.current]
        shape = re.sub(r"\\{[^{}]*\\}", "[^/?]+", re.escape(path))
        sent = request.url.raw_path.decode().partition("?")[0]
        if request.method != verb.upper() or not re.search(f"{shape}$", sent):
            return httpx.Response(599, text=f"{request.method} {sent}")
        self.seen.append(self.current)
        code, reply = next(iter(node["responses"].items()))
        if "$ref" in reply:
            reply = self.tree["components"]["responses"][reply["$ref"].rpartition("/")[2]]
        status = int(code) if code.isdigit() else 200
        for media, entry in reply.get("content", {}).items():
            if "json" in media:
                text = json.dumps(sample(entry.get("schema"), self.tree), default=bytes.decode)
                return httpx.Response(status, text=text, headers={"content-type": "application/json"})
        media = next(iter(reply.get("content", {})), "")
        return httpx.Response(status, content=b"a" if media else b"", headers={"content-type": media or "text/plain"})


def calls(catalog: Any) -> Iterator[tuple[str, str, list[Any], dict[str, Any]]]:
    """Every method: dotted name, operationId, positional arguments and the keywords that it needs."""
    for name, method in catalog["methods"].items():
        needed = [one for one in method.get("parameters", []) if one.get("required")]
        values = {one["name"]: sample(one.get("schema"), catalog) for one in needed}
        first = [values.pop(one["name"]) for one in needed if one.get("positional")]
        yield name, method["operation"], first, values


def failures(client: Any, catalog: Any, platform: Platform) -> list[str]:
    """Every method of a sync client that does not come back with its reply."""
    found = []
    for name, operation, first, values in calls(catalog):
        platform.current = operation
        try:
            result = reduce(getattr, name.split("."), client)(*first, **values)
            list(result) if hasattr(result, "__next__") else None
        except Exception as error:  # every kind is a finding here
            found.append(f"{name}: {type(error).__name__}: {str(error)[:160]}")
    return found


def catalogue(package: Path) -> Any:
    """The catalogue of a generated package."""
    return json.loads((package / "catalog.json").read_text("utf-8"))
