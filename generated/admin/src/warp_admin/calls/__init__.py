"""Every operation as a pure function that describes one request and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import (
        auth,
        billing,
        cdrs,
        customers,
        disputes,
        exclusions,
        margins,
        netsuite,
        overrides,
        partitions,
        providers,
        rates,
        resporg,
        routes,
        services,
        system,
        tickets,
        toll_free,
        trunks,
    )

else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        modules=[
            "auth",
            "billing",
            "cdrs",
            "customers",
            "disputes",
            "exclusions",
            "margins",
            "netsuite",
            "overrides",
            "partitions",
            "providers",
            "rates",
            "resporg",
            "routes",
            "services",
            "system",
            "tickets",
            "toll_free",
            "trunks",
        ],
    )

__all__ = [
    "auth",
    "billing",
    "cdrs",
    "customers",
    "disputes",
    "exclusions",
    "margins",
    "netsuite",
    "overrides",
    "partitions",
    "providers",
    "rates",
    "resporg",
    "routes",
    "services",
    "system",
    "tickets",
    "toll_free",
    "trunks",
]
