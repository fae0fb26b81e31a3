"""Rate decks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from warp_client_core import UNSET
from warp_client_core.resource import AsyncResource, Resource

from ..calls import rates as _calls

if TYPE_CHECKING:
    from warp_client_core import AsyncListing, Page, RequestOptions, Unset
    from warp_client_core.bodies import FileSource

    from .. import models


class Rates(Resource):
    """Rate decks."""

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

        Rows of the rate decks, over all providers unless filtered. A deck can hold more than 100,000 rows, so filter
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
        file: FileSource,
        effective_date: dt.date | Unset = UNSET,
        provider_id: str | Unset = UNSET,
        notify_customers: bool | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.RateImportJob:
        """Import a rate deck.

        Uploads a CSV or Excel rate deck; the import runs in the background and the reply is the job as accepted. Rows
        are checked one by one, so a deck may be imported in part. Set `effective_date` to override the dates in the
        rows, and `provider_id` when the deck belongs to one provider. New rates change what later calls are rated at.
        Operation ``import_rates``; unsafe.

        Args:
            file: The rate deck, sent with a file name and its own content type.
            effective_date: Day the rates take effect; replaces the date of every row.
            provider_id: Provider the deck belongs to; left out for the general deck.
            notify_customers: Whether affected customers are told about the new rates.
        """
        return self._client.send(
            _calls.import_rates(
                file=file, effective_date=effective_date, provider_id=provider_id, notify_customers=notify_customers
            ),
            options,
        ).data


class AsyncRates(AsyncResource):
    """Rate decks."""

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
        file: FileSource,
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
