"""Types of the payments domain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Required, TypedDict

import attrs
from warp_client_core.value import Value

from .references import NetSuiteLink, NetSuiteRef, NetSuiteRefInput, NetSuiteRefInputDict


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuitePayment(Value):
    """A customer payment as NetSuite sends it.

    Attributes:
        id: Internal id, assigned by NetSuite.
        tran_id: Payment number. Assigned by NetSuite when auto-numbering is on.
        memo: Memo of the payment.
        external_id: Id given by the caller, unique per record type; in paths it stands after `eid:`.
        customer: Customer that paid.
        payment: Amount received, in the currency of the payment, 2 decimals.
        tran_date: Date of the payment.
        account: General ledger account that receives the money.
        currency: Currency of the payment.
        subsidiary: Subsidiary that receives the payment.
        apply: The transactions that a payment can be applied to.
        status: Status of the payment. Read-only.
        applied: Applied to transactions, in the currency of the payment, 2 decimals. Read-only.
        unapplied: Not applied yet, in the currency of the payment, 2 decimals. Read-only.
        links: Links to the record and its parts.
    """

    __wire__: ClassVar[Mapping[str, str]] = {"tran_id": "tranId", "external_id": "externalId", "tran_date": "tranDate"}
    id: str
    tran_id: str | None = None
    memo: str | None = None
    external_id: str | None = None
    customer: NetSuiteRef | None = None
    payment: Decimal | None = None
    tran_date: dt.date | None = None
    account: NetSuiteRef | None = None
    currency: NetSuiteRef | None = None
    subsidiary: NetSuiteRef | None = None
    apply: NetSuitePaymentApplyList | None = None
    status: NetSuiteRef | None = None
    applied: Decimal | None = None
    unapplied: Decimal | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuitePaymentApply(Value):
    """A part of a payment, applied to one transaction.

    Attributes:
        doc: Transaction that is paid.
        apply: Whether a part of the payment is applied to the transaction.
        amount: Amount applied, in the currency of the payment, 2 decimals.
    """

    doc: NetSuiteRef | None = None
    apply: bool | None = None
    amount: Decimal | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuitePaymentApplyCreate(Value):
    """A part of a new payment, to apply to one transaction.

    Attributes:
        doc: A reference in a write: give `id` or `externalId`.
        apply: Whether a part of the payment is applied to the transaction.
        amount: Amount applied, in the currency of the payment, 2 decimals.
    """

    doc: NetSuiteRefInput | None = None
    apply: bool | None = None
    amount: Decimal | None = None


class NetSuitePaymentApplyCreateDict(TypedDict, total=False):
    """A `NetSuitePaymentApplyCreate` as a plain mapping."""

    doc: NetSuiteRefInput | NetSuiteRefInputDict
    apply: bool
    amount: Decimal | int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuitePaymentApplyList(Value):
    """The transactions that a payment can be applied to.

    Attributes:
        items: Transactions. Absent unless the record is read with `expandSubResources=true`.
        count: Entries in this reply.
        offset: Entries skipped before the first one.
        total_results: Entries in the whole list.
        has_more: Whether more entries follow.
        links: Link to the list.
    """

    __wire__: ClassVar[Mapping[str, str]] = {"total_results": "totalResults", "has_more": "hasMore"}
    items: list[NetSuitePaymentApply] | None = None
    count: int | None = None
    offset: int | None = None
    total_results: int | None = None
    has_more: bool | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuitePaymentApplyListCreate(Value):
    """What a new payment is applied to.

    Attributes:
        items: One entry per transaction paid.
    """

    items: list[NetSuitePaymentApplyCreate]


class NetSuitePaymentApplyListCreateDict(TypedDict, total=False):
    """A `NetSuitePaymentApplyListCreate` as a plain mapping."""

    items: Required[Sequence[NetSuitePaymentApplyCreate | NetSuitePaymentApplyCreateDict]]
