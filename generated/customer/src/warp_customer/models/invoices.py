"""Types of the invoices domain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class InvoiceStatus(OpenEnum):
    """Lifecycle of an invoice. Values may be added; clients keep unknown ones."""

    DRAFT = "draft"
    PENDING = "pending"
    SENT = "sent"
    PAID = "paid"
    PARTIAL = "partial"
    OVERDUE = "overdue"
    VOID = "void"


class InvoiceTaxType(OpenEnum):
    """Kind of tax or fee. Values may be added; clients keep unknown ones."""

    FCC_USF = "FCC_USF"
    STATE_TAX = "STATE_TAX"
    LOCAL_TAX = "LOCAL_TAX"
    SALES = "SALES"
    E911_FEE = "E911_FEE"
    REGULATORY_FEE = "REGULATORY_FEE"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DownloadLink(Value):
    """A time-limited address of a file.

    Attributes:
        download_url: Where to fetch the file. It may be on another host, so send no API credentials to it.
        expires_at: When the address stops working, UTC.
    """

    download_url: str
    expires_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Invoice(Value):
    """An invoice for one billing period. Lists may leave out `items`.

    Attributes:
        id: Invoice id.
        invoice_number: Number printed on the invoice.
        status: Lifecycle of an invoice.
        total_amount: Invoice total, in `currency`, 2 decimals.
        currency: Currency of every amount, ISO 4217.
        customer_id: Id of the account that the invoice is for.
        issue_date: Date of issue.
        due_date: Date the payment is due.
        period_start: First day of the billing period.
        period_end: Last day of the billing period.
        subtotal: Sum of the items before tax, in `currency`, 2 decimals.
        tax_amount: Taxes and fees, in `currency`, 2 decimals.
        adjustments_total: Adjustments, in `currency`, 2 decimals; credits are negative.
        amount_paid: Paid so far, in `currency`, 2 decimals.
        balance_due: Still to pay, in `currency`, 2 decimals.
        items: Invoice lines.
        taxes: Taxes and fees, one entry each.
        paid_at: When the invoice was settled, UTC.
        netsuite_invoice_id: Id of the same invoice in NetSuite.
        created_at: Creation time, UTC.
        updated_at: Time of the last change, UTC.
    """

    __also__: ClassVar[Mapping[str, str]] = {"amount": "total_amount", "total_due": "total_amount"}
    id: str
    invoice_number: str
    status: InvoiceStatus
    total_amount: Decimal
    currency: str
    customer_id: str | None = None
    issue_date: dt.date | None = None
    due_date: dt.date | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    subtotal: Decimal | None = None
    tax_amount: Decimal | None = None
    adjustments_total: Decimal | None = None
    amount_paid: Decimal | None = None
    balance_due: Decimal | None = None
    items: list[InvoiceItem] | None = None
    taxes: list[InvoiceTax] | None = None
    paid_at: Timestamp | None = None
    netsuite_invoice_id: str | None = None
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class InvoiceItem(Value):
    """One line of an invoice.

    Attributes:
        description: Text printed on the line.
        amount: Line total, in the currency of the invoice, 2 decimals; credits are negative.
        id: Line id.
        item_type: Product code of the line.
        quantity: Quantity in `unit` (minutes, segments, numbers), 4 decimals.
        unit_price: Price per unit, in the currency of the invoice, 7 decimals.
        unit: Unit of `quantity`.
        service_type: Service the line belongs to.
        metadata: More facts about the line, such as zone and jurisdiction.
    """

    description: str
    amount: Decimal
    id: str | None = None
    item_type: str | None = None
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    unit: str | None = None
    service_type: str | None = None
    metadata: dict[str, Any] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class InvoiceTax(Value):
    """One tax or fee on an invoice.

    Attributes:
        type: Kind of tax or fee.
        amount: Tax charged, in the currency of the invoice, 2 decimals.
        description: Text printed for the tax.
        rate: Rate as a fraction (0.07 is 7 percent), 6 decimals; for E911 fees the flat amount in the currency of
            the invoice.
    """

    type: InvoiceTaxType
    amount: Decimal
    description: str | None = None
    rate: Decimal | None = None
