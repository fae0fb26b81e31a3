"""Goods for sale that are not kept in stock."""

from __future__ import annotations

from ..overlays.netsuite_records import AsyncNonInventoryItemRecords, NonInventoryItemRecords


# Hand-written base classes: overlays/netsuite_records
class NonInventoryItems(NonInventoryItemRecords):
    """Goods for sale that are not kept in stock."""


class AsyncNonInventoryItems(AsyncNonInventoryItemRecords):
    """Goods for sale that are not kept in stock."""
