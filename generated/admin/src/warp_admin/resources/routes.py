"""Routes offered inside partitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warp_client_core.resource import AsyncResource, Resource

from ..calls import routes as _calls

if TYPE_CHECKING:
    from typing import List

    from warp_client_core import RequestOptions

    from .. import models


class Routes(Resource):
    """Routes offered inside partitions."""

    def list(
        self, *, partition_id: str | None = None, provider_id: str | None = None, options: RequestOptions | None = None
    ) -> List[models.Route]:
        """List routes.

        Returns the routes of all partitions in a single reply, without paging. The filters are optional and combine;
        use them, since the whole table can be large. Operation ``list_routes``; read.

        Args:
            partition_id: Keep only routes of this partition.
            provider_id: Keep only routes to this provider.
        """
        return self._client.send(_calls.list(partition_id=partition_id, provider_id=provider_id), options).data


class AsyncRoutes(AsyncResource):
    """Routes offered inside partitions."""

    async def list(
        self, *, partition_id: str | None = None, provider_id: str | None = None, options: RequestOptions | None = None
    ) -> List[models.Route]:
        """List routes. Details: `Routes.list`."""
        return (await self._client.send(_calls.list(partition_id=partition_id, provider_id=provider_id), options)).data
