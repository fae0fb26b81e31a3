"""
Brings customers and invoices of WARP to NetSuite.

The rule of this module: importing it loads none of its siblings; each is loaded when one of its names is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .mapping import SyncMapping
    from .plans import FieldChange, SyncPlan
    from .resource import AsyncRecordSync, RecordSync
else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".mapping": ("SyncMapping",),
            ".plans": ("FieldChange", "SyncPlan"),
            ".resource": ("AsyncRecordSync", "RecordSync"),
        },
    )

__all__ = ["AsyncRecordSync", "FieldChange", "RecordSync", "SyncMapping", "SyncPlan"]
