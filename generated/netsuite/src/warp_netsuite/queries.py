"""What each operation means for cached queries, and the typed methods behind `warp_client_core.query`."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from warp_client_core import RequestOptions
from warp_client_core.query.async_queries import AsyncQueryClient
from warp_client_core.query.async_readings import (
    AsyncQuery,
    AsyncReader,
    async_written_list,
)
from warp_client_core.query.graph import Read, Rule, Write
from warp_client_core.query.mutations import AsyncMutation, Mutation
from warp_client_core.query.readings import Query, Reader, written
from warp_client_core.query.sync_queries import QueryClient
from warp_client_core.query.values import Reading

from . import models

if TYPE_CHECKING:
    from .client import AsyncNetSuiteClient, NetSuiteClient

_LIST_NETSUITE_CUSTOMERS = Read(
    "list_netsuite_customers", "customers.list", ("customers", "list"), type=lambda: models.RecordRef
)
_GET_NETSUITE_CUSTOMER = Read(
    "get_netsuite_customer",
    "customers.get",
    ("customers", "item", "{id}"),
    type=lambda: models.NetSuiteCustomer,
    path=("id",),
)
_CREATE_NETSUITE_CUSTOMER = Write("create_netsuite_customer", "customers.create", (("customers",),))
_UPDATE_NETSUITE_CUSTOMER = Write(
    "update_netsuite_customer", "customers.update", (("customers", "list"), ("customers", "item", "{id}")), path=("id",)
)
_DELETE_NETSUITE_CUSTOMER = Write("delete_netsuite_customer", "customers.delete", (("customers",),), path=("id",))
_CUSTOMERS__UPSERT = Write("customers.upsert", "customers.upsert", (("customers",),))
_CUSTOMERS__BULK_UPSERT = Write("customers.bulk_upsert", "customers.bulk_upsert", (("customers",),))
_LIST_NETSUITE_INVOICES = Read(
    "list_netsuite_invoices", "invoices.list", ("invoices", "list"), type=lambda: models.RecordRef
)
_GET_NETSUITE_INVOICE = Read(
    "get_netsuite_invoice",
    "invoices.get",
    ("invoices", "item", "{id}"),
    type=lambda: models.NetSuiteInvoice,
    path=("id",),
)
_CREATE_NETSUITE_INVOICE = Write("create_netsuite_invoice", "invoices.create", (("invoices",), ("customers",)))
_UPDATE_NETSUITE_INVOICE = Write(
    "update_netsuite_invoice",
    "invoices.update",
    (("invoices", "list"), ("invoices", "item", "{id}"), ("customers",)),
    path=("id",),
)
_INVOICES__UPSERT = Write("invoices.upsert", "invoices.upsert", (("customers",), ("invoices",)))
_INVOICES__BULK_CREATE = Write("invoices.bulk_create", "invoices.bulk_create", (("customers",), ("invoices",)))
_LIST_NETSUITE_JOURNAL_ENTRIES = Read(
    "list_netsuite_journal_entries", "journal_entries.list", ("journal_entries", "list"), type=lambda: models.RecordRef
)
_CREATE_NETSUITE_JOURNAL_ENTRY = Write(
    "create_netsuite_journal_entry", "journal_entries.create", (("journal_entries",),)
)
_LIST_NETSUITE_NON_INVENTORY_ITEMS = Read(
    "list_netsuite_non_inventory_items",
    "non_inventory_items.list",
    ("non_inventory_items", "list"),
    type=lambda: models.RecordRef,
)
_LIST_NETSUITE_PAYMENTS = Read(
    "list_netsuite_payments", "payments.list", ("payments", "list"), type=lambda: models.RecordRef
)
_GET_NETSUITE_PAYMENT = Read(
    "get_netsuite_payment",
    "payments.get",
    ("payments", "item", "{id}"),
    type=lambda: models.NetSuitePayment,
    path=("id",),
)
_CREATE_NETSUITE_PAYMENT = Write(
    "create_netsuite_payment", "payments.create", (("payments",), ("invoices",), ("customers",))
)
_PAYMENTS__UPSERT = Write("payments.upsert", "payments.upsert", (("customers",), ("invoices",), ("payments",)))
_LIST_NETSUITE_SERVICE_ITEMS = Read(
    "list_netsuite_service_items", "service_items.list", ("service_items", "list"), type=lambda: models.RecordRef
)
_CREATE_NETSUITE_SERVICE_ITEM = Write("create_netsuite_service_item", "service_items.create", (("service_items",),))
_LIST_NETSUITE_SUBSIDIARIES = Read(
    "list_netsuite_subsidiaries", "subsidiaries.list", ("subsidiaries", "list"), type=lambda: models.RecordRef
)
_GET_NETSUITE_SUBSIDIARY = Read(
    "get_netsuite_subsidiary",
    "subsidiaries.get",
    ("subsidiaries", "item", "{id}"),
    type=lambda: models.NetSuiteSubsidiary,
    path=("id",),
)
_READS = (
    _LIST_NETSUITE_CUSTOMERS,
    _GET_NETSUITE_CUSTOMER,
    _LIST_NETSUITE_INVOICES,
    _GET_NETSUITE_INVOICE,
    _LIST_NETSUITE_JOURNAL_ENTRIES,
    _LIST_NETSUITE_NON_INVENTORY_ITEMS,
    _LIST_NETSUITE_PAYMENTS,
    _GET_NETSUITE_PAYMENT,
    _LIST_NETSUITE_SERVICE_ITEMS,
    _LIST_NETSUITE_SUBSIDIARIES,
    _GET_NETSUITE_SUBSIDIARY,
)
_RULES: dict[str, Rule] = {}


class CustomersQueries:
    """Customers that are invoiced."""

    def __init__(self, queries: QueryClient, client: NetSuiteClient) -> None:
        self._queries, self._methods = queries, client.customers
        self.list = written(queries, _LIST_NETSUITE_CUSTOMERS, self._methods.list, self._methods.list)
        self.get = Reader(queries, self._make_get)
        self.create = Mutation(queries, _CREATE_NETSUITE_CUSTOMER, self._methods.create)
        self.update = Mutation(queries, _UPDATE_NETSUITE_CUSTOMER, self._methods.update)
        self.delete = Mutation(queries, _DELETE_NETSUITE_CUSTOMER, self._methods.delete)
        self.upsert = Mutation(queries, _CUSTOMERS__UPSERT, self._methods.upsert)
        self.bulk_upsert = Mutation(queries, _CUSTOMERS__BULK_UPSERT, self._methods.bulk_upsert)

    def _make_get(
        self,
        id: str,
        *,
        expand_sub_resources: bool | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[models.NetSuiteCustomer]:
        """Fetch one customer."""
        return Query(
            self._queries,
            _GET_NETSUITE_CUSTOMER,
            self._methods.get,
            (id,),
            {"expand_sub_resources": expand_sub_resources, "options": options},
            how,
        )


class InvoicesQueries:
    """Invoices to customers."""

    def __init__(self, queries: QueryClient, client: NetSuiteClient) -> None:
        self._queries, self._methods = queries, client.invoices
        self.list = written(queries, _LIST_NETSUITE_INVOICES, self._methods.list, self._methods.list)
        self.get = Reader(queries, self._make_get)
        self.create = Mutation(queries, _CREATE_NETSUITE_INVOICE, self._methods.create)
        self.update = Mutation(queries, _UPDATE_NETSUITE_INVOICE, self._methods.update)
        self.upsert = Mutation(queries, _INVOICES__UPSERT, self._methods.upsert)
        self.bulk_create = Mutation(queries, _INVOICES__BULK_CREATE, self._methods.bulk_create)

    def _make_get(
        self,
        id: str,
        *,
        expand_sub_resources: bool | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[models.NetSuiteInvoice]:
        """Fetch one invoice."""
        return Query(
            self._queries,
            _GET_NETSUITE_INVOICE,
            self._methods.get,
            (id,),
            {"expand_sub_resources": expand_sub_resources, "options": options},
            how,
        )


class JournalEntriesQueries:
    """Entries in the general ledger."""

    def __init__(self, queries: QueryClient, client: NetSuiteClient) -> None:
        self._queries, self._methods = queries, client.journal_entries
        self.list = written(queries, _LIST_NETSUITE_JOURNAL_ENTRIES, self._methods.list, self._methods.list)
        self.create = Mutation(queries, _CREATE_NETSUITE_JOURNAL_ENTRY, self._methods.create)


class NonInventoryItemsQueries:
    """Goods for sale that are not kept in stock."""

    def __init__(self, queries: QueryClient, client: NetSuiteClient) -> None:
        self._queries, self._methods = queries, client.non_inventory_items
        self.list = written(queries, _LIST_NETSUITE_NON_INVENTORY_ITEMS, self._methods.list, self._methods.list)


class PaymentsQueries:
    """Payments received from customers."""

    def __init__(self, queries: QueryClient, client: NetSuiteClient) -> None:
        self._queries, self._methods = queries, client.payments
        self.list = written(queries, _LIST_NETSUITE_PAYMENTS, self._methods.list, self._methods.list)
        self.get = Reader(queries, self._make_get)
        self.create = Mutation(queries, _CREATE_NETSUITE_PAYMENT, self._methods.create)
        self.upsert = Mutation(queries, _PAYMENTS__UPSERT, self._methods.upsert)

    def _make_get(
        self,
        id: str,
        *,
        expand_sub_resources: bool | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[models.NetSuitePayment]:
        """Fetch one customer payment."""
        return Query(
            self._queries,
            _GET_NETSUITE_PAYMENT,
            self._methods.get,
            (id,),
            {"expand_sub_resources": expand_sub_resources, "options": options},
            how,
        )


class ServiceItemsQueries:
    """Services for sale."""

    def __init__(self, queries: QueryClient, client: NetSuiteClient) -> None:
        self._queries, self._methods = queries, client.service_items
        self.list = written(queries, _LIST_NETSUITE_SERVICE_ITEMS, self._methods.list, self._methods.list)
        self.create = Mutation(queries, _CREATE_NETSUITE_SERVICE_ITEM, self._methods.create)


class SubsidiariesQueries:
    """Subsidiaries of a OneWorld account."""

    def __init__(self, queries: QueryClient, client: NetSuiteClient) -> None:
        self._queries, self._methods = queries, client.subsidiaries
        self.list = written(queries, _LIST_NETSUITE_SUBSIDIARIES, self._methods.list, self._methods.list)
        self.get = Reader(queries, self._make_get)

    def _make_get(
        self, id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.NetSuiteSubsidiary]:
        """Fetch one subsidiary."""
        return Query(self._queries, _GET_NETSUITE_SUBSIDIARY, self._methods.get, (id,), {"options": options}, how)


class NetSuiteQueries(QueryClient):
    """The cached queries and the mutations of `NetSuiteClient`."""

    reads = _READS
    rules = _RULES
    _client: NetSuiteClient

    @cached_property
    def customers(self) -> CustomersQueries:
        """Customers that are invoiced."""
        return CustomersQueries(self, self._client)

    @cached_property
    def invoices(self) -> InvoicesQueries:
        """Invoices to customers."""
        return InvoicesQueries(self, self._client)

    @cached_property
    def journal_entries(self) -> JournalEntriesQueries:
        """Entries in the general ledger."""
        return JournalEntriesQueries(self, self._client)

    @cached_property
    def non_inventory_items(self) -> NonInventoryItemsQueries:
        """Goods for sale that are not kept in stock."""
        return NonInventoryItemsQueries(self, self._client)

    @cached_property
    def payments(self) -> PaymentsQueries:
        """Payments received from customers."""
        return PaymentsQueries(self, self._client)

    @cached_property
    def service_items(self) -> ServiceItemsQueries:
        """Services for sale."""
        return ServiceItemsQueries(self, self._client)

    @cached_property
    def subsidiaries(self) -> SubsidiariesQueries:
        """Subsidiaries of a OneWorld account."""
        return SubsidiariesQueries(self, self._client)


class AsyncCustomersQueries:
    """Customers that are invoiced."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncNetSuiteClient) -> None:
        self._queries, self._methods = queries, client.customers
        self.list = async_written_list(queries, _LIST_NETSUITE_CUSTOMERS, self._methods.list, self._methods.list)
        self.get = AsyncReader(queries, self._make_get)
        self.create = AsyncMutation(queries, _CREATE_NETSUITE_CUSTOMER, self._methods.create)
        self.update = AsyncMutation(queries, _UPDATE_NETSUITE_CUSTOMER, self._methods.update)
        self.delete = AsyncMutation(queries, _DELETE_NETSUITE_CUSTOMER, self._methods.delete)
        self.upsert = AsyncMutation(queries, _CUSTOMERS__UPSERT, self._methods.upsert)
        self.bulk_upsert = AsyncMutation(queries, _CUSTOMERS__BULK_UPSERT, self._methods.bulk_upsert)

    def _make_get(
        self,
        id: str,
        *,
        expand_sub_resources: bool | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[models.NetSuiteCustomer]:
        """Fetch one customer."""
        return AsyncQuery(
            self._queries,
            _GET_NETSUITE_CUSTOMER,
            self._methods.get,
            (id,),
            {"expand_sub_resources": expand_sub_resources, "options": options},
            how,
        )


class AsyncInvoicesQueries:
    """Invoices to customers."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncNetSuiteClient) -> None:
        self._queries, self._methods = queries, client.invoices
        self.list = async_written_list(queries, _LIST_NETSUITE_INVOICES, self._methods.list, self._methods.list)
        self.get = AsyncReader(queries, self._make_get)
        self.create = AsyncMutation(queries, _CREATE_NETSUITE_INVOICE, self._methods.create)
        self.update = AsyncMutation(queries, _UPDATE_NETSUITE_INVOICE, self._methods.update)
        self.upsert = AsyncMutation(queries, _INVOICES__UPSERT, self._methods.upsert)
        self.bulk_create = AsyncMutation(queries, _INVOICES__BULK_CREATE, self._methods.bulk_create)

    def _make_get(
        self,
        id: str,
        *,
        expand_sub_resources: bool | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[models.NetSuiteInvoice]:
        """Fetch one invoice."""
        return AsyncQuery(
            self._queries,
            _GET_NETSUITE_INVOICE,
            self._methods.get,
            (id,),
            {"expand_sub_resources": expand_sub_resources, "options": options},
            how,
        )


class AsyncJournalEntriesQueries:
    """Entries in the general ledger."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncNetSuiteClient) -> None:
        self._queries, self._methods = queries, client.journal_entries
        self.list = async_written_list(queries, _LIST_NETSUITE_JOURNAL_ENTRIES, self._methods.list, self._methods.list)
        self.create = AsyncMutation(queries, _CREATE_NETSUITE_JOURNAL_ENTRY, self._methods.create)


class AsyncNonInventoryItemsQueries:
    """Goods for sale that are not kept in stock."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncNetSuiteClient) -> None:
        self._queries, self._methods = queries, client.non_inventory_items
        self.list = async_written_list(
            queries, _LIST_NETSUITE_NON_INVENTORY_ITEMS, self._methods.list, self._methods.list
        )


class AsyncPaymentsQueries:
    """Payments received from customers."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncNetSuiteClient) -> None:
        self._queries, self._methods = queries, client.payments
        self.list = async_written_list(queries, _LIST_NETSUITE_PAYMENTS, self._methods.list, self._methods.list)
        self.get = AsyncReader(queries, self._make_get)
        self.create = AsyncMutation(queries, _CREATE_NETSUITE_PAYMENT, self._methods.create)
        self.upsert = AsyncMutation(queries, _PAYMENTS__UPSERT, self._methods.upsert)

    def _make_get(
        self,
        id: str,
        *,
        expand_sub_resources: bool | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[models.NetSuitePayment]:
        """Fetch one customer payment."""
        return AsyncQuery(
            self._queries,
            _GET_NETSUITE_PAYMENT,
            self._methods.get,
            (id,),
            {"expand_sub_resources": expand_sub_resources, "options": options},
            how,
        )


class AsyncServiceItemsQueries:
    """Services for sale."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncNetSuiteClient) -> None:
        self._queries, self._methods = queries, client.service_items
        self.list = async_written_list(queries, _LIST_NETSUITE_SERVICE_ITEMS, self._methods.list, self._methods.list)
        self.create = AsyncMutation(queries, _CREATE_NETSUITE_SERVICE_ITEM, self._methods.create)


class AsyncSubsidiariesQueries:
    """Subsidiaries of a OneWorld account."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncNetSuiteClient) -> None:
        self._queries, self._methods = queries, client.subsidiaries
        self.list = async_written_list(queries, _LIST_NETSUITE_SUBSIDIARIES, self._methods.list, self._methods.list)
        self.get = AsyncReader(queries, self._make_get)

    def _make_get(
        self, id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.NetSuiteSubsidiary]:
        """Fetch one subsidiary."""
        return AsyncQuery(self._queries, _GET_NETSUITE_SUBSIDIARY, self._methods.get, (id,), {"options": options}, how)


class AsyncNetSuiteQueries(AsyncQueryClient):
    """The cached queries and the mutations of `AsyncNetSuiteClient`."""

    reads = _READS
    rules = _RULES
    _client: AsyncNetSuiteClient

    @cached_property
    def customers(self) -> AsyncCustomersQueries:
        """Customers that are invoiced."""
        return AsyncCustomersQueries(self, self._client)

    @cached_property
    def invoices(self) -> AsyncInvoicesQueries:
        """Invoices to customers."""
        return AsyncInvoicesQueries(self, self._client)

    @cached_property
    def journal_entries(self) -> AsyncJournalEntriesQueries:
        """Entries in the general ledger."""
        return AsyncJournalEntriesQueries(self, self._client)

    @cached_property
    def non_inventory_items(self) -> AsyncNonInventoryItemsQueries:
        """Goods for sale that are not kept in stock."""
        return AsyncNonInventoryItemsQueries(self, self._client)

    @cached_property
    def payments(self) -> AsyncPaymentsQueries:
        """Payments received from customers."""
        return AsyncPaymentsQueries(self, self._client)

    @cached_property
    def service_items(self) -> AsyncServiceItemsQueries:
        """Services for sale."""
        return AsyncServiceItemsQueries(self, self._client)

    @cached_property
    def subsidiaries(self) -> AsyncSubsidiariesQueries:
        """Subsidiaries of a OneWorld account."""
        return AsyncSubsidiariesQueries(self, self._client)
