"""
The documents as the tests look at them: bundled, with references followed, beside the lists in ``tests/data``.

One rule: nothing here knows what a document should contain; that is for the lists and the tests.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from generator.model.document import resolve
from generator.passes.bundle import bundle
from generator.read.sources import Project

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("warp.yaml", "netsuite.yaml")
LITERALS = frozenset({"example", "examples", "default", "enum", "const"})
VERBS = frozenset({"get", "put", "post", "delete", "patch"})

Tree = dict[str, Any]


@attrs.frozen
class Operation:
    """An operation of a document with the verb and the path that it stands under."""

    id: str
    verb: str
    path: str
    tree: Tree


@cache
def bundled(name: str) -> Tree:
    """A document in one piece; not to be changed."""
    return bundle(Project(ROOT).document(name), name).tree


def deref(tree: Tree, node: Any) -> Any:
    """What a node stands for once references are followed; their siblings are dropped."""
    while isinstance(node, dict) and "$ref" in node:
        node = resolve(tree, node["$ref"].removeprefix("#"))
    return node


def target(node: Any) -> str:
    """The name of the component that a reference points to, empty for anything else."""
    return str(node.get("$ref", "")).rpartition("/")[2] if isinstance(node, dict) else ""


def operations(tree: Tree) -> dict[str, Operation]:
    """Every operation below ``paths`` by its operationId."""
    return {
        node["operationId"]: Operation(node["operationId"], verb, path, node)
        for path, item in tree["paths"].items()
        for verb, node in deref(tree, item).items()
        if verb in VERBS
    }


def parameters(tree: Tree, operation: Operation) -> list[Tree]:
    """The parameters of an operation, references followed."""
    return [deref(tree, parameter) for parameter in operation.tree.get("parameters", [])]


def replies(tree: Tree, operation: Operation) -> dict[str, Tree]:
    """The replies of an operation by status, references followed."""
    return {status: deref(tree, reply) for status, reply in operation.tree["responses"].items()}


def schemas(tree: Tree) -> dict[str, Tree]:
    """The schema components by name."""
    found: dict[str, Tree] = tree["components"]["schemas"]
    return found


def own_properties(schema: Tree) -> dict[str, Any]:
    """The properties that a schema spells out itself; those that it takes over by reference are left out."""
    found = dict(schema.get("properties", {}))
    for part in schema.get("allOf", []):
        found |= part.get("properties", {})
    return found


def own_required(schema: Tree) -> set[str]:
    """The required names among `own_properties`."""
    return set(schema.get("required", [])).union(*(part.get("required", []) for part in schema.get("allOf", [])))


def texts(node: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every description and summary in a tree, as (pointer, text); examples and enum values are passed over."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("description", "summary") and isinstance(value, str):
                yield f"{where}/{key}", value
            elif key not in LITERALS:
                yield from texts(value, f"{where}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from texts(value, f"{where}/{index}")


def reached(tree: Tree, start: Any) -> set[str]:
    """The names of the schema components that a tree refers to, directly or not."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if "$ref" in node:
                if "/schemas/" in node["$ref"]:
                    if target(node) in found:
                        continue
                    found.add(target(node))
                waiting.append(deref(tree, node))
            waiting.extend(value for key, value in node.items() if key not in LITERALS)
    return found


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a list in ``tests/data``."""
    with (ROOT / "tests" / "data" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
