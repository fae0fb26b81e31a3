"""Types of the journal_entries domain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import ClassVar, Required, TypedDict

import attrs
from warp_client_core.value import Value

from .references import NetSuiteLink, NetSuiteRef, NetSuiteRefInput, NetSuiteRefInputDict


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteJournalEntry(Value):
    """A journal entry as NetSuite sends it.

    Attributes:
        id: Internal id, assigned by NetSuite.
        tran_id: Entry number. Assigned by NetSuite when auto-numbering is on.
        memo: Memo of the entry.
        external_id: Id given by the caller, unique per record type; in paths it stands after `eid:`.
        tran_date: Posting date.
        subsidiary: Subsidiary that the entry posts to.
        currency: Currency of the entry.
        line: The lines of a journal entry.
        approved: Whether the entry is approved and posts to the ledger.
        links: Links to the record and its parts.
    """

    __wire__: ClassVar[Mapping[str, str]] = {"tran_id": "tranId", "external_id": "externalId", "tran_date": "tranDate"}
    id: str
    tran_id: str | None = None
    memo: str | None = None
    external_id: str | None = None
    tran_date: dt.date | None = None
    subsidiary: NetSuiteRef | None = None
    currency: NetSuiteRef | None = None
    line: NetSuiteJournalLineList | None = None
    approved: bool | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteJournalLine(Value):
    """One line of a journal entry: a debit or a credit.

    Attributes:
        account: General ledger account.
        debit: Debit, in the currency of the entry, 2 decimals.
        credit: Credit, in the currency of the entry, 2 decimals.
        memo: Memo of the line.
        entity: Customer, vendor or employee that the line concerns.
    """

    account: NetSuiteRef | None = None
    debit: Decimal | None = None
    credit: Decimal | None = None
    memo: str | None = None
    entity: NetSuiteRef | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteJournalLineCreate(Value):
    """One line of a new journal entry: an account with either a debit or a credit.

    Attributes:
        account: A reference in a write: give `id` or `externalId`.
        debit: Debit, in the currency of the entry, 2 decimals.
        credit: Credit, in the currency of the entry, 2 decimals.
        memo: Memo of the line.
        entity: A reference in a write: give `id` or `externalId`.
    """

    account: NetSuiteRefInput | None = None
    debit: Decimal | None = None
    credit: Decimal | None = None
    memo: str | None = None
    entity: NetSuiteRefInput | None = None


class NetSuiteJournalLineCreateDict(TypedDict, total=False):
    """A `NetSuiteJournalLineCreate` as a plain mapping."""

    account: NetSuiteRefInput | NetSuiteRefInputDict
    debit: Decimal | int
    credit: Decimal | int
    memo: str
    entity: NetSuiteRefInput | NetSuiteRefInputDict


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteJournalLineList(Value):
    """The lines of a journal entry.

    Attributes:
        items: Lines, in order. Absent unless the record is read with `expandSubResources=true`.
        count: Entries in this reply.
        offset: Entries skipped before the first one.
        total_results: Entries in the whole list.
        has_more: Whether more entries follow.
        links: Link to the list.
    """

    __wire__: ClassVar[Mapping[str, str]] = {"total_results": "totalResults", "has_more": "hasMore"}
    items: list[NetSuiteJournalLine] | None = None
    count: int | None = None
    offset: int | None = None
    total_results: int | None = None
    has_more: bool | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteJournalLineListCreate(Value):
    """The lines of a new journal entry. The sum of debits must equal the sum of credits.

    Attributes:
        items: Lines, in order.
    """

    items: list[NetSuiteJournalLineCreate]


class NetSuiteJournalLineListCreateDict(TypedDict, total=False):
    """A `NetSuiteJournalLineListCreate` as a plain mapping."""

    items: Required[Sequence[NetSuiteJournalLineCreate | NetSuiteJournalLineCreateDict]]
