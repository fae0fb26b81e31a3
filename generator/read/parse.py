"""
Text to tree: YAML 1.2 (core schema) and JSON, with faults located by line and column.

One rule: a tree is plain dicts, lists and scalars. Positions are not kept; `locate` finds them again when a
problem is reported, so that a healthy build never pays for them.
"""

from __future__ import annotations

import functools
import json
import math
import re
from collections.abc import Iterator
from typing import Any

import yaml

from generator.problems import BuildStopped, Place, Problem, join, one_line, split
from generator.read.yaml_tree import TooMuch, tree_of

MAX_NODES = 3_000_000
"""Of one file, and of what its aliases stand for."""
MAX_DEPTH = 100
_HARMLESS_DEPTH = 5_000
"""The C composer recurses per level and ends the process at some 30,000; below this it is safe."""
_TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels, or an alias that contains itself"
_NAME_IT = "Give the inner part a name in components and refer to it."
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]')


class _Duplicate(Exception):
    """A mapping names one key twice."""

    def __init__(self, key: str) -> None:
        self.key = key


class _Deep(Exception):
    """Something is nested too deep."""


def parse(text: str, file: str) -> Any:
    """
    The tree of a YAML or JSON text.

    Args:
        text: The whole file.
        file: Its name in messages; ``.json`` selects the JSON reader.

    Raises:
        BuildStopped: Not well formed, a key twice in one mapping, too deep, or too large once aliases are expanded.
    """
    try:
        is_json = file.endswith(".json")
        tree = _json(text) if is_json else tree_of(text, most=MAX_NODES, deepest=MAX_DEPTH)
    except TooMuch as error:
        line, column = error.mark.line + 1, error.mark.column + 1
        if error.is_deep:
            raise _too_deep(file, line, column) from None
        message = f"this file has more than {MAX_NODES} nodes, of which this one is the first too many"
        advice = "Take examples out of it, or split it into one document for each client."
        raise _stopped(file, message, line, column, advice) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _stopped(file, f"not readable as YAML: {error.problem}", line, column) from None
    except yaml.YAMLError as error:
        raise _stopped(file, f"not readable as YAML: {one_line(str(error))}", 1, 1) from None
    except json.JSONDecodeError as error:
        raise _stopped(file, f"not readable as JSON: {error.msg}", error.lineno, error.colno) from None
    except _Duplicate as error:
        line = text[: max(0, text.rfind(json.dumps(error.key)))].count("\n") + 1
        raise _stopped(file, f"the key {error.key!r} stands twice in one object", line, 1) from None
    except RecursionError:
        raise _too_deep(file, *_deep_in_json(text)) from None
    except (LookupError, ValueError) as error:
        raise _stopped(file, f"a value is not what its tag or form says: {error}", 1, 1) from None
    _refuse_bombs(tree, file)
    return tree


def _json(text: str) -> Any:
    tree = json.loads(text, object_pairs_hook=_pairs)
    if "\\u" in text:
        json.dumps(tree, ensure_ascii=False).encode()  # half of a surrogate pair is a ValueError here
    return tree


def _bounds(text: str) -> tuple[int, int]:
    """No text has more levels or nodes than these."""
    opened, lines = text.count("[") + text.count("{"), text.count("\n")
    levels = opened + max(map(len, text.splitlines()), default=0)
    return levels, 2 + opened + lines + text.count(",") + text.count(": ") + text.count(":\n") + text.count("- ")


def _nested(text: str) -> Iterator[tuple[int, yaml.Event]]:
    """The events of a YAML text, each with the number of collections around it."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            yield depth, event
    except yaml.YAMLError:
        pass  # the reader that comes next stops at the same place and says why


def _deep_in_json(text: str) -> tuple[int, int]:
    """Line and column of the first bracket that is one level too many."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += (found[0] in "[{") - (found[0] in "]}")
        if depth > MAX_DEPTH:
            line = text.count("\n", 0, found.start()) + 1
            return line, found.start() - text.rfind("\n", 0, found.start())
    return 1, 1


def locate(text: str, pointer: str) -> tuple[int, int]:
    """
    Line and column, counted from 1, of the node that a JSON pointer names.

    A key's own position is given where the node is a value of a mapping. A pointer that leads nowhere gives the
    last node on the way.
    """
    node = _composed(text)
    mark = node.start_mark if node is not None else None
    for key in split(pointer):
        step = _step(node, key)
        if step is None:
            break
        mark, node = step
    return (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)


@functools.lru_cache(maxsize=1)
def _composed(text: str) -> yaml.Node | None:
    """The nodes of a text with their marks; kept, because problems come in swarms from one file."""
    levels, nodes = _bounds(text)
    if nodes > MAX_NODES or (levels >= _HARMLESS_DEPTH and any(depth > _HARMLESS_DEPTH for depth, _ in _nested(text))):
        return None
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    return node


def _step(node: yaml.Node | None, key: str) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == key:
                return key_node.start_mark, value_node
    if isinstance(node, yaml.SequenceNode) and key in map(str, range(len(node.value))):
        child = node.value[int(key)]
        return child.start_mark, child
    return None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [key for key, _ in pairs]
        raise _Duplicate(next(key for key in names if names.count(key) > 1))
    return result


def _too_deep(file: str, line: int = 1, column: int = 1) -> BuildStopped:
    return _stopped(file, _TOO_DEEP, line, column, _NAME_IT)


def _stopped(
    file: str, message: str, line: int, column: int, advice: str = "Mend the file; it was not used."
) -> BuildStopped:
    return BuildStopped([Problem(Place(file), message, advice, line=line, column=column)])


def _refuse_bombs(tree: Any, file: str) -> None:
    """Levels and nodes as they are once each alias stands for all that it names."""
    measured: dict[int, tuple[int, int]] = {}

    def measure(node: Any, depth: int) -> tuple[int, int]:
        if not isinstance(node, (dict, list)):
            if isinstance(node, float) and not math.isfinite(node):
                raise _stopped(file, "a number is not finite", 1, 1)
            return 1, 0
        known = measured.get(id(node))
        if known is None:
            if depth > MAX_DEPTH:
                raise _Deep
            size, height = 1, 0
            for child in node.values() if isinstance(node, dict) else node:
                if isinstance(child, (dict, list, float)):
                    below = measure(child, depth + 1)
                    size += below[0]
                    height = max(height, below[1] + 1)
                else:
                    size += 1
            known = measured[id(node)] = size, height
        if depth + known[1] > MAX_DEPTH:
            raise _Deep
        return known

    try:
        size, _ = measure(tree, 0)
    except _Deep:
        raise BuildStopped([Problem(Place(file, _deep_pointer(tree)), _TOO_DEEP, _NAME_IT)]) from None
    if size > MAX_NODES:
        message, advice = f"more than {MAX_NODES} nodes once aliases are expanded", "Use fewer or smaller aliases."
        raise BuildStopped([Problem(Place(file, _heaviest(tree, measured)), message, advice)])


def _deep_pointer(tree: Any) -> str:
    """Where something is nested too deep: the way there as far as it is allowed."""
    stack: list[tuple[Any, tuple[Any, ...]]] = [(tree, ())]
    seen: dict[int, int] = {}
    while stack:
        node, way = stack.pop()
        if len(way) > MAX_DEPTH:
            return join("", *way)
        if not isinstance(node, (dict, list)) or seen.get(id(node), -1) >= len(way):
            continue
        seen[id(node)] = len(way)
        stack.extend(
            (child, (*way, key)) for key, child in (node.items() if isinstance(node, dict) else enumerate(node))
        )
    return ""


def _heaviest(tree: Any, measured: dict[int, tuple[int, int]]) -> str:
    """The innermost part that is too large by itself."""
    node, way = tree, []
    while isinstance(node, (dict, list)):
        children = list(node.items() if isinstance(node, dict) else enumerate(node))
        heavy = next((one for one in children if measured.get(id(one[1]), (0, 0))[0] > MAX_NODES), None)
        if heavy is None:
            break
        way.append(heavy[0])
        node = heavy[1]
    return join("", *way)
