"""Call detail records."""

from __future__ import annotations

import datetime as dt

from warp_client_core import UNSET, AsyncListing, Page, RequestOptions, Unset

from .. import models
from ..calls import cdrs as _calls
from ..overlays.following import AsyncCallFollowing, CallFollowing


# Hand-written base classes: overlays/following
class CDRs(CallFollowing):
    """Call detail records."""

    def list(
        self,
        *,
        date_from: dt.datetime,
        date_to: dt.datetime,
        trunk_id: str | None = None,
        direction: models.CallDirection | str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.CDR]:
        """List call records.

        Returns the call records of a time range page by page; the range is required. Records are kept here for 7 days:
        of a range that reaches further back, only what is left is returned. Operation ``list_cdrs``; read.

        Args:
            date_from: Start of the range, inclusive, UTC.
            date_to: End of the range, UTC.
            trunk_id: Only calls of this trunk.
            direction: Only calls in this direction.
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
        """
        return self._client.send(
            _calls.list(
                date_from=date_from, date_to=date_to, trunk_id=trunk_id, direction=direction, page=page, limit=limit
            ),
            options,
        ).data

    def export(
        self,
        *,
        date_from: dt.datetime,
        date_to: dt.datetime,
        format: models.CdrExportFormat | str,
        trunk_id: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.CdrExport:
        """Export call records to a file.

        Starts an export of the call records of a time range. The reply describes the job; its `download_url` stays null
        until the file is ready. Every request starts another job. Operation ``export_cdrs``; unsafe.

        Args:
            date_from: Start of the range, inclusive, UTC.
            date_to: End of the range, UTC.
            format: File format of an export.
            trunk_id: Id of the trunk whose calls to export; all trunks when left out.
        """
        return self._client.send(
            _calls.export(date_from=date_from, date_to=date_to, format=format, trunk_id=trunk_id), options
        ).data


class AsyncCDRs(AsyncCallFollowing):
    """Call detail records."""

    def list(
        self,
        *,
        date_from: dt.datetime,
        date_to: dt.datetime,
        trunk_id: str | None = None,
        direction: models.CallDirection | str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.CDR]:
        """List call records. Details: `CDRs.list`."""
        return self._client.listing(
            _calls.list(
                date_from=date_from, date_to=date_to, trunk_id=trunk_id, direction=direction, page=page, limit=limit
            ),
            options,
        )

    async def export(
        self,
        *,
        date_from: dt.datetime,
        date_to: dt.datetime,
        format: models.CdrExportFormat | str,
        trunk_id: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.CdrExport:
        """Export call records to a file. Details: `CDRs.export`."""
        return (
            await self._client.send(
                _calls.export(date_from=date_from, date_to=date_to, format=format, trunk_id=trunk_id), options
            )
        ).data
