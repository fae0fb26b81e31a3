"""The client classes: resources are made, and their modules loaded, when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.settings import About

from .overlays.token_refresh import AsyncTokenRefresh, TokenRefresh

if TYPE_CHECKING:
    from .queries import AsyncCustomerQueries, CustomerQueries
    from .resources.account import Account, AsyncAccount
    from .resources.api_keys import APIKeys, AsyncAPIKeys
    from .resources.auth import AsyncAuth, Auth
    from .resources.billing import AsyncBilling, Billing
    from .resources.cdrs import AsyncCDRs, CDRs
    from .resources.events import AsyncEvents, Events
    from .resources.invoices import AsyncInvoices, Invoices
    from .resources.messages import AsyncMessages, Messages
    from .resources.metrics import AsyncMetrics, Metrics
    from .resources.numbers import AsyncNumbers, Numbers
    from .resources.payment_methods import AsyncPaymentMethods, PaymentMethods
    from .resources.port_orders import AsyncPortOrders, PortOrders
    from .resources.toll_free import AsyncTollFree, TollFree
    from .resources.trunks import AsyncTrunks, Trunks
    from .resources.usage import AsyncUsage, Usage
    from .resources.webhooks import AsyncWebhooks, Webhooks

_ABOUT = About(
    dist="warp-customer-client",
    version="0.1.0",
    base_url="https://api.ringer.tel/v1",
    ws_url="wss://api.ringer.tel/ws",
    environment={
        "base_url": "WARP_API_URL",
        "ws_url": "WARP_WS_URL",
        "access_token": "WARP_ACCESS_TOKEN",
        "refresh_token": "WARP_REFRESH_TOKEN",
        "api_key": "WARP_API_KEY",
    },
)


# Hand-written base classes: overlays/token_refresh
class CustomerClient(TokenRefresh, SyncClient):
    """Python client for customers of the WARP telecom platform.

    Takes the keyword arguments of `warp_client_core.SyncClient`.
    What is left out is read from the environment when the client is built: ``WARP_API_URL`` (base_url),
    ``WARP_WS_URL`` (ws_url), ``WARP_ACCESS_TOKEN`` (access_token), ``WARP_REFRESH_TOKEN`` (refresh_token),
    ``WARP_API_KEY`` (api_key).
    """

    about: ClassVar[About] = _ABOUT

    def _query_layer(self) -> type[CustomerQueries]:
        """The class of its cached queries, for `warp_client_core.query`."""
        from .queries import CustomerQueries

        return CustomerQueries

    @cached_property
    def account(self) -> Account:
        """The account of the caller."""
        from .resources.account import Account

        return Account(self)

    @cached_property
    def api_keys(self) -> APIKeys:
        """Keys for programs that call the platform."""
        from .resources.api_keys import APIKeys

        return APIKeys(self)

    @cached_property
    def auth(self) -> Auth:
        """Sign-in, token refresh and sign-out."""
        from .resources.auth import Auth

        return Auth(self)

    @cached_property
    def billing(self) -> Billing:
        """Balances, payments on account and billing reports."""
        from .resources.billing import Billing

        return Billing(self)

    @cached_property
    def cdrs(self) -> CDRs:
        """Call detail records."""
        from .resources.cdrs import CDRs

        return CDRs(self)

    @cached_property
    def events(self) -> Events:
        """Live events."""
        from .resources.events import Events

        return Events(self)

    @cached_property
    def invoices(self) -> Invoices:
        """Invoices and their documents."""
        from .resources.invoices import Invoices

        return Invoices(self)

    @cached_property
    def messages(self) -> Messages:
        """SMS and MMS."""
        from .resources.messages import Messages

        return Messages(self)

    @cached_property
    def metrics(self) -> Metrics:
        """Live gauges."""
        from .resources.metrics import Metrics

        return Metrics(self)

    @cached_property
    def numbers(self) -> Numbers:
        """Phone numbers: search, order, release, E911."""
        from .resources.numbers import Numbers

        return Numbers(self)

    @cached_property
    def payment_methods(self) -> PaymentMethods:
        """Stored payment methods."""
        from .resources.payment_methods import PaymentMethods

        return PaymentMethods(self)

    @cached_property
    def port_orders(self) -> PortOrders:
        """Porting numbers in."""
        from .resources.port_orders import PortOrders

        return PortOrders(self)

    @cached_property
    def toll_free(self) -> TollFree:
        """Toll-free numbers."""
        from .resources.toll_free import TollFree

        return TollFree(self)

    @cached_property
    def trunks(self) -> Trunks:
        """SIP trunks."""
        from .resources.trunks import Trunks

        return Trunks(self)

    @cached_property
    def usage(self) -> Usage:
        """Usage totals."""
        from .resources.usage import Usage

        return Usage(self)

    @cached_property
    def webhooks(self) -> Webhooks:
        """Event deliveries by HTTP."""
        from .resources.webhooks import Webhooks

        return Webhooks(self)


class AsyncCustomerClient(AsyncTokenRefresh, AsyncClient):
    """Python client for customers of the WARP telecom platform.

    Takes the keyword arguments of `warp_client_core.SyncClient`.
    What is left out is read from the environment when the client is built: ``WARP_API_URL`` (base_url),
    ``WARP_WS_URL`` (ws_url), ``WARP_ACCESS_TOKEN`` (access_token), ``WARP_REFRESH_TOKEN`` (refresh_token),
    ``WARP_API_KEY`` (api_key).
    """

    about: ClassVar[About] = _ABOUT

    def _query_layer(self) -> type[AsyncCustomerQueries]:
        """The class of its cached queries, for `warp_client_core.query`."""
        from .queries import AsyncCustomerQueries

        return AsyncCustomerQueries

    @cached_property
    def account(self) -> AsyncAccount:
        """The account of the caller."""
        from .resources.account import AsyncAccount

        return AsyncAccount(self)

    @cached_property
    def api_keys(self) -> AsyncAPIKeys:
        """Keys for programs that call the platform."""
        from .resources.api_keys import AsyncAPIKeys

        return AsyncAPIKeys(self)

    @cached_property
    def auth(self) -> AsyncAuth:
        """Sign-in, token refresh and sign-out."""
        from .resources.auth import AsyncAuth

        return AsyncAuth(self)

    @cached_property
    def billing(self) -> AsyncBilling:
        """Balances, payments on account and billing reports."""
        from .resources.billing import AsyncBilling

        return AsyncBilling(self)

    @cached_property
    def cdrs(self) -> AsyncCDRs:
        """Call detail records."""
        from .resources.cdrs import AsyncCDRs

        return AsyncCDRs(self)

    @cached_property
    def events(self) -> AsyncEvents:
        """Live events."""
        from .resources.events import AsyncEvents

        return AsyncEvents(self)

    @cached_property
    def invoices(self) -> AsyncInvoices:
        """Invoices and their documents."""
        from .resources.invoices import AsyncInvoices

        return AsyncInvoices(self)

    @cached_property
    def messages(self) -> AsyncMessages:
        """SMS and MMS."""
        from .resources.messages import AsyncMessages

        return AsyncMessages(self)

    @cached_property
    def metrics(self) -> AsyncMetrics:
        """Live gauges."""
        from .resources.metrics import AsyncMetrics

        return AsyncMetrics(self)

    @cached_property
    def numbers(self) -> AsyncNumbers:
        """Phone numbers: search, order, release, E911."""
        from .resources.numbers import AsyncNumbers

        return AsyncNumbers(self)

    @cached_property
    def payment_methods(self) -> AsyncPaymentMethods:
        """Stored payment methods."""
        from .resources.payment_methods import AsyncPaymentMethods

        return AsyncPaymentMethods(self)

    @cached_property
    def port_orders(self) -> AsyncPortOrders:
        """Porting numbers in."""
        from .resources.port_orders import AsyncPortOrders

        return AsyncPortOrders(self)

    @cached_property
    def toll_free(self) -> AsyncTollFree:
        """Toll-free numbers."""
        from .resources.toll_free import AsyncTollFree

        return AsyncTollFree(self)

    @cached_property
    def trunks(self) -> AsyncTrunks:
        """SIP trunks."""
        from .resources.trunks import AsyncTrunks

        return AsyncTrunks(self)

    @cached_property
    def usage(self) -> AsyncUsage:
        """Usage totals."""
        from .resources.usage import AsyncUsage

        return AsyncUsage(self)

    @cached_property
    def webhooks(self) -> AsyncWebhooks:
        """Event deliveries by HTTP."""
        from .resources.webhooks import AsyncWebhooks

        return AsyncWebhooks(self)
