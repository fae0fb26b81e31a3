"""Call detail records."""

from __future__ import annotations

import datetime as dt

from warp_client_core import AsyncListing, AsyncResource, Page, RequestOptions, Resource

from .. import models
from ..calls import cdrs as _calls


class CDRs(Resource):
    """Call detail records."""

    def search(
        self,
        *,
        date_from: dt.datetime,
        date_to: dt.datetime,
        customer_id: str | None = None,
        trunk_id: str | None = None,
        ani: str | None = None,
        dnis: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.CDR]:
        """Search call records.

        Returns the call records of all customers in a time range page by page; the range is required. Filters combine.
        Keep the range short, as the result can be large. Provider, margin and signaling facts are only in the single
        record. Operation ``search_cdrs``; read.

        Args:
            date_from: Start of the range, inclusive, UTC.
            date_to: End of the range, UTC.
            customer_id: Only calls of this customer.
            trunk_id: Only calls over this trunk.
            ani: Only calls from this number, as signaled.
            dnis: Only calls to this number, as signaled.
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
        """
        return self._client.send(
            _calls.search(
                date_from=date_from,
                date_to=date_to,
                customer_id=customer_id,
                trunk_id=trunk_id,
                ani=ani,
                dnis=dnis,
                page=page,
                limit=limit,
            ),
            options,
        ).data

    def get(self, cdr_id: str, *, options: RequestOptions | None = None) -> models.CDRDetail:
        """Fetch one call record.

        Returns one call record with provider, margin, number portability, quality and signaling facts and every
        provider that was tried. Rates are per minute with 7 decimals, charges have 5. Operation ``get_cdr``; read.

        Args:
            cdr_id: Call record id.
        """
        return self._client.send(_calls.get(cdr_id), options).data


class AsyncCDRs(AsyncResource):
    """Call detail records."""

    def search(
        self,
        *,
        date_from: dt.datetime,
        date_to: dt.datetime,
        customer_id: str | None = None,
        trunk_id: str | None = None,
        ani: str | None = None,
        dnis: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.CDR]:
        """Search call records. Details: `CDRs.search`."""
        return self._client.listing(
            _calls.search(
                date_from=date_from,
                date_to=date_to,
                customer_id=customer_id,
                trunk_id=trunk_id,
                ani=ani,
                dnis=dnis,
                page=page,
                limit=limit,
            ),
            options,
        )

    async def get(self, cdr_id: str, *, options: RequestOptions | None = None) -> models.CDRDetail:
        """Fetch one call record. Details: `CDRs.get`."""
        return (await self._client.send(_calls.get(cdr_id), options)).data
