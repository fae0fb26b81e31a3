"""Bringing WARP customers and invoices to NetSuite."""

from __future__ import annotations

from ..overlays.netsuite_sync import AsyncRecordSync, RecordSync


# Hand-written base classes: overlays/netsuite_sync
class Sync(RecordSync):
    """Bringing WARP customers and invoices to NetSuite."""


class AsyncSync(AsyncRecordSync):
    """Bringing WARP customers and invoices to NetSuite."""
