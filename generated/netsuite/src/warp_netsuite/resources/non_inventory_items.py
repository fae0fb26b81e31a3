"""Goods for sale that are not kept in stock."""

from __future__ import annotations

from warp_client_core import AsyncListing, AsyncResource, Page, RequestOptions, Resource

from .. import models
from ..calls import non_inventory_items as _calls


class NonInventoryItems(Resource):
    """Goods for sale that are not kept in stock."""

    def list(
        self, *, limit: int | None = None, offset: int | None = None, options: RequestOptions | None = None
    ) -> Page[models.RecordRef]:
        """List non-inventory items for sale.

        Returns references to non-inventory items for sale, a page at a time. Items carry the id and links only; fetch a
        record for its fields. A list ends after 1000 pages. Operation ``list_netsuite_non_inventory_items``; read.

        Args:
            limit: Items per page, 1 to 1000.
            offset: Items to skip; a multiple of `limit`.
        """
        return self._client.send(_calls.list(limit=limit, offset=offset), options).data


class AsyncNonInventoryItems(AsyncResource):
    """Goods for sale that are not kept in stock."""

    def list(
        self, *, limit: int | None = None, offset: int | None = None, options: RequestOptions | None = None
    ) -> AsyncListing[models.RecordRef]:
        """List non-inventory items for sale. Details: `NonInventoryItems.list`."""
        return self._client.listing(_calls.list(limit=limit, offset=offset), options)
