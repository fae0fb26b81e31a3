"""Entries in the general ledger."""

from __future__ import annotations

import datetime as dt

from warp_client_core import UNSET, RequestOptions, Unset

from .. import models
from ..calls import journal_entries as _calls
from ..overlays.netsuite_records import AsyncJournalEntryRecords, JournalEntryRecords


# Hand-written base classes: overlays/netsuite_records
class JournalEntries(JournalEntryRecords):
    """Entries in the general ledger."""

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


class AsyncJournalEntries(AsyncJournalEntryRecords):
    """Entries in the general ledger."""

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
