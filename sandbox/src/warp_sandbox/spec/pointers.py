"""
JSON pointers (RFC 6901), by which everything in a document is named.

One rule: a pointer is written without the leading ``#``.
"""

from __future__ import annotations

from typing import Any

Tree = dict[str, Any]


def join(pointer: str, *keys: str | int) -> str:
    """A pointer extended by keys, escaped."""
    return pointer + "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


def resolve(tree: Any, pointer: str) -> Any:
    """
    The node at a pointer.

    Raises:
        LookupError: There is no such node.
    """
    node = tree
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(node, list) and key.isdecimal():
            node = node[int(key)]
        elif isinstance(node, dict):
            node = node[key]
        else:
            raise LookupError(pointer)
    return node
