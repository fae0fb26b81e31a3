"""Every operation as a pure function that describes one request and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import (
        async_jobs,
        customers,
        invoices,
        journal_entries,
        non_inventory_items,
        oauth,
        payments,
        service_items,
        subsidiaries,
        system,
    )

else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        modules=[
            "async_jobs",
            "customers",
            "invoices",
            "journal_entries",
            "non_inventory_items",
            "oauth",
            "payments",
            "service_items",
            "subsidiaries",
            "system",
        ],
    )

__all__ = [
    "async_jobs",
    "customers",
    "invoices",
    "journal_entries",
    "non_inventory_items",
    "oauth",
    "payments",
    "service_items",
    "subsidiaries",
    "system",
]
