"""
Line and column of what was found.

The rule: only the statements in which something was found are measured. libcst works positions out in Python, which
costs more than all the rest; where a statement begins is known from the parser in C.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import attrs
import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider


@attrs.frozen
class Spot:
    """A place in a file; lines and columns count from 1."""

    path: Path
    line: int
    column: int


class Places:
    """The places of one file's nodes."""

    def __init__(self, path: Path, module: cst.Module, content: bytes, within: Mapping[int, int]) -> None:
        self._path = path
        self._module = module
        self._within = within
        self._begins = _begins(module, content)
        self._ranges: dict[int, tuple[int, dict[cst.CSTNode, CodeRange]]] = {}

    def of(self, node: cst.CSTNode) -> Spot:
        """Where the node begins."""
        below, ranges = self._of_statement(self._within[id(node)])
        start = ranges[node].start
        return Spot(self._path, below + start.line, start.column + 1)

    def _of_statement(self, index: int) -> tuple[int, dict[cst.CSTNode, CodeRange]]:
        """How many lines stand above what was measured, and what it gave."""
        if self._begins is None:
            index = -1
        if index not in self._ranges:
            self._ranges[index] = self._measured(index)
        return self._ranges[index]

    def _measured(self, index: int) -> tuple[int, dict[cst.CSTNode, CodeRange]]:
        if self._begins is None:
            return 0, _ranges(self._module)
        statement = self._module.body[index]
        # Only what a statement is written in counts here: its tabs, its line ends.
        ranges = _ranges(self._module.with_changes(header=(), footer=(), body=(statement,)))
        decorators = getattr(statement, "decorators", ())
        return self._begins[index] - ranges[decorators[0] if decorators else statement].start.line, ranges


def _ranges(module: cst.Module) -> dict[cst.CSTNode, CodeRange]:
    return dict(MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider))


def _begins(module: cst.Module, content: bytes) -> list[int] | None:
    """The line of each top-level statement; None when this Python does not read the file as libcst does."""
    try:
        found = ast.parse(content).body
    except (SyntaxError, ValueError):
        return None
    sizes = [len(one.body) if isinstance(one, cst.SimpleStatementLine) else 1 for one in module.body]
    if sum(sizes) != len(found):
        return None
    lines, place = [], 0
    for size in sizes:
        node = found[place]
        decorators = getattr(node, "decorator_list", [])
        lines.append(decorators[0].lineno if decorators else node.lineno)
        place += size
    return lines
