"""Types of the rate_import domain."""

from __future__ import annotations

import datetime as dt

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class RateImportJobStatus(OpenEnum):
    """Progress of a rate import; `partial` means some rows were rejected and the rest imported. Values may be added;
    clients keep unknown ones.
    """

    QUEUED = "queued"
    PROCESSING = "processing"
    COMPLETED = "completed"
    PARTIAL = "partial"
    FAILED = "failed"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ImportIssue(Value):
    """A problem found in one row of a rate deck.

    Attributes:
        row: Line of the file, counted from 1; line 1 is the header.
        field: Column the problem is in.
        message: What is wrong, for people.
    """

    row: int
    field: str | None = None
    message: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RateImportJob(Value):
    """A rate deck accepted for import. Row counts and issues are complete only once the job has ended.

    Attributes:
        job_id: Job id.
        status: Progress of a rate import; `partial` means some rows were rejected and the rest imported.
        provider_id: Id of the provider that the deck belongs to; null for the general deck.
        filename: Name of the uploaded file.
        effective_date: Day the rates take effect.
        rows_total: Data rows in the file.
        rows_imported: Rows taken over.
        rows_rejected: Rows refused.
        errors: Problems that made a row be refused.
        warnings: Problems that did not stop a row.
        created_at: When the file was accepted, UTC.
        completed_at: When the job ended, UTC.
    """

    job_id: str
    status: RateImportJobStatus
    provider_id: str | None = None
    filename: str | None = None
    effective_date: dt.date | None = None
    rows_total: int | None = None
    rows_imported: int | None = None
    rows_rejected: int | None = None
    errors: list[ImportIssue] | None = None
    warnings: list[ImportIssue] | None = None
    created_at: Timestamp | None = None
    completed_at: Timestamp | None = None
