"""
spelling: what a parameter says by saying nothing, written down before documents are compared.

One rule: both sides are written the same way, so that to spell a default out, or to leave it out again, is no change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}


def written_out(tree: Mapping[str, Any]) -> dict[str, Any]:
    """The document with `style` and `explode` in each parameter that has a schema (OpenAPI 3.1, Parameter Object)."""
    components = tree.get("components", {})
    shared = {name: _parameter(one) for name, one in components.get("parameters", {}).items()}
    paths = {
        path: {
            key: {**part, "parameters": _parameters(part["parameters"])}
            if isinstance(part, Mapping) and "parameters" in part
            else _parameters(part)
            if key == "parameters"
            else part
            for key, part in item.items()
        }
        for path, item in tree.get("paths", {}).items()
    }
    found = {**tree, "paths": paths}
    return {**found, "components": {**components, "parameters": shared}} if shared else found


def _parameters(several: Any) -> list[Any]:
    return [_parameter(one) for one in several]


def _parameter(one: Any) -> Any:
    if not isinstance(one, Mapping) or "schema" not in one or one.get("in") not in _STYLES:
        return one
    style = one.get("style", _STYLES[one["in"]])
    return {**one, "style": style, "explode": one.get("explode", style == "form")}
