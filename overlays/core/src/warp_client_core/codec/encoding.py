"""
Values to JSON text.

The rule: what JSON cannot say exactly (NaN, a time without a zone, an unknown type) is refused with the path
of the value; it never becomes ``null`` or a guess.
"""

from __future__ import annotations

import base64
import enum
import typing
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from types import NoneType
from typing import Any, Final
from uuid import UUID

import attrs
import msgspec

from warp_client_core.codec.packing import ENCODER, packer_of
from warp_client_core.codec.shapes import is_model, is_union, shape_of
from warp_client_core.literals import is_finite, rfc3339
from warp_client_core.unset import UNSET, Unset
from warp_client_core.variants import RawValue

_AS_IS: Final = frozenset({str, int, bool, NoneType})
"""Classes of values that JSON has; derived classes have to be looked at."""

_SINGLE: Final = _AS_IS | {float, Decimal, datetime, date, Unset}
"""Classes of values that hold no models."""


def encode(value: object) -> bytes:
    """
    JSON text in UTF-8.

    Models use their wire names and leave out fields that are UNSET, or None where None is the field's default.
    Mappings leave out UNSET and keep None as ``null``. Decimal is written as a number, times as RFC 3339 in
    UTC, enums by value.

    Raises:
        ValueError: A number is not finite or a time is naive; the message holds the path.
        TypeError: A type has no JSON form; the message holds the path.
    """
    if type(value) is dict:
        large = [(name, entry) for name, entry in value.items() if type(entry) not in _SINGLE]
        packed = {name: msgspec.Raw(text) for name, entry in large if (text := _packed(entry))}
        value = {**value, **packed} if packed else value
    return _packed(value) or ENCODER.encode(to_wire(value))


def _packed(value: object) -> bytes | None:
    packer = packer_of(value)
    return packer.write(value, to_wire) if packer else None


def to_wire(value: object, *, at: str = "$") -> Any:
    """
    The value as dicts, lists, strings, numbers (int, float, Decimal), bools and None, ready for JSON.

    Args:
        value: A model, a mapping, a list, or a single value.
        at: Path of the value, for messages.

    Raises:
        ValueError, TypeError: As for `encode`.
    """
    match value:
        case enum.Enum():
            return to_wire(value.value, at=at)
        case None | bool() | int():
            return value
        case str() | UUID():
            return str(value)
        case float() | Decimal():
            if not is_finite(value):
                raise ValueError(f"{at}: {value} is not a finite number")
            return float(value) if isinstance(value, float) else value
        case datetime() | date():
            return _time(value, at)
        case Mapping():
            return _object(value, at)
        case msgspec.Raw():
            return value
        case RawValue():
            return to_wire(value.value, at=at)
        case bytes():
            return base64.b64encode(value).decode()
        case time():
            return value.isoformat()
        case list() | tuple():
            return [to_wire(entry, at=f"{at}[{index}]") for index, entry in enumerate(value)]
    if attrs.has(type(value)):
        return _model(value, at)
    raise TypeError(f"{at}: a {type(value).__name__} has no JSON form")


def wire_mapping(kind: Any, value: Any) -> Any:
    """
    A nested object as it goes on the wire, given as a mapping with the Python names of a model.

    Known Python names become wire names, at every depth that the type describes; other names pass, and so does
    a value that is no mapping (the model itself, None, UNSET).

    Args:
        kind: A model class, or a type expression that holds one, such as ``list[Contact] | None``.
        value: What the caller gave.
    """
    if is_model(kind):
        return _renamed(kind, value)
    if is_union(kind):
        return _option_renamed(kind, value)
    parts = typing.get_args(kind)
    if isinstance(value, Mapping) and typing.get_origin(kind) in (dict, Mapping):
        return {name: wire_mapping(parts[-1], entry) for name, entry in value.items()}
    for part in parts:
        value = wire_mapping(part, value)
    return value


def _option_renamed(kind: Any, value: Any) -> Any:
    # Reading is not loaded for writing, save where a union has to be decided.
    from warp_client_core.codec.choosing import chooser

    arm = chooser(kind).arm(value) if isinstance(value, (Mapping, list, tuple)) else None
    if arm is None and isinstance(value, (list, tuple)):
        return [_option_renamed(kind, entry) for entry in value]
    return value if arm is None else wire_mapping(arm, value)


def _renamed(model: type, value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_renamed(model, entry) for entry in value]
    if not isinstance(value, Mapping):
        return value
    shape = shape_of(model)
    return {shape.wire.get(name, name): wire_mapping(shape.hints.get(name), entry) for name, entry in value.items()}


def _time(value: date, at: str) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    try:
        return rfc3339(value)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"{at}: {error}") from error


def _object(values: Mapping[Any, Any], at: str) -> dict[str, Any]:
    sent = {}
    for name, value in values.items():
        if not isinstance(name, str):
            raise TypeError(f"{at}: a name in a JSON object must be a str, not {name!r}")
        if type(value) in _AS_IS:
            sent[str(name)] = value
        elif value is not UNSET:
            sent[str(name)] = to_wire(value, at=f"{at}.{name}")
    return sent


def _model(model: Any, at: str) -> dict[str, Any]:
    kind: type = type(model)
    shape = shape_of(kind)
    sent = {}
    for name, wire in shape.wire.items():
        value = getattr(model, name)
        # Where the default is UNSET or there is none, a None was put there on purpose and means ``null``.
        if value is UNSET or (value is None and shape.attributes[name].default is None):
            continue
        sent[wire] = to_wire(value, at=f"{at}.{wire}")
    if shape.extra:
        sent = {**_object(getattr(model, shape.extra), at), **sent}
    return sent
