"""
From method and path to an operation.

One rule: a fixed segment wins over a variable one, from left to right and whatever the method, and a percent-encoded
slash stays inside its segment (RFC 3986, 2.2), so that an id never turns into another address.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

import attrs

from warp_sandbox.errors import Refusal
from warp_sandbox.spec.document import Operation


@attrs.frozen
class Match:
    """The operation that a request names, and its path parameters, decoded."""

    operation: Operation
    path: dict[str, str]


@attrs.define
class _Node:
    """What may follow a segment: fixed segments by their text, a variable one, or the end of the path."""

    fixed: dict[str, _Node] = attrs.field(factory=dict)
    variable: _Node | None = None
    operations: dict[str, Operation] = attrs.field(factory=dict)


class Router:
    """
    The operations of one API below a base path.

    Args:
        base: Path in front of the document's paths, such as ``/v1``.
    """

    def __init__(self, operations: Iterable[Operation], *, base: str) -> None:
        self._base = base
        self._root = _Node()
        self._names: dict[str, str] = {}
        for operation in operations:
            node = self._root
            for segment in _segments(operation.path):
                node = _below(node, segment)
            node.operations[operation.method] = operation
            self._names[f"{operation.method} {base}{operation.path}"] = operation.id

    def match(self, method: str, raw_path: str) -> Match:
        """
        The operation at a path that is still percent-encoded.

        Raises:
            Refusal: 404 when nothing is at the path, and the message names the operation that comes nearest; 405 when
                the path does not know the method.
        """
        inside = raw_path.startswith(self._base + "/")
        segments = [unquote(one) for one in _segments(raw_path[len(self._base) :])] if inside else []
        node = next(_ends(self._root, segments, 0), None) if inside else None
        if node is None:
            raise Refusal(404, f"There is no such path.{self._hint(method, raw_path)}")
        operation = node.operations.get(method)
        if operation is None:
            allowed = {"Allow": ", ".join(sorted(node.operations))}
            raise Refusal(405, "The path does not know this method.", headers=allowed)
        return Match(operation, _values(operation, segments))

    def _hint(self, method: str, raw_path: str) -> str:
        nearest = difflib.get_close_matches(f"{method} {raw_path}", self._names, n=1, cutoff=0.0)
        return f" The nearest operation is {nearest[0]} ({self._names[nearest[0]]})." if nearest else ""


def _segments(path: str) -> Sequence[str]:
    return path.removeprefix("/").split("/")


def _below(node: _Node, segment: str) -> _Node:
    if not segment.startswith("{"):
        return node.fixed.setdefault(segment, _Node())
    node.variable = node.variable or _Node()
    return node.variable


def _ends(node: _Node, segments: Sequence[str], index: int) -> Iterator[_Node]:
    """Where the segments lead to, fixed ones first."""
    if index == len(segments):
        if node.operations:
            yield node
        return
    segment = segments[index]
    if segment in node.fixed:
        yield from _ends(node.fixed[segment], segments, index + 1)
    if segment and node.variable is not None:
        yield from _ends(node.variable, segments, index + 1)


def _values(operation: Operation, segments: Sequence[str]) -> dict[str, str]:
    pairs = zip(_segments(operation.path), segments, strict=True)
    return {name[1:-1]: segment for name, segment in pairs if name.startswith("{")}
