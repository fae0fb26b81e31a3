"""Entries in the general ledger."""

from __future__ import annotations

import datetime as dt

from warp_client_core import UNSET, AsyncListing, AsyncResource, Page, RequestOptions, Resource, Unset

from .. import models
from ..calls import journal_entries as _calls


class JournalEntries(Resource):
    """Entries in the general ledger."""

    def list(
        self,
        *,
        q: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.RecordRef]:
        """List journal entries.

        Returns references to journal entries, a page at a time. Items carry the id and links only; fetch a record for
        its fields. A list ends after 1000 pages. Operation ``list_netsuite_journal_entries``; read.

        Args:
            q: Filter such as `companyName START_WITH "Exa"`; quoted text without `"`, `\\` and control characters.
            limit: Items per page, 1 to 1000.
            offset: Items to skip; a multiple of `limit`.
        """
        return self._client.send(_calls.list(q=q, limit=limit, offset=offset), options).data

    def create(
        self,
        *,
        subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict,
        line: models.NetSuiteJournalLineListCreate | models.NetSuiteJournalLineListCreateDict,
        tran_id: str | Unset = UNSET,
        memo: str | Unset = UNSET,
        external_id: str | Unset = UNSET,
        tran_date: dt.date | Unset = UNSET,
        currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Create a journal entry.

        Creates a journal entry and answers with its address. A lost reply leaves the outcome open: set `externalId`, so
        that a second attempt is refused as a duplicate. Posts to the ledger; the lines must balance. Operation
        ``create_netsuite_journal_entry``; unsafe.

        Args:
            tran_id: Entry number. Assigned by NetSuite when auto-numbering is on.
            memo: Memo of the entry.
            external_id: Id given by the caller, unique per record type; in paths it stands after `eid:`.
            tran_date: Posting date.
            subsidiary: A reference in a write: give `id` or `externalId`.
            line: The lines of a new journal entry.
        """
        return self._client.send(
            _calls.create(
                subsidiary=subsidiary,
                line=line,
                tran_id=tran_id,
                memo=memo,
                external_id=external_id,
                tran_date=tran_date,
                currency=currency,
                **custom,
            ),
            options,
        ).data


class AsyncJournalEntries(AsyncResource):
    """Entries in the general ledger."""

    def list(
        self,
        *,
        q: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.RecordRef]:
        """List journal entries. Details: `JournalEntries.list`."""
        return self._client.listing(_calls.list(q=q, limit=limit, offset=offset), options)

    async def create(
        self,
        *,
        subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict,
        line: models.NetSuiteJournalLineListCreate | models.NetSuiteJournalLineListCreateDict,
        tran_id: str | Unset = UNSET,
        memo: str | Unset = UNSET,
        external_id: str | Unset = UNSET,
        tran_date: dt.date | Unset = UNSET,
        currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Create a journal entry. Details: `JournalEntries.create`."""
        return (
            await self._client.send(
                _calls.create(
                    subsidiary=subsidiary,
                    line=line,
                    tran_id=tran_id,
                    memo=memo,
                    external_id=external_id,
                    tran_date=tran_date,
                    currency=currency,
                    **custom,
                ),
                options,
            )
        ).data
