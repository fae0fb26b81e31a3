"""Pairs of documents that differ by one change each, and how each change has to be rated."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import attrs
import yaml

from generator.problems import split

HERE = Path(__file__).parent


@attrs.frozen
class Pair:
    """One row of ``changes.yaml``, with the document that it makes."""

    change: str
    wants: str
    says: str | None
    document: Any


def base() -> Any:
    """The document that every pair starts from."""
    return yaml.safe_load((HERE / "base.yaml").read_text("utf-8"))


def pairs() -> list[Pair]:
    """Every row, in the order of the file."""
    rows = yaml.safe_load((HERE / "changes.yaml").read_text("utf-8"))
    return [Pair(row["change"], row["wants"], row["says"], changed(base(), row)) for row in rows]


def changed(tree: Any, row: Any) -> Any:
    """The document with one row's change made."""
    tree = copy.deepcopy(tree)
    for old, new in row.get("move", {}).items():
        value = _parent(tree, old).pop(_key(tree, old))
        _parent(tree, new)[_key(tree, new)] = value
    for pointer, value in row.get("set", {}).items():
        _parent(tree, pointer)[_key(tree, pointer)] = value
    for pointer in row.get("remove", []):
        del _parent(tree, pointer)[_key(tree, pointer)]
    return _reversed(tree) if row.get("reorder") else tree


def _parent(tree: Any, pointer: str) -> Any:
    for key in split(pointer)[:-1]:
        tree = tree[int(key)] if isinstance(tree, list) else tree.setdefault(_known(tree, key), {})
    return tree


def _key(tree: Any, pointer: str) -> Any:
    parent, last = _parent(tree, pointer), split(pointer)[-1]
    return int(last) if isinstance(parent, list) else _known(parent, last)


def _known(node: Any, key: str) -> Any:
    """The key as the mapping has it: a status may be a number in YAML."""
    return next((one for one in node if str(one) == key), key)


def _reversed(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _reversed(node[key]) for key in reversed(node)}
    return [_reversed(one) for one in node] if isinstance(node, list) else node
