"""
Fields that older servers call otherwise.

Loaded by the first reply that cannot be read. The rule: names are added and never taken away, so an object that means
something else by the other name is read as ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import msgspec

from warp_client_core.codec.shapes import reachable

# Amounts keep each of their digits.
_READ: Final = msgspec.json.Decoder(float_hook=Decimal)
_WRITE: Final = msgspec.json.Encoder(decimal_format="number")


def respelled(kind: Any, data: bytes) -> bytes | None:
    """
    A reply with all its fields, and those with another name once more under the name that the models give them.

    Args:
        kind: Type of the payload. The models within it say the other names, in ``__also__``.
        data: JSON in UTF-8.

    Returns:
        None when there is no such field.
    """
    names: dict[str, str] = {}
    for model in reachable(kind):
        names |= getattr(model, "__also__", {})
    if not names:
        return None
    try:
        value = _READ.decode(data)
        return _WRITE.encode(value) if _add(names, value) else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _add(names: Mapping[str, str], value: Any) -> int:
    """Add the names within a JSON value; how many were added."""
    if isinstance(value, list):
        return sum(_add(names, entry) for entry in value)
    if not isinstance(value, dict):
        return 0
    found = sum(_add(names, entry) for entry in value.values())
    missing = {own: value[other] for other, own in names.items() if other in value and own not in value}
    value.update(missing)
    return found + len(missing)
