"""Types of the invoices domain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Required, TypedDict

import attrs
from warp_client_core.times import Timestamp
from warp_client_core.value import Value

from .references import NetSuiteLink, NetSuiteRef, NetSuiteRefInput, NetSuiteRefInputDict


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteInvoice(Value):
    """An invoice as NetSuite sends it. Custom fields come as top-level `custbody_` keys.

    Attributes:
        id: Internal id, assigned by NetSuite.
        tran_id: Invoice number. Assigned by NetSuite when auto-numbering is on.
        memo: Memo shown on the invoice.
        external_id: Id given by the caller, unique per record type; in paths it stands after `eid:`.
        entity: Customer that is invoiced.
        tran_date: Invoice date; NetSuite takes the current day when it is left out.
        due_date: Due date; follows from the terms when it is left out.
        subsidiary: Subsidiary that issues the invoice.
        currency: Currency of the invoice.
        terms: Payment terms.
        item: The lines of an invoice.
        custbody_warp_invoice_id: WARP invoice id.
        custbody_warp_period: Billing period of the WARP invoice, for example 2026-01.
        status: Status, for example open or paid in full. Read-only.
        total: Invoice total, in the currency of the invoice, 2 decimals. Read-only.
        amount_paid: Paid so far, in the currency of the invoice, 2 decimals. Read-only.
        amount_remaining: Still open, in the currency of the invoice, 2 decimals. Read-only.
        created_date: Creation time, UTC. Read-only.
        last_modified_date: Time of the last change, UTC. Read-only.
        links: Links to the record and its parts.
    """

    __wire__: ClassVar[Mapping[str, str]] = {
        "tran_id": "tranId",
        "external_id": "externalId",
        "tran_date": "tranDate",
        "due_date": "dueDate",
        "amount_paid": "amountPaid",
        "amount_remaining": "amountRemaining",
        "created_date": "createdDate",
        "last_modified_date": "lastModifiedDate",
    }
    id: str
    tran_id: str | None = None
    memo: str | None = None
    external_id: str | None = None
    entity: NetSuiteRef | None = None
    tran_date: dt.date | None = None
    due_date: dt.date | None = None
    subsidiary: NetSuiteRef | None = None
    currency: NetSuiteRef | None = None
    terms: NetSuiteRef | None = None
    item: NetSuiteInvoiceItemList | None = None
    custbody_warp_invoice_id: str | None = None
    custbody_warp_period: str | None = None
    status: NetSuiteRef | None = None
    total: Decimal | None = None
    amount_paid: Decimal | None = None
    amount_remaining: Decimal | None = None
    created_date: Timestamp | None = None
    last_modified_date: Timestamp | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteInvoiceItemList(Value):
    """The lines of an invoice.

    Attributes:
        items: Lines, in order. Absent unless the record is read with `expandSubResources=true`.
        count: Entries in this reply.
        offset: Entries skipped before the first one.
        total_results: Entries in the whole list.
        has_more: Whether more entries follow.
        links: Link to the list.
    """

    __wire__: ClassVar[Mapping[str, str]] = {"total_results": "totalResults", "has_more": "hasMore"}
    items: list[NetSuiteInvoiceLine] | None = None
    count: int | None = None
    offset: int | None = None
    total_results: int | None = None
    has_more: bool | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteInvoiceItemListCreate(Value):
    """The lines of a new invoice.

    Attributes:
        items: Lines, in order.
    """

    items: list[NetSuiteInvoiceLineCreate]


class NetSuiteInvoiceItemListCreateDict(TypedDict, total=False):
    """A `NetSuiteInvoiceItemListCreate` as a plain mapping."""

    items: Required[Sequence[NetSuiteInvoiceLineCreate | NetSuiteInvoiceLineCreateDict]]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteInvoiceItemListUpdate(Value):
    """Changes to the lines of an invoice: merged by line number, or all lines anew when the request says
    `replace=item`.

    Attributes:
        items: Lines to change or to add.
    """

    items: list[NetSuiteInvoiceLineUpdate]


class NetSuiteInvoiceItemListUpdateDict(TypedDict, total=False):
    """A `NetSuiteInvoiceItemListUpdate` as a plain mapping."""

    items: Required[Sequence[NetSuiteInvoiceLineUpdate | NetSuiteInvoiceLineUpdateDict]]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteInvoiceLine(Value):
    """One line of an invoice.

    Attributes:
        item: A reference to another record or to a value of a NetSuite list.
        line: Line number; the key by which an update finds a line.
        quantity: Quantity, 4 decimals, in the unit of the item (minutes, numbers, messages).
        rate: Price of one unit, in the currency of the invoice, up to 7 decimals.
        amount: Line total, in the currency of the invoice, 2 decimals.
        description: Text printed on the line.
        custcol_warp_trunk_id: WARP trunk that the charge belongs to.
        custcol_jurisdiction: Jurisdiction of the traffic, for example interstate or intrastate.
    """

    item: NetSuiteRef
    line: int | None = None
    quantity: Decimal | None = None
    rate: Decimal | None = None
    amount: Decimal | None = None
    description: str | None = None
    custcol_warp_trunk_id: str | None = None
    custcol_jurisdiction: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteInvoiceLineCreate(Value):
    """One line of a new invoice. NetSuite derives `amount` from `quantity` and `rate` when it is left out.

    Attributes:
        item: A reference in a write: give `id` or `externalId`.
        quantity: Quantity, 4 decimals, in the unit of the item (minutes, numbers, messages).
        rate: Price of one unit, in the currency of the invoice, up to 7 decimals.
        amount: Line total, in the currency of the invoice, 2 decimals.
        description: Text printed on the line.
        custcol_warp_trunk_id: WARP trunk that the charge belongs to.
        custcol_jurisdiction: Jurisdiction of the traffic, for example interstate or intrastate.
    """

    item: NetSuiteRefInput
    quantity: Decimal | None = None
    rate: Decimal | None = None
    amount: Decimal | None = None
    description: str | None = None
    custcol_warp_trunk_id: str | None = None
    custcol_jurisdiction: str | None = None


class NetSuiteInvoiceLineCreateDict(TypedDict, total=False):
    """A `NetSuiteInvoiceLineCreate` as a plain mapping."""

    item: Required[NetSuiteRefInput | NetSuiteRefInputDict]
    quantity: Decimal | int
    rate: Decimal | int
    amount: Decimal | int
    description: str
    custcol_warp_trunk_id: str
    custcol_jurisdiction: str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteInvoiceLineUpdate(Value):
    """One line to change. With `line` it changes that line, without it adds a new one.

    Attributes:
        item: Item that is charged.
        line: Line number; the key by which an update finds a line.
        quantity: Quantity, 4 decimals, in the unit of the item (minutes, numbers, messages).
        rate: Price of one unit, in the currency of the invoice, up to 7 decimals.
        amount: Line total, in the currency of the invoice, 2 decimals.
        description: Text printed on the line.
        custcol_warp_trunk_id: WARP trunk that the charge belongs to.
        custcol_jurisdiction: Jurisdiction of the traffic, for example interstate or intrastate.
    """

    item: NetSuiteRefInput | None = None
    line: int | None = None
    quantity: Decimal | None = None
    rate: Decimal | None = None
    amount: Decimal | None = None
    description: str | None = None
    custcol_warp_trunk_id: str | None = None
    custcol_jurisdiction: str | None = None


class NetSuiteInvoiceLineUpdateDict(TypedDict, total=False):
    """A `NetSuiteInvoiceLineUpdate` as a plain mapping."""

    item: NetSuiteRefInput | NetSuiteRefInputDict | None
    line: int | None
    quantity: Decimal | int | None
    rate: Decimal | int | None
    amount: Decimal | int | None
    description: str | None
    custcol_warp_trunk_id: str | None
    custcol_jurisdiction: str | None
