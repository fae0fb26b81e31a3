"""Every operation as a pure function that describes one request and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import async_jobs as async_jobs
    from . import customers as customers
    from . import invoices as invoices
    from . import journal_entries as journal_entries
    from . import non_inventory_items as non_inventory_items
    from . import oauth as oauth
    from . import payments as payments
    from . import service_items as service_items
    from . import subsidiaries as subsidiaries
    from . import system as system

else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(__name__, modules=None)
