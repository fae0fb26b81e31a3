"""
What a reply holds that the models do not know.

Compares JSON as plain Python values with a type. Pure. The rule: only names and enum values are compared; a value
that does not fit its type is the decoder's business.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, NamedTuple, Union

from warp_client_core.codec.choosing import chooser
from warp_client_core.codec.shapes import holds_unions, is_model, is_union, models_in, shape_of
from warp_client_core.enums import OpenEnum


class Difference(NamedTuple):
    """
    Something unknown.

    Attributes:
        owner: Name of the model or enum.
        name: The unknown field, by its wire name, or the unknown value.
        path: Where it stands, such as ``$.data[0].status``.
        is_field: Whether it is a field, and not a value of an enum.
    """

    owner: str
    name: str
    path: str
    is_field: bool


def differences(kind: Any, value: Any, at: str) -> Iterator[Difference]:
    """
    Every unknown field and enum value.

    Args:
        kind: The type that the value was decoded to.
        value: JSON as dicts, lists, strings and so on.
        at: Path of the value.
    """
    if is_union(kind):
        kind = chooser(kind).arm(value)
    if isinstance(value, dict):
        if (model := _arm(kind, is_model)) is not None:
            yield from _of_model(model, value, at)
        elif (mapping := _arm(kind, _is_mapping)) is not None:
            inner = typing.get_args(mapping)[1]
            for name, entry in value.items():
                yield from differences(inner, entry, f"{at}.{name}")
    elif isinstance(value, list):
        if (array := _arm(kind, _is_list)) is not None:
            inner = typing.get_args(array)[0]
            for index, entry in enumerate(value):
                yield from differences(inner, entry, f"{at}[{index}]")
    elif isinstance(value, str):
        found = _arm(kind, _is_open)
        if found is not None and not found(value).is_known:
            yield Difference(found.__name__, value, at, is_field=False)


def _of_model(model: type, value: Mapping[str, Any], at: str) -> Iterator[Difference]:
    known, inner = _fields(model)
    for name in sorted(value.keys() - known) if not shape_of(model).extra else ():
        yield Difference(model.__name__, name, f"{at}.{name}", is_field=True)
    for name, hint in inner:
        if name in value:
            yield from differences(hint, value[name], f"{at}.{name}")


@functools.cache
def _fields(model: type) -> tuple[frozenset[str], tuple[tuple[str, Any], ...]]:
    """Wire names of a model, and the fields to look into."""
    shape = shape_of(model)
    known = frozenset(shape.wire.values()) | ({"links"} if shape.links else set())
    hints = [(wire, shape.hints[name]) for name, wire in shape.wire.items()]
    return known, tuple(
        (wire, hint) for wire, hint in hints if any(models_in(hint)) or _holds_open(hint) or holds_unions(hint)
    )


def _arm(kind: Any, fits: Any) -> Any:
    """The part of a type, out of its unions, that a value is read as; None when there is none."""
    if fits(kind):
        return kind
    if typing.get_origin(kind) in (Union, UnionType, typing.Annotated):
        return next((found for part in typing.get_args(kind) if (found := _arm(part, fits)) is not None), None)
    return None


def _is_mapping(kind: Any) -> bool:
    origin = typing.get_origin(kind)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _is_list(kind: Any) -> bool:
    return typing.get_origin(kind) is list


def _is_open(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, OpenEnum)


def _holds_open(kind: Any) -> bool:
    return _is_open(kind) or any(map(_holds_open, typing.get_args(kind)))
