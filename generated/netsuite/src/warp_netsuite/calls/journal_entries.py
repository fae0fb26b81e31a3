"""Calls of ``journal_entries``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt

from warp_client_core import UNSET, Call, Operation, Page, Safety, Unset
from warp_client_core import arguments as _arguments
from warp_client_core.replies import Bare, Located, Paged, Paging

from .. import models

_LIST = Operation(
    "list_netsuite_journal_entries",
    "GET",
    "/record/v1/journalEntry",
    Safety.READ,
    Paged(models.RecordRef, Paging.HAS_MORE),
)
_CREATE = Operation(
    "create_netsuite_journal_entry", "POST", "/record/v1/journalEntry", Safety.UNSAFE, Located(models.RecordRef)
)
_GET = Operation(
    "get_netsuite_journal_entry", "GET", "/record/v1/journalEntry/{id}", Safety.READ, Bare(models.NetSuiteJournalEntry)
)


def list(*, q: str | None = None, limit: int | None = None, offset: int | None = None) -> Call[Page[models.RecordRef]]:
    """List journal entries: ``GET /record/v1/journalEntry``."""
    return _LIST.call(query={"q": q, "limit": limit, "offset": offset})


def create(
    *,
    subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict,
    line: models.NetSuiteJournalLineListCreate | models.NetSuiteJournalLineListCreateDict,
    tran_id: str | Unset = UNSET,
    memo: str | Unset = UNSET,
    external_id: str | Unset = UNSET,
    tran_date: dt.date | Unset = UNSET,
    currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
    **custom: object,
) -> Call[models.RecordRef]:
    """Create a journal entry: ``POST /record/v1/journalEntry``."""
    return _CREATE.call(
        headers={"X-NetSuite-PropertyNameValidation": "Error"},
        json={
            "tranId": tran_id,
            "memo": memo,
            "externalId": external_id,
            "tranDate": tran_date,
            "subsidiary": _arguments.as_wire(models.NetSuiteRefInput, subsidiary),
            "currency": _arguments.as_wire(models.NetSuiteRefInput, currency),
            "line": _arguments.as_wire(models.NetSuiteJournalLineListCreate, line),
            **_arguments.custom_fields(custom, "custbody_"),
        },
    )


def get(id: str, *, expand_sub_resources: bool | None = None) -> Call[models.NetSuiteJournalEntry]:
    """Fetch one journal entry: ``GET /record/v1/journalEntry/{id}``."""
    return _GET.call(id, query={"expandSubResources": expand_sub_resources})
