"""
The invoices of all accounts: seeded for the months that are over, and made every month from then on.

One rule: an invoice belongs to one account, and an account sees its own only. What a month charged to the balance is
invoiced on the first of the next, or a month later when the account has an invoice for that month already. What is not
paid by its due date is overdue from the next day on.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from warp_sandbox.clock import START
from warp_sandbox.errors import Refusal
from warp_sandbox.events import Event
from warp_sandbox.warp.billing_invoicing import OPEN, invoice_of_lines, issued_at, overdue_at, pay, statement
from warp_sandbox.warp.ledger import Ledger, exact
from warp_sandbox.warp.revenue_sales import Line, Sales, months_before
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.paging import page_of
from warp_sandbox.wire.replies import enveloped

_LINK_LIFETIME = timedelta(hours=1)
_CREDIT = Decimal("-25.00")


class Invoices:
    """
    The invoice operations of one sandbox.

    Attributes:
        records: The invoices of all accounts by id, oldest first.
    """

    def __init__(self, world: World, sales: Sales, ledger: Ledger) -> None:
        self._world = world
        self._ledger = ledger
        self._dice = world.dice("invoices")
        self._new_id = world.ids("invoices")
        self._numbers: defaultdict[date, itertools.count[int]] = defaultdict(lambda: itertools.count(1))
        self._billed: set[int] = set()
        self.records: dict[str, Record] = {}
        if sales.lines:
            self._fill(sales)
            world.schedule.at(_next_month(START), self._close_month)

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on invoices, by operationId."""
        return {"list_invoices": self._list, "get_invoice": self._get, "download_invoice": self._download}

    def _list(self, call: Call) -> Reply:
        status = call.query.get("status")
        own = [one for one in self.records.values() if one["customer_id"] == call.caller.customer_id]
        found = [one for one in reversed(own) if status in (None, one["status"])]
        items, pagination = page_of(found, call)
        return enveloped(call, items, pagination=pagination)

    def _get(self, call: Call) -> Reply:
        return enveloped(call, self._own(call))

    def _download(self, call: Call) -> Reply:
        invoice = self._own(call)
        ticket = f"{self._dice.getrandbits(64):016x}"
        link = {
            "download_url": f"https://files.example.com/invoices/{invoice['invoice_number']}.pdf?ticket={ticket}",
            "expires_at": stamp(call.now + _LINK_LIFETIME),
        }
        return enveloped(call, link)

    def _own(self, call: Call) -> Record:
        invoice = self.records.get(call.path["invoice_id"])
        if invoice is None or invoice["customer_id"] != call.caller.customer_id:
            raise Refusal(404, "There is no such invoice.")
        return invoice

    def _fill(self, sales: Sales) -> None:
        months: defaultdict[tuple[date, str], list[Line]] = defaultdict(list)
        for line in sales.lines:
            months[line.month, line.customer_id].append(line)
        shown = self._world.example("Invoice")
        for (month, customer_id), lines in months.items():
            number = next(self._numbers[month])
            if shown["period_start"] == month.isoformat():
                self._add(shown)
                continue
            adjustment = _CREDIT if self._dice.random() < 0.2 else Decimal(0)
            invoice = invoice_of_lines(lines, self._new_id(), number, adjustment)
            age = (START.date().year - month.year) * 12 + START.date().month - month.month
            self._settle(invoice, age, is_caller=customer_id == self._world.customer_id)
            self._add(invoice)

    def _settle(self, invoice: Record, age: int, *, is_caller: bool) -> None:
        """Give a seeded invoice a past; ``age`` is the number of months since its own."""
        whole = exact(invoice["total_amount"])
        if age == 1:
            pay(invoice, whole / 4, issued_at(invoice) + timedelta(days=5))
        elif age > 2 and (is_caller or self._dice.random() < 0.4):
            pay(invoice, whole, issued_at(invoice) + timedelta(days=self._dice.randrange(3, 29)))
        elif overdue_at(invoice) <= START:
            invoice["status"] = "overdue"

    def _add(self, invoice: Record) -> None:
        self.records[invoice["id"]] = invoice
        if invoice["status"] in OPEN and overdue_at(invoice) > START:
            self._world.schedule.at(overdue_at(invoice), lambda at: self._fall_due(invoice, at))

    def _fall_due(self, invoice: Record, at: datetime) -> None:
        if invoice["status"] in OPEN:
            invoice.update(status="overdue", updated_at=stamp(at))
            due, number = exact(invoice["balance_due"]), invoice["invoice_number"]
            reason = f"{number} was due on {invoice['due_date']}"
            self._ledger.alerts.tell(invoice["customer_id"], "invoice_overdue", at, due, reason, invoice["id"])

    def _close_month(self, at: datetime) -> None:
        month = months_before(at.date(), 1)
        charged: defaultdict[str, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        done = {one["customer_id"] for one in self.records.values() if one["period_start"] == month.isoformat()}
        for index, entry in enumerate(self._ledger.entries):
            is_due = index not in self._billed and entry.at.date() < at.date()
            if entry.amount < 0 and is_due and entry.customer_id not in done:
                charged[entry.customer_id][entry.kind] -= entry.amount
                self._billed.add(index)
        for customer_id, kinds in charged.items():
            invoice = statement(kinds, customer_id, self._new_id(), month, next(self._numbers[month]))
            self._add(invoice)
            payload = {name: invoice[name] for name in ("id", "invoice_number", "total_amount", "currency", "due_date")}
            payload = {"invoice_id": payload.pop("id"), **payload, "timestamp": stamp(at)}
            self._world.events.publish(Event("webhook", "invoice.generated", payload, customer_id))
        self._world.schedule.at(_next_month(at), self._close_month)


def _next_month(moment: datetime) -> datetime:
    first = (moment.date().replace(day=1) + timedelta(days=31)).replace(day=1)
    return datetime.combine(first, time(2), UTC)
