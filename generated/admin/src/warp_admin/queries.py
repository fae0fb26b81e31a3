"""What each operation means for cached queries, and the typed methods behind `warp_client_core.query`."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, List, Unpack

from warp_client_core import AsyncPage, Page, RequestOptions
from warp_client_core.query.async_queries import AsyncQueryClient
from warp_client_core.query.async_readings import AsyncListReader, AsyncQuery, AsyncReader
from warp_client_core.query.graph import Read, Rule, Write
from warp_client_core.query.mutations import AsyncMutation, Mutation
from warp_client_core.query.readings import Query, Reader
from warp_client_core.query.sync_queries import QueryClient
from warp_client_core.query.values import Reading

from . import models

if TYPE_CHECKING:
    from .client import AdminClient, AsyncAdminClient

_LOGIN = Write("login", "auth.login")
_LOGOUT = Write("logout", "auth.logout")
_REFRESH_TOKEN = Write("refresh_token", "auth.refresh")
_GET_ACCOUNTS_RECEIVABLE = Read(
    "get_accounts_receivable",
    "billing.get_accounts_receivable",
    ("billing", "receivable"),
    type=lambda: models.ARReport,
)
_GET_REVENUE_REPORT = Read(
    "get_revenue_report", "billing.get_revenue", ("billing", "revenue"), type=lambda: models.RevenueReport
)
_GET_BILLING_SUMMARY = Read(
    "get_billing_summary", "billing.get_summary", ("billing", "summary"), type=lambda: models.BillingSummary
)
_RECONCILE_BILLING = Write("reconcile_billing", "billing.reconcile", (("billing",),))
_SEARCH_CDRS = Read("search_cdrs", "cdrs.search", ("cdrs", "search"), type=lambda: models.CDR)
_GET_CDR = Read("get_cdr", "cdrs.get", ("cdrs", "item", "{cdr_id}"), type=lambda: models.CDRDetail, path=("cdr_id",))
_LIST_CUSTOMERS = Read("list_customers", "customers.list", ("customers", "list"), type=lambda: models.Customer)
_GET_CUSTOMER = Read(
    "get_customer",
    "customers.get",
    ("customers", "item", "{customer_id}"),
    type=lambda: models.CustomerDetail,
    path=("customer_id",),
)
_LIST_CUSTOMER_TRUNKS = Read(
    "list_customer_trunks",
    "customers.list_trunks",
    ("customers", "item", "{customer_id}", "trunks"),
    type=lambda: list[models.Trunk],
    path=("customer_id",),
)
_GET_CUSTOMER_USAGE = Read(
    "get_customer_usage",
    "customers.get_usage",
    ("customers", "item", "{customer_id}", "usage"),
    type=lambda: models.UsageSummary,
    path=("customer_id",),
)
_UPDATE_CUSTOMER = Write(
    "update_customer",
    "customers.update",
    (("customers",), ("billing",), ("trunks",), ("system",)),
    path=("customer_id",),
)
_SUSPEND_CUSTOMER = Write(
    "suspend_customer",
    "customers.suspend",
    (("customers",), ("billing",), ("trunks",), ("system",), ("toll_free",)),
    path=("customer_id",),
)
_TERMINATE_CUSTOMER = Write(
    "terminate_customer",
    "customers.terminate",
    (("customers",), ("billing",), ("trunks",), ("system",), ("toll_free",), ("tickets",)),
    path=("customer_id",),
)
_LIST_DISPUTES = Read("list_disputes", "disputes.list", ("disputes", "list"), type=lambda: models.Dispute)
_RESOLVE_DISPUTE = Write(
    "resolve_dispute", "disputes.resolve", (("disputes",), ("billing",), ("customers",)), path=("dispute_id",)
)
_CREATE_EXCLUSION = Write("create_exclusion", "exclusions.create", (("routes",),))
_DELETE_EXCLUSION = Write("delete_exclusion", "exclusions.delete", (("routes",),), path=("exclusion_id",))
_GET_MARGIN_ANALYSIS = Read(
    "get_margin_analysis", "margins.get_analysis", ("margins", "analysis"), type=lambda: models.MarginAnalysis
)
_GET_NETSUITE_AUTH_STATUS = Read(
    "get_netsuite_auth_status", "netsuite.get_auth_status", ("netsuite", "auth"), type=lambda: models.NetSuiteAuthStatus
)
_GET_NETSUITE_MAPPINGS = Read(
    "get_netsuite_mappings", "netsuite.get_mappings", ("netsuite", "mappings"), type=lambda: models.NetSuiteMappings
)
_LIST_NETSUITE_SYNC_HISTORY = Read(
    "list_netsuite_sync_history",
    "netsuite.list_sync_history",
    ("netsuite", "history"),
    type=lambda: models.NetSuiteSyncJob,
)
_GET_NETSUITE_SYNC_STATUS = Read(
    "get_netsuite_sync_status", "netsuite.get_sync_status", ("netsuite", "sync"), type=lambda: models.NetSuiteSyncStatus
)
_INIT_NETSUITE_OAUTH = Write("init_netsuite_oauth", "netsuite.init_oauth", (("netsuite", "auth"),))
_SYNC_NETSUITE_CUSTOMER = Write(
    "sync_netsuite_customer",
    "netsuite.sync_customer",
    (("netsuite", "sync"), ("netsuite", "history")),
    path=("customer_id",),
)
_SYNC_NETSUITE_INVOICE = Write(
    "sync_netsuite_invoice",
    "netsuite.sync_invoice",
    (("netsuite", "sync"), ("netsuite", "history")),
    path=("invoice_id",),
)
_UPDATE_NETSUITE_MAPPINGS = Write("update_netsuite_mappings", "netsuite.update_mappings", (("netsuite", "mappings"),))
_TRIGGER_NETSUITE_SYNC = Write(
    "trigger_netsuite_sync", "netsuite.trigger_sync", (("netsuite", "sync"), ("netsuite", "history"))
)
_CREATE_OVERRIDE = Write("create_override", "overrides.create", (("routes",),))
_DELETE_OVERRIDE = Write("delete_override", "overrides.delete", (("routes",),), path=("override_id",))
_LIST_PARTITIONS = Read(
    "list_partitions", "partitions.list", ("partitions", "list"), type=lambda: list[models.Partition]
)
_CREATE_PARTITION = Write("create_partition", "partitions.create", (("partitions",), ("routes",)))
_UPDATE_PARTITION = Write(
    "update_partition", "partitions.update", (("partitions",), ("routes",)), path=("partition_id",)
)
_LIST_PROVIDERS = Read("list_providers", "providers.list", ("providers", "list"), type=lambda: list[models.Provider])
_GET_PROVIDER_PERFORMANCE = Read(
    "get_provider_performance",
    "providers.get_performance",
    ("providers", "item", "{provider_id}", "performance"),
    type=lambda: models.ProviderPerformance,
    path=("provider_id",),
)
_CREATE_PROVIDER = Write("create_provider", "providers.create", (("providers",), ("routes",)))
_UPDATE_PROVIDER = Write(
    "update_provider", "providers.update", (("providers",), ("routes",), ("system",)), path=("provider_id",)
)
_DELETE_PROVIDER = Write(
    "delete_provider",
    "providers.delete",
    (("providers",), ("routes",), ("rates",), ("partitions",), ("margins",), ("system",)),
    path=("provider_id",),
)
_IMPORT_PROVIDER_RATES = Write(
    "import_provider_rates",
    "providers.import_rates",
    (("rates",), ("routes",), ("margins",), ("providers",)),
    path=("provider_id",),
)
_LIST_RATES = Read("list_rates", "rates.list", ("rates", "list"), type=lambda: models.Rate)
_IMPORT_RATES = Write("import_rates", "rates.import_rates", (("rates",), ("routes",), ("margins",), ("providers",)))
_LIST_RESPORG_ENTITIES = Read(
    "list_resporg_entities", "resporg.list_entities", ("resporg", "entities"), type=lambda: list[models.RespOrgEntity]
)
_LIST_RESPORG_ENTITY_ROIDS = Read(
    "list_resporg_entity_roids",
    "resporg.list_entity_roids",
    ("resporg", "entities", "{entity_id}", "roids"),
    type=lambda: list[models.RespOrgRoid],
    path=("entity_id",),
)
_CREATE_RESPORG_TRANSFER = Write("create_resporg_transfer", "resporg.create_transfer", (("resporg",), ("toll_free",)))
_LIST_ROUTES = Read("list_routes", "routes.list", ("routes", "list"), type=lambda: list[models.Route])
_LIST_SERVICES = Read("list_services", "services.list", ("services", "list"), type=lambda: list[models.ServiceConfig])
_GET_SERVICE = Read(
    "get_service",
    "services.get",
    ("services", "item", "{service_id}"),
    type=lambda: models.ServiceConfig,
    path=("service_id",),
)
_LIST_SERVICE_HISTORY = Read(
    "list_service_history",
    "services.list_history",
    ("services", "item", "{service_id}", "history"),
    type=lambda: list[models.AuditEntry],
    path=("service_id",),
)
_CREATE_SERVICE = Write("create_service", "services.create", (("services",),))
_UPDATE_SERVICE = Write("update_service", "services.update", (("services",),), path=("service_id",))
_DELETE_SERVICE = Write("delete_service", "services.delete", (("services",),), path=("service_id",))
_ROTATE_SERVICE_CREDENTIALS = Write(
    "rotate_service_credentials", "services.rotate_credentials", (("services",),), path=("service_id",)
)
_TEST_SERVICE = Write("test_service", "services.test", (("services",), ("system",)), path=("service_id",))
_LIST_ACTIVE_CALLS = Read(
    "list_active_calls", "system.list_active_calls", ("system", "calls"), type=lambda: list[models.ActiveCall]
)
_LIST_SYSTEM_ALERTS = Read(
    "list_system_alerts", "system.list_alerts", ("system", "alerts"), type=lambda: list[models.Alert]
)
_GET_SYSTEM_METRICS = Read(
    "get_system_metrics", "system.get_metrics", ("system", "metrics"), type=lambda: models.SystemMetrics
)
_LIST_TICKETS = Read("list_tickets", "tickets.list", ("tickets", "list"), type=lambda: models.Ticket)
_LIST_TICKET_MESSAGES = Read(
    "list_ticket_messages",
    "tickets.list_messages",
    ("tickets", "item", "{ticket_id}", "messages"),
    type=lambda: list[models.TicketMessage],
    path=("ticket_id",),
)
_CREATE_TICKET = Write("create_ticket", "tickets.create", (("tickets",), ("system",)))
_UPDATE_TICKET = Write("update_ticket", "tickets.update", (("tickets",), ("system",)), path=("ticket_id",))
_CREATE_TICKET_MESSAGE = Write(
    "create_ticket_message", "tickets.create_message", (("tickets",), ("system",)), path=("ticket_id",)
)
_LIST_TOLL_FREE_INVENTORY = Read(
    "list_toll_free_inventory",
    "toll_free.list_inventory",
    ("toll_free", "inventory"),
    type=lambda: models.TollFreeInventoryItem,
)
_BULK_PROVISION_TOLL_FREE = Write(
    "bulk_provision_toll_free", "toll_free.bulk_provision", (("toll_free",), ("customers",), ("billing",))
)
_BULK_RESERVE_TOLL_FREE = Write("bulk_reserve_toll_free", "toll_free.bulk_reserve", (("toll_free",),))
_LIST_ALL_TRUNKS = Read("list_all_trunks", "trunks.list", ("trunks", "all"), type=lambda: models.Trunk)
_ASSIGN_TRUNK_PARTITION = Write(
    "assign_trunk_partition",
    "trunks.assign_partition",
    (("trunks",), ("customers", "item"), ("partitions",), ("routes",)),
    path=("trunk_id",),
)
_READS = (
    _GET_ACCOUNTS_RECEIVABLE,
    _GET_REVENUE_REPORT,
    _GET_BILLING_SUMMARY,
    _SEARCH_CDRS,
    _GET_CDR,
    _LIST_CUSTOMERS,
    _GET_CUSTOMER,
    _LIST_CUSTOMER_TRUNKS,
    _GET_CUSTOMER_USAGE,
    _LIST_DISPUTES,
    _GET_MARGIN_ANALYSIS,
    _GET_NETSUITE_AUTH_STATUS,
    _GET_NETSUITE_MAPPINGS,
    _LIST_NETSUITE_SYNC_HISTORY,
    _GET_NETSUITE_SYNC_STATUS,
    _LIST_PARTITIONS,
    _LIST_PROVIDERS,
    _GET_PROVIDER_PERFORMANCE,
    _LIST_RATES,
    _LIST_RESPORG_ENTITIES,
    _LIST_RESPORG_ENTITY_ROIDS,
    _LIST_ROUTES,
    _LIST_SERVICES,
    _GET_SERVICE,
    _LIST_SERVICE_HISTORY,
    _LIST_ACTIVE_CALLS,
    _LIST_SYSTEM_ALERTS,
    _GET_SYSTEM_METRICS,
    _LIST_TICKETS,
    _LIST_TICKET_MESSAGES,
    _LIST_TOLL_FREE_INVENTORY,
    _LIST_ALL_TRUNKS,
)
_RULES: dict[str, Rule] = {
    "billing.alert": Rule((("system", "alerts"), ("billing",), ("customers", "item", "{customer_id}")), partial=True),
    "customer.alert": Rule((("system", "alerts"),)),
    "fraud.alert": Rule(
        (("system", "alerts"), ("customers", "list"), ("customers", "item", "{customer_id}")), partial=True
    ),
    "system.metrics": Rule(updates=("system", "metrics")),
    "trunk.registration": Rule((("trunks", "all"), ("customers", "item", "{customer_id}", "trunks"))),
}


class AuthQueries:
    """Sign-in, token refresh and sign-out."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.auth
        self.login = Mutation(queries, _LOGIN, self._methods.login)
        self.logout = Mutation(queries, _LOGOUT, self._methods.logout)
        self.refresh = Mutation(queries, _REFRESH_TOKEN, self._methods.refresh)


class BillingQueries:
    """Balances, payments on account and billing reports."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.billing
        self.get_accounts_receivable = Reader(queries, self._make_get_accounts_receivable)
        self.get_revenue = Reader(queries, self._make_get_revenue)
        self.get_summary = Reader(queries, self._make_get_summary)
        self.reconcile = Mutation(queries, _RECONCILE_BILLING, self._methods.reconcile)

    def _make_get_accounts_receivable(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.ARReport]:
        """Fetch the accounts receivable report."""
        return Query(
            self._queries,
            _GET_ACCOUNTS_RECEIVABLE,
            self._methods.get_accounts_receivable,
            (),
            {"options": options},
            how,
        )

    def _make_get_revenue(
        self, *, start_date: dt.date, end_date: dt.date, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.RevenueReport]:
        """Fetch the revenue report."""
        return Query(
            self._queries,
            _GET_REVENUE_REPORT,
            self._methods.get_revenue,
            (),
            {"start_date": start_date, "end_date": end_date, "options": options},
            how,
        )

    def _make_get_summary(
        self, *, period: str, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.BillingSummary]:
        """Fetch the billing summary of a period."""
        return Query(
            self._queries,
            _GET_BILLING_SUMMARY,
            self._methods.get_summary,
            (),
            {"period": period, "options": options},
            how,
        )


class CDRsQueries:
    """Call detail records."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.cdrs
        self.search = Reader(queries, self._make_search)
        self.get = Reader(queries, self._make_get)

    def _make_search(
        self,
        *,
        date_from: dt.datetime,
        date_to: dt.datetime,
        customer_id: str | None = None,
        trunk_id: str | None = None,
        ani: str | None = None,
        dnis: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.CDR]]:
        """Search call records."""
        return Query(
            self._queries,
            _SEARCH_CDRS,
            self._methods.search,
            (),
            {
                "date_from": date_from,
                "date_to": date_to,
                "customer_id": customer_id,
                "trunk_id": trunk_id,
                "ani": ani,
                "dnis": dnis,
                "page": page,
                "limit": limit,
                "options": options,
            },
            how,
        )

    def _make_get(
        self, cdr_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.CDRDetail]:
        """Fetch one call record."""
        return Query(self._queries, _GET_CDR, self._methods.get, (cdr_id,), {"options": options}, how)


class CustomersQueries:
    """Customer accounts."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.customers
        self.list = Reader(queries, self._make_list)
        self.get = Reader(queries, self._make_get)
        self.list_trunks = Reader(queries, self._make_list_trunks)
        self.get_usage = Reader(queries, self._make_get_usage)
        self.update = Mutation(queries, _UPDATE_CUSTOMER, self._methods.update)
        self.suspend = Mutation(queries, _SUSPEND_CUSTOMER, self._methods.suspend)
        self.terminate = Mutation(queries, _TERMINATE_CUSTOMER, self._methods.terminate)

    def _make_list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: models.CustomerStatus | str | None = None,
        search: str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.Customer]]:
        """List customers."""
        return Query(
            self._queries,
            _LIST_CUSTOMERS,
            self._methods.list,
            (),
            {"page": page, "limit": limit, "status": status, "search": search, "options": options},
            how,
        )

    def _make_get(
        self, customer_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.CustomerDetail]:
        """Fetch one customer with its details."""
        return Query(self._queries, _GET_CUSTOMER, self._methods.get, (customer_id,), {"options": options}, how)

    def _make_list_trunks(
        self, customer_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[List[models.Trunk]]:
        """List the trunks of a customer."""
        return Query(
            self._queries, _LIST_CUSTOMER_TRUNKS, self._methods.list_trunks, (customer_id,), {"options": options}, how
        )

    def _make_get_usage(
        self, customer_id: str, *, period: str, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.UsageSummary]:
        """Summarize the usage of a customer."""
        return Query(
            self._queries,
            _GET_CUSTOMER_USAGE,
            self._methods.get_usage,
            (customer_id,),
            {"period": period, "options": options},
            how,
        )


class DisputesQueries:
    """Disputed charges."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.disputes
        self.list = Reader(queries, self._make_list)
        self.resolve = Mutation(queries, _RESOLVE_DISPUTE, self._methods.resolve)

    def _make_list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.Dispute]]:
        """List billing disputes."""
        return Query(
            self._queries,
            _LIST_DISPUTES,
            self._methods.list,
            (),
            {"page": page, "limit": limit, "options": options},
            how,
        )


class ExclusionsQueries:
    """Destinations, providers and customers kept out of routing."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.exclusions
        self.create = Mutation(queries, _CREATE_EXCLUSION, self._methods.create)
        self.delete = Mutation(queries, _DELETE_EXCLUSION, self._methods.delete)


class MarginsQueries:
    """Margins between customer rates and provider cost."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.margins
        self.get_analysis = Reader(queries, self._make_get_analysis)

    def _make_get_analysis(
        self,
        *,
        customer_id: str | None = None,
        provider_id: str | None = None,
        destination: str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[models.MarginAnalysis]:
        """Analyze margins."""
        return Query(
            self._queries,
            _GET_MARGIN_ANALYSIS,
            self._methods.get_analysis,
            (),
            {"customer_id": customer_id, "provider_id": provider_id, "destination": destination, "options": options},
            how,
        )


class NetSuiteQueries:
    """Synchronization with NetSuite accounting. Needs the admin role, although the paths lack `/admin`."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.netsuite
        self.get_auth_status = Reader(queries, self._make_get_auth_status)
        self.get_mappings = Reader(queries, self._make_get_mappings)
        self.list_sync_history = Reader(queries, self._make_list_sync_history)
        self.get_sync_status = Reader(queries, self._make_get_sync_status)
        self.init_oauth = Mutation(queries, _INIT_NETSUITE_OAUTH, self._methods.init_oauth)
        self.sync_customer = Mutation(queries, _SYNC_NETSUITE_CUSTOMER, self._methods.sync_customer)
        self.sync_invoice = Mutation(queries, _SYNC_NETSUITE_INVOICE, self._methods.sync_invoice)
        self.update_mappings = Mutation(queries, _UPDATE_NETSUITE_MAPPINGS, self._methods.update_mappings)
        self.trigger_sync = Mutation(queries, _TRIGGER_NETSUITE_SYNC, self._methods.trigger_sync)

    def _make_get_auth_status(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.NetSuiteAuthStatus]:
        """Fetch the NetSuite authorization status."""
        return Query(
            self._queries, _GET_NETSUITE_AUTH_STATUS, self._methods.get_auth_status, (), {"options": options}, how
        )

    def _make_get_mappings(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.NetSuiteMappings]:
        """Fetch the NetSuite field mappings."""
        return Query(self._queries, _GET_NETSUITE_MAPPINGS, self._methods.get_mappings, (), {"options": options}, how)

    def _make_list_sync_history(
        self,
        *,
        offset: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.NetSuiteSyncJob]]:
        """List NetSuite sync runs."""
        return Query(
            self._queries,
            _LIST_NETSUITE_SYNC_HISTORY,
            self._methods.list_sync_history,
            (),
            {"offset": offset, "limit": limit, "options": options},
            how,
        )

    def _make_get_sync_status(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.NetSuiteSyncStatus]:
        """Fetch the NetSuite sync status."""
        return Query(
            self._queries, _GET_NETSUITE_SYNC_STATUS, self._methods.get_sync_status, (), {"options": options}, how
        )


class OverridesQueries:
    """Exceptions to least-cost routing."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.overrides
        self.create = Mutation(queries, _CREATE_OVERRIDE, self._methods.create)
        self.delete = Mutation(queries, _DELETE_OVERRIDE, self._methods.delete)


class PartitionsQueries:
    """Routing groups."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.partitions
        self.list = Reader(queries, self._make_list)
        self.create = Mutation(queries, _CREATE_PARTITION, self._methods.create)
        self.update = Mutation(queries, _UPDATE_PARTITION, self._methods.update)

    def _make_list(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[List[models.Partition]]:
        """List partitions."""
        return Query(self._queries, _LIST_PARTITIONS, self._methods.list, (), {"options": options}, how)


class ProvidersQueries:
    """Carriers that the platform sends calls to."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.providers
        self.list = Reader(queries, self._make_list)
        self.get_performance = Reader(queries, self._make_get_performance)
        self.create = Mutation(queries, _CREATE_PROVIDER, self._methods.create)
        self.update = Mutation(queries, _UPDATE_PROVIDER, self._methods.update)
        self.delete = Mutation(queries, _DELETE_PROVIDER, self._methods.delete)
        self.import_rates = Mutation(queries, _IMPORT_PROVIDER_RATES, self._methods.import_rates)

    def _make_list(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[List[models.Provider]]:
        """List providers."""
        return Query(self._queries, _LIST_PROVIDERS, self._methods.list, (), {"options": options}, how)

    def _make_get_performance(
        self, provider_id: str, *, period: str, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.ProviderPerformance]:
        """Fetch the performance of a provider."""
        return Query(
            self._queries,
            _GET_PROVIDER_PERFORMANCE,
            self._methods.get_performance,
            (provider_id,),
            {"period": period, "options": options},
            how,
        )


class RatesQueries:
    """Rate decks of providers."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.rates
        self.list = Reader(queries, self._make_list)
        self.import_rates = Mutation(queries, _IMPORT_RATES, self._methods.import_rates)

    def _make_list(
        self,
        *,
        provider_id: str | None = None,
        destination: str | None = None,
        effective_date: dt.date | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.Rate]]:
        """List rates."""
        return Query(
            self._queries,
            _LIST_RATES,
            self._methods.list,
            (),
            {
                "provider_id": provider_id,
                "destination": destination,
                "effective_date": effective_date,
                "page": page,
                "limit": limit,
                "options": options,
            },
            how,
        )


class RespOrgQueries:
    """Toll-free responsible organizations."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.resporg
        self.list_entities = Reader(queries, self._make_list_entities)
        self.list_entity_roids = Reader(queries, self._make_list_entity_roids)
        self.create_transfer = Mutation(queries, _CREATE_RESPORG_TRANSFER, self._methods.create_transfer)

    def _make_list_entities(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[List[models.RespOrgEntity]]:
        """List RespOrg entities."""
        return Query(self._queries, _LIST_RESPORG_ENTITIES, self._methods.list_entities, (), {"options": options}, how)

    def _make_list_entity_roids(
        self, entity_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[List[models.RespOrgRoid]]:
        """List the RespOrg ids of an entity."""
        return Query(
            self._queries,
            _LIST_RESPORG_ENTITY_ROIDS,
            self._methods.list_entity_roids,
            (entity_id,),
            {"options": options},
            how,
        )


class RoutesQueries:
    """Routes offered inside partitions."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.routes
        self.list = Reader(queries, self._make_list)

    def _make_list(
        self,
        *,
        partition_id: str | None = None,
        provider_id: str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[List[models.Route]]:
        """List routes."""
        return Query(
            self._queries,
            _LIST_ROUTES,
            self._methods.list,
            (),
            {"partition_id": partition_id, "provider_id": provider_id, "options": options},
            how,
        )


class ServicesQueries:
    """Connections to third-party services."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.services
        self.list = Reader(queries, self._make_list)
        self.get = Reader(queries, self._make_get)
        self.list_history = Reader(queries, self._make_list_history)
        self.create = Mutation(queries, _CREATE_SERVICE, self._methods.create)
        self.update = Mutation(queries, _UPDATE_SERVICE, self._methods.update)
        self.delete = Mutation(queries, _DELETE_SERVICE, self._methods.delete)
        self.rotate_credentials = Mutation(queries, _ROTATE_SERVICE_CREDENTIALS, self._methods.rotate_credentials)
        self.test = Mutation(queries, _TEST_SERVICE, self._methods.test)

    def _make_list(
        self,
        *,
        type: models.ServiceType | str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[List[models.ServiceConfig]]:
        """List service configurations."""
        return Query(self._queries, _LIST_SERVICES, self._methods.list, (), {"type": type, "options": options}, how)

    def _make_get(
        self, service_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.ServiceConfig]:
        """Fetch one service configuration."""
        return Query(self._queries, _GET_SERVICE, self._methods.get, (service_id,), {"options": options}, how)

    def _make_list_history(
        self, service_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[List[models.AuditEntry]]:
        """List the change history of a service."""
        return Query(
            self._queries, _LIST_SERVICE_HISTORY, self._methods.list_history, (service_id,), {"options": options}, how
        )


class SystemQueries:
    """State of the platform."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.system
        self.list_active_calls = Reader(queries, self._make_list_active_calls)
        self.list_alerts = Reader(queries, self._make_list_alerts)
        self.get_metrics = Reader(queries, self._make_get_metrics)

    def _make_list_active_calls(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[List[models.ActiveCall]]:
        """List calls in progress."""
        return Query(self._queries, _LIST_ACTIVE_CALLS, self._methods.list_active_calls, (), {"options": options}, how)

    def _make_list_alerts(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[List[models.Alert]]:
        """List system alerts."""
        return Query(self._queries, _LIST_SYSTEM_ALERTS, self._methods.list_alerts, (), {"options": options}, how)

    def _make_get_metrics(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.SystemMetrics]:
        """Fetch the system metrics."""
        return Query(self._queries, _GET_SYSTEM_METRICS, self._methods.get_metrics, (), {"options": options}, how)


class TicketsQueries:
    """Support tickets."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.tickets
        self.list = Reader(queries, self._make_list)
        self.list_messages = Reader(queries, self._make_list_messages)
        self.create = Mutation(queries, _CREATE_TICKET, self._methods.create)
        self.update = Mutation(queries, _UPDATE_TICKET, self._methods.update)
        self.create_message = Mutation(queries, _CREATE_TICKET_MESSAGE, self._methods.create_message)

    def _make_list(
        self,
        *,
        status: models.TicketStatus | str | None = None,
        customer_id: str | None = None,
        assigned_to: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.Ticket]]:
        """List support tickets."""
        return Query(
            self._queries,
            _LIST_TICKETS,
            self._methods.list,
            (),
            {
                "status": status,
                "customer_id": customer_id,
                "assigned_to": assigned_to,
                "page": page,
                "limit": limit,
                "options": options,
            },
            how,
        )

    def _make_list_messages(
        self, ticket_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[List[models.TicketMessage]]:
        """List the messages of a ticket."""
        return Query(
            self._queries, _LIST_TICKET_MESSAGES, self._methods.list_messages, (ticket_id,), {"options": options}, how
        )


class TollFreeQueries:
    """Toll-free numbers."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.toll_free
        self.list_inventory = Reader(queries, self._make_list_inventory)
        self.bulk_provision = Mutation(queries, _BULK_PROVISION_TOLL_FREE, self._methods.bulk_provision)
        self.bulk_reserve = Mutation(queries, _BULK_RESERVE_TOLL_FREE, self._methods.bulk_reserve)

    def _make_list_inventory(
        self,
        *,
        status: models.TollFreeState | str | None = None,
        resp_org_id: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.TollFreeInventoryItem]]:
        """List the toll-free inventory."""
        return Query(
            self._queries,
            _LIST_TOLL_FREE_INVENTORY,
            self._methods.list_inventory,
            (),
            {"status": status, "resp_org_id": resp_org_id, "page": page, "limit": limit, "options": options},
            how,
        )


class TrunksQueries:
    """SIP trunks."""

    def __init__(self, queries: QueryClient, client: AdminClient) -> None:
        self._queries, self._methods = queries, client.trunks
        self.list = Reader(queries, self._make_list)
        self.assign_partition = Mutation(queries, _ASSIGN_TRUNK_PARTITION, self._methods.assign_partition)

    def _make_list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        customer_id: str | None = None,
        partition_id: str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.Trunk]]:
        """List the trunks of all customers."""
        return Query(
            self._queries,
            _LIST_ALL_TRUNKS,
            self._methods.list,
            (),
            {
                "page": page,
                "limit": limit,
                "customer_id": customer_id,
                "partition_id": partition_id,
                "options": options,
            },
            how,
        )


class AdminQueries(QueryClient):
    """The cached queries and the mutations of `AdminClient`."""

    reads = _READS
    rules = _RULES
    _client: AdminClient

    @cached_property
    def auth(self) -> AuthQueries:
        """Sign-in, token refresh and sign-out."""
        return AuthQueries(self, self._client)

    @cached_property
    def billing(self) -> BillingQueries:
        """Balances, payments on account and billing reports."""
        return BillingQueries(self, self._client)

    @cached_property
    def cdrs(self) -> CDRsQueries:
        """Call detail records."""
        return CDRsQueries(self, self._client)

    @cached_property
    def customers(self) -> CustomersQueries:
        """Customer accounts."""
        return CustomersQueries(self, self._client)

    @cached_property
    def disputes(self) -> DisputesQueries:
        """Disputed charges."""
        return DisputesQueries(self, self._client)

    @cached_property
    def exclusions(self) -> ExclusionsQueries:
        """Destinations, providers and customers kept out of routing."""
        return ExclusionsQueries(self, self._client)

    @cached_property
    def margins(self) -> MarginsQueries:
        """Margins between customer rates and provider cost."""
        return MarginsQueries(self, self._client)

    @cached_property
    def netsuite(self) -> NetSuiteQueries:
        """Synchronization with NetSuite accounting. Needs the admin role, although the paths lack `/admin`."""
        return NetSuiteQueries(self, self._client)

    @cached_property
    def overrides(self) -> OverridesQueries:
        """Exceptions to least-cost routing."""
        return OverridesQueries(self, self._client)

    @cached_property
    def partitions(self) -> PartitionsQueries:
        """Routing groups."""
        return PartitionsQueries(self, self._client)

    @cached_property
    def providers(self) -> ProvidersQueries:
        """Carriers that the platform sends calls to."""
        return ProvidersQueries(self, self._client)

    @cached_property
    def rates(self) -> RatesQueries:
        """Rate decks of providers."""
        return RatesQueries(self, self._client)

    @cached_property
    def resporg(self) -> RespOrgQueries:
        """Toll-free responsible organizations."""
        return RespOrgQueries(self, self._client)

    @cached_property
    def routes(self) -> RoutesQueries:
        """Routes offered inside partitions."""
        return RoutesQueries(self, self._client)

    @cached_property
    def services(self) -> ServicesQueries:
        """Connections to third-party services."""
        return ServicesQueries(self, self._client)

    @cached_property
    def system(self) -> SystemQueries:
        """State of the platform."""
        return SystemQueries(self, self._client)

    @cached_property
    def tickets(self) -> TicketsQueries:
        """Support tickets."""
        return TicketsQueries(self, self._client)

    @cached_property
    def toll_free(self) -> TollFreeQueries:
        """Toll-free numbers."""
        return TollFreeQueries(self, self._client)

    @cached_property
    def trunks(self) -> TrunksQueries:
        """SIP trunks."""
        return TrunksQueries(self, self._client)


class AsyncAuthQueries:
    """Sign-in, token refresh and sign-out."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.auth
        self.login = AsyncMutation(queries, _LOGIN, self._methods.login)
        self.logout = AsyncMutation(queries, _LOGOUT, self._methods.logout)
        self.refresh = AsyncMutation(queries, _REFRESH_TOKEN, self._methods.refresh)


class AsyncBillingQueries:
    """Balances, payments on account and billing reports."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.billing
        self.get_accounts_receivable = AsyncReader(queries, self._make_get_accounts_receivable)
        self.get_revenue = AsyncReader(queries, self._make_get_revenue)
        self.get_summary = AsyncReader(queries, self._make_get_summary)
        self.reconcile = AsyncMutation(queries, _RECONCILE_BILLING, self._methods.reconcile)

    def _make_get_accounts_receivable(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.ARReport]:
        """Fetch the accounts receivable report."""
        return AsyncQuery(
            self._queries,
            _GET_ACCOUNTS_RECEIVABLE,
            self._methods.get_accounts_receivable,
            (),
            {"options": options},
            how,
        )

    def _make_get_revenue(
        self, *, start_date: dt.date, end_date: dt.date, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.RevenueReport]:
        """Fetch the revenue report."""
        return AsyncQuery(
            self._queries,
            _GET_REVENUE_REPORT,
            self._methods.get_revenue,
            (),
            {"start_date": start_date, "end_date": end_date, "options": options},
            how,
        )

    def _make_get_summary(
        self, *, period: str, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.BillingSummary]:
        """Fetch the billing summary of a period."""
        return AsyncQuery(
            self._queries,
            _GET_BILLING_SUMMARY,
            self._methods.get_summary,
            (),
            {"period": period, "options": options},
            how,
        )


class AsyncCDRsQueries:
    """Call detail records."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.cdrs
        self.search = AsyncListReader(queries, self._make_search)
        self.get = AsyncReader(queries, self._make_get)

    def _make_search(
        self,
        *,
        date_from: dt.datetime,
        date_to: dt.datetime,
        customer_id: str | None = None,
        trunk_id: str | None = None,
        ani: str | None = None,
        dnis: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.CDR]]:
        """Search call records."""
        return AsyncQuery(
            self._queries,
            _SEARCH_CDRS,
            self._methods.search,
            (),
            {
                "date_from": date_from,
                "date_to": date_to,
                "customer_id": customer_id,
                "trunk_id": trunk_id,
                "ani": ani,
                "dnis": dnis,
                "page": page,
                "limit": limit,
                "options": options,
            },
            how,
        )

    def _make_get(
        self, cdr_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.CDRDetail]:
        """Fetch one call record."""
        return AsyncQuery(self._queries, _GET_CDR, self._methods.get, (cdr_id,), {"options": options}, how)


class AsyncCustomersQueries:
    """Customer accounts."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.customers
        self.list = AsyncListReader(queries, self._make_list)
        self.get = AsyncReader(queries, self._make_get)
        self.list_trunks = AsyncReader(queries, self._make_list_trunks)
        self.get_usage = AsyncReader(queries, self._make_get_usage)
        self.update = AsyncMutation(queries, _UPDATE_CUSTOMER, self._methods.update)
        self.suspend = AsyncMutation(queries, _SUSPEND_CUSTOMER, self._methods.suspend)
        self.terminate = AsyncMutation(queries, _TERMINATE_CUSTOMER, self._methods.terminate)

    def _make_list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: models.CustomerStatus | str | None = None,
        search: str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.Customer]]:
        """List customers."""
        return AsyncQuery(
            self._queries,
            _LIST_CUSTOMERS,
            self._methods.list,
            (),
            {"page": page, "limit": limit, "status": status, "search": search, "options": options},
            how,
        )

    def _make_get(
        self, customer_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.CustomerDetail]:
        """Fetch one customer with its details."""
        return AsyncQuery(self._queries, _GET_CUSTOMER, self._methods.get, (customer_id,), {"options": options}, how)

    def _make_list_trunks(
        self, customer_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[List[models.Trunk]]:
        """List the trunks of a customer."""
        return AsyncQuery(
            self._queries, _LIST_CUSTOMER_TRUNKS, self._methods.list_trunks, (customer_id,), {"options": options}, how
        )

    def _make_get_usage(
        self, customer_id: str, *, period: str, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.UsageSummary]:
        """Summarize the usage of a customer."""
        return AsyncQuery(
            self._queries,
            _GET_CUSTOMER_USAGE,
            self._methods.get_usage,
            (customer_id,),
            {"period": period, "options": options},
            how,
        )


class AsyncDisputesQueries:
    """Disputed charges."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.disputes
        self.list = AsyncListReader(queries, self._make_list)
        self.resolve = AsyncMutation(queries, _RESOLVE_DISPUTE, self._methods.resolve)

    def _make_list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.Dispute]]:
        """List billing disputes."""
        return AsyncQuery(
            self._queries,
            _LIST_DISPUTES,
            self._methods.list,
            (),
            {"page": page, "limit": limit, "options": options},
            how,
        )


class AsyncExclusionsQueries:
    """Destinations, providers and customers kept out of routing."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.exclusions
        self.create = AsyncMutation(queries, _CREATE_EXCLUSION, self._methods.create)
        self.delete = AsyncMutation(queries, _DELETE_EXCLUSION, self._methods.delete)


class AsyncMarginsQueries:
    """Margins between customer rates and provider cost."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.margins
        self.get_analysis = AsyncReader(queries, self._make_get_analysis)

    def _make_get_analysis(
        self,
        *,
        customer_id: str | None = None,
        provider_id: str | None = None,
        destination: str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[models.MarginAnalysis]:
        """Analyze margins."""
        return AsyncQuery(
            self._queries,
            _GET_MARGIN_ANALYSIS,
            self._methods.get_analysis,
            (),
            {"customer_id": customer_id, "provider_id": provider_id, "destination": destination, "options": options},
            how,
        )


class AsyncNetSuiteQueries:
    """Synchronization with NetSuite accounting. Needs the admin role, although the paths lack `/admin`."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.netsuite
        self.get_auth_status = AsyncReader(queries, self._make_get_auth_status)
        self.get_mappings = AsyncReader(queries, self._make_get_mappings)
        self.list_sync_history = AsyncListReader(queries, self._make_list_sync_history)
        self.get_sync_status = AsyncReader(queries, self._make_get_sync_status)
        self.init_oauth = AsyncMutation(queries, _INIT_NETSUITE_OAUTH, self._methods.init_oauth)
        self.sync_customer = AsyncMutation(queries, _SYNC_NETSUITE_CUSTOMER, self._methods.sync_customer)
        self.sync_invoice = AsyncMutation(queries, _SYNC_NETSUITE_INVOICE, self._methods.sync_invoice)
        self.update_mappings = AsyncMutation(queries, _UPDATE_NETSUITE_MAPPINGS, self._methods.update_mappings)
        self.trigger_sync = AsyncMutation(queries, _TRIGGER_NETSUITE_SYNC, self._methods.trigger_sync)

    def _make_get_auth_status(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.NetSuiteAuthStatus]:
        """Fetch the NetSuite authorization status."""
        return AsyncQuery(
            self._queries, _GET_NETSUITE_AUTH_STATUS, self._methods.get_auth_status, (), {"options": options}, how
        )

    def _make_get_mappings(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.NetSuiteMappings]:
        """Fetch the NetSuite field mappings."""
        return AsyncQuery(
            self._queries, _GET_NETSUITE_MAPPINGS, self._methods.get_mappings, (), {"options": options}, how
        )

    def _make_list_sync_history(
        self,
        *,
        offset: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.NetSuiteSyncJob]]:
        """List NetSuite sync runs."""
        return AsyncQuery(
            self._queries,
            _LIST_NETSUITE_SYNC_HISTORY,
            self._methods.list_sync_history,
            (),
            {"offset": offset, "limit": limit, "options": options},
            how,
        )

    def _make_get_sync_status(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.NetSuiteSyncStatus]:
        """Fetch the NetSuite sync status."""
        return AsyncQuery(
            self._queries, _GET_NETSUITE_SYNC_STATUS, self._methods.get_sync_status, (), {"options": options}, how
        )


class AsyncOverridesQueries:
    """Exceptions to least-cost routing."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.overrides
        self.create = AsyncMutation(queries, _CREATE_OVERRIDE, self._methods.create)
        self.delete = AsyncMutation(queries, _DELETE_OVERRIDE, self._methods.delete)


class AsyncPartitionsQueries:
    """Routing groups."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.partitions
        self.list = AsyncReader(queries, self._make_list)
        self.create = AsyncMutation(queries, _CREATE_PARTITION, self._methods.create)
        self.update = AsyncMutation(queries, _UPDATE_PARTITION, self._methods.update)

    def _make_list(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[List[models.Partition]]:
        """List partitions."""
        return AsyncQuery(self._queries, _LIST_PARTITIONS, self._methods.list, (), {"options": options}, how)


class AsyncProvidersQueries:
    """Carriers that the platform sends calls to."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.providers
        self.list = AsyncReader(queries, self._make_list)
        self.get_performance = AsyncReader(queries, self._make_get_performance)
        self.create = AsyncMutation(queries, _CREATE_PROVIDER, self._methods.create)
        self.update = AsyncMutation(queries, _UPDATE_PROVIDER, self._methods.update)
        self.delete = AsyncMutation(queries, _DELETE_PROVIDER, self._methods.delete)
        self.import_rates = AsyncMutation(queries, _IMPORT_PROVIDER_RATES, self._methods.import_rates)

    def _make_list(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[List[models.Provider]]:
        """List providers."""
        return AsyncQuery(self._queries, _LIST_PROVIDERS, self._methods.list, (), {"options": options}, how)

    def _make_get_performance(
        self, provider_id: str, *, period: str, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.ProviderPerformance]:
        """Fetch the performance of a provider."""
        return AsyncQuery(
            self._queries,
            _GET_PROVIDER_PERFORMANCE,
            self._methods.get_performance,
            (provider_id,),
            {"period": period, "options": options},
            how,
        )


class AsyncRatesQueries:
    """Rate decks of providers."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.rates
        self.list = AsyncListReader(queries, self._make_list)
        self.import_rates = AsyncMutation(queries, _IMPORT_RATES, self._methods.import_rates)

    def _make_list(
        self,
        *,
        provider_id: str | None = None,
        destination: str | None = None,
        effective_date: dt.date | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.Rate]]:
        """List rates."""
        return AsyncQuery(
            self._queries,
            _LIST_RATES,
            self._methods.list,
            (),
            {
                "provider_id": provider_id,
                "destination": destination,
                "effective_date": effective_date,
                "page": page,
                "limit": limit,
                "options": options,
            },
            how,
        )


class AsyncRespOrgQueries:
    """Toll-free responsible organizations."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.resporg
        self.list_entities = AsyncReader(queries, self._make_list_entities)
        self.list_entity_roids = AsyncReader(queries, self._make_list_entity_roids)
        self.create_transfer = AsyncMutation(queries, _CREATE_RESPORG_TRANSFER, self._methods.create_transfer)

    def _make_list_entities(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[List[models.RespOrgEntity]]:
        """List RespOrg entities."""
        return AsyncQuery(
            self._queries, _LIST_RESPORG_ENTITIES, self._methods.list_entities, (), {"options": options}, how
        )

    def _make_list_entity_roids(
        self, entity_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[List[models.RespOrgRoid]]:
        """List the RespOrg ids of an entity."""
        return AsyncQuery(
            self._queries,
            _LIST_RESPORG_ENTITY_ROIDS,
            self._methods.list_entity_roids,
            (entity_id,),
            {"options": options},
            how,
        )


class AsyncRoutesQueries:
    """Routes offered inside partitions."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.routes
        self.list = AsyncReader(queries, self._make_list)

    def _make_list(
        self,
        *,
        partition_id: str | None = None,
        provider_id: str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[List[models.Route]]:
        """List routes."""
        return AsyncQuery(
            self._queries,
            _LIST_ROUTES,
            self._methods.list,
            (),
            {"partition_id": partition_id, "provider_id": provider_id, "options": options},
            how,
        )


class AsyncServicesQueries:
    """Connections to third-party services."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.services
        self.list = AsyncReader(queries, self._make_list)
        self.get = AsyncReader(queries, self._make_get)
        self.list_history = AsyncReader(queries, self._make_list_history)
        self.create = AsyncMutation(queries, _CREATE_SERVICE, self._methods.create)
        self.update = AsyncMutation(queries, _UPDATE_SERVICE, self._methods.update)
        self.delete = AsyncMutation(queries, _DELETE_SERVICE, self._methods.delete)
        self.rotate_credentials = AsyncMutation(queries, _ROTATE_SERVICE_CREDENTIALS, self._methods.rotate_credentials)
        self.test = AsyncMutation(queries, _TEST_SERVICE, self._methods.test)

    def _make_list(
        self,
        *,
        type: models.ServiceType | str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[List[models.ServiceConfig]]:
        """List service configurations."""
        return AsyncQuery(
            self._queries, _LIST_SERVICES, self._methods.list, (), {"type": type, "options": options}, how
        )

    def _make_get(
        self, service_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.ServiceConfig]:
        """Fetch one service configuration."""
        return AsyncQuery(self._queries, _GET_SERVICE, self._methods.get, (service_id,), {"options": options}, how)

    def _make_list_history(
        self, service_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[List[models.AuditEntry]]:
        """List the change history of a service."""
        return AsyncQuery(
            self._queries, _LIST_SERVICE_HISTORY, self._methods.list_history, (service_id,), {"options": options}, how
        )


class AsyncSystemQueries:
    """State of the platform."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.system
        self.list_active_calls = AsyncReader(queries, self._make_list_active_calls)
        self.list_alerts = AsyncReader(queries, self._make_list_alerts)
        self.get_metrics = AsyncReader(queries, self._make_get_metrics)

    def _make_list_active_calls(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[List[models.ActiveCall]]:
        """List calls in progress."""
        return AsyncQuery(
            self._queries, _LIST_ACTIVE_CALLS, self._methods.list_active_calls, (), {"options": options}, how
        )

    def _make_list_alerts(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[List[models.Alert]]:
        """List system alerts."""
        return AsyncQuery(self._queries, _LIST_SYSTEM_ALERTS, self._methods.list_alerts, (), {"options": options}, how)

    def _make_get_metrics(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.SystemMetrics]:
        """Fetch the system metrics."""
        return AsyncQuery(self._queries, _GET_SYSTEM_METRICS, self._methods.get_metrics, (), {"options": options}, how)


class AsyncTicketsQueries:
    """Support tickets."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.tickets
        self.list = AsyncListReader(queries, self._make_list)
        self.list_messages = AsyncReader(queries, self._make_list_messages)
        self.create = AsyncMutation(queries, _CREATE_TICKET, self._methods.create)
        self.update = AsyncMutation(queries, _UPDATE_TICKET, self._methods.update)
        self.create_message = AsyncMutation(queries, _CREATE_TICKET_MESSAGE, self._methods.create_message)

    def _make_list(
        self,
        *,
        status: models.TicketStatus | str | None = None,
        customer_id: str | None = None,
        assigned_to: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.Ticket]]:
        """List support tickets."""
        return AsyncQuery(
            self._queries,
            _LIST_TICKETS,
            self._methods.list,
            (),
            {
                "status": status,
                "customer_id": customer_id,
                "assigned_to": assigned_to,
                "page": page,
                "limit": limit,
                "options": options,
            },
            how,
        )

    def _make_list_messages(
        self, ticket_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[List[models.TicketMessage]]:
        """List the messages of a ticket."""
        return AsyncQuery(
            self._queries, _LIST_TICKET_MESSAGES, self._methods.list_messages, (ticket_id,), {"options": options}, how
        )


class AsyncTollFreeQueries:
    """Toll-free numbers."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.toll_free
        self.list_inventory = AsyncListReader(queries, self._make_list_inventory)
        self.bulk_provision = AsyncMutation(queries, _BULK_PROVISION_TOLL_FREE, self._methods.bulk_provision)
        self.bulk_reserve = AsyncMutation(queries, _BULK_RESERVE_TOLL_FREE, self._methods.bulk_reserve)

    def _make_list_inventory(
        self,
        *,
        status: models.TollFreeState | str | None = None,
        resp_org_id: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.TollFreeInventoryItem]]:
        """List the toll-free inventory."""
        return AsyncQuery(
            self._queries,
            _LIST_TOLL_FREE_INVENTORY,
            self._methods.list_inventory,
            (),
            {"status": status, "resp_org_id": resp_org_id, "page": page, "limit": limit, "options": options},
            how,
        )


class AsyncTrunksQueries:
    """SIP trunks."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncAdminClient) -> None:
        self._queries, self._methods = queries, client.trunks
        self.list = AsyncListReader(queries, self._make_list)
        self.assign_partition = AsyncMutation(queries, _ASSIGN_TRUNK_PARTITION, self._methods.assign_partition)

    def _make_list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        customer_id: str | None = None,
        partition_id: str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.Trunk]]:
        """List the trunks of all customers."""
        return AsyncQuery(
            self._queries,
            _LIST_ALL_TRUNKS,
            self._methods.list,
            (),
            {
                "page": page,
                "limit": limit,
                "customer_id": customer_id,
                "partition_id": partition_id,
                "options": options,
            },
            how,
        )


class AsyncAdminQueries(AsyncQueryClient):
    """The cached queries and the mutations of `AsyncAdminClient`."""

    reads = _READS
    rules = _RULES
    _client: AsyncAdminClient

    @cached_property
    def auth(self) -> AsyncAuthQueries:
        """Sign-in, token refresh and sign-out."""
        return AsyncAuthQueries(self, self._client)

    @cached_property
    def billing(self) -> AsyncBillingQueries:
        """Balances, payments on account and billing reports."""
        return AsyncBillingQueries(self, self._client)

    @cached_property
    def cdrs(self) -> AsyncCDRsQueries:
        """Call detail records."""
        return AsyncCDRsQueries(self, self._client)

    @cached_property
    def customers(self) -> AsyncCustomersQueries:
        """Customer accounts."""
        return AsyncCustomersQueries(self, self._client)

    @cached_property
    def disputes(self) -> AsyncDisputesQueries:
        """Disputed charges."""
        return AsyncDisputesQueries(self, self._client)

    @cached_property
    def exclusions(self) -> AsyncExclusionsQueries:
        """Destinations, providers and customers kept out of routing."""
        return AsyncExclusionsQueries(self, self._client)

    @cached_property
    def margins(self) -> AsyncMarginsQueries:
        """Margins between customer rates and provider cost."""
        return AsyncMarginsQueries(self, self._client)

    @cached_property
    def netsuite(self) -> AsyncNetSuiteQueries:
        """Synchronization with NetSuite accounting. Needs the admin role, although the paths lack `/admin`."""
        return AsyncNetSuiteQueries(self, self._client)

    @cached_property
    def overrides(self) -> AsyncOverridesQueries:
        """Exceptions to least-cost routing."""
        return AsyncOverridesQueries(self, self._client)

    @cached_property
    def partitions(self) -> AsyncPartitionsQueries:
        """Routing groups."""
        return AsyncPartitionsQueries(self, self._client)

    @cached_property
    def providers(self) -> AsyncProvidersQueries:
        """Carriers that the platform sends calls to."""
        return AsyncProvidersQueries(self, self._client)

    @cached_property
    def rates(self) -> AsyncRatesQueries:
        """Rate decks of providers."""
        return AsyncRatesQueries(self, self._client)

    @cached_property
    def resporg(self) -> AsyncRespOrgQueries:
        """Toll-free responsible organizations."""
        return AsyncRespOrgQueries(self, self._client)

    @cached_property
    def routes(self) -> AsyncRoutesQueries:
        """Routes offered inside partitions."""
        return AsyncRoutesQueries(self, self._client)

    @cached_property
    def services(self) -> AsyncServicesQueries:
        """Connections to third-party services."""
        return AsyncServicesQueries(self, self._client)

    @cached_property
    def system(self) -> AsyncSystemQueries:
        """State of the platform."""
        return AsyncSystemQueries(self, self._client)

    @cached_property
    def tickets(self) -> AsyncTicketsQueries:
        """Support tickets."""
        return AsyncTicketsQueries(self, self._client)

    @cached_property
    def toll_free(self) -> AsyncTollFreeQueries:
        """Toll-free numbers."""
        return AsyncTollFreeQueries(self, self._client)

    @cached_property
    def trunks(self) -> AsyncTrunksQueries:
        """SIP trunks."""
        return AsyncTrunksQueries(self, self._client)
