"""
Structural sharing: what did not change in new data is the object that the old data had.

Pure. The rule: the result equals the new data; only which objects it is made of differs.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import attrs

from warp_client_core.pages import AsyncPage, Page


def shared(old: Any, new: Any) -> Any:
    """New data made of as many objects of the old data as are equal; the old data itself when all is."""
    try:
        return _shared(old, new)
    except Exception:
        # Of classes that refuse to be compared or made anew, nothing is shared.
        return new


def _shared(old: Any, new: Any) -> Any:
    if old is new or type(old) is not type(new):
        return new
    if isinstance(new, (Page, AsyncPage)):
        return _page(old, new)
    try:
        if bool(old == new) and _is_alike(old, new):
            return old
    except (TypeError, ValueError, ArithmeticError):
        return new
    if isinstance(new, (list, tuple)) and type(new) in (list, tuple):
        return type(new)(_items(old, new))
    if type(new) is dict:
        return {name: shared(old[name], value) if name in old else value for name, value in new.items()}
    if attrs.has(type(new)):
        return _model(old, new)
    return new


def _is_alike(old: Any, new: Any) -> bool:
    """Whether what is equal is also written alike: 1 is no True, and 5.0 no 5.00."""
    if type(old) is not type(new):
        return False
    if isinstance(new, (list, tuple)):
        return all(map(_is_alike, old, new))
    if isinstance(new, dict):
        return all(_is_alike(old[name], value) for name, value in new.items())
    if isinstance(new, Decimal):
        return bool(old.as_tuple() == new.as_tuple())
    if isinstance(new, datetime):
        return bool(old.utcoffset() == new.utcoffset())
    if attrs.has(type(new)):
        return all(_is_alike(getattr(old, one.name), getattr(new, one.name)) for one in attrs.fields(type(new)))
    return True


def _items(old: Any, new: Any) -> list[Any]:
    """Items by their ids where they have some, else by position, so that an insertion at the front costs nothing."""
    known = {one.id: one for one in old if getattr(one, "id", None) is not None}
    return [
        shared(known.get(getattr(one, "id", None), old[index] if index < len(old) else None), one)
        for index, one in enumerate(new)
    ]


def _page(old: Any, new: Any) -> Any:
    items = shared(old.items, new.items)
    if items is old.items and old.meta == new.meta and old.next_call == new.next_call:
        return old
    new.items = items
    return new


def _model(old: Any, new: Any) -> Any:
    kept: dict[str, Any] = {}
    for field in attrs.fields(type(new)):
        before, after = getattr(old, field.name), getattr(new, field.name)
        part = shared(before, after)
        if part is not after and field.init:
            kept[field.alias or field.name] = part
    return attrs.evolve(new, **kept) if kept else new
