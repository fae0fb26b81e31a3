"""
Calls methods by their catalog entries, and makes what they give plain JSON.

The rule: a method is called as a program would call it, so whatever holds for programs (checks, retries, tokens,
overlays) holds here; nothing is sent by another way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from warp_client_core.catalog import Entry

MASK = "***"
"""Stands in place of a secret."""


def invoke(client: Any, entry: Entry, values: Mapping[str, Any], *, options: Any = None) -> Any:
    """
    What the method gives for these arguments.

    Args:
        client: A client that has the method.
        entry: The method.
        values: Arguments by name, as the method takes them; custom fields may be among them.
        options: `RequestOptions` for a generated method.

    Raises:
        WarpError: See `warp_client_core.errors`.
        ValueError, TypeError: An argument cannot be sent.
    """
    owner = getattr(client, entry.resource) if entry.resource else client
    by_position: list[Any] = []
    by_name = dict(values)
    for parameter in (one for one in entry.parameters if one.positional):
        if parameter.name not in by_name:
            break
        by_position.append(by_name.pop(parameter.name))
    if options is not None:
        by_name["options"] = options
    return getattr(owner, entry.name)(*by_position, **by_name)


def missing(entry: Entry, values: Mapping[str, Any]) -> list[str]:
    """Names of what the method needs and was not given."""
    return [one.name for one in entry.parameters if one.required and one.name not in values]


def plain(value: Any) -> Any:
    """A result as JSON values: models under their names on the wire, as the platform writes them."""
    if value is None or (isinstance(value, (str, int, float, bool)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)) and not hasattr(value, "_fields"):
        return [plain(one) for one in value]
    from warp_client_core import codec

    try:
        return json.loads(codec.encode(value))
    except (TypeError, ValueError):
        # Reports of hand-written code, which have no form on the wire.
        import attrs

        if attrs.has(type(value)):
            return {one.name: plain(getattr(value, one.name)) for one in attrs.fields(type(value))}
        return str(value)


def masked(value: Any, names: frozenset[str]) -> Any:
    """The same JSON with a mask for each value that has one of these names; absent ones stay absent."""
    if isinstance(value, dict):
        return {key: MASK if key in names and one is not None else masked(one, names) for key, one in value.items()}
    return [masked(one, names) for one in value] if isinstance(value, list) else value
