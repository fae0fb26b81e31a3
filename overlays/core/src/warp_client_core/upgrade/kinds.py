"""
What an expression in somebody's code can be, as far as a client is concerned, and how annotations say it.

The rule: what is not known to come from a client is nothing at all, ``()``, and not a guess.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final, Literal, TypeAlias

import attrs

Kind: TypeAlias = Literal[
    "module",  # the package, its models, its calls
    "class",  # a client, a model, an enum, another exported name
    "client",
    "resource",  # client.trunks
    "method",  # client.trunks.list
    "planners",  # calls.trunks
    "planner",  # calls.trunks.list
    "model",  # also a mapping that is typed as one
    "enum",
    "many",  # a list, a page, a walk
    "map",
    "reply",  # a call, or the whole reply to it
    "pair",  # a tuple of known length
    "function",  # of theirs; ``of`` is what it returns
    "own class",  # of theirs; ``name`` is its key
    "own",  # an instance of it
]
"""The sorts of things that are followed."""


@attrs.frozen
class Known:
    """
    One thing an expression may be.

    Attributes:
        package: Import name of the client; empty for what is theirs.
        name: Public dotted name.
        of: What it contains, returns or wraps. In a pair, each member is a ``many`` that holds the kinds of one place.
    """

    kind: Kind
    package: str = ""
    name: str = ""
    of: tuple[Known, ...] = ()


Kinds: TypeAlias = tuple[Known, ...]
"""All that an expression may be; empty when nothing is known."""
Lookup: TypeAlias = Callable[[str], Kinds]
"""A dotted name in an annotation -> the instance that it stands for."""

NOTHING: Final[Kinds] = ()
_MANY = {
    *("list", "List", "Sequence", "MutableSequence", "Iterable", "Iterator", "Collection", "AsyncIterable"),
    *("AsyncIterator", "Generator", "AsyncGenerator", "set", "Set", "frozenset", "FrozenSet", "deque"),
    *("Page", "AsyncPage", "AsyncListing", "EventStream", "AsyncEventStream", "Following", "AsyncFollowing"),
}
_MAPS = {"dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "OrderedDict"}
_THROUGH = {
    *("Optional", "Union", "Annotated", "Awaitable", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly"),
    *("ContextManager", "AbstractContextManager", "AsyncContextManager", "AbstractAsyncContextManager"),
    *("Task", "Future"),
}
_REPLIES = frozenset({"Call", "ApiResponse"})


def union(*several: Kinds) -> Kinds:
    """All of them, each once, in order."""
    return tuple(dict.fromkeys(one for kinds in several for one in kinds))


def contents(kinds: Kinds) -> Kinds:
    """What iterating gives."""
    return union(*(one.of for one in kinds if one.kind == "many"))


def differ(kinds: Kinds) -> bool:
    """Whether it may be several things that need not have the same names: a sync and an async client have."""
    return len({(one.package, "" if one.kind == "client" else one.name) for one in kinds if one.kind != "many"}) > 1


def annotated(text: str, lookup: Lookup) -> Kinds:
    """What a value with this annotation may be."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return NOTHING
    return _of(tree, lookup)


def _of(node: ast.expr, lookup: Lookup) -> Kinds:
    match node:
        case ast.Constant(value=str() as text):
            return annotated(text, lookup)
        case ast.Name() | ast.Attribute():
            return lookup(ast.unparse(node))
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return union(_of(left, lookup), _of(right, lookup))
        case ast.Subscript(value=base, slice=inner):
            name = ast.unparse(base).rpartition(".")[2]
            several = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return _generic(name, several, lookup) or lookup(ast.unparse(base))
        case _:
            return NOTHING


def _generic(name: str, parameters: list[ast.expr], lookup: Lookup) -> Kinds:
    inner = [_of(one, lookup) for one in parameters]
    if name in _THROUGH:
        return union(*inner)
    if name in ("Coroutine",):
        return inner[-1]
    if name in ("tuple", "Tuple"):
        if len(parameters) == 2 and isinstance(parameters[1], ast.Constant) and parameters[1].value is Ellipsis:
            return (Known("many", of=inner[0]),) if inner[0] else NOTHING
        return (Known("pair", of=tuple(Known("many", of=one) for one in inner)),) if any(inner) else NOTHING
    if name in ("Callable",):
        return (Known("function", of=inner[-1]),) if inner[-1] else NOTHING
    if name in _MANY and inner[0]:
        return (Known("many", of=inner[0]),)
    if name in _MAPS and inner[-1]:
        return (Known("map", of=inner[-1]),)
    if name in _REPLIES and inner[0]:
        return (Known("reply", of=inner[0]),)
    return NOTHING
