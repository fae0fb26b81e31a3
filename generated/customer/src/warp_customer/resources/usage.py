"""Usage totals."""

from __future__ import annotations

import datetime as dt

from warp_client_core import AsyncResource, RequestOptions, Resource

from .. import models
from ..calls import usage as _calls


class Usage(Resource):
    """Usage totals."""

    def get_summary(
        self,
        *,
        period: models.UsagePeriod | str,
        start: dt.date | None = None,
        end: dt.date | None = None,
        options: RequestOptions | None = None,
    ) -> models.UsageSummary:
        """Summarize usage over a period.

        Returns traffic and charges of a period, in total and where available by zone and by day. For a free range send
        `period=custom` together with `start` and `end`. Operation ``get_usage_summary``; read.

        Args:
            period: Period to summarize.
            start: First day of the range; required with `period=custom`.
            end: Last day of the range; required with `period=custom`.
        """
        return self._client.send(_calls.get_summary(period=period, start=start, end=end), options).data


class AsyncUsage(AsyncResource):
    """Usage totals."""

    async def get_summary(
        self,
        *,
        period: models.UsagePeriod | str,
        start: dt.date | None = None,
        end: dt.date | None = None,
        options: RequestOptions | None = None,
    ) -> models.UsageSummary:
        """Summarize usage over a period. Details: `Usage.get_summary`."""
        return (await self._client.send(_calls.get_summary(period=period, start=start, end=end), options)).data
