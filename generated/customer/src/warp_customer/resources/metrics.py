"""Live gauges."""

from __future__ import annotations

from warp_client_core import AsyncResource, RequestOptions, Resource

from .. import models
from ..calls import metrics as _calls


class Metrics(Resource):
    """Live gauges."""

    def get_current(self, *, options: RequestOptions | None = None) -> models.Metrics:
        """Fetch current metrics.

        Returns live gauges of calls, messages, quality and spend. For continuous figures use the `metrics.update` event
        of the stream; when polling, once every 5 seconds is enough. Operation ``get_current_metrics``; read.
        """
        return self._client.send(_calls.get_current(), options).data


class AsyncMetrics(AsyncResource):
    """Live gauges."""

    async def get_current(self, *, options: RequestOptions | None = None) -> models.Metrics:
        """Fetch current metrics. Details: `Metrics.get_current`."""
        return (await self._client.send(_calls.get_current(), options)).data
