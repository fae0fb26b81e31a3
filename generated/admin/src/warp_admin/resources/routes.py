"""Routes offered inside partitions."""

from __future__ import annotations

from typing import List

from warp_client_core import AsyncResource, RequestOptions, Resource

from .. import models
from ..calls import routes as _calls


class Routes(Resource):
    """Routes offered inside partitions."""

    def list(
        self, *, partition_id: str | None = None, provider_id: str | None = None, options: RequestOptions | None = None
    ) -> List[models.Route]:
        """List routes.

        Returns the routes of all partitions in one reply, without paging. Filters combine; use them, since the whole
        table can be large. Operation ``list_routes``; read.

        Args:
            partition_id: Only routes of this partition.
            provider_id: Only routes to this provider.
        """
        return self._client.send(_calls.list(partition_id=partition_id, provider_id=provider_id), options).data


class AsyncRoutes(AsyncResource):
    """Routes offered inside partitions."""

    async def list(
        self, *, partition_id: str | None = None, provider_id: str | None = None, options: RequestOptions | None = None
    ) -> List[models.Route]:
        """List routes. Details: `Routes.list`."""
        return (await self._client.send(_calls.list(partition_id=partition_id, provider_id=provider_id), options)).data
