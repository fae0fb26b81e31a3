"""The client classes: resources are made, and their modules loaded, when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.settings import About

from .overlays.token_refresh import AsyncTokenRefresh, TokenRefresh

if TYPE_CHECKING:
    from .queries import AdminQueries, AsyncAdminQueries
    from .resources.auth import AsyncAuth, Auth
    from .resources.billing import AsyncBilling, Billing
    from .resources.cdrs import AsyncCDRs, CDRs
    from .resources.customers import AsyncCustomers, Customers
    from .resources.disputes import AsyncDisputes, Disputes
    from .resources.events import AsyncEvents, Events
    from .resources.exclusions import AsyncExclusions, Exclusions
    from .resources.margins import AsyncMargins, Margins
    from .resources.netsuite import AsyncNetSuite, NetSuite
    from .resources.overrides import AsyncOverrides, Overrides
    from .resources.partitions import AsyncPartitions, Partitions
    from .resources.providers import AsyncProviders, Providers
    from .resources.rates import AsyncRates, Rates
    from .resources.resporg import AsyncRespOrg, RespOrg
    from .resources.routes import AsyncRoutes, Routes
    from .resources.services import AsyncServices, Services
    from .resources.system import AsyncSystem, System
    from .resources.tickets import AsyncTickets, Tickets
    from .resources.toll_free import AsyncTollFree, TollFree
    from .resources.trunks import AsyncTrunks, Trunks

_ABOUT = About(
    dist="warp-admin-client",
    version="0.1.0",
    base_url="https://api.ringer.tel/v1",
    ws_url="wss://api.ringer.tel/admin/ws",
    environment={
        "base_url": "WARP_API_URL",
        "ws_url": "WARP_WS_URL",
        "access_token": "WARP_ACCESS_TOKEN",
        "refresh_token": "WARP_REFRESH_TOKEN",
        "api_key": "WARP_API_KEY",
    },
)


# Hand-written base classes: overlays/token_refresh
class AdminClient(TokenRefresh, SyncClient):
    """Python client for operators of the WARP telecom platform.

    Takes the keyword arguments of `warp_client_core.SyncClient`.
    What is left out is read from the environment when the client is built: ``WARP_API_URL`` (base_url),
    ``WARP_WS_URL`` (ws_url), ``WARP_ACCESS_TOKEN`` (access_token), ``WARP_REFRESH_TOKEN`` (refresh_token),
    ``WARP_API_KEY`` (api_key).
    """

    about: ClassVar[About] = _ABOUT

    def _query_layer(self) -> type[AdminQueries]:
        """The class of its cached queries, for `warp_client_core.query`."""
        from .queries import AdminQueries

        return AdminQueries

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
    def customers(self) -> Customers:
        """Customer accounts."""
        from .resources.customers import Customers

        return Customers(self)

    @cached_property
    def disputes(self) -> Disputes:
        """Disputed charges."""
        from .resources.disputes import Disputes

        return Disputes(self)

    @cached_property
    def events(self) -> Events:
        """Live events."""
        from .resources.events import Events

        return Events(self)

    @cached_property
    def exclusions(self) -> Exclusions:
        """Destinations, providers and customers kept out of routing."""
        from .resources.exclusions import Exclusions

        return Exclusions(self)

    @cached_property
    def margins(self) -> Margins:
        """Margins between customer rates and provider cost."""
        from .resources.margins import Margins

        return Margins(self)

    @cached_property
    def netsuite(self) -> NetSuite:
        """Synchronization with NetSuite accounting. Needs the admin role, although the paths lack `/admin`."""
        from .resources.netsuite import NetSuite

        return NetSuite(self)

    @cached_property
    def overrides(self) -> Overrides:
        """Exceptions to least-cost routing."""
        from .resources.overrides import Overrides

        return Overrides(self)

    @cached_property
    def partitions(self) -> Partitions:
        """Routing groups."""
        from .resources.partitions import Partitions

        return Partitions(self)

    @cached_property
    def providers(self) -> Providers:
        """Carriers that the platform sends calls to."""
        from .resources.providers import Providers

        return Providers(self)

    @cached_property
    def rates(self) -> Rates:
        """Rate decks of providers."""
        from .resources.rates import Rates

        return Rates(self)

    @cached_property
    def resporg(self) -> RespOrg:
        """Toll-free responsible organizations."""
        from .resources.resporg import RespOrg

        return RespOrg(self)

    @cached_property
    def routes(self) -> Routes:
        """Routes offered inside partitions."""
        from .resources.routes import Routes

        return Routes(self)

    @cached_property
    def services(self) -> Services:
        """Connections to third-party services."""
        from .resources.services import Services

        return Services(self)

    @cached_property
    def system(self) -> System:
        """State of the platform."""
        from .resources.system import System

        return System(self)

    @cached_property
    def tickets(self) -> Tickets:
        """Support tickets."""
        from .resources.tickets import Tickets

        return Tickets(self)

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


class AsyncAdminClient(AsyncTokenRefresh, AsyncClient):
    """Python client for operators of the WARP telecom platform.

    Takes the keyword arguments of `warp_client_core.SyncClient`.
    What is left out is read from the environment when the client is built: ``WARP_API_URL`` (base_url),
    ``WARP_WS_URL`` (ws_url), ``WARP_ACCESS_TOKEN`` (access_token), ``WARP_REFRESH_TOKEN`` (refresh_token),
    ``WARP_API_KEY`` (api_key).
    """

    about: ClassVar[About] = _ABOUT

    def _query_layer(self) -> type[AsyncAdminQueries]:
        """The class of its cached queries, for `warp_client_core.query`."""
        from .queries import AsyncAdminQueries

        return AsyncAdminQueries

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
    def customers(self) -> AsyncCustomers:
        """Customer accounts."""
        from .resources.customers import AsyncCustomers

        return AsyncCustomers(self)

    @cached_property
    def disputes(self) -> AsyncDisputes:
        """Disputed charges."""
        from .resources.disputes import AsyncDisputes

        return AsyncDisputes(self)

    @cached_property
    def events(self) -> AsyncEvents:
        """Live events."""
        from .resources.events import AsyncEvents

        return AsyncEvents(self)

    @cached_property
    def exclusions(self) -> AsyncExclusions:
        """Destinations, providers and customers kept out of routing."""
        from .resources.exclusions import AsyncExclusions

        return AsyncExclusions(self)

    @cached_property
    def margins(self) -> AsyncMargins:
        """Margins between customer rates and provider cost."""
        from .resources.margins import AsyncMargins

        return AsyncMargins(self)

    @cached_property
    def netsuite(self) -> AsyncNetSuite:
        """Synchronization with NetSuite accounting. Needs the admin role, although the paths lack `/admin`."""
        from .resources.netsuite import AsyncNetSuite

        return AsyncNetSuite(self)

    @cached_property
    def overrides(self) -> AsyncOverrides:
        """Exceptions to least-cost routing."""
        from .resources.overrides import AsyncOverrides

        return AsyncOverrides(self)

    @cached_property
    def partitions(self) -> AsyncPartitions:
        """Routing groups."""
        from .resources.partitions import AsyncPartitions

        return AsyncPartitions(self)

    @cached_property
    def providers(self) -> AsyncProviders:
        """Carriers that the platform sends calls to."""
        from .resources.providers import AsyncProviders

        return AsyncProviders(self)

    @cached_property
    def rates(self) -> AsyncRates:
        """Rate decks of providers."""
        from .resources.rates import AsyncRates

        return AsyncRates(self)

    @cached_property
    def resporg(self) -> AsyncRespOrg:
        """Toll-free responsible organizations."""
        from .resources.resporg import AsyncRespOrg

        return AsyncRespOrg(self)

    @cached_property
    def routes(self) -> AsyncRoutes:
        """Routes offered inside partitions."""
        from .resources.routes import AsyncRoutes

        return AsyncRoutes(self)

    @cached_property
    def services(self) -> AsyncServices:
        """Connections to third-party services."""
        from .resources.services import AsyncServices

        return AsyncServices(self)

    @cached_property
    def system(self) -> AsyncSystem:
        """State of the platform."""
        from .resources.system import AsyncSystem

        return AsyncSystem(self)

    @cached_property
    def tickets(self) -> AsyncTickets:
        """Support tickets."""
        from .resources.tickets import AsyncTickets

        return AsyncTickets(self)

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
