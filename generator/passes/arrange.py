"""
arrange: one order of keys for one content, so that rearranging a document changes nothing that is generated.

One rule: JSON objects have no order, so none is taken from them. The exception is `properties`: fields and keywords
stand in the order in which the author lists them, because people read them in it. What a file says by its name, the
domain of its types, a type may say itself by `x-domain`; the word goes no further than this pass.
"""

from __future__ import annotations

import re
from typing import Any

import attrs

from generator.model.document import Document, Tree
from generator.problems import Problems, join

_FIRST = (
    *("openapi", "info", "servers", "security", "tags", "paths", "webhooks", "components"),
    *("operationId", "summary", "description", "name", "in", "required", "parameters", "requestBody", "responses"),
    *("type", "format", "enum", "items", "properties"),
)
_RANK = {key: place for place, key in enumerate(_FIRST)}
_VERBS = {key: place for place, key in enumerate(("get", "post", "put", "patch", "delete", "head", "options", "trace"))}
_KEPT = "properties"
_NAMING = {
    *("paths", "webhooks", "callbacks", "headers", "links", "examples", "encoding"),
    *(_KEPT, "patternProperties", "dependentSchemas", "$defs", "definitions"),
}
_DOMAIN = "x-domain"


def arrange(document: Document) -> Document:
    """
    The document with its keys in the one order, and the domains that its types state.

    Raises:
        BuildStopped: A type states a domain that could not be the name of a module.
    """
    problems = Problems()
    domains = dict(document.domains)
    for name, schema in document.tree.get("components", {}).get("schemas", {}).items():
        stated = schema.get(_DOMAIN) if isinstance(schema, dict) else None
        pointer = join("/components/schemas", name)
        if isinstance(stated, str) and re.fullmatch(r"[a-z][a-z0-9_]*", stated):
            domains[pointer] = stated
        elif stated is not None:
            message = f"{name}: {stated!r} cannot be a domain"
            problems.add(document.place(pointer), message, "Write a lower-case name, it becomes a module.")
    problems.stop()
    tree: Tree = _arranged(document.tree, ())
    return attrs.evolve(document, tree=tree, domains=domains)


def _arranged(node: Any, keys: tuple[str, ...], named: str = "") -> Any:
    """The node in its order; ``named`` is the keyword below which its keys are names that somebody chose."""
    if isinstance(node, list):
        return [_arranged(child, keys) for child in node]
    if not isinstance(node, dict):
        return node
    names = list(node) if named == _KEPT else sorted(node, key=lambda key: _rank(str(key), keys))
    is_type = keys[:2] == ("components", "schemas") and len(keys) == 3
    return {
        key: _arranged(node[key], (*keys, str(key)), "" if named else _names(str(key), keys))
        for key in names
        if not (is_type and key == _DOMAIN)
    }


def _names(key: str, keys: tuple[str, ...]) -> str:
    """The keyword itself, when what stands below it are names: a field may be called ``properties``, and a type."""
    return key if key in _NAMING or keys == ("components",) else ""


def _rank(key: str, keys: tuple[str, ...]) -> tuple[int, str]:
    if keys[:1] in (("paths",), ("webhooks",)) and len(keys) == 2:
        return _VERBS.get(key, len(_VERBS)), key
    is_map = keys[:1] in (("paths",), ("webhooks",), ("components",)) and len(keys) in (1, 2)
    return (0 if is_map else _RANK.get(key, len(_RANK))), key
