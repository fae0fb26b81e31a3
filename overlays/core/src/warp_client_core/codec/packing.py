"""
Models to JSON text in C.

A model is converted into a struct that uses wire names and leaves out what is None by default, and msgspec writes
that. The rule: what is written here is what the slow walk of `encoding` would write, or nothing is; a value that is
not exactly what its annotation says is left to the walk, and so is telling what is wrong with it.
"""

from __future__ import annotations

import enum
import functools
import typing
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, date, datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union

import attrs
import msgspec

from warp_client_core.codec.columns import FINITE, Check, Checks, Rule, exactly
from warp_client_core.codec.learning import LEARNING
from warp_client_core.codec.shapes import Shape, is_model, reachable, shape_of
from warp_client_core.codec.twins import twins
from warp_client_core.times import Timestamp
from warp_client_core.unset import UNSET
from warp_client_core.variants import RawValue

ENCODER: Final = msgspec.json.Encoder(decimal_format="number")

_LARGEST: Final = 1.7976931348623157e308

# Types that the conversion may not take for others, such as text for a time.
_NATIVE: Final = (datetime, date, Decimal)


class _Everything(type):
    def __instancecheck__(cls, value: object) -> bool:
        return True


class _Free(metaclass=_Everything):
    """Stands for ``Any``, which only the slow walk can write."""


_LEAVES: Final = {
    Any: _Free,
    Timestamp: datetime,
    float: Annotated[float, msgspec.Meta(ge=-_LARGEST, le=_LARGEST)],
}

_SURE: Final = frozenset({str, int, bool, date, NoneType, Any})
"""Types that the conversion itself checks well enough."""


class Packer:
    """
    Writes values of one type.

    Attributes:
        packed: The type to convert to before writing.
        check: The check that the conversion changes nothing of what a value says.
    """

    __slots__ = ("_is_learnt", "check", "packed")

    def __init__(self, packed: Any, check: Check) -> None:
        self.packed: Final = packed
        self.check: Final = check
        self._is_learnt = False

    def write(self, value: Any, walk: Callable[[Any], Any]) -> bytes | None:
        """
        JSON text of a value, or None when the slow walk has to write it or to refuse it.

        Args:
            value: Annotated as the type, which proves nothing.
            walk: The slow walk, for parts that may be anything.
        """

        def free(_: type, part: Any) -> Any:
            if part is UNSET:
                raise ValueError
            return walk(part)

        try:
            if not self.check((value,)):
                return None
            with nullcontext() if self._is_learnt else LEARNING.lock:
                packed = msgspec.convert(value, self.packed, from_attributes=True, builtin_types=_NATIVE, dec_hook=free)
            self._is_learnt = True
            return ENCODER.encode(packed)
        except (AttributeError, RecursionError, TypeError, ValueError):
            return None


def packer_of(value: Any) -> Packer | None:
    """The packer of a model, or of a list by its first model; None for all other values."""
    many = type(value) is list
    model: Any = type(value[0]) if many and value else type(value)
    return _packer(model, many)


@functools.cache
def _packer(model: Any, many: bool) -> Packer | None:
    if not is_model(model) or model is RawValue:
        return None
    kind: Any = list[model] if many else model
    models = reachable(kind)
    if any(shape_of(one).extra for one in models) or not all(
        _is_sure(shape.hints[name]) for shape in map(shape_of, models) for name in shape.wire
    ):
        return None
    check = Checks(_rule, exact=True).of(kind)
    assert check is not None
    return Packer(twins(kind, models, _LEAVES, _fields_to_write, omit_defaults=True), check)


def _rule(leaf: Any) -> Rule | None:
    if leaf is Decimal:
        return FINITE
    if leaf in (datetime, Timestamp):
        return Rule("value.tzinfo is given", UTC)
    return exactly(leaf) if leaf is float or _is_enum(leaf) else None


def _is_sure(hint: Any) -> bool:
    """Whether the conversion and the checks together know a type."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, UnionType):
        return len(parts) - (NoneType in parts) == 1 and all(map(_is_sure, parts))
    if origin in (list, dict):
        return all(map(_is_sure, parts))
    return hint in _SURE or _rule(hint) is not None or is_model(hint)


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def _fields_to_write(shape: Shape) -> list[tuple[str, Any, Any]]:
    return [
        (name, shape.hints[name], None if shape.attributes[name].default is None else attrs.NOTHING)
        for name in shape.wire
    ]
