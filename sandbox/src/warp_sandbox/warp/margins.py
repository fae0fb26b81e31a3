"""
Margins: what customers paid for traffic against what providers charged for it.

One rule: margin is revenue less cost, and a percentage of revenue. The analysis covers all invoiced voice traffic; each
filter that is given narrows it and fills its key of the groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from warp_sandbox.warp.ledger import CURRENCY, money, total
from warp_sandbox.warp.revenue import percent
from warp_sandbox.warp.revenue_sales import Line, Sales, amount_of
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

_ADVICE = ((0, "RAISE"), (15, "REVIEW"), (60, "COMPETITIVE"))
_TOO_MUCH = "LOWER"


class Margins:
    """The margin analysis of one sandbox."""

    def __init__(self, sales: Sales) -> None:
        self._sales = sales

    def handlers(self) -> Mapping[str, Handler]:
        """The analysis by operationId."""
        return {"get_margin_analysis": self._analyze}

    def _analyze(self, call: Call) -> Reply:
        lines = [one for one in self._sales.lines if one.product.service == "voice" and _fits(one, call.query)]
        groups: defaultdict[tuple[str, ...], list[Line]] = defaultdict(list)
        for line in lines:
            groups[line.product.zone, line.product.prefix].append(line)
        revenue, cost = amount_of(lines), total(line.cost for line in lines)
        return enveloped(
            call,
            {
                "currency": CURRENCY,
                "items": [_item(group, call.query) for group in groups.values()],
                "total_revenue": money(revenue),
                "total_cost": money(cost),
                "total_margin": money(revenue - cost),
                "margin_percent": percent(revenue - cost, revenue),
                "generated_at": stamp(call.now),
            },
        )


def _fits(line: Line, query: Mapping[str, str]) -> bool:
    product = line.product
    destination = query.get("destination", "").lower()
    return (
        query.get("customer_id", line.customer_id) == line.customer_id
        and query.get("provider_id", product.provider_id) == product.provider_id
        and (product.destination.lower().startswith(destination) or product.prefix.startswith(destination))
    )


def _item(lines: Sequence[Line], query: Mapping[str, str]) -> Record:
    product = lines[0].product
    minutes = total(line.units for line in lines)
    vendor_cost = round(total(line.units * line.unit_cost for line in lines) / minutes, 7)
    margin = product.price - vendor_cost
    return {
        "zone": product.zone,
        "prefix": product.prefix if "destination" in query else None,
        "destination": product.destination if "destination" in query else None,
        "provider_id": query.get("provider_id"),
        "customer_id": query.get("customer_id"),
        "customer_rate": float(product.price),
        "vendor_cost": float(vendor_cost),
        "margin_per_minute": float(margin),
        "margin_percent": percent(margin, product.price),
        "minutes": float(round(minutes, 1)),
        "recommendation": _advice(margin * 100 / product.price),
    }


def _advice(share: Decimal) -> str:
    return next((advice for most, advice in _ADVICE if share < most), _TOO_MUCH)
