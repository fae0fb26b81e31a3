"""Rate decks of providers."""

from __future__ import annotations

import datetime as dt

from warp_client_core import AsyncListing, Page, RequestOptions

from .. import models
from ..calls import rates as _calls
from ..overlays.rate_import import AsyncRateImport, RateImport


# Hand-written base classes: overlays/rate_import
class Rates(RateImport):
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


class AsyncRates(AsyncRateImport):
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
