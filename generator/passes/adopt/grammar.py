"""
The grammar of OpenAPI: which parts are of which kind, and so where a reference means anything.

One rule: what is not listed here is data and is never looked into.
"""

from __future__ import annotations

from generator.passes.shape import VERBS

MAP, LIST, ONE = "map", "list", "one"

GRAMMAR: dict[str, dict[str, tuple[str, str]]] = {
    "root": {"paths": (MAP, "pathItems"), "webhooks": (MAP, "pathItems"), "components": (ONE, "components")},
    "components": {
        "schemas": (MAP, "schemas"),
        "parameters": (MAP, "parameters"),
        "responses": (MAP, "responses"),
        "requestBodies": (MAP, "requestBodies"),
        "headers": (MAP, "headers"),
    },
    "pathItems": {
        **dict.fromkeys(VERBS, (ONE, "operation")),
        "parameters": (LIST, "parameters"),
        "query": (ONE, "operation"),
        "additionalOperations": (MAP, "operation"),
    },
    "operation": {
        "parameters": (LIST, "parameters"),
        "requestBody": (ONE, "requestBodies"),
        "responses": (MAP, "responses"),
        "callbacks": (MAP, "callbacks"),
    },
    "callbacks": {},
    "parameters": {"schema": (ONE, "schemas"), "content": (MAP, "media")},
    "headers": {"schema": (ONE, "schemas"), "content": (MAP, "media")},
    "requestBodies": {"content": (MAP, "media")},
    "responses": {"content": (MAP, "media"), "headers": (MAP, "headers")},
    "media": {"schema": (ONE, "schemas"), "itemSchema": (ONE, "schemas")},
    "schemas": {
        **dict.fromkeys(("properties", "patternProperties"), (MAP, "schemas")),
        **dict.fromkeys(("items", "additionalProperties", "not", "contentSchema"), (ONE, "schemas")),
        **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), (LIST, "schemas")),
    },
}
REFERABLE = frozenset({"pathItems", "parameters", "headers", "requestBodies", "responses", "schemas", "callbacks"})
"""Kinds of which one may stand as a reference."""

LEFT_OUT = {
    "root": frozenset({"externalDocs"}),
    "components": frozenset({"examples", "links", "callbacks", "pathItems", "mediaTypes"}),
    "schemas": frozenset({"$defs", "definitions", "example", "examples", "externalDocs", "xml", "$schema", "$id"}),
    "media": frozenset({"example", "examples"}),
    "parameters": frozenset({"example", "examples"}),
    "headers": frozenset({"example", "examples"}),
    "responses": frozenset({"links"}),
}
"""Parts that no client needs; what refers into them is found in the source."""
