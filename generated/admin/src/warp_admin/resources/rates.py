"""Rate decks of providers."""

from __future__ import annotations

import datetime as dt

from warp_client_core import UNSET, AsyncListing, AsyncResource, Page, RequestOptions, Resource, Unset
from warp_client_core.bodies import FileSource

from .. import models
from ..calls import rates as _calls


class Rates(Resource):
    """Rate decks of providers."""

    def list(
        self,
        *,
        provider_id: str | None = None,
        destination: str | None = None,
        effective_date: dt.date | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Rate]:
        """List rates.

        Returns rows of the rate decks page by page. Filters combine. A deck can hold more than 100,000 rows, so filter
        where possible. Rates are per minute with 7 decimals. Operation ``list_rates``; read.

        Args:
            provider_id: Only rates of this provider.
            destination: Only destinations with this name or prefix.
            effective_date: Only rates in force on this day.
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
        """
        return self._client.send(
            _calls.list(
                provider_id=provider_id, destination=destination, effective_date=effective_date, page=page, limit=limit
            ),
            options,
        ).data

    def import_rates(
        self,
        *,
        file: FileSource | str,
        effective_date: dt.date | Unset = UNSET,
        provider_id: str | Unset = UNSET,
        notify_customers: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.RateImportJob:
        """Import a rate deck.

        Uploads a rate deck as CSV or Excel, for one provider when `provider_id` is given. The import runs after the
        reply: 202 means that the file was accepted, not that its rows are in force, and no operation polls the job.
        Rows are checked one by one, so a deck may be imported in part. Large decks take long to upload, so raise the
        timeout. After a lost reply the deck may have been accepted: do not send it again blindly. Operation
        ``import_rates``; unsafe.

        Args:
            file: The rate deck, sent with a file name and its own content type.
            effective_date: Day the rates take effect; replaces the date of every row.
            provider_id: Id of the provider that the deck belongs to; left out for the general deck.
            notify_customers: Whether affected customers are told about the new rates.
        """
        return self._client.send(
            _calls.import_rates(
                file=file, effective_date=effective_date, provider_id=provider_id, notify_customers=notify_customers
            ),
            options,
        ).data


class AsyncRates(AsyncResource):
    """Rate decks of providers."""

    def list(
        self,
        *,
        provider_id: str | None = None,
        destination: str | None = None,
        effective_date: dt.date | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.Rate]:
        """List rates. Details: `Rates.list`."""
        return self._client.listing(
            _calls.list(
                provider_id=provider_id, destination=destination, effective_date=effective_date, page=page, limit=limit
            ),
            options,
        )

    async def import_rates(
        self,
        *,
        file: FileSource | str,
        effective_date: dt.date | Unset = UNSET,
        provider_id: str | Unset = UNSET,
        notify_customers: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.RateImportJob:
        """Import a rate deck. Details: `Rates.import_rates`."""
        return (
            await self._client.send(
                _calls.import_rates(
                    file=file, effective_date=effective_date, provider_id=provider_id, notify_customers=notify_customers
                ),
                options,
            )
        ).data
