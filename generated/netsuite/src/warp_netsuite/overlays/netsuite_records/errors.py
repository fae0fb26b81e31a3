"""
What is said when a bulk write or a list did not go all the way.

    WarpError
    ├── BulkWriteError              some records are written, some are not or may not be
    │   └── BulkTimeoutError        ... because time ran out (an ApiTimeoutError as well)
    └── ListTruncatedError          NetSuite shows no more of a list, although there is more

The rule: no record is left out; for each one the error tells what became of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import attrs

from warp_client_core.errors import ApiError, ApiTimeoutError, WarpError

from ...models import RecordRef


class Fate(StrEnum):
    """What became of a record."""

    WRITTEN = "written"
    FAILED = "failed"
    """NetSuite refused it."""
    UNKNOWN = "unknown"
    """It was sent, and no answer tells what became of it."""
    NOT_SENT = "not_sent"


@attrs.frozen(kw_only=True)
class RecordResult:
    """
    What became of one record.

    Attributes:
        index: Position among the records given, from 0.
        fate: Whether it is written.
        ref: Where it is; None unless it is written.
        error: Why it was refused; None unless it failed.
    """

    index: int
    fate: Fate
    ref: RecordRef | None = None
    error: ApiError | None = None


class BulkWriteError(WarpError):
    """
    Not all records of a bulk write are known to be written. ``__cause__`` tells why when it was not the records' fault.

    Attributes:
        results: One per record given, in the same order.
        idempotency_key: Repeating the same records with ``RequestOptions(idempotency_key=...)`` of this key writes
            nothing twice: batches that were accepted are looked up instead.
        job_id: The job at which the write ended; None when it was not accepted.
    """

    def __init__(
        self, message: str, *, results: Iterable[RecordResult], idempotency_key: str, job_id: str | None = None
    ) -> None:
        super().__init__(message)
        self.results = tuple(results)
        self.idempotency_key = idempotency_key
        self.job_id = job_id

    def with_fate(self, fate: Fate) -> list[RecordResult]:
        """The results of one kind."""
        return [one for one in self.results if one.fate is fate]


class BulkTimeoutError(BulkWriteError, ApiTimeoutError):
    """The job was not done in time. It goes on at NetSuite; repeat with the same key to wait for it again."""


class ListTruncatedError(WarpError):
    """
    NetSuite shows no more of a list, although there is more.

    Attributes:
        shown: Records up to there.
        total: Records in the list, as far as NetSuite tells.
    """

    def __init__(self, message: str, *, shown: int = 0, total: int | None = None) -> None:
        super().__init__(message)
        self.shown = shown
        self.total = total
