"""Types of the items domain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, TypedDict

import attrs
from warp_client_core.value import Value

from .references import NetSuiteLink, NetSuiteRef, NetSuiteRefInput, NetSuiteRefInputDict


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteItem(Value):
    """A service item or a non-inventory item as NetSuite sends it.

    Attributes:
        id: Internal id, assigned by NetSuite.
        item_id: Item name or number.
        display_name: Name shown on forms.
        description: Free text.
        external_id: Id given by the caller, unique per record type; in paths it stands after `eid:`.
        is_inactive: Whether the item is hidden from new transactions.
        income_account: General ledger account for revenue.
        tax_schedule: Tax schedule.
        subsidiary: Subsidiaries that may use the item.
        links: Links to the record and its parts.
    """

    __wire__: ClassVar[Mapping[str, str]] = {
        "item_id": "itemId",
        "display_name": "displayName",
        "external_id": "externalId",
        "is_inactive": "isInactive",
        "income_account": "incomeAccount",
        "tax_schedule": "taxSchedule",
    }
    id: str
    item_id: str | None = None
    display_name: str | None = None
    description: str | None = None
    external_id: str | None = None
    is_inactive: bool | None = None
    income_account: NetSuiteRef | None = None
    tax_schedule: NetSuiteRef | None = None
    subsidiary: NetSuiteItemSubsidiaryList | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteItemSubsidiaryList(Value):
    """The subsidiaries that may use an item.

    Attributes:
        items: Subsidiaries. Absent unless the record is read with `expandSubResources=true`.
        count: Entries in this reply.
        offset: Entries skipped before the first one.
        total_results: Entries in the whole list.
        has_more: Whether more entries follow.
        links: Link to the list.
    """

    __wire__: ClassVar[Mapping[str, str]] = {"total_results": "totalResults", "has_more": "hasMore"}
    items: list[NetSuiteRef] | None = None
    count: int | None = None
    offset: int | None = None
    total_results: int | None = None
    has_more: bool | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteItemSubsidiaryListCreate(Value):
    """The subsidiaries that may use a new item.

    Attributes:
        items: Subsidiaries.
    """

    items: list[NetSuiteRefInput] | None = None


class NetSuiteItemSubsidiaryListCreateDict(TypedDict, total=False):
    """A `NetSuiteItemSubsidiaryListCreate` as a plain mapping."""

    items: Sequence[NetSuiteRefInput | NetSuiteRefInputDict]
