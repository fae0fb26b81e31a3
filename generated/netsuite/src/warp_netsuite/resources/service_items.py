"""Services for sale."""

from __future__ import annotations

from ..overlays.netsuite_records import AsyncServiceItemRecords, ServiceItemRecords


# Hand-written base classes: overlays/netsuite_records
class ServiceItems(ServiceItemRecords):
    """Services for sale."""


class AsyncServiceItems(AsyncServiceItemRecords):
    """Services for sale."""
