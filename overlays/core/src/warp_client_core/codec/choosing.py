"""
Which option of a union a JSON value is.

By its kind (object, array, text ...), then by the field that names the option, else by the fields: an option whose
required fields are there, and of those the one that knows most. The rule: what is decided is read like any other model,
errors and all; what cannot be decided is kept raw where the union says so, and never guessed.
"""

from __future__ import annotations

import enum
import functools
import types
import typing
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final, Union
from uuid import UUID

import attrs
import msgspec

from warp_client_core.codec.decoding import FAULTS, read, reader
from warp_client_core.codec.misread import Misread
from warp_client_core.codec.shapes import is_model, shape_of
from warp_client_core.enums import HEARD
from warp_client_core.variants import RawValue, Variants

_FIELDS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_SORTS: Final = dict(zip(b'{["tfn', ("object", "array", "text", "flag", "flag", "null"), strict=True))
_TEXTS: Final = (UUID, datetime, date, time, enum.Enum, str, Decimal, bytes)
"""Types that are text in JSON, the most particular first; any text may be one of the last three."""


def read_variant(kind: Any, data: msgspec.Raw) -> Any:
    """
    The hook of conversions: the value of a union in a JSON text.

    Args:
        kind: The union.
        data: The text.

    Raises:
        Misread: The text does not fit the option that it names, or no option of a union that keeps nothing raw.
        RecursionError: The text is nested too deep.
        NotImplementedError: Asked for another type.
    """
    if not isinstance(kind, Variants):
        raise NotImplementedError(kind)
    outer = HEARD.held
    HEARD.values = None if outer is None else []
    try:
        value = chooser(kind).read(kind, data)
        if outer is not None:
            outer.extend(HEARD.values or ())
        return value
    except RecursionError:
        raise
    except FAULTS as error:
        raise Misread(error) from error
    finally:
        HEARD.values, HEARD.held = None, outer


@functools.cache
def chooser(kind: Variants) -> Chooser:
    """The chooser of a union, made at its first use."""
    return Chooser(kind)


class Chooser:
    """Decides for one union. Options that are unions themselves are looked through."""

    def __init__(self, kind: Variants) -> None:
        self._name = kind.__name__
        self._keeps_unknown = kind.variants.keeps_unknown
        self._by_sort: dict[str, list[Any]] = {}
        self._tables = [(tag, table, _tag_reader(tag)) for tag, table in _tables(kind, set())]
        for arm in dict.fromkeys(_flat(kind, set())):
            self._by_sort.setdefault(_sort_of(arm), []).append(arm)
        for arms in self._by_sort.values():
            arms.sort(key=_rank)
        self._models = [arm for arm in self._by_sort.get("object", ()) if is_model(arm)]

    def read(self, kind: Variants, data: msgspec.Raw) -> Any:
        """The value in a JSON text."""
        sort = _sort_in(data)
        if sort == "null" and kind.is_nullable:
            return None
        arms = self._by_sort.get(sort, [])
        if sort == "object" and (self._tables or len(arms) > 1):
            return self._read_object(data, arms)
        if sort == "text" and len(arms) > 1:
            arms = [arm for arm in arms if not _is_enum(arm) or _knows(arm, data)] or arms
        if len(arms) == 1 and not self._by_sort.get("any"):
            return read(reader(arms[0]), data)
        return self._first(data, [*arms, *self._by_sort.get("any", ())])

    def arm(self, value: Any) -> Any:
        """
        The option of a JSON value that is given as plain Python, names being those of the wire or of Python.

        None when it cannot be decided.
        """
        if isinstance(value, Mapping):
            for tag, table, _ in self._tables:
                names = [tag, *(name for model in self._models for name in _python_names(model, tag))]
                found = next((value[name] for name in names if name in value), None)
                if found is not None:
                    return table.get(_tag_text(found) or "")
            return next(iter(self._ranked(value.keys())), None) or self._map()
        arms = self._by_sort.get("array" if isinstance(value, (list, tuple)) else "text", [])
        return arms[0] if arms else None

    def _read_object(self, data: msgspec.Raw, arms: list[Any]) -> Any:
        for _, table, tag_in in self._tables:
            text = _tag_text(tag_in(data).tag)
            if text in table:
                return read(reader(table[text]), data)
            if text is not None:
                return self._unknown(data, text)
        fields = _FIELDS.decode(data)
        return self._first(data, [*self._ranked(fields.keys()), *(arm for arm in arms if not is_model(arm))])

    def _unknown(self, data: msgspec.Raw, text: str) -> Any:
        if HEARD.values is not None:
            HEARD.values.append((self._name, text))
        return self._first(data, [arm for arm in self._by_sort.get("object", ()) if not is_model(arm)])

    def _ranked(self, names: Collection[str]) -> list[Any]:
        """The models whose required fields are there, the one that knows most names first."""
        scored = []
        for position, model in enumerate(self._models):
            wires, required = _fields_of(model)
            known = sum(1 for name in names if name in wires)
            if (known or not wires) and all(any(name in names for name in both) for both in required):
                scored.append((-known, position, model))
        return [model for _, _, model in sorted(scored, key=lambda one: one[:2])]

    def _map(self) -> Any:
        return next((arm for arm in self._by_sort.get("object", ()) if not is_model(arm)), None)

    def _first(self, data: msgspec.Raw, arms: list[Any]) -> Any:
        """The value of the first option that can be read."""
        failure: Exception | None = None
        for arm in arms:
            try:
                return read(reader(arm), data)
            except msgspec.ValidationError as error:
                HEARD.forget()
                failure = failure or error
        if self._keeps_unknown:
            return RawValue(read(reader(Any), data))
        if failure is not None:
            raise failure
        raise msgspec.ValidationError(f"Expected {' or '.join(sorted(self._by_sort))}, got {_sort_in(data)}")


def _flat(kind: Any, seen: set[Any]) -> Iterator[Any]:
    """The options of a union that are no unions themselves."""
    if isinstance(kind, Variants):
        if kind.variants not in seen:
            seen.add(kind.variants)
            for one in kind.variants.kinds:
                yield from _flat(one, seen)
    elif typing.get_origin(kind) in (Union, types.UnionType):
        for one in typing.get_args(kind):
            yield from _flat(one, seen)
    elif kind is not RawValue:
        yield kind


def _tables(kind: Variants, seen: set[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each field that names an option, and the options by its value; those of inner unions follow."""
    options = kind.variants
    if options in seen:
        return
    seen.add(options)
    inner = [table for one in options.kinds if isinstance(one, Variants) for table in _tables(one, seen)]
    own = {value: options.kinds[index] for value, index in options.tags.items()}
    for tag, table in inner:
        if tag == options.tag:
            own = {**table, **own}
        else:
            yield tag, table
    if options.tag:
        yield options.tag, own


def _tag_reader(tag: str) -> Any:
    made = msgspec.defstruct("Tagged", [("tag", Any, None)], rename={"tag": tag})
    return msgspec.json.Decoder(made).decode


def _tag_text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None or isinstance(value, (dict, list)) else str(value)


def _sort_in(data: msgspec.Raw) -> str:
    view = memoryview(data)
    first = view[0]
    if first in b" \t\r\n":
        first = next((one for one in view if one not in b" \t\r\n"), 0)
    return _SORTS.get(first, "number")


def _sort_of(kind: Any) -> str:
    if is_model(kind):
        return "object"
    origin = typing.get_origin(kind) or kind
    if origin is typing.Annotated:
        return _sort_of(typing.get_args(kind)[0])
    if origin in (dict, list):
        return "object" if origin is dict else "array"
    if origin in (None, types.NoneType, Any):
        return "any" if origin is Any else "null"
    if origin is bool:
        return "flag"
    return "number" if origin in (int, float, Decimal) else "text"


def _rank(kind: Any) -> int:
    """Place of an option among those of its sort: the more particular, the earlier."""
    plain = typing.get_args(kind)[0] if typing.get_origin(kind) is typing.Annotated else kind
    if _sort_of(kind) == "number":
        return (int, Decimal, float).index(plain)
    if _sort_of(kind) == "text":
        return next((index for index, one in enumerate(_TEXTS) if issubclass(plain, one)), len(_TEXTS))
    return 0


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def _knows(kind: Any, data: msgspec.Raw) -> bool:
    return read(reader(str), data) in kind._value2member_map_


@functools.cache
def _fields_of(model: type) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Every name of a model's fields, and both names of each that is required."""
    shape = shape_of(model)
    required = [(name, wire) for name, wire in shape.wire.items() if shape.attributes[name].default is attrs.NOTHING]
    return frozenset([*shape.wire, *shape.wire.values()]), tuple(required)


def _python_names(model: type, tag: str) -> list[str]:
    return [name for name, wire in shape_of(model).wire.items() if wire == tag]
