"""A document on its way through the first passes: its tree, and where each part was written."""

from __future__ import annotations

import posixpath
import re
from typing import Any

import attrs

from generator.problems import Place, join, split

Tree = dict[str, Any]


@attrs.frozen
class Document:
    """
    One OpenAPI document in one tree.

    Attributes:
        tree: Plain dicts and lists.
        origins: JSON pointer in ``tree`` -> the place it was written, for every subtree that came from elsewhere.
        touched: JSON pointer in ``tree`` -> the corrections that changed it, in order.
        domains: JSON pointer of a type, or what `within` gives, -> its domain, where the file that defines it says
            nothing.
        foreign: Nobody here wrote it: names that collide are told apart instead of reported.
    """

    tree: Tree
    origins: dict[str, Place]
    touched: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    domains: dict[str, str] = attrs.field(factory=dict)
    foreign: bool = False

    def domain(self, pointer: str) -> str:
        """The domain of a type: its own, or the stem of the file that defines it, as a module name."""
        stem = posixpath.basename(self.place(pointer).file).partition(".")[0]
        return self.domains.get(pointer) or re.sub(r"[^A-Za-z0-9]", "_", stem).lower()

    def domain_within(self, operation: Tree, part: str) -> str:
        """The domain of types without a name in a part of an operation: its tag, where nothing else is known."""
        return self.domains.get(within(operation, part)) or str(operation["tags"][0])

    def place(self, pointer: str) -> Place:
        """Where the node at ``pointer`` was written: the nearest known ancestor, extended by the rest."""
        keys = split(pointer)
        for length in range(len(keys), -1, -1):
            origin = self.origins.get(join("", *keys[:length]))
            if origin is not None:
                return origin.child(*keys[length:])
        return Place("?", pointer)

    def corrections(self, pointer: str) -> tuple[str, ...]:
        """The corrections that touched the node at ``pointer`` or something inside it."""
        inside = [names for touched, names in self.touched.items() if (touched + "/").startswith(pointer + "/")]
        return tuple(dict.fromkeys(name for names in inside for name in names))


def within(operation: Tree, part: str) -> str:
    """What stands for a part of an operation, its parameters, body or responses, wherever its path is."""
    return join("/operations", operation["operationId"], part)


def unshared(node: Any) -> Any:
    """
    A copy in which no two places are one object.

    YAML aliases make places share a node, and `copy.deepcopy` keeps that; a change of one would change the others.
    """
    if isinstance(node, dict):
        return {key: unshared(child) for key, child in node.items()}
    return [unshared(child) for child in node] if isinstance(node, list) else node


def follow(tree: Tree, node: Any, pointer: str) -> tuple[Any, str]:
    """
    The node itself, or the one at the end of its references, and where that stands.

    Raises:
        LookupError: A reference leads nowhere, leaves the document, or in a circle.
    """
    seen = {pointer}
    while isinstance(node, dict) and isinstance(node.get("$ref"), str):
        head, _, pointer = node["$ref"].partition("#")
        if head or pointer in seen:
            raise LookupError(node["$ref"])
        seen.add(pointer)
        node = resolve(tree, pointer)
    return node, pointer


def resolve(tree: Any, pointer: str) -> Any:
    """
    The node that a JSON pointer names.

    Raises:
        LookupError: There is no such node.
    """
    node = tree
    for key in split(pointer):
        if isinstance(node, list):
            if not re.fullmatch(r"[0-9]{1,9}", key):
                raise LookupError(pointer)
            node = node[int(key)]
        elif isinstance(node, dict):
            node = node[key]
        else:
            raise LookupError(pointer)
    return node
