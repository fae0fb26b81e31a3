"""
Unions of models at run time: what generated code writes beside the alias that type checkers see.

A type checker reads ``Pet: TypeAlias = "Cat | Dog | RawValue"``; Python gets the class that `one_of` makes, which knows
how a reply tells the options apart. The rule: options are looked at when the first value is read, so that models may
refer to each other in circles.
"""

from __future__ import annotations

import functools
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, Final, Union

import attrs

from warp_client_core.value import Value


def _outline(value: object) -> str:
    """What may be shown of JSON that nobody knows: its kind and size, no content."""
    if isinstance(value, (dict, list, str)):
        return f"<{type(value).__name__} of {len(value)}>"
    return f"<{type(value).__name__}>"


@attrs.frozen(eq=False, repr=False)
class RawValue(Value):
    """
    JSON that fits no option of a union, kept as it came; encoded, it is the same JSON again.

    Attributes:
        value: Dicts, lists, strings, numbers, bools and None.
    """

    value: Any = attrs.field(repr=_outline)


class Options:
    """
    What a union consists of.

    Attributes:
        tag: Wire name of the field that names the option; empty when there is none.
        tags: Value of that field -> position of its option.
    """

    __slots__ = ("_find", "_found", "tag", "tags")

    def __init__(self, find: Callable[[], tuple[Any, ...]], tag: str, tags: Mapping[str, int]) -> None:
        self._find = find
        self._found: tuple[Any, ...] | None = None
        self.tag: Final = tag
        self.tags: Final = tags

    @property
    def kinds(self) -> tuple[Any, ...]:
        """The type of each option."""
        if self._found is None:
            self._found = self._find()
        return self._found

    @property
    def keeps_unknown(self) -> bool:
        """Whether a value that fits no option is kept as a `RawValue`."""
        return RawValue in self.kinds


class Variants(type):
    """
    The class of unions. ``isinstance`` with one of them asks whether a value is of any option.

    Attributes:
        variants: The options.
        is_nullable: Whether None is of this union too.
    """

    variants: Options
    is_nullable: bool

    def __instancecheck__(cls, value: object) -> bool:
        if value is None:
            return cls.is_nullable
        return any(isinstance(value, _held_as(kind)) for kind in cls.variants.kinds)

    def __or__(cls, other: Any) -> Any:
        return _or_none(cls) if other in (None, types.NoneType) else Union[cls, other]

    def __ror__(cls, other: Any) -> Any:
        return _or_none(cls) if other in (None, types.NoneType) else Union[other, cls]


def one_of(
    name: str,
    module: str,
    options: Callable[[], tuple[Any, ...]],
    *,
    tag: str = "",
    tags: Mapping[str, int] | None = None,
) -> Variants:
    """
    A union of types that a JSON value alone does not tell apart.

    Args:
        name: Its name.
        module: ``__name__`` of the module that defines it.
        options: Gives the types; called once they are needed.
        tag: Wire name of the field that names the option.
        tags: Value of that field -> position of its option.
    """
    return _made(name, module, Options(options, tag, dict(tags or {})), is_nullable=False)


def _made(name: str, module: str, options: Options, *, is_nullable: bool) -> Variants:
    content = {"__module__": module, "__slots__": (), "variants": options, "is_nullable": is_nullable}
    return Variants(name, (), content)


@functools.cache
def _or_none(kind: Variants) -> Variants:
    return _made(kind.__name__, kind.__module__, kind.variants, is_nullable=True)


def _held_as(kind: Any) -> Any:
    """What ``isinstance`` can be asked about a type."""
    origin = typing.get_origin(kind)
    if kind is Any:
        return object
    if origin is typing.Annotated:
        return _held_as(typing.get_args(kind)[0])
    if origin in (Union, types.UnionType):
        return tuple(_held_as(part) for part in typing.get_args(kind))
    return types.NoneType if kind is None else origin or kind
