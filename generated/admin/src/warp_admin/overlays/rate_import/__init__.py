"""
Rate decks into the platform: checked first, streamed, and never sent twice.

The rule: a deck that has faults is not sent, and one that may have arrived is not sent again.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from warp_client_core.lazy import attach
from warp_client_core.multipart import Progress
from warp_client_core.options import RequestOptions
from warp_client_core.resource import AsyncResource, Resource

from ...calls import providers as _providers
from ...calls import rates as _rates
from ...models import RateImportJob
from .uploads import Manner, optional, prepared

if TYPE_CHECKING:
    from .reading import Deck
    from .report import DeckIssue, DeckReport
    from .validation import validate_deck
else:
    __getattr__, __dir__ = attach(__name__, {".report": ("DeckIssue", "DeckReport"), ".validation": ("validate_deck",)})

__all__ = [
    "AsyncProviderImport",
    "AsyncRateImport",
    "DeckIssue",
    "DeckReport",
    "ProviderImport",
    "RateImport",
    "validate_deck",
]


class ProviderImport(Resource):
    """Importing the rates of one provider."""

    def import_rates(
        self,
        provider_id: str,
        deck: Deck,
        *,
        effective_date: dt.date | None = None,
        notify_customers: bool | None = None,
        on_progress: Progress | None = None,
        validate: bool = True,
        compress: bool = False,
        sha256: str | None = None,
        options: RequestOptions | None = None,
    ) -> RateImportJob:
        """
        Check the rate deck of one provider, and upload it.

        As `RateImport.import_rates`, with the provider in the path. Operation ``import_provider_rates``; unsafe.

        Args:
            provider_id: Id of the provider that the deck belongs to.
            deck: As there, and so are the others.
        """
        manner = Manner(
            on_progress=on_progress, validate=validate, compress=compress, sha256=sha256, effective_date=effective_date
        )
        steps = prepared(
            lambda part: _providers.import_rates(
                provider_id,
                file=part,
                effective_date=optional(effective_date),
                notify_customers=optional(notify_customers),
            ),
            deck,
            manner,
        )
        with self._client.run(steps) as upload:
            return self._client.send(upload.call, options).data


class RateImport(Resource):
    """Importing rates."""

    def import_rates(
        self,
        deck: Deck,
        *,
        provider_id: str | None = None,
        effective_date: dt.date | None = None,
        notify_customers: bool | None = None,
        on_progress: Progress | None = None,
        validate: bool = True,
        compress: bool = False,
        sha256: str | None = None,
        options: RequestOptions | None = None,
    ) -> RateImportJob:
        """
        Check a rate deck, and upload it in constant memory.

        The import runs after the reply: the job tells what was known by then, and no operation polls it. Rows are
        judged one by one, so a deck may be taken in part: ``rows_rejected`` counts the others, and ``errors`` and
        ``warnings`` name line, column and reason. ``timeout`` is for each phase; the upload itself may take a week,
        unless ``options`` set a deadline. Operation ``import_rates``; unsafe.

        Args:
            deck: CSV or Excel: a path, a file that is open for bytes, or bytes. An open file is sent from where it
                stands to its end, and not closed.
            provider_id: Id of the provider that the deck belongs to; left out for the general deck.
            effective_date: Day the rates take effect; replaces the date of every row.
            notify_customers: Whether affected customers are told about the new rates.
            on_progress: Called with the bytes of the file that were handed to the connection and the size of the file,
                None where it is not known; the numbers only grow. In async clients it is called in the event loop.
            validate: Whether `validate_deck` looks at the deck first. A stream that can be read only once is copied to
                a temporary file for it.
            compress: Whether to pack the deck by gzip, as ``application/gzip``; for platforms that take that.
            sha256: The SHA-256 that the file has to have, in hexadecimal; computed while it is sent, and when it is
                another the server does not get the end of the file.
            options: For this call.

        Raises:
            DeckValidationError: The deck has faults, whose lines it tells; nothing was sent.
            UploadError: The file cannot be read, changed on the way, or cannot be sent a second time.
            OutcomeUnknownError: The connection broke; the deck may be imported. It was not sent again.
            TypeError: The deck is none of these, such as a file that is open as text.
            WarpError: See `warp_client_core.errors`. An answer that comes before all is sent ends the upload.
        """
        manner = Manner(
            on_progress=on_progress, validate=validate, compress=compress, sha256=sha256, effective_date=effective_date
        )
        steps = prepared(
            lambda part: _rates.import_rates(
                file=part,
                provider_id=optional(provider_id),
                effective_date=optional(effective_date),
                notify_customers=optional(notify_customers),
            ),
            deck,
            manner,
        )
        with self._client.run(steps) as upload:
            return self._client.send(upload.call, options).data


class AsyncProviderImport(AsyncResource):
    """As `ProviderImport`, for async callers."""

    async def import_rates(
        self,
        provider_id: str,
        deck: Deck,
        *,
        effective_date: dt.date | None = None,
        notify_customers: bool | None = None,
        on_progress: Progress | None = None,
        validate: bool = True,
        compress: bool = False,
        sha256: str | None = None,
        options: RequestOptions | None = None,
    ) -> RateImportJob:
        """Check the rate deck of one provider, and upload it. Details: `RateImport.import_rates`."""
        manner = Manner(
            on_progress=on_progress, validate=validate, compress=compress, sha256=sha256, effective_date=effective_date
        )
        steps = prepared(
            lambda part: _providers.import_rates(
                provider_id,
                file=part,
                effective_date=optional(effective_date),
                notify_customers=optional(notify_customers),
            ),
            deck,
            manner,
        )
        with await self._client.run(steps) as upload:
            return (await self._client.send(upload.call, options)).data


class AsyncRateImport(AsyncResource):
    """As `RateImport`, for async callers."""

    async def import_rates(
        self,
        deck: Deck,
        *,
        provider_id: str | None = None,
        effective_date: dt.date | None = None,
        notify_customers: bool | None = None,
        on_progress: Progress | None = None,
        validate: bool = True,
        compress: bool = False,
        sha256: str | None = None,
        options: RequestOptions | None = None,
    ) -> RateImportJob:
        """Check a rate deck, and upload it. Files are read in threads. Details: `RateImport.import_rates`."""
        manner = Manner(
            on_progress=on_progress, validate=validate, compress=compress, sha256=sha256, effective_date=effective_date
        )
        steps = prepared(
            lambda part: _rates.import_rates(
                file=part,
                provider_id=optional(provider_id),
                effective_date=optional(effective_date),
                notify_customers=optional(notify_customers),
            ),
            deck,
            manner,
        )
        with await self._client.run(steps) as upload:
            return (await self._client.send(upload.call, options)).data
