"""
What values have in common, written once: equality, hash and ``repr`` by their parts.

attrs writes and compiles these methods anew for each class, which takes longer than all else a short program does
with the class. So classes of values derive from `Value` and leave them out: ``@attrs.frozen(eq=False, repr=False)``.
The few that only the runtime makes do without attrs; they name their parts in ``__match_args__`` and assign them once.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any


class Value:
    """
    Equal to a value of the same class with equal parts.

    What attrs fields say about ``eq`` and ``repr`` holds.
    """

    __slots__ = ()
    __match_args__ = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(_compared(self) == _compared(other))

    def __hash__(self) -> int:
        return hash((type(self), _compared(self)))

    @recursive_repr()
    def __repr__(self) -> str:
        return f"{type(self).__qualname__.rpartition('>.')[2]}({', '.join(_shown(self))})"


def _compared(value: object) -> object:
    """The parts that decide about equality."""
    kind: type = type(value)
    return _reader(kind)(value)


def _shown(value: object) -> Iterator[str]:
    """The parts that are shown, with their names."""
    kind: type = type(value)
    return (f"{name}={show(getattr(value, name))}" for name, show in _writers(kind))


@functools.cache
def _reader(kind: Any) -> Callable[[object], object]:
    fields = _fields(kind)
    names = kind.__match_args__ if fields is None else [one.name for one in fields if one.eq]
    return attrgetter(*names) if names else lambda _value: ()


@functools.cache
def _writers(kind: Any) -> list[tuple[str, Callable[[Any], str]]]:
    fields = _fields(kind)
    if fields is None:
        return [(name, repr) for name in kind.__match_args__]
    return [(one.name, repr if one.repr is True else one.repr) for one in fields if one.repr]


def _fields(kind: type) -> Any:
    """The attributes of an attrs class; None for other classes. Read as attrs does, which need not be loaded for it."""
    return getattr(kind, "__attrs_attrs__", None)
