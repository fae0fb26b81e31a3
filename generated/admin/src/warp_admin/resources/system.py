"""State of the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warp_client_core.resource import AsyncResource, Resource

from ..calls import system as _calls

if TYPE_CHECKING:
    from typing import List

    from warp_client_core import RequestOptions

    from .. import models


class System(Resource):
    """State of the platform."""

    def get_metrics(self, *, options: RequestOptions | None = None) -> models.SystemMetrics:
        """Get the system metrics.

        Gauges of the whole platform at the moment of the request: calls, messages, quality and component health.
        Operation ``get_system_metrics``; read.
        """
        return self._client.send(_calls.get_metrics(), options).data

    def list_active_calls(self, *, options: RequestOptions | None = None) -> List[models.ActiveCall]:
        """List calls in progress.

        All calls in progress over all customers at the moment of the request. The list is not paged and can be very
        large; it is stale as soon as it arrives. Operation ``list_active_calls``; read.
        """
        return self._client.send(_calls.list_active_calls(), options).data

    def list_alerts(self, *, options: RequestOptions | None = None) -> List[models.Alert]:
        """List system alerts.

        Alerts raised by the platform, over all customers. The list is not paged. Operation ``list_system_alerts``;
        read.
        """
        return self._client.send(_calls.list_alerts(), options).data


class AsyncSystem(AsyncResource):
    """State of the platform."""

    async def get_metrics(self, *, options: RequestOptions | None = None) -> models.SystemMetrics:
        """Get the system metrics. Details: `System.get_metrics`."""
        return (await self._client.send(_calls.get_metrics(), options)).data

    async def list_active_calls(self, *, options: RequestOptions | None = None) -> List[models.ActiveCall]:
        """List calls in progress. Details: `System.list_active_calls`."""
        return (await self._client.send(_calls.list_active_calls(), options)).data

    async def list_alerts(self, *, options: RequestOptions | None = None) -> List[models.Alert]:
        """List system alerts. Details: `System.list_alerts`."""
        return (await self._client.send(_calls.list_alerts(), options)).data
