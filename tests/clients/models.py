"""Instances of generated models, made from their type hints."""

from __future__ import annotations

import datetime as dt
import functools
import importlib
import types
import typing
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

from warp_client_core import OpenEnum

CLIENTS = ("customer", "admin", "netsuite")

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=4,
)
_OFFSETS = st.integers(-720, 720).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
_ZONES = st.just(dt.UTC) | _OFFSETS
_LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    Any: _JSON,
    bool: st.booleans(),
    bytes: st.binary(max_size=8),
    Decimal: st.decimals(allow_nan=False),
    dt.date: st.dates(),
    dt.datetime: st.datetimes(timezones=_ZONES),
    float: st.floats(allow_nan=False),
    int: st.integers(),
    object: _JSON,
    str: st.text(max_size=8),
    type(None): st.none(),
}


def model_classes(client: str) -> list[type]:
    """Every model of a client, in order of name."""
    models = importlib.import_module(f"warp_{client}.models")
    found = [getattr(models, name) for name in sorted(dir(models)) if not name.startswith("_")]
    return [one for one in found if isinstance(one, type) and attrs.has(one)]


@functools.cache
def instances(model: type) -> st.SearchStrategy[Any]:
    """
    Models with any values that their types allow, unknown enum values and unusual zones included.

    Raises:
        LookupError: A type hint is of a kind that nobody thought of here.
    """
    hints = typing.get_type_hints(model)
    return st.builds(model, **{field.name: values(hints[field.name]) for field in attrs.fields(model)})


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a type expression."""
    if hint in _LEAVES:
        return _LEAVES[hint]
    if isinstance(hint, type) and issubclass(hint, OpenEnum):
        return st.sampled_from(hint) | st.text(max_size=8).map(hint)
    if isinstance(hint, type) and attrs.has(hint):
        return st.deferred(lambda: instances(hint))
    origin = typing.get_origin(hint)
    if origin not in _COMPOUND:
        raise LookupError(hint)
    return _COMPOUND[origin](*typing.get_args(hint))


def _one_of(*options: Any) -> st.SearchStrategy[Any]:
    # None first, because a model may hold models of its own kind.
    ordered = sorted(options, key=lambda option: option is not type(None))
    return st.one_of(*map(values, ordered))


_COMPOUND: dict[Any, Callable[..., st.SearchStrategy[Any]]] = {
    dict: lambda key, value: st.dictionaries(values(key), values(value), max_size=2),
    list: lambda item: st.lists(values(item), max_size=2),
    types.UnionType: _one_of,
    typing.Union: _one_of,
    typing.Literal: lambda *options: st.sampled_from(options),
}
