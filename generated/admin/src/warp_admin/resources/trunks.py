"""SIP trunks."""

from __future__ import annotations

from warp_client_core import AsyncListing, AsyncResource, Page, RequestOptions, Resource

from .. import models
from ..calls import trunks as _calls


class Trunks(Resource):
    """SIP trunks."""

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        customer_id: str | None = None,
        partition_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Trunk]:
        """List the trunks of all customers.

        Returns the trunks of all customers page by page. Filters combine. Operation ``list_all_trunks``; read.

        Args:
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
            customer_id: Only trunks of this customer.
            partition_id: Only trunks assigned to this partition.
        """
        return self._client.send(
            _calls.list(page=page, limit=limit, customer_id=customer_id, partition_id=partition_id), options
        ).data

    def assign_partition(
        self, trunk_id: str, *, partition_id: str, options: RequestOptions | None = None
    ) -> models.Trunk:
        """Assign a trunk to a partition.

        Moves the trunk to another routing partition, replacing its present assignment. New calls of the trunk then use
        the routes of that partition. Operation ``assign_trunk_partition``; unsafe.

        Args:
            trunk_id: Trunk id.
            partition_id: Id of the partition.
        """
        return self._client.send(_calls.assign_partition(trunk_id, partition_id=partition_id), options).data


class AsyncTrunks(AsyncResource):
    """SIP trunks."""

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        customer_id: str | None = None,
        partition_id: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.Trunk]:
        """List the trunks of all customers. Details: `Trunks.list`."""
        return self._client.listing(
            _calls.list(page=page, limit=limit, customer_id=customer_id, partition_id=partition_id), options
        )

    async def assign_partition(
        self, trunk_id: str, *, partition_id: str, options: RequestOptions | None = None
    ) -> models.Trunk:
        """Assign a trunk to a partition. Details: `Trunks.assign_partition`."""
        return (await self._client.send(_calls.assign_partition(trunk_id, partition_id=partition_id), options)).data
