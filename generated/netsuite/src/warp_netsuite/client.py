"""The client classes: resources are made, and their modules loaded, when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.settings import About

from .overlays.netsuite_governance import AsyncGovernedClient, GovernedClient
from .overlays.netsuite_oauth import AsyncOAuthClient, OAuthClient
from .overlays.netsuite_records import AsyncRecordsClient, RecordsClient

if TYPE_CHECKING:
    from .queries import AsyncNetSuiteQueries, NetSuiteQueries
    from .resources.company import AsyncCompany, Company
    from .resources.customers import AsyncCustomers, Customers
    from .resources.invoices import AsyncInvoices, Invoices
    from .resources.journal_entries import AsyncJournalEntries, JournalEntries
    from .resources.non_inventory_items import AsyncNonInventoryItems, NonInventoryItems
    from .resources.oauth import AsyncOAuth, OAuth
    from .resources.payments import AsyncPayments, Payments
    from .resources.service_items import AsyncServiceItems, ServiceItems
    from .resources.subsidiaries import AsyncSubsidiaries, Subsidiaries
    from .resources.sync import AsyncSync, Sync

_ABOUT = About(
    dist="warp-netsuite-client",
    version="0.1.0",
    environment={
        "base_url": "NETSUITE_BASE_URL",
        "account_id": "NETSUITE_ACCOUNT_ID",
        "auth_url": "NETSUITE_AUTH_URL",
        "token_url": "NETSUITE_TOKEN_URL",
        "client_id": "NETSUITE_CLIENT_ID",
        "client_secret": "NETSUITE_CLIENT_SECRET",
        "redirect_uri": "NETSUITE_REDIRECT_URI",
        "revoke_url": "NETSUITE_REVOKE_URL",
        "certificate_id": "NETSUITE_CERTIFICATE_ID",
        "private_key": "NETSUITE_PRIVATE_KEY",
        "access_token": "NETSUITE_ACCESS_TOKEN",
        "refresh_token": "NETSUITE_REFRESH_TOKEN",
    },
)


# Hand-written base classes: overlays/netsuite_oauth
# Hand-written base classes: overlays/netsuite_records
# Hand-written base classes: overlays/netsuite_governance
class NetSuiteClient(OAuthClient, RecordsClient, GovernedClient, SyncClient):
    """Python client for NetSuite's SuiteTalk REST services, as the WARP platform uses them.

    Takes the keyword arguments of `warp_client_core.SyncClient`.
    What is left out is read from the environment when the client is built: ``NETSUITE_BASE_URL`` (base_url),
    ``NETSUITE_ACCOUNT_ID`` (account_id), ``NETSUITE_AUTH_URL`` (auth_url), ``NETSUITE_TOKEN_URL`` (token_url),
    ``NETSUITE_CLIENT_ID`` (client_id), ``NETSUITE_CLIENT_SECRET`` (client_secret), ``NETSUITE_REDIRECT_URI``
    (redirect_uri), ``NETSUITE_REVOKE_URL`` (revoke_url), ``NETSUITE_CERTIFICATE_ID`` (certificate_id),
    ``NETSUITE_PRIVATE_KEY`` (private_key), ``NETSUITE_ACCESS_TOKEN`` (access_token), ``NETSUITE_REFRESH_TOKEN``
    (refresh_token).
    """

    about: ClassVar[About] = _ABOUT

    def _query_layer(self) -> type[NetSuiteQueries]:
        """The class of its cached queries, for `warp_client_core.query`."""
        from .queries import NetSuiteQueries

        return NetSuiteQueries

    @cached_property
    def company(self) -> Company:
        """Facts about the company that the account belongs to."""
        from .resources.company import Company

        return Company(self)

    @cached_property
    def customers(self) -> Customers:
        """Customers that are invoiced."""
        from .resources.customers import Customers

        return Customers(self)

    @cached_property
    def invoices(self) -> Invoices:
        """Invoices to customers."""
        from .resources.invoices import Invoices

        return Invoices(self)

    @cached_property
    def journal_entries(self) -> JournalEntries:
        """Entries in the general ledger."""
        from .resources.journal_entries import JournalEntries

        return JournalEntries(self)

    @cached_property
    def non_inventory_items(self) -> NonInventoryItems:
        """Goods for sale that are not kept in stock."""
        from .resources.non_inventory_items import NonInventoryItems

        return NonInventoryItems(self)

    @cached_property
    def oauth(self) -> OAuth:
        """OAuth 2.0 tokens."""
        from .resources.oauth import OAuth

        return OAuth(self)

    @cached_property
    def payments(self) -> Payments:
        """Payments received from customers."""
        from .resources.payments import Payments

        return Payments(self)

    @cached_property
    def service_items(self) -> ServiceItems:
        """Services for sale."""
        from .resources.service_items import ServiceItems

        return ServiceItems(self)

    @cached_property
    def subsidiaries(self) -> Subsidiaries:
        """Subsidiaries of a OneWorld account."""
        from .resources.subsidiaries import Subsidiaries

        return Subsidiaries(self)

    @cached_property
    def sync(self) -> Sync:
        """Bringing WARP customers and invoices to NetSuite."""
        from .resources.sync import Sync

        return Sync(self)


class AsyncNetSuiteClient(AsyncOAuthClient, AsyncRecordsClient, AsyncGovernedClient, AsyncClient):
    """Python client for NetSuite's SuiteTalk REST services, as the WARP platform uses them.

    Takes the keyword arguments of `warp_client_core.SyncClient`.
    What is left out is read from the environment when the client is built: ``NETSUITE_BASE_URL`` (base_url),
    ``NETSUITE_ACCOUNT_ID`` (account_id), ``NETSUITE_AUTH_URL`` (auth_url), ``NETSUITE_TOKEN_URL`` (token_url),
    ``NETSUITE_CLIENT_ID`` (client_id), ``NETSUITE_CLIENT_SECRET`` (client_secret), ``NETSUITE_REDIRECT_URI``
    (redirect_uri), ``NETSUITE_REVOKE_URL`` (revoke_url), ``NETSUITE_CERTIFICATE_ID`` (certificate_id),
    ``NETSUITE_PRIVATE_KEY`` (private_key), ``NETSUITE_ACCESS_TOKEN`` (access_token), ``NETSUITE_REFRESH_TOKEN``
    (refresh_token).
    """

    about: ClassVar[About] = _ABOUT

    def _query_layer(self) -> type[AsyncNetSuiteQueries]:
        """The class of its cached queries, for `warp_client_core.query`."""
        from .queries import AsyncNetSuiteQueries

        return AsyncNetSuiteQueries

    @cached_property
    def company(self) -> AsyncCompany:
        """Facts about the company that the account belongs to."""
        from .resources.company import AsyncCompany

        return AsyncCompany(self)

    @cached_property
    def customers(self) -> AsyncCustomers:
        """Customers that are invoiced."""
        from .resources.customers import AsyncCustomers

        return AsyncCustomers(self)

    @cached_property
    def invoices(self) -> AsyncInvoices:
        """Invoices to customers."""
        from .resources.invoices import AsyncInvoices

        return AsyncInvoices(self)

    @cached_property
    def journal_entries(self) -> AsyncJournalEntries:
        """Entries in the general ledger."""
        from .resources.journal_entries import AsyncJournalEntries

        return AsyncJournalEntries(self)

    @cached_property
    def non_inventory_items(self) -> AsyncNonInventoryItems:
        """Goods for sale that are not kept in stock."""
        from .resources.non_inventory_items import AsyncNonInventoryItems

        return AsyncNonInventoryItems(self)

    @cached_property
    def oauth(self) -> AsyncOAuth:
        """OAuth 2.0 tokens."""
        from .resources.oauth import AsyncOAuth

        return AsyncOAuth(self)

    @cached_property
    def payments(self) -> AsyncPayments:
        """Payments received from customers."""
        from .resources.payments import AsyncPayments

        return AsyncPayments(self)

    @cached_property
    def service_items(self) -> AsyncServiceItems:
        """Services for sale."""
        from .resources.service_items import AsyncServiceItems

        return AsyncServiceItems(self)

    @cached_property
    def subsidiaries(self) -> AsyncSubsidiaries:
        """Subsidiaries of a OneWorld account."""
        from .resources.subsidiaries import AsyncSubsidiaries

        return AsyncSubsidiaries(self)

    @cached_property
    def sync(self) -> AsyncSync:
        """Bringing WARP customers and invoices to NetSuite."""
        from .resources.sync import AsyncSync

        return AsyncSync(self)
