"""Services for sale."""

from __future__ import annotations

from warp_client_core import UNSET, AsyncListing, AsyncResource, Page, RequestOptions, Resource, Unset

from .. import models
from ..calls import service_items as _calls


class ServiceItems(Resource):
    """Services for sale."""

    def list(
        self, *, limit: int | None = None, offset: int | None = None, options: RequestOptions | None = None
    ) -> Page[models.RecordRef]:
        """List service items for sale.

        Returns references to service items for sale, a page at a time. Items carry the id and links only; fetch a
        record for its fields. A list ends after 1000 pages. Operation ``list_netsuite_service_items``; read.

        Args:
            limit: Items per page, 1 to 1000.
            offset: Items to skip; a multiple of `limit`.
        """
        return self._client.send(_calls.list(limit=limit, offset=offset), options).data

    def create(
        self,
        *,
        item_id: str,
        display_name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        external_id: str | Unset = UNSET,
        is_inactive: bool | Unset = UNSET,
        income_account: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        tax_schedule: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        subsidiary: models.NetSuiteItemSubsidiaryListCreate
        | models.NetSuiteItemSubsidiaryListCreateDict
        | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Create a service item for sale.

        Creates a service item for sale and answers with its address. A lost reply leaves the outcome open: set
        `externalId`, so that a second attempt is refused as a duplicate. Operation ``create_netsuite_service_item``;
        unsafe.

        Args:
            item_id: Item name or number.
            display_name: Name shown on forms.
            description: Free text.
            external_id: Id given by the caller, unique per record type; in paths it stands after `eid:`.
            is_inactive: Whether the item is hidden from new transactions.
        """
        return self._client.send(
            _calls.create(
                item_id=item_id,
                display_name=display_name,
                description=description,
                external_id=external_id,
                is_inactive=is_inactive,
                income_account=income_account,
                tax_schedule=tax_schedule,
                subsidiary=subsidiary,
                **custom,
            ),
            options,
        ).data


class AsyncServiceItems(AsyncResource):
    """Services for sale."""

    def list(
        self, *, limit: int | None = None, offset: int | None = None, options: RequestOptions | None = None
    ) -> AsyncListing[models.RecordRef]:
        """List service items for sale. Details: `ServiceItems.list`."""
        return self._client.listing(_calls.list(limit=limit, offset=offset), options)

    async def create(
        self,
        *,
        item_id: str,
        display_name: str | Unset = UNSET,
        description: str | Unset = UNSET,
        external_id: str | Unset = UNSET,
        is_inactive: bool | Unset = UNSET,
        income_account: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        tax_schedule: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        subsidiary: models.NetSuiteItemSubsidiaryListCreate
        | models.NetSuiteItemSubsidiaryListCreateDict
        | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Create a service item for sale. Details: `ServiceItems.create`."""
        return (
            await self._client.send(
                _calls.create(
                    item_id=item_id,
                    display_name=display_name,
                    description=description,
                    external_id=external_id,
                    is_inactive=is_inactive,
                    income_account=income_account,
                    tax_schedule=tax_schedule,
                    subsidiary=subsidiary,
                    **custom,
                ),
                options,
            )
        ).data
