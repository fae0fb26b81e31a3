"""Synchronization with NetSuite accounting. Needs the admin role, although the paths lack `/admin`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warp_client_core import UNSET, AsyncListing, AsyncResource, Page, RequestOptions, Resource, Unset

from .. import models
from ..calls import netsuite as _calls


class NetSuite(Resource):
    """Synchronization with NetSuite accounting. Needs the admin role, although the paths lack `/admin`."""

    def init_oauth(self, *, options: RequestOptions | None = None) -> models.NetSuiteAuthInit:
        """Start the NetSuite authorization.

        Returns the address of a page at NetSuite where a person grants access; the browser then comes back to the
        platform, not to the caller. The page is usable for about 10 minutes. Operation ``init_netsuite_oauth``; unsafe.
        """
        return self._client.send(_calls.init_oauth(), options).data

    def get_auth_status(self, *, options: RequestOptions | None = None) -> models.NetSuiteAuthStatus:
        """Fetch the NetSuite authorization status.

        Tells whether the platform can reach NetSuite on the company's behalf and until when. Operation
        ``get_netsuite_auth_status``; read.
        """
        return self._client.send(_calls.get_auth_status(), options).data

    def sync_customer(self, customer_id: str, *, options: RequestOptions | None = None) -> models.NetSuiteSyncResult:
        """Send one customer to NetSuite.

        Creates or updates the customer in NetSuite outside the regular runs. 200 carries the outcome, 202 means that
        the work goes on in the background. Operation ``sync_netsuite_customer``; unsafe.

        Args:
            customer_id: Customer id.
        """
        return self._client.send(_calls.sync_customer(customer_id), options).data

    def sync_invoice(self, invoice_id: str, *, options: RequestOptions | None = None) -> models.NetSuiteSyncResult:
        """Send one invoice to NetSuite.

        Creates or updates the invoice in NetSuite outside the regular runs. 200 carries the outcome, 202 means that the
        work goes on in the background. Operation ``sync_netsuite_invoice``; unsafe.

        Args:
            invoice_id: Invoice id.
        """
        return self._client.send(_calls.sync_invoice(invoice_id), options).data

    def get_mappings(self, *, options: RequestOptions | None = None) -> models.NetSuiteMappings:
        """Fetch the NetSuite field mappings.

        Returns the field mappings per record kind and the map from products to items. Operation
        ``get_netsuite_mappings``; read.
        """
        return self._client.send(_calls.get_mappings(), options).data

    def update_mappings(
        self,
        *,
        customer: Sequence[models.FieldMapping | models.FieldMappingDict] | Unset = UNSET,
        invoice: Sequence[models.FieldMapping | models.FieldMappingDict] | Unset = UNSET,
        payment: Sequence[models.FieldMapping | models.FieldMappingDict] | Unset = UNSET,
        item: Sequence[models.FieldMapping | models.FieldMappingDict] | Unset = UNSET,
        sku_map: Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.NetSuiteMappings:
        """Replace the NetSuite field mappings.

        Replaces all mappings with the body; whatever is to stay must be sent again. Later runs use the new mappings.
        Operation ``update_netsuite_mappings``; idempotent.

        Args:
            customer: Mappings of customer records.
            invoice: Mappings of invoices.
            payment: Mappings of payments.
            item: Mappings of billable items.
            sku_map: NetSuite item code per product key such as `TERMINATING:DOMESTIC:INTERSTATE`.
        """
        return self._client.send(
            _calls.update_mappings(customer=customer, invoice=invoice, payment=payment, item=item, sku_map=sku_map),
            options,
        ).data

    def list_sync_history(
        self, *, offset: int | None = None, limit: int | None = None, options: RequestOptions | None = None
    ) -> Page[models.NetSuiteSyncJob]:
        """List NetSuite sync runs.

        Returns the runs of the synchronization. This list is paged by `offset`; a page shorter than `limit` is the last
        one. Operation ``list_netsuite_sync_history``; read.

        Args:
            offset: Items to skip from the start of the list.
            limit: Items to return at most, 1 to 100.
        """
        return self._client.send(_calls.list_sync_history(offset=offset, limit=limit), options).data

    def get_sync_status(self, *, options: RequestOptions | None = None) -> models.NetSuiteSyncStatus:
        """Fetch the NetSuite sync status.

        Returns the state of the synchronization, the run in progress and the backlog. Operation
        ``get_netsuite_sync_status``; read.
        """
        return self._client.send(_calls.get_sync_status(), options).data

    def trigger_sync(
        self, *, type: models.NetSuiteSyncTriggerType | str | Unset = UNSET, options: RequestOptions | None = None
    ) -> models.NetSuiteSyncJob:
        """Start a NetSuite sync.

        Starts a background run for customers, invoices or both. While a run is in progress another one answers 409.
        Operation ``trigger_netsuite_sync``; unsafe.

        Args:
            type: Kind of records to send; `all` when left out.
        """
        return self._client.send(_calls.trigger_sync(type=type), options).data


class AsyncNetSuite(AsyncResource):
    """Synchronization with NetSuite accounting. Needs the admin role, although the paths lack `/admin`."""

    async def init_oauth(self, *, options: RequestOptions | None = None) -> models.NetSuiteAuthInit:
        """Start the NetSuite authorization. Details: `NetSuite.init_oauth`."""
        return (await self._client.send(_calls.init_oauth(), options)).data

    async def get_auth_status(self, *, options: RequestOptions | None = None) -> models.NetSuiteAuthStatus:
        """Fetch the NetSuite authorization status. Details: `NetSuite.get_auth_status`."""
        return (await self._client.send(_calls.get_auth_status(), options)).data

    async def sync_customer(
        self, customer_id: str, *, options: RequestOptions | None = None
    ) -> models.NetSuiteSyncResult:
        """Send one customer to NetSuite. Details: `NetSuite.sync_customer`."""
        return (await self._client.send(_calls.sync_customer(customer_id), options)).data

    async def sync_invoice(
        self, invoice_id: str, *, options: RequestOptions | None = None
    ) -> models.NetSuiteSyncResult:
        """Send one invoice to NetSuite. Details: `NetSuite.sync_invoice`."""
        return (await self._client.send(_calls.sync_invoice(invoice_id), options)).data

    async def get_mappings(self, *, options: RequestOptions | None = None) -> models.NetSuiteMappings:
        """Fetch the NetSuite field mappings. Details: `NetSuite.get_mappings`."""
        return (await self._client.send(_calls.get_mappings(), options)).data

    async def update_mappings(
        self,
        *,
        customer: Sequence[models.FieldMapping | models.FieldMappingDict] | Unset = UNSET,
        invoice: Sequence[models.FieldMapping | models.FieldMappingDict] | Unset = UNSET,
        payment: Sequence[models.FieldMapping | models.FieldMappingDict] | Unset = UNSET,
        item: Sequence[models.FieldMapping | models.FieldMappingDict] | Unset = UNSET,
        sku_map: Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.NetSuiteMappings:
        """Replace the NetSuite field mappings. Details: `NetSuite.update_mappings`."""
        return (
            await self._client.send(
                _calls.update_mappings(customer=customer, invoice=invoice, payment=payment, item=item, sku_map=sku_map),
                options,
            )
        ).data

    def list_sync_history(
        self, *, offset: int | None = None, limit: int | None = None, options: RequestOptions | None = None
    ) -> AsyncListing[models.NetSuiteSyncJob]:
        """List NetSuite sync runs. Details: `NetSuite.list_sync_history`."""
        return self._client.listing(_calls.list_sync_history(offset=offset, limit=limit), options)

    async def get_sync_status(self, *, options: RequestOptions | None = None) -> models.NetSuiteSyncStatus:
        """Fetch the NetSuite sync status. Details: `NetSuite.get_sync_status`."""
        return (await self._client.send(_calls.get_sync_status(), options)).data

    async def trigger_sync(
        self, *, type: models.NetSuiteSyncTriggerType | str | Unset = UNSET, options: RequestOptions | None = None
    ) -> models.NetSuiteSyncJob:
        """Start a NetSuite sync. Details: `NetSuite.trigger_sync`."""
        return (await self._client.send(_calls.trigger_sync(type=type), options)).data
