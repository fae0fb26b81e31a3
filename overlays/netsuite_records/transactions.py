"""
What payments, journal entries, items and subsidiaries offer beyond single requests.

The rule: a money record is written safely by its external id, since a lost reply then needs no guess.
"""

from __future__ import annotations

from typing import Any, ClassVar

from warp_client_core.calls import Call
from warp_client_core.options import RequestOptions

from ...calls import journal_entries, non_inventory_items, payments, service_items, subsidiaries
from ...models import NetSuiteItem, NetSuiteJournalEntry, NetSuitePayment, NetSuiteSubsidiary, RecordRef
from .keywords import create_keywords_of
from .kinds import ItemKind, of_kind
from .listed import AsyncItemList, AsyncRecordList, ItemList, RecordList
from .writing import upsert


class SubsidiaryRecords(RecordList[NetSuiteSubsidiary]):
    """Listing subsidiaries."""

    _calls: ClassVar[Any] = subsidiaries


class AsyncSubsidiaryRecords(AsyncRecordList[NetSuiteSubsidiary]):
    """As `SubsidiaryRecords`, for async callers."""

    _calls: ClassVar[Any] = subsidiaries


class PaymentRecords(RecordList[NetSuitePayment]):
    """Listing payments, and writing them by external id."""

    _calls: ClassVar[Any] = payments

    @create_keywords_of(payments.create)
    def upsert(self, external_id: str, *, options: RequestOptions | None = None, **fields: Any) -> RecordRef:
        """
        Create a payment, or change the one with this external id; repeated after a lost reply, unlike ``create``.

        Args:
            external_id: Letters, digits, ``_`` and ``-``.
            options: For this call.
            fields: The keywords of ``payments.create``.

        Raises:
            ValueError: The id has other characters.
            TypeError: A keyword is unknown, or one is missing.
        """
        return self._client.send(_payment(external_id, fields), options).data


class AsyncPaymentRecords(AsyncRecordList[NetSuitePayment]):
    """As `PaymentRecords`, for async callers."""

    _calls: ClassVar[Any] = payments

    @create_keywords_of(payments.create)
    async def upsert(self, external_id: str, *, options: RequestOptions | None = None, **fields: Any) -> RecordRef:
        """Create or change a payment by its external id. Details: `PaymentRecords.upsert`."""
        return (await self._client.send(_payment(external_id, fields), options)).data


class JournalEntryRecords(RecordList[NetSuiteJournalEntry]):
    """Listing journal entries."""

    _calls: ClassVar[Any] = journal_entries


class AsyncJournalEntryRecords(AsyncRecordList[NetSuiteJournalEntry]):
    """As `JournalEntryRecords`, for async callers."""

    _calls: ClassVar[Any] = journal_entries


class NonInventoryItemRecords(ItemList[NetSuiteItem]):
    """Listing non-inventory items of each kind."""

    _calls: ClassVar[Any] = non_inventory_items


class AsyncNonInventoryItemRecords(AsyncItemList[NetSuiteItem]):
    """As `NonInventoryItemRecords`, for async callers."""

    _calls: ClassVar[Any] = non_inventory_items


class ServiceItemRecords(ItemList[NetSuiteItem]):
    """Listing and creating service items of each kind."""

    _calls: ClassVar[Any] = service_items

    def create(
        self, *, item_id: str, kind: ItemKind = "sale", options: RequestOptions | None = None, **fields: Any
    ) -> RecordRef:
        """
        Create a service item. A lost reply leaves the outcome open: set ``external_id``.

        Args:
            item_id: Name or number of the item, unique.
            kind: An item for ``"sale"``, ``"resale"`` or ``"purchase"``.
            options: For this call.
            fields: ``display_name``, ``description``, ``external_id``, ``is_inactive``, ``income_account``,
                ``tax_schedule``, ``subsidiary``, and any ``custitem_`` field.

        Raises:
            TypeError: A keyword is unknown.
            ValueError: There is no such kind.
        """
        call = of_kind(service_items.create(item_id=item_id, **fields), kind)
        return self._client.send(call, options).data


class AsyncServiceItemRecords(AsyncItemList[NetSuiteItem]):
    """As `ServiceItemRecords`, for async callers."""

    _calls: ClassVar[Any] = service_items

    async def create(
        self, *, item_id: str, kind: ItemKind = "sale", options: RequestOptions | None = None, **fields: Any
    ) -> RecordRef:
        """Create a service item. Details: `ServiceItemRecords.create`."""
        call = of_kind(service_items.create(item_id=item_id, **fields), kind)
        return (await self._client.send(call, options)).data


def _payment(external_id: str, fields: dict[str, Any]) -> Call[RecordRef]:
    call = payments.create(**fields)
    return upsert("customerPayment", external_id, call, replace="apply" if "apply" in fields else None)
