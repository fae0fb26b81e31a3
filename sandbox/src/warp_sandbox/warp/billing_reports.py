"""
Reports on what was billed: the summary of a month, and what is still owed.

One rule: every figure is a sum over invoices, so the reports agree with them and with each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from statistics import median

from warp_sandbox.errors import invalid
from warp_sandbox.warp.billing_invoicing import OPEN
from warp_sandbox.warp.invoices import Invoices
from warp_sandbox.warp.ledger import CURRENCY, exact, money, total
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply
from warp_sandbox.wire.replies import enveloped

_PERIOD = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_BUCKETS = ((0, "current"), (30, "days_1_30"), (60, "days_31_60"), (90, "days_61_90"))
_OLDEST = "days_over_90"
_NOT_BILLED = ("draft", "void")


class BillingReports:
    """The reports of one sandbox that are made from invoices."""

    def __init__(self, world: World, invoices: Invoices) -> None:
        self._world = world
        self._invoices = invoices

    def handlers(self) -> Mapping[str, Handler]:
        """The reports by operationId."""
        return {"get_billing_summary": self._summary, "get_accounts_receivable": self._receivable}

    def _summary(self, call: Call) -> Reply:
        period = call.query["period"]
        if not _PERIOD.fullmatch(period):
            raise invalid("period", "Must be a month as YYYY-MM.")
        billed = [one for one in self._billed() if one["period_start"].startswith(period)]
        totals = [exact(one["total_amount"]) for one in billed]
        tax, adjustments = _sum(billed, "tax_amount"), _sum(billed, "adjustments_total")
        gross = _sum(billed, "subtotal") + tax
        return enveloped(
            call,
            {
                "period": period,
                "currency": CURRENCY,
                "gross_revenue": money(gross),
                "tax_collected": money(tax),
                "adjustments": money(adjustments),
                "net_revenue": money(gross - tax + adjustments),
                "collected": money(_sum(billed, "amount_paid")),
                "outstanding": money(_sum(billed, "balance_due")),
                "average_invoice": money(total(totals) / len(totals)) if totals else None,
                "median_invoice": money(median(totals)) if totals else None,
                "invoice_count": len(billed),
                "active_customers": len({one["customer_id"] for one in billed}),
                "by_service": {name: money(amount) for name, amount in _by_service(billed, tax).items()},
            },
        )

    def _receivable(self, call: Call) -> Reply:
        today = call.now.date()
        owed: defaultdict[str, list[Record]] = defaultdict(list)
        for invoice in self._billed():
            if invoice["status"] in OPEN and invoice["balance_due"] > 0:
                owed[invoice["customer_id"]].append(invoice)
        everything = [invoice for invoices in owed.values() for invoice in invoices]
        return enveloped(
            call,
            {
                "as_of": today.isoformat(),
                "currency": CURRENCY,
                "total_outstanding": money(_sum(everything, "balance_due")),
                "buckets": _buckets(everything, today),
                "customers": [self._debtor(customer_id, invoices, today) for customer_id, invoices in owed.items()],
            },
        )

    def _debtor(self, customer_id: str, invoices: list[Record], today: date) -> Record:
        return {
            "customer_id": customer_id,
            "company_name": self._world.customers[customer_id]["company_name"],
            "total": money(_sum(invoices, "balance_due")),
            "buckets": _buckets(invoices, today),
            "oldest_due_date": min(one["due_date"] for one in invoices),
        }

    def _billed(self) -> list[Record]:
        return [one for one in self._invoices.records.values() if one["status"] not in _NOT_BILLED]


def _sum(invoices: Iterable[Record], name: str) -> Decimal:
    return total(exact(one[name]) for one in invoices)


def _by_service(billed: Iterable[Record], tax: Decimal) -> dict[str, Decimal]:
    found: defaultdict[str, Decimal] = defaultdict(Decimal)
    for invoice in billed:
        for item in invoice["items"]:
            found[item["service_type"]] += exact(item["amount"])
    return {**found, **({"taxes": tax} if tax else {})}


def _buckets(invoices: Iterable[Record], today: date) -> Record:
    found = dict.fromkeys([*(name for _, name in _BUCKETS), _OLDEST], Decimal(0))
    for invoice in invoices:
        late = (today - date.fromisoformat(invoice["due_date"])).days
        name = next((name for most, name in _BUCKETS if late <= most), _OLDEST)
        found[name] += exact(invoice["balance_due"])
    return {name: money(amount) for name, amount in found.items()}
