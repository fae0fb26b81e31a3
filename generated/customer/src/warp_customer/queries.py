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
    from .client import AsyncCustomerClient, CustomerClient

_GET_ACCOUNT = Read("get_account", "account.get", ("account",), type=lambda: models.Customer)
_UPDATE_ACCOUNT = Write("update_account", "account.update", (("account",),))
_LIST_API_KEYS = Read("list_api_keys", "api_keys.list", ("api_keys", "list"), type=lambda: list[models.ApiKey])
_CREATE_API_KEY = Write("create_api_key", "api_keys.create", (("api_keys",),))
_DELETE_API_KEY = Write("delete_api_key", "api_keys.delete", (("api_keys",),), path=("key_id",))
_LOGIN = Write("login", "auth.login")
_LOGOUT = Write("logout", "auth.logout")
_REFRESH_TOKEN = Write("refresh_token", "auth.refresh")
_GET_BALANCE = Read("get_balance", "billing.get_balance", ("billing", "balance"), type=lambda: models.Balance)
_RECHARGE_BALANCE = Write(
    "recharge_balance",
    "billing.recharge",
    (("billing",), ("metrics",), ("invoices",), ("payment_methods",), ("account",)),
)
_LIST_CDRS = Read("list_cdrs", "cdrs.list", ("cdrs", "list"), type=lambda: models.CDR)
_EXPORT_CDRS = Write("export_cdrs", "cdrs.export")
_LIST_INVOICES = Read("list_invoices", "invoices.list", ("invoices", "list"), type=lambda: models.Invoice)
_GET_INVOICE = Read(
    "get_invoice",
    "invoices.get",
    ("invoices", "item", "{invoice_id}"),
    type=lambda: models.Invoice,
    path=("invoice_id",),
)
_DOWNLOAD_INVOICE = Read(
    "download_invoice",
    "invoices.download",
    ("invoices", "item", "{invoice_id}", "document"),
    type=lambda: models.DownloadLink,
    path=("invoice_id",),
)
_LIST_MESSAGES = Read("list_messages", "messages.list", ("messages", "list"), type=lambda: models.Message)
_GET_MESSAGE = Read(
    "get_message",
    "messages.get",
    ("messages", "item", "{message_id}"),
    type=lambda: models.Message,
    path=("message_id",),
)
_SEND_MMS = Write(
    "send_mms", "messages.send_mms", (("messages",), ("billing",), ("metrics",), ("usage",), ("account",))
)
_SEND_SMS = Write(
    "send_sms", "messages.send_sms", (("messages",), ("billing",), ("metrics",), ("usage",), ("account",))
)
_GET_CURRENT_METRICS = Read(
    "get_current_metrics", "metrics.get_current", ("metrics", "current"), type=lambda: models.Metrics
)
_LIST_NUMBERS = Read("list_numbers", "numbers.list", ("numbers", "list"), type=lambda: models.PhoneNumber)
_SEARCH_NUMBERS = Read(
    "search_numbers", "numbers.search", ("numbers", "available"), type=lambda: list[models.AvailableNumber]
)
_ORDER_NUMBERS = Write(
    "order_numbers",
    "numbers.order",
    (("numbers",), ("toll_free", "available"), ("billing",), ("metrics",), ("trunks",), ("account",), ("usage",)),
)
_RELEASE_NUMBER = Write(
    "release_number",
    "numbers.release",
    (("numbers",), ("toll_free",), ("billing",), ("metrics",), ("trunks",), ("account",)),
    path=("number_id",),
)
_UPDATE_NUMBER_E911 = Write(
    "update_number_e911", "numbers.update_e911", (("numbers", "list"), ("billing",)), path=("number_id",)
)
_LIST_PAYMENT_METHODS = Read(
    "list_payment_methods", "payment_methods.list", ("payment_methods", "list"), type=lambda: list[models.PaymentMethod]
)
_CREATE_PAYMENT_METHOD = Write(
    "create_payment_method", "payment_methods.create", (("payment_methods",), ("billing", "balance"))
)
_DELETE_PAYMENT_METHOD = Write(
    "delete_payment_method",
    "payment_methods.delete",
    (("payment_methods",), ("billing", "balance")),
    path=("method_id",),
)
_SET_DEFAULT_PAYMENT_METHOD = Write(
    "set_default_payment_method",
    "payment_methods.set_default",
    (("payment_methods",), ("billing", "balance")),
    path=("method_id",),
)
_GET_PORT_ORDER = Read(
    "get_port_order",
    "port_orders.get",
    ("port_orders", "item", "{port_id}"),
    type=lambda: models.PortOrder,
    path=("port_id",),
)
_CREATE_PORT_ORDER = Write("create_port_order", "port_orders.create", (("port_orders",), ("numbers",), ("billing",)))
_SEARCH_TOLL_FREE_NUMBERS = Read(
    "search_toll_free_numbers", "toll_free.search", ("toll_free", "available"), type=lambda: list[models.TollFreeNumber]
)
_GET_TOLL_FREE_STATUS = Read(
    "get_toll_free_status",
    "toll_free.get_status",
    ("toll_free", "item", "{tfn}"),
    type=lambda: models.TollFreeStatus,
    path=("tfn",),
)
_PROVISION_TOLL_FREE_NUMBER = Write(
    "provision_toll_free_number",
    "toll_free.provision",
    (("toll_free",), ("numbers",), ("billing",), ("metrics",), ("trunks",), ("account",)),
)
_RESERVE_TOLL_FREE_NUMBER = Write("reserve_toll_free_number", "toll_free.reserve", (("toll_free",),))
_UPDATE_TOLL_FREE_ROUTING = Write(
    "update_toll_free_routing", "toll_free.update_routing", (("toll_free", "item", "{tfn}"),), path=("tfn",)
)
_ENABLE_TOLL_FREE_SMS = Write(
    "enable_toll_free_sms",
    "toll_free.enable_sms",
    (("toll_free", "item", "{tfn}"), ("numbers", "list"), ("billing",)),
    path=("tfn",),
)
_LIST_TRUNKS = Read("list_trunks", "trunks.list", ("trunks", "list"), type=lambda: models.Trunk)
_GET_TRUNK = Read(
    "get_trunk", "trunks.get", ("trunks", "item", "{trunk_id}"), type=lambda: models.Trunk, path=("trunk_id",)
)
_GET_TRUNK_CREDENTIALS = Read(
    "get_trunk_credentials",
    "trunks.get_credentials",
    ("trunks", "item", "{trunk_id}", "credentials"),
    path=("trunk_id",),
)
_CREATE_TRUNK = Write("create_trunk", "trunks.create", (("trunks",), ("metrics",)))
_UPDATE_TRUNK = Write(
    "update_trunk",
    "trunks.update",
    (("trunks", "list"), ("trunks", "item", "{trunk_id}"), ("metrics",)),
    path=("trunk_id",),
)
_DELETE_TRUNK = Write(
    "delete_trunk",
    "trunks.delete",
    (("trunks", "list"), ("trunks", "item", "{trunk_id}"), ("numbers",), ("metrics",)),
    path=("trunk_id",),
)
_TEST_TRUNK = Write(
    "test_trunk",
    "trunks.test",
    (
        ("trunks", "list"),
        ("trunks", "item", "{trunk_id}"),
        ("metrics",),
        ("account",),
        ("billing", "balance"),
        ("cdrs",),
    ),
    path=("trunk_id",),
)
_GET_USAGE_SUMMARY = Read(
    "get_usage_summary", "usage.get_summary", ("usage", "summary"), type=lambda: models.UsageSummary
)
_LIST_WEBHOOKS = Read("list_webhooks", "webhooks.list", ("webhooks", "list"))
_CREATE_WEBHOOK = Write("create_webhook", "webhooks.create", (("webhooks",),))
_UPDATE_WEBHOOK = Write("update_webhook", "webhooks.update", (("webhooks",),), path=("webhook_id",))
_DELETE_WEBHOOK = Write("delete_webhook", "webhooks.delete", (("webhooks",),), path=("webhook_id",))
_READS = (
    _GET_ACCOUNT,
    _LIST_API_KEYS,
    _GET_BALANCE,
    _LIST_CDRS,
    _LIST_INVOICES,
    _GET_INVOICE,
    _DOWNLOAD_INVOICE,
    _LIST_MESSAGES,
    _GET_MESSAGE,
    _GET_CURRENT_METRICS,
    _LIST_NUMBERS,
    _SEARCH_NUMBERS,
    _LIST_PAYMENT_METHODS,
    _GET_PORT_ORDER,
    _SEARCH_TOLL_FREE_NUMBERS,
    _GET_TOLL_FREE_STATUS,
    _LIST_TRUNKS,
    _GET_TRUNK,
    _GET_TRUNK_CREDENTIALS,
    _GET_USAGE_SUMMARY,
    _LIST_WEBHOOKS,
)
_RULES: dict[str, Rule] = {
    "balance.low": Rule((("billing", "balance"),), partial=True),
    "message.delivered": Rule((("messages", "list"), ("messages", "item", "{message_id}"))),
    "metrics.update": Rule(updates=("metrics", "current")),
    "trunk.status": Rule((("trunks", "list"), ("trunks", "item", "{trunk_id}"))),
}


class AccountQueries:
    """The account of the caller."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.account
        self.get = Reader(queries, self._make_get)
        self.update = Mutation(queries, _UPDATE_ACCOUNT, self._methods.update)

    def _make_get(self, *, options: RequestOptions | None = None, **how: Unpack[Reading]) -> Query[models.Customer]:
        """Fetch the account of the caller."""
        return Query(self._queries, _GET_ACCOUNT, self._methods.get, (), {"options": options}, how)


class APIKeysQueries:
    """Keys for programs that call the platform."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.api_keys
        self.list = Reader(queries, self._make_list)
        self.create = Mutation(queries, _CREATE_API_KEY, self._methods.create)
        self.delete = Mutation(queries, _DELETE_API_KEY, self._methods.delete)

    def _make_list(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[List[models.ApiKey]]:
        """List API keys."""
        return Query(self._queries, _LIST_API_KEYS, self._methods.list, (), {"options": options}, how)


class AuthQueries:
    """Sign-in, token refresh and sign-out."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.auth
        self.login = Mutation(queries, _LOGIN, self._methods.login)
        self.logout = Mutation(queries, _LOGOUT, self._methods.logout)
        self.refresh = Mutation(queries, _REFRESH_TOKEN, self._methods.refresh)


class BillingQueries:
    """Balances, payments on account and billing reports."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.billing
        self.get_balance = Reader(queries, self._make_get_balance)
        self.recharge = Mutation(queries, _RECHARGE_BALANCE, self._methods.recharge)

    def _make_get_balance(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.Balance]:
        """Fetch the account balance."""
        return Query(self._queries, _GET_BALANCE, self._methods.get_balance, (), {"options": options}, how)


class CDRsQueries:
    """Call detail records."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.cdrs
        self.list = Reader(queries, self._make_list)
        self.export = Mutation(queries, _EXPORT_CDRS, self._methods.export)

    def _make_list(
        self,
        *,
        date_from: dt.datetime,
        date_to: dt.datetime,
        trunk_id: str | None = None,
        direction: models.CallDirection | str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.CDR]]:
        """List call records."""
        return Query(
            self._queries,
            _LIST_CDRS,
            self._methods.list,
            (),
            {
                "date_from": date_from,
                "date_to": date_to,
                "trunk_id": trunk_id,
                "direction": direction,
                "page": page,
                "limit": limit,
                "options": options,
            },
            how,
        )


class InvoicesQueries:
    """Invoices and their documents."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.invoices
        self.list = Reader(queries, self._make_list)
        self.get = Reader(queries, self._make_get)
        self.download = Reader(queries, self._make_download)

    def _make_list(
        self,
        *,
        status: models.InvoiceStatus | str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.Invoice]]:
        """List invoices."""
        return Query(
            self._queries,
            _LIST_INVOICES,
            self._methods.list,
            (),
            {"status": status, "page": page, "limit": limit, "options": options},
            how,
        )

    def _make_get(
        self, invoice_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.Invoice]:
        """Fetch one invoice."""
        return Query(self._queries, _GET_INVOICE, self._methods.get, (invoice_id,), {"options": options}, how)

    def _make_download(
        self, invoice_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.DownloadLink]:
        """Fetch a download link for an invoice."""
        return Query(self._queries, _DOWNLOAD_INVOICE, self._methods.download, (invoice_id,), {"options": options}, how)


class MessagesQueries:
    """SMS and MMS."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.messages
        self.list = Reader(queries, self._make_list)
        self.get = Reader(queries, self._make_get)
        self.send_mms = Mutation(queries, _SEND_MMS, self._methods.send_mms)
        self.send_sms = Mutation(queries, _SEND_SMS, self._methods.send_sms)

    def _make_list(
        self,
        *,
        direction: models.MessageDirection | str | None = None,
        from_: str | None = None,
        to: str | None = None,
        date_from: dt.datetime | None = None,
        date_to: dt.datetime | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.Message]]:
        """List messages."""
        return Query(
            self._queries,
            _LIST_MESSAGES,
            self._methods.list,
            (),
            {
                "direction": direction,
                "from_": from_,
                "to": to,
                "date_from": date_from,
                "date_to": date_to,
                "page": page,
                "limit": limit,
                "options": options,
            },
            how,
        )

    def _make_get(
        self, message_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.Message]:
        """Fetch one message."""
        return Query(self._queries, _GET_MESSAGE, self._methods.get, (message_id,), {"options": options}, how)


class MetricsQueries:
    """Live gauges."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.metrics
        self.get_current = Reader(queries, self._make_get_current)

    def _make_get_current(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.Metrics]:
        """Fetch current metrics."""
        return Query(self._queries, _GET_CURRENT_METRICS, self._methods.get_current, (), {"options": options}, how)


class NumbersQueries:
    """Phone numbers: search, order, release, E911."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.numbers
        self.list = Reader(queries, self._make_list)
        self.search = Reader(queries, self._make_search)
        self.order = Mutation(queries, _ORDER_NUMBERS, self._methods.order)
        self.release = Mutation(queries, _RELEASE_NUMBER, self._methods.release)
        self.update_e911 = Mutation(queries, _UPDATE_NUMBER_E911, self._methods.update_e911)

    def _make_list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        trunk_id: str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.PhoneNumber]]:
        """List the numbers of the account."""
        return Query(
            self._queries,
            _LIST_NUMBERS,
            self._methods.list,
            (),
            {"page": page, "limit": limit, "trunk_id": trunk_id, "options": options},
            how,
        )

    def _make_search(
        self,
        *,
        area_code: str | None = None,
        rate_center: str | None = None,
        state: str | None = None,
        contains: str | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[List[models.AvailableNumber]]:
        """Search numbers for sale."""
        return Query(
            self._queries,
            _SEARCH_NUMBERS,
            self._methods.search,
            (),
            {
                "area_code": area_code,
                "rate_center": rate_center,
                "state": state,
                "contains": contains,
                "limit": limit,
                "options": options,
            },
            how,
        )


class PaymentMethodsQueries:
    """Stored payment methods."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.payment_methods
        self.list = Reader(queries, self._make_list)
        self.create = Mutation(queries, _CREATE_PAYMENT_METHOD, self._methods.create)
        self.delete = Mutation(queries, _DELETE_PAYMENT_METHOD, self._methods.delete)
        self.set_default = Mutation(queries, _SET_DEFAULT_PAYMENT_METHOD, self._methods.set_default)

    def _make_list(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[List[models.PaymentMethod]]:
        """List payment methods."""
        return Query(self._queries, _LIST_PAYMENT_METHODS, self._methods.list, (), {"options": options}, how)


class PortOrdersQueries:
    """Porting numbers in."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.port_orders
        self.get = Reader(queries, self._make_get)
        self.create = Mutation(queries, _CREATE_PORT_ORDER, self._methods.create)

    def _make_get(
        self, port_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.PortOrder]:
        """Fetch one port order."""
        return Query(self._queries, _GET_PORT_ORDER, self._methods.get, (port_id,), {"options": options}, how)


class TollFreeQueries:
    """Toll-free numbers."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.toll_free
        self.search = Reader(queries, self._make_search)
        self.get_status = Reader(queries, self._make_get_status)
        self.provision = Mutation(queries, _PROVISION_TOLL_FREE_NUMBER, self._methods.provision)
        self.reserve = Mutation(queries, _RESERVE_TOLL_FREE_NUMBER, self._methods.reserve)
        self.update_routing = Mutation(queries, _UPDATE_TOLL_FREE_ROUTING, self._methods.update_routing)
        self.enable_sms = Mutation(queries, _ENABLE_TOLL_FREE_SMS, self._methods.enable_sms)

    def _make_search(
        self,
        *,
        area_code: models.TollFreePrefix | str | None = None,
        pattern: str | None = None,
        quantity: int | None = None,
        consecutive: bool | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[List[models.TollFreeNumber]]:
        """Search toll-free numbers."""
        return Query(
            self._queries,
            _SEARCH_TOLL_FREE_NUMBERS,
            self._methods.search,
            (),
            {
                "area_code": area_code,
                "pattern": pattern,
                "quantity": quantity,
                "consecutive": consecutive,
                "options": options,
            },
            how,
        )

    def _make_get_status(
        self, tfn: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.TollFreeStatus]:
        """Fetch the status of a toll-free number."""
        return Query(self._queries, _GET_TOLL_FREE_STATUS, self._methods.get_status, (tfn,), {"options": options}, how)


class TrunksQueries:
    """SIP trunks."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.trunks
        self.list = Reader(queries, self._make_list)
        self.get = Reader(queries, self._make_get)
        self.get_credentials = Reader(queries, self._make_get_credentials)
        self.create = Mutation(queries, _CREATE_TRUNK, self._methods.create)
        self.update = Mutation(queries, _UPDATE_TRUNK, self._methods.update)
        self.delete = Mutation(queries, _DELETE_TRUNK, self._methods.delete)
        self.test = Mutation(queries, _TEST_TRUNK, self._methods.test)

    def _make_list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: models.TrunkStatus | str | None = None,
        customer_id: str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[Page[models.Trunk]]:
        """List the trunks of the account."""
        return Query(
            self._queries,
            _LIST_TRUNKS,
            self._methods.list,
            (),
            {"page": page, "limit": limit, "status": status, "customer_id": customer_id, "options": options},
            how,
        )

    def _make_get(
        self, trunk_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.Trunk]:
        """Fetch one trunk."""
        return Query(self._queries, _GET_TRUNK, self._methods.get, (trunk_id,), {"options": options}, how)

    def _make_get_credentials(
        self, trunk_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[models.TrunkCredentials]:
        """Fetch the SIP credentials of a trunk."""
        return Query(
            self._queries, _GET_TRUNK_CREDENTIALS, self._methods.get_credentials, (trunk_id,), {"options": options}, how
        )


class UsageQueries:
    """Usage totals."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.usage
        self.get_summary = Reader(queries, self._make_get_summary)

    def _make_get_summary(
        self,
        *,
        period: models.UsagePeriod | str,
        start: dt.date | None = None,
        end: dt.date | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> Query[models.UsageSummary]:
        """Summarize usage over a period."""
        return Query(
            self._queries,
            _GET_USAGE_SUMMARY,
            self._methods.get_summary,
            (),
            {"period": period, "start": start, "end": end, "options": options},
            how,
        )


class WebhooksQueries:
    """Event deliveries by HTTP."""

    def __init__(self, queries: QueryClient, client: CustomerClient) -> None:
        self._queries, self._methods = queries, client.webhooks
        self.list = Reader(queries, self._make_list)
        self.create = Mutation(queries, _CREATE_WEBHOOK, self._methods.create)
        self.update = Mutation(queries, _UPDATE_WEBHOOK, self._methods.update)
        self.delete = Mutation(queries, _DELETE_WEBHOOK, self._methods.delete)

    def _make_list(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> Query[List[models.Webhook]]:
        """List webhooks."""
        return Query(self._queries, _LIST_WEBHOOKS, self._methods.list, (), {"options": options}, how)


class CustomerQueries(QueryClient):
    """The cached queries and the mutations of `CustomerClient`."""

    reads = _READS
    rules = _RULES
    _client: CustomerClient

    @cached_property
    def account(self) -> AccountQueries:
        """The account of the caller."""
        return AccountQueries(self, self._client)

    @cached_property
    def api_keys(self) -> APIKeysQueries:
        """Keys for programs that call the platform."""
        return APIKeysQueries(self, self._client)

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
    def invoices(self) -> InvoicesQueries:
        """Invoices and their documents."""
        return InvoicesQueries(self, self._client)

    @cached_property
    def messages(self) -> MessagesQueries:
        """SMS and MMS."""
        return MessagesQueries(self, self._client)

    @cached_property
    def metrics(self) -> MetricsQueries:
        """Live gauges."""
        return MetricsQueries(self, self._client)

    @cached_property
    def numbers(self) -> NumbersQueries:
        """Phone numbers: search, order, release, E911."""
        return NumbersQueries(self, self._client)

    @cached_property
    def payment_methods(self) -> PaymentMethodsQueries:
        """Stored payment methods."""
        return PaymentMethodsQueries(self, self._client)

    @cached_property
    def port_orders(self) -> PortOrdersQueries:
        """Porting numbers in."""
        return PortOrdersQueries(self, self._client)

    @cached_property
    def toll_free(self) -> TollFreeQueries:
        """Toll-free numbers."""
        return TollFreeQueries(self, self._client)

    @cached_property
    def trunks(self) -> TrunksQueries:
        """SIP trunks."""
        return TrunksQueries(self, self._client)

    @cached_property
    def usage(self) -> UsageQueries:
        """Usage totals."""
        return UsageQueries(self, self._client)

    @cached_property
    def webhooks(self) -> WebhooksQueries:
        """Event deliveries by HTTP."""
        return WebhooksQueries(self, self._client)


class AsyncAccountQueries:
    """The account of the caller."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.account
        self.get = AsyncReader(queries, self._make_get)
        self.update = AsyncMutation(queries, _UPDATE_ACCOUNT, self._methods.update)

    def _make_get(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.Customer]:
        """Fetch the account of the caller."""
        return AsyncQuery(self._queries, _GET_ACCOUNT, self._methods.get, (), {"options": options}, how)


class AsyncAPIKeysQueries:
    """Keys for programs that call the platform."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.api_keys
        self.list = AsyncReader(queries, self._make_list)
        self.create = AsyncMutation(queries, _CREATE_API_KEY, self._methods.create)
        self.delete = AsyncMutation(queries, _DELETE_API_KEY, self._methods.delete)

    def _make_list(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[List[models.ApiKey]]:
        """List API keys."""
        return AsyncQuery(self._queries, _LIST_API_KEYS, self._methods.list, (), {"options": options}, how)


class AsyncAuthQueries:
    """Sign-in, token refresh and sign-out."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.auth
        self.login = AsyncMutation(queries, _LOGIN, self._methods.login)
        self.logout = AsyncMutation(queries, _LOGOUT, self._methods.logout)
        self.refresh = AsyncMutation(queries, _REFRESH_TOKEN, self._methods.refresh)


class AsyncBillingQueries:
    """Balances, payments on account and billing reports."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.billing
        self.get_balance = AsyncReader(queries, self._make_get_balance)
        self.recharge = AsyncMutation(queries, _RECHARGE_BALANCE, self._methods.recharge)

    def _make_get_balance(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.Balance]:
        """Fetch the account balance."""
        return AsyncQuery(self._queries, _GET_BALANCE, self._methods.get_balance, (), {"options": options}, how)


class AsyncCDRsQueries:
    """Call detail records."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.cdrs
        self.list = AsyncListReader(queries, self._make_list)
        self.export = AsyncMutation(queries, _EXPORT_CDRS, self._methods.export)

    def _make_list(
        self,
        *,
        date_from: dt.datetime,
        date_to: dt.datetime,
        trunk_id: str | None = None,
        direction: models.CallDirection | str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.CDR]]:
        """List call records."""
        return AsyncQuery(
            self._queries,
            _LIST_CDRS,
            self._methods.list,
            (),
            {
                "date_from": date_from,
                "date_to": date_to,
                "trunk_id": trunk_id,
                "direction": direction,
                "page": page,
                "limit": limit,
                "options": options,
            },
            how,
        )


class AsyncInvoicesQueries:
    """Invoices and their documents."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.invoices
        self.list = AsyncListReader(queries, self._make_list)
        self.get = AsyncReader(queries, self._make_get)
        self.download = AsyncReader(queries, self._make_download)

    def _make_list(
        self,
        *,
        status: models.InvoiceStatus | str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.Invoice]]:
        """List invoices."""
        return AsyncQuery(
            self._queries,
            _LIST_INVOICES,
            self._methods.list,
            (),
            {"status": status, "page": page, "limit": limit, "options": options},
            how,
        )

    def _make_get(
        self, invoice_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.Invoice]:
        """Fetch one invoice."""
        return AsyncQuery(self._queries, _GET_INVOICE, self._methods.get, (invoice_id,), {"options": options}, how)

    def _make_download(
        self, invoice_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.DownloadLink]:
        """Fetch a download link for an invoice."""
        return AsyncQuery(
            self._queries, _DOWNLOAD_INVOICE, self._methods.download, (invoice_id,), {"options": options}, how
        )


class AsyncMessagesQueries:
    """SMS and MMS."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.messages
        self.list = AsyncListReader(queries, self._make_list)
        self.get = AsyncReader(queries, self._make_get)
        self.send_mms = AsyncMutation(queries, _SEND_MMS, self._methods.send_mms)
        self.send_sms = AsyncMutation(queries, _SEND_SMS, self._methods.send_sms)

    def _make_list(
        self,
        *,
        direction: models.MessageDirection | str | None = None,
        from_: str | None = None,
        to: str | None = None,
        date_from: dt.datetime | None = None,
        date_to: dt.datetime | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.Message]]:
        """List messages."""
        return AsyncQuery(
            self._queries,
            _LIST_MESSAGES,
            self._methods.list,
            (),
            {
                "direction": direction,
                "from_": from_,
                "to": to,
                "date_from": date_from,
                "date_to": date_to,
                "page": page,
                "limit": limit,
                "options": options,
            },
            how,
        )

    def _make_get(
        self, message_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.Message]:
        """Fetch one message."""
        return AsyncQuery(self._queries, _GET_MESSAGE, self._methods.get, (message_id,), {"options": options}, how)


class AsyncMetricsQueries:
    """Live gauges."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.metrics
        self.get_current = AsyncReader(queries, self._make_get_current)

    def _make_get_current(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.Metrics]:
        """Fetch current metrics."""
        return AsyncQuery(self._queries, _GET_CURRENT_METRICS, self._methods.get_current, (), {"options": options}, how)


class AsyncNumbersQueries:
    """Phone numbers: search, order, release, E911."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.numbers
        self.list = AsyncListReader(queries, self._make_list)
        self.search = AsyncReader(queries, self._make_search)
        self.order = AsyncMutation(queries, _ORDER_NUMBERS, self._methods.order)
        self.release = AsyncMutation(queries, _RELEASE_NUMBER, self._methods.release)
        self.update_e911 = AsyncMutation(queries, _UPDATE_NUMBER_E911, self._methods.update_e911)

    def _make_list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        trunk_id: str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.PhoneNumber]]:
        """List the numbers of the account."""
        return AsyncQuery(
            self._queries,
            _LIST_NUMBERS,
            self._methods.list,
            (),
            {"page": page, "limit": limit, "trunk_id": trunk_id, "options": options},
            how,
        )

    def _make_search(
        self,
        *,
        area_code: str | None = None,
        rate_center: str | None = None,
        state: str | None = None,
        contains: str | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[List[models.AvailableNumber]]:
        """Search numbers for sale."""
        return AsyncQuery(
            self._queries,
            _SEARCH_NUMBERS,
            self._methods.search,
            (),
            {
                "area_code": area_code,
                "rate_center": rate_center,
                "state": state,
                "contains": contains,
                "limit": limit,
                "options": options,
            },
            how,
        )


class AsyncPaymentMethodsQueries:
    """Stored payment methods."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.payment_methods
        self.list = AsyncReader(queries, self._make_list)
        self.create = AsyncMutation(queries, _CREATE_PAYMENT_METHOD, self._methods.create)
        self.delete = AsyncMutation(queries, _DELETE_PAYMENT_METHOD, self._methods.delete)
        self.set_default = AsyncMutation(queries, _SET_DEFAULT_PAYMENT_METHOD, self._methods.set_default)

    def _make_list(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[List[models.PaymentMethod]]:
        """List payment methods."""
        return AsyncQuery(self._queries, _LIST_PAYMENT_METHODS, self._methods.list, (), {"options": options}, how)


class AsyncPortOrdersQueries:
    """Porting numbers in."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.port_orders
        self.get = AsyncReader(queries, self._make_get)
        self.create = AsyncMutation(queries, _CREATE_PORT_ORDER, self._methods.create)

    def _make_get(
        self, port_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.PortOrder]:
        """Fetch one port order."""
        return AsyncQuery(self._queries, _GET_PORT_ORDER, self._methods.get, (port_id,), {"options": options}, how)


class AsyncTollFreeQueries:
    """Toll-free numbers."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.toll_free
        self.search = AsyncReader(queries, self._make_search)
        self.get_status = AsyncReader(queries, self._make_get_status)
        self.provision = AsyncMutation(queries, _PROVISION_TOLL_FREE_NUMBER, self._methods.provision)
        self.reserve = AsyncMutation(queries, _RESERVE_TOLL_FREE_NUMBER, self._methods.reserve)
        self.update_routing = AsyncMutation(queries, _UPDATE_TOLL_FREE_ROUTING, self._methods.update_routing)
        self.enable_sms = AsyncMutation(queries, _ENABLE_TOLL_FREE_SMS, self._methods.enable_sms)

    def _make_search(
        self,
        *,
        area_code: models.TollFreePrefix | str | None = None,
        pattern: str | None = None,
        quantity: int | None = None,
        consecutive: bool | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[List[models.TollFreeNumber]]:
        """Search toll-free numbers."""
        return AsyncQuery(
            self._queries,
            _SEARCH_TOLL_FREE_NUMBERS,
            self._methods.search,
            (),
            {
                "area_code": area_code,
                "pattern": pattern,
                "quantity": quantity,
                "consecutive": consecutive,
                "options": options,
            },
            how,
        )

    def _make_get_status(
        self, tfn: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.TollFreeStatus]:
        """Fetch the status of a toll-free number."""
        return AsyncQuery(
            self._queries, _GET_TOLL_FREE_STATUS, self._methods.get_status, (tfn,), {"options": options}, how
        )


class AsyncTrunksQueries:
    """SIP trunks."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.trunks
        self.list = AsyncListReader(queries, self._make_list)
        self.get = AsyncReader(queries, self._make_get)
        self.get_credentials = AsyncReader(queries, self._make_get_credentials)
        self.create = AsyncMutation(queries, _CREATE_TRUNK, self._methods.create)
        self.update = AsyncMutation(queries, _UPDATE_TRUNK, self._methods.update)
        self.delete = AsyncMutation(queries, _DELETE_TRUNK, self._methods.delete)
        self.test = AsyncMutation(queries, _TEST_TRUNK, self._methods.test)

    def _make_list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: models.TrunkStatus | str | None = None,
        customer_id: str | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[AsyncPage[models.Trunk]]:
        """List the trunks of the account."""
        return AsyncQuery(
            self._queries,
            _LIST_TRUNKS,
            self._methods.list,
            (),
            {"page": page, "limit": limit, "status": status, "customer_id": customer_id, "options": options},
            how,
        )

    def _make_get(
        self, trunk_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.Trunk]:
        """Fetch one trunk."""
        return AsyncQuery(self._queries, _GET_TRUNK, self._methods.get, (trunk_id,), {"options": options}, how)

    def _make_get_credentials(
        self, trunk_id: str, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[models.TrunkCredentials]:
        """Fetch the SIP credentials of a trunk."""
        return AsyncQuery(
            self._queries, _GET_TRUNK_CREDENTIALS, self._methods.get_credentials, (trunk_id,), {"options": options}, how
        )


class AsyncUsageQueries:
    """Usage totals."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.usage
        self.get_summary = AsyncReader(queries, self._make_get_summary)

    def _make_get_summary(
        self,
        *,
        period: models.UsagePeriod | str,
        start: dt.date | None = None,
        end: dt.date | None = None,
        options: RequestOptions | None = None,
        **how: Unpack[Reading],
    ) -> AsyncQuery[models.UsageSummary]:
        """Summarize usage over a period."""
        return AsyncQuery(
            self._queries,
            _GET_USAGE_SUMMARY,
            self._methods.get_summary,
            (),
            {"period": period, "start": start, "end": end, "options": options},
            how,
        )


class AsyncWebhooksQueries:
    """Event deliveries by HTTP."""

    def __init__(self, queries: AsyncQueryClient, client: AsyncCustomerClient) -> None:
        self._queries, self._methods = queries, client.webhooks
        self.list = AsyncReader(queries, self._make_list)
        self.create = AsyncMutation(queries, _CREATE_WEBHOOK, self._methods.create)
        self.update = AsyncMutation(queries, _UPDATE_WEBHOOK, self._methods.update)
        self.delete = AsyncMutation(queries, _DELETE_WEBHOOK, self._methods.delete)

    def _make_list(
        self, *, options: RequestOptions | None = None, **how: Unpack[Reading]
    ) -> AsyncQuery[List[models.Webhook]]:
        """List webhooks."""
        return AsyncQuery(self._queries, _LIST_WEBHOOKS, self._methods.list, (), {"options": options}, how)


class AsyncCustomerQueries(AsyncQueryClient):
    """The cached queries and the mutations of `AsyncCustomerClient`."""

    reads = _READS
    rules = _RULES
    _client: AsyncCustomerClient

    @cached_property
    def account(self) -> AsyncAccountQueries:
        """The account of the caller."""
        return AsyncAccountQueries(self, self._client)

    @cached_property
    def api_keys(self) -> AsyncAPIKeysQueries:
        """Keys for programs that call the platform."""
        return AsyncAPIKeysQueries(self, self._client)

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
    def invoices(self) -> AsyncInvoicesQueries:
        """Invoices and their documents."""
        return AsyncInvoicesQueries(self, self._client)

    @cached_property
    def messages(self) -> AsyncMessagesQueries:
        """SMS and MMS."""
        return AsyncMessagesQueries(self, self._client)

    @cached_property
    def metrics(self) -> AsyncMetricsQueries:
        """Live gauges."""
        return AsyncMetricsQueries(self, self._client)

    @cached_property
    def numbers(self) -> AsyncNumbersQueries:
        """Phone numbers: search, order, release, E911."""
        return AsyncNumbersQueries(self, self._client)

    @cached_property
    def payment_methods(self) -> AsyncPaymentMethodsQueries:
        """Stored payment methods."""
        return AsyncPaymentMethodsQueries(self, self._client)

    @cached_property
    def port_orders(self) -> AsyncPortOrdersQueries:
        """Porting numbers in."""
        return AsyncPortOrdersQueries(self, self._client)

    @cached_property
    def toll_free(self) -> AsyncTollFreeQueries:
        """Toll-free numbers."""
        return AsyncTollFreeQueries(self, self._client)

    @cached_property
    def trunks(self) -> AsyncTrunksQueries:
        """SIP trunks."""
        return AsyncTrunksQueries(self, self._client)

    @cached_property
    def usage(self) -> AsyncUsageQueries:
        """Usage totals."""
        return AsyncUsageQueries(self, self._client)

    @cached_property
    def webhooks(self) -> AsyncWebhooksQueries:
        """Event deliveries by HTTP."""
        return AsyncWebhooksQueries(self, self._client)
