"""Every operation as a pure function that describes one request and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import (
        account,
        api_keys,
        auth,
        billing,
        cdrs,
        invoices,
        messages,
        metrics,
        numbers,
        payment_methods,
        port_orders,
        toll_free,
        trunks,
        usage,
        webhooks,
    )

else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        modules=[
            "account",
            "api_keys",
            "auth",
            "billing",
            "cdrs",
            "invoices",
            "messages",
            "metrics",
            "numbers",
            "payment_methods",
            "port_orders",
            "toll_free",
            "trunks",
            "usage",
            "webhooks",
        ],
    )

__all__ = [
    "account",
    "api_keys",
    "auth",
    "billing",
    "cdrs",
    "invoices",
    "messages",
    "metrics",
    "numbers",
    "payment_methods",
    "port_orders",
    "toll_free",
    "trunks",
    "usage",
    "webhooks",
]
