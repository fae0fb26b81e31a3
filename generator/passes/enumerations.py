"""
Enums and constants: which type their values have.

One rule: a set of texts may grow and is an enum; any other set only tells the types of its values.
"""

from __future__ import annotations

from typing import Any

from generator.model.document import Tree
from generator.passes.words import plain_scalar, type_of

_SAMPLES: dict[str, list[Any]] = {"integer": [0], "number": [0.5], "boolean": [True]}


def read_enumeration(schema: Tree) -> tuple[str, ...] | Tree | str:
    """
    The texts of an enum, the plain schema of any other set of values, or what is wrong with it.

    Args:
        schema: It has ``enum`` or ``const``; null among several values was taken out before.
    """
    if "const" in schema:
        return _types([schema["const"]])
    values = list(dict.fromkeys((type_of(one), one if type_of(one) else repr(one)) for one in schema["enum"]))
    if not schema["enum"]:
        return "an enum needs values"
    if len(values) != len(schema["enum"]):
        return "a value stands twice in this enum"
    if {kind for kind, _ in values} != {"string"}:
        return _types(schema["enum"])
    kind = schema.get("type", "string")
    if kind != "string":
        # The values say what is sent; the type says what else may come.
        return _types([*schema["enum"], *_SAMPLES.get(str(kind), [])])
    return tuple(schema["enum"])


def _types(values: list[Any]) -> Tree | str:
    kinds = dict.fromkeys("null" if value is None else type_of(value) for value in values)
    if "" in kinds:
        return "the values of an enum are texts, numbers and flags"
    if {"integer", "number"} <= kinds.keys():
        del kinds["integer"]
    found: list[Tree] = [{"type": "null"} if kind == "null" else plain_scalar(kind, {}) for kind in kinds]
    return found[0] if len(found) == 1 else {"anyOf": found}
