"""
security: what an operation asks for, written where a differ looks for it.

One rule: only operations that have a requirement of their own on one side or the other are written anew. What all the
others inherit is compared once, at the root.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

KEY = "security"


def spelled_out(base: Mapping[str, Any], head: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """
    Both documents, with the requirement that holds written into each operation that has its own on either side.

    An operation without one inherits the root's (OpenAPI 3.1, Operation Object). Redocly compares places and does not
    know that: to repeat the root's would be major, and to drop an own `security: []` nothing at all.
    """
    own = _own(base) | _own(head)
    return _with(base, own), _with(head, own)


def _own(tree: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {
        (path, verb)
        for path, item in tree.get("paths", {}).items()
        for verb, operation in item.items()
        if isinstance(operation, Mapping) and KEY in operation
    }


def _with(tree: Mapping[str, Any], own: set[tuple[str, str]]) -> dict[str, Any]:
    paths = {
        path: {
            verb: {KEY: tree.get(KEY, []), **operation} if (path, verb) in own else operation
            for verb, operation in item.items()
        }
        for path, item in tree.get("paths", {}).items()
    }
    return {**tree, "paths": paths}
