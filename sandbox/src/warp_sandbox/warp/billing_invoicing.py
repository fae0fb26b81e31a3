"""
Invoices made out of what was sold.

One rule: the figures of an invoice add up. The subtotal is the sum of its items, the total is subtotal, taxes and
adjustments, and what is due is the total less what was paid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from warp_sandbox.warp.ledger import CENT, CURRENCY, exact, in_cents, money, total
from warp_sandbox.warp.revenue_sales import Line, service_of
from warp_sandbox.wire.exchange import Record, stamp

TAX = Decimal("0.07")
TERMS = timedelta(days=30)
OPEN = ("sent", "partial", "overdue")
"""States in which an invoice can be owed."""


def invoice_of_lines(lines: Sequence[Line], invoice_id: str, number: int, adjustment: Decimal) -> Record:
    """The invoice of an account for one seeded month, as it was on the day of issue."""
    month = lines[0].month
    items = [_item(f"itm-{count}", line) for count, line in enumerate(lines, 1)]
    subtotal = total(line.amount for line in lines)
    tax = (subtotal * TAX).quantize(CENT)
    record = _invoice(lines[0].customer_id, invoice_id, month, number, items)
    record["adjustments_total"] = money(adjustment)
    record["taxes"] = [
        {"type": "STATE_TAX", "description": "State sales tax", "rate": float(TAX), "amount": money(tax)}
    ]
    record["tax_amount"] = money(tax)
    add_up(record)
    return record


def statement(charges: Mapping[str, Decimal], customer_id: str, invoice_id: str, month: date, number: int) -> Record:
    """The invoice for what was taken off a balance in a month, by kind: it is paid, and taxes are in the prices."""
    amounts = in_cents(charges.values())
    items = [
        {
            "id": f"itm-{count}",
            "item_type": kind.upper(),
            "description": f"Charged to the balance: {kind.replace('_', ' ')}",
            "quantity": 1.0,
            "unit_price": money(amount),
            "amount": money(amount),
            "unit": "month",
            "service_type": service_of(kind),
            "metadata": {},
        }
        for count, (kind, amount) in enumerate(zip(charges, amounts, strict=True), 1)
    ]
    record = _invoice(customer_id, invoice_id, month, number, items)
    pay(record, exact(record["total_amount"]), issued_at(record))
    return record


def pay(invoice: Record, amount: Decimal, at: datetime) -> None:
    """Put a payment on an invoice; one that covers what is due settles it."""
    invoice["amount_paid"] = money(exact(invoice["amount_paid"]) + amount)
    invoice["updated_at"] = stamp(at)
    add_up(invoice)
    if invoice["balance_due"] <= 0:
        invoice.update(status="paid", paid_at=stamp(at))
    else:
        invoice["status"] = "partial"


def credit(invoice: Record, amount: Decimal, at: datetime) -> None:
    """Take an amount off an invoice; one on which nothing is due any more is settled."""
    invoice["adjustments_total"] = money(exact(invoice["adjustments_total"]) - amount)
    invoice["updated_at"] = stamp(at)
    add_up(invoice)
    if invoice["balance_due"] <= 0:
        invoice.update(status="paid", paid_at=stamp(at))


def add_up(invoice: Record) -> None:
    """Compute the totals of an invoice from its items, taxes, adjustments and payments."""
    subtotal = total(exact(item["amount"]) for item in invoice["items"])
    whole = subtotal + exact(invoice["tax_amount"]) + exact(invoice["adjustments_total"])
    invoice["subtotal"] = money(subtotal)
    invoice["total_amount"] = money(whole)
    invoice["balance_due"] = money(whole - exact(invoice["amount_paid"]))


def issued_at(invoice: Record) -> datetime:
    """When an invoice went out: two in the morning of its day of issue, UTC."""
    return datetime.combine(date.fromisoformat(invoice["issue_date"]), time(2), UTC)


def overdue_at(invoice: Record) -> datetime:
    """From when on an invoice is overdue: midnight after its due date, UTC."""
    return datetime.combine(date.fromisoformat(invoice["due_date"]) + timedelta(days=1), time(0), UTC)


def _invoice(customer_id: str, invoice_id: str, month: date, number: int, items: list[Record]) -> Record:
    issued = (month + timedelta(days=31)).replace(day=1)
    record: Record = {
        "id": invoice_id,
        "invoice_number": f"INV-{month:%Y-%m}-{number:04}",
        "customer_id": customer_id,
        "status": "sent",
        "issue_date": issued.isoformat(),
        "due_date": (issued + TERMS).isoformat(),
        "period_start": month.isoformat(),
        "period_end": (issued - timedelta(days=1)).isoformat(),
        "tax_amount": 0.0,
        "adjustments_total": 0.0,
        "amount_paid": 0.0,
        "currency": CURRENCY,
        "items": items,
        "taxes": [],
        "paid_at": None,
        "netsuite_invoice_id": None,
        "created_at": f"{issued}T02:00:00Z",
        "updated_at": f"{issued}T02:00:00Z",
    }
    add_up(record)
    return record


def _item(item_id: str, line: Line) -> Record:
    product = line.product
    return {
        "id": item_id,
        "item_type": product.item_type,
        "description": product.description,
        "quantity": float(line.units),
        "unit_price": float(product.price),
        "amount": money(line.amount),
        "unit": product.unit,
        "service_type": product.service,
        "metadata": {"zone": product.zone} if product.zone else {},
    }
