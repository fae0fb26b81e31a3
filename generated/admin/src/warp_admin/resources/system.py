"""State of the platform."""

from __future__ import annotations

from typing import List

from warp_client_core import AsyncResource, RequestOptions, Resource

from .. import models
from ..calls import system as _calls


class System(Resource):
    """State of the platform."""

    def list_active_calls(self, *, options: RequestOptions | None = None) -> List[models.ActiveCall]:
        """List calls in progress.

        Returns all calls in progress over all customers in one reply, without paging. The list can be large and is
        stale as soon as it arrives. Operation ``list_active_calls``; read.
        """
        return self._client.send(_calls.list_active_calls(), options).data

    def list_alerts(self, *, options: RequestOptions | None = None) -> List[models.Alert]:
        """List system alerts.

        Returns the alerts raised by the platform, over all customers, in one reply, without paging. Operation
        ``list_system_alerts``; read.
        """
        return self._client.send(_calls.list_alerts(), options).data

    def get_metrics(self, *, options: RequestOptions | None = None) -> models.SystemMetrics:
        """Fetch the system metrics.

        Returns gauges of the whole platform at the moment of the request: calls, messages, quality and component
        health. Operation ``get_system_metrics``; read.
        """
        return self._client.send(_calls.get_metrics(), options).data


class AsyncSystem(AsyncResource):
    """State of the platform."""

    async def list_active_calls(self, *, options: RequestOptions | None = None) -> List[models.ActiveCall]:
        """List calls in progress. Details: `System.list_active_calls`."""
        return (await self._client.send(_calls.list_active_calls(), options)).data

    async def list_alerts(self, *, options: RequestOptions | None = None) -> List[models.Alert]:
        """List system alerts. Details: `System.list_alerts`."""
        return (await self._client.send(_calls.list_alerts(), options)).data

    async def get_metrics(self, *, options: RequestOptions | None = None) -> models.SystemMetrics:
        """Fetch the system metrics. Details: `System.get_metrics`."""
        return (await self._client.send(_calls.get_metrics(), options)).data
