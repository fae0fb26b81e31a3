"""
Items come in three kinds, each a record type of its own: sold, resold and bought.

The rule: a kind changes the type in the path of a call and nothing else.

Source: NetSuite REST API Browser, record names.
"""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias, TypeVar

import attrs

from warp_client_core.calls import Call

ItemKind: TypeAlias = Literal["sale", "resale", "purchase"]
"""Which of the three: for sale, for resale, or for purchase only."""

_TYPES: Final = {"sale": "SaleItem", "resale": "ResaleItem", "purchase": "PurchaseItem"}

T = TypeVar("T")


def of_kind(call: Call[T], kind: str) -> Call[T]:
    """
    The call for items of another kind than those for sale.

    Raises:
        ValueError: There is no such kind.
    """
    if kind not in _TYPES:
        raise ValueError(f"kind must be 'sale', 'resale' or 'purchase', not {kind!r}")
    if kind == "sale":
        return call
    operation: Any = call.operation
    path = operation.path.replace("SaleItem", _TYPES[kind])
    return attrs.evolve(
        call,
        operation=attrs.evolve(operation, path=path),
        path=call.path.replace("SaleItem", _TYPES[kind], 1),
    )
