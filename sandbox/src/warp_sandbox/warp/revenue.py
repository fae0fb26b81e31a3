"""
Revenue, cost and margin between two dates.

One rule: the days and the services are the same sales, so both add up to the total, which is without taxes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from warp_sandbox.errors import invalid
from warp_sandbox.warp.ledger import CURRENCY, in_cents, money, total
from warp_sandbox.warp.revenue_sales import Sale, Sales
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply
from warp_sandbox.wire.replies import enveloped

LONGEST = 366
"""Days that one report may cover."""


class RevenueReports:
    """The revenue report of one sandbox."""

    def __init__(self, sales: Sales) -> None:
        self._sales = sales

    def handlers(self) -> Mapping[str, Handler]:
        """The report by operationId."""
        return {"get_revenue_report": self._report}

    def _report(self, call: Call) -> Reply:
        first, last = (date.fromisoformat(call.query[name]) for name in ("start_date", "end_date"))
        if not 0 <= (last - first).days < LONGEST:
            raise invalid("end_date", f"Must not be before start_date, nor {LONGEST} days or more after it.")
        sales = list(self._sales.between(first, last))
        revenue, cost = total(in_cents(one.amount for one in sales)), total(in_cents(one.cost for one in sales))
        services = _grouped((one.service, one.amount) for one in sales)
        return enveloped(
            call,
            {
                "start_date": first.isoformat(),
                "end_date": last.isoformat(),
                "currency": CURRENCY,
                "total_revenue": money(revenue),
                "total_cost": money(cost),
                "gross_margin": money(revenue - cost),
                "margin_percent": percent(revenue - cost, revenue),
                "series": _series(sales, first, last),
                "by_service": services,
            },
        )


def percent(part: Decimal, whole: Decimal) -> float | None:
    """A part in percent of the whole, with 2 decimals; None without a whole."""
    return float(round(part * 100 / whole, 2)) if whole else None


def _grouped(parts: Iterable[tuple[str, Decimal]]) -> dict[str, float]:
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for name, amount in parts:
        found[name] += amount
    return {name: money(amount) for name, amount in zip(found, in_cents(found.values()), strict=True)}


def _series(sales: Iterable[Sale], first: date, last: date) -> list[Record]:
    days = [(first + timedelta(days=count)).isoformat() for count in range((last - first).days + 1)]
    empty = [(day, Decimal(0)) for day in days]
    known = list(sales)
    revenue = _grouped([*empty, *((one.day.isoformat(), one.amount) for one in known)])
    cost = _grouped([*empty, *((one.day.isoformat(), one.cost) for one in known)])
    return [{"date": day, "revenue": revenue[day], "cost": cost[day]} for day in days]
