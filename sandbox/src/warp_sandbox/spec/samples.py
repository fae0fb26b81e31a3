"""
Values that a document shows as examples.

One rule: an example that was written is used as it is; only where none was written is one put together from the parts.
"""

from __future__ import annotations

import copy
from typing import Any

from warp_sandbox.spec.document import Api
from warp_sandbox.spec.pointers import join, resolve

_DEEPEST = 12
_SIMPLE = {"string": "text", "integer": 1, "number": 1.5, "boolean": True, "null": None}


def sample(api: Api, pointer: str, *, depth: int = 0) -> Any:
    """
    A value for the schema or media type at a JSON pointer: a fresh copy on every call.

    Schemas that contain themselves end in an empty object.
    """
    node = resolve(api.tree, pointer)
    shown = _shown(node)
    if shown:
        return copy.deepcopy(shown[0])
    if depth > _DEEPEST or not isinstance(node, dict):
        return {}
    for key in ("schema", "$ref"):
        if key in node:
            inner = join(pointer, key) if key == "schema" else node["$ref"].removeprefix("#")
            return sample(api, inner, depth=depth + 1)
    for key in ("allOf", "anyOf", "oneOf"):
        if node.get(key):
            return sample(api, join(pointer, key, 0), depth=depth + 1)
    return _built(api, pointer, node, depth)


def _shown(node: Any) -> list[Any]:
    if not isinstance(node, dict):
        return []
    if "example" in node:
        return [node["example"]]
    if isinstance(node.get("examples"), list):
        return list(node["examples"][:1])
    single = [node[key] for key in ("const", "default") if key in node]
    return single[:1] or list(node.get("enum", ()))[:1]


def _built(api: Api, pointer: str, node: dict[str, Any], depth: int) -> Any:
    types = node.get("type", "object" if "properties" in node else "string")
    kind = types if isinstance(types, str) else types[0]
    if kind == "object":
        names = node.get("properties", {})
        return {name: sample(api, join(pointer, "properties", name), depth=depth + 1) for name in names}
    if kind == "array":
        return [sample(api, join(pointer, "items"), depth=depth + 1)] if "items" in node else []
    if kind == "integer":
        return max(int(node.get("minimum", 1)), 1)
    return _SIMPLE[kind]
