"""
Writes many records as jobs of at most 100.

The rule: one idempotency key per batch, reused whenever it is sent again, so that no record is written twice; and
after a batch that did not succeed no further one is sent.
"""

from __future__ import annotations

import functools
import math
import os
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import attrs

from warp_client_core.bodies import BytesBody
from warp_client_core.calls import Call
from warp_client_core.client import Client
from warp_client_core.errors import (
    ApiError,
    ApiTimeoutError,
    BadRequestError,
    OutcomeUnknownError,
    ResponseDecodeError,
    ServerError,
    WarpError,
)
from warp_client_core.headers import field
from warp_client_core.options import Begun, RequestOptions
from warp_client_core.steps import Blocking, Steps

from ...calls import async_jobs
from ...models import RecordRef
from .errors import BulkTimeoutError, BulkWriteError, Fate, RecordResult
from .jobs import await_job, last_segment, task_ids, usable
from .together import answers

if TYPE_CHECKING:
    from .journal import Journal, Noted

LIMIT: Final = 100
"""Most records in one batch (NetSuite help, "Batch Operations")."""

MEDIA_TYPE: Final = "application/vnd.oracle.resource+json; type=collection"
"""Content type of a batch."""

_DOUBTFUL: Final = (OutcomeUnknownError, ServerError, ResponseDecodeError)
_NOT_ABOUT_THE_RECORD: Final = frozenset({401, 408, 425, 429, 502, 503, 504})

T = TypeVar("T")


@attrs.frozen
class Batch:
    """The call that starts one job, and the number of records in it."""

    call: Call[RecordRef]
    size: int


def chunks(records: Iterable[T]) -> Iterator[list[T]]:
    """The records in lists of at most 100."""
    rest = list(records)
    return (rest[start : start + LIMIT] for start in range(0, len(rest), LIMIT))


def write(
    client: Client,
    batches: Sequence[Batch],
    options: RequestOptions | None,
    journal: str | os.PathLike[str] | None = None,
) -> Steps[list[RecordRef]]:
    """
    The steps that write all batches, one after the other.

    Args:
        client: Sends the calls.
        batches: What to write.
        options: For each request.
        journal: A file that tells which batches are done already; their jobs are not even looked at.

    Raises:
        BulkWriteError: Something is or may be written, but not everything.
        OutcomeUnknownError: The first batch may be accepted; the key in the error is the one to repeat with.
        WarpError: The first batch was not accepted; nothing is written.
    """
    bulk = _BulkWrite(client, batches, options or RequestOptions())
    if journal is None:
        return (yield from bulk.steps())
    from .journal import Journal

    notes = Journal(journal)
    try:
        yield from bulk.follow(notes)
        return (yield from bulk.steps())
    finally:
        notes.close()


class _BulkWrite:
    """One bulk write on its way."""

    def __init__(self, client: Client, batches: Sequence[Batch], options: RequestOptions) -> None:
        self._client = client
        self._batches = batches
        self._options = options
        self._ends = math.inf if options.deadline is None else client.ambient.clock() + options.deadline
        self._key = options.idempotency_key or client.ambient.new_key()
        self._results: list[RecordResult] = []
        self._sent = 0
        self._journal: Journal | None = None
        self._done: Mapping[int, Sequence[RecordRef]] = {}

    def follow(self, journal: Journal) -> Steps[None]:
        """
        Go on from what a journal holds, and keep it.

        Raises:
            ValueError: It is about other records, or another key is asked for.
        """
        bodies = [batch.call.body for batch in self._batches]
        contents = [body.content for body in bodies if isinstance(body, BytesBody)]
        sizes = [batch.size for batch in self._batches]
        noted: Noted = yield Blocking(lambda: journal.open(contents, sizes, self._key))
        if self._options.idempotency_key not in (None, noted.key):
            raise ValueError("the journal was begun with another idempotency_key; leave it out")
        self._key, self._done, self._journal = noted.key, noted.done, journal

    def steps(self) -> Steps[list[RecordRef]]:
        for number, batch in enumerate(self._batches):
            job_id = None
            if number in self._done:
                self._take(self._done[number])
                continue
            try:
                job_id = yield from self._start(batch.call, self._key_of(number))
                self._sent += batch.size
                yield from self._collect(job_id, batch.size)
            except WarpError as error:
                if job_id is None and isinstance(error, _DOUBTFUL):
                    self._sent += batch.size
                if not self._sent or (not number and isinstance(error, OutcomeUnknownError)):
                    raise
                raise self._error(job_id, error) from error
            if any(one.fate is Fate.FAILED for one in self._results):
                raise self._error(job_id)
            yield from self._note(number, batch.size)
        return [one.ref for one in self._results if one.ref is not None]

    def _take(self, refs: Sequence[RecordRef]) -> None:
        for ref in refs:
            self._results.append(RecordResult(index=len(self._results), fate=Fate.WRITTEN, ref=ref))
        self._sent += len(refs)

    def _note(self, number: int, size: int) -> Steps[None]:
        if self._journal is not None:
            refs = [one.ref for one in self._results[-size:] if one.ref is not None]
            note = functools.partial(self._journal.note, number, refs)
            yield Blocking(note)

    def _key_of(self, number: int) -> str:
        # The first batch goes under the key itself: an OutcomeUnknownError names that one, for the caller to repeat.
        return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self._key}/{number}")) if number else self._key

    def _start(self, call: Call[RecordRef], key: str) -> Steps[str]:
        try:
            job = yield from self._client.exchange(*self._begun(call, key))
        except BadRequestError as error:
            earlier = field(error.response.headers, "location") if error.response is not None else None
            if error.code != "IDEMPOTENCY_ERROR" or not earlier:
                raise
            return last_segment(earlier)
        return usable(job.data.id)

    def _collect(self, job_id: str, size: int) -> Steps[None]:
        yield from await_job(self._client, job_id, self._begun, self._ends)
        listing = yield from self._client.exchange(*self._begun(async_jobs.list_tasks(job_id)))
        tasks = task_ids(listing.data)
        if len(tasks) != size:
            raise ResponseDecodeError(f"job {job_id} has {len(tasks)} tasks for {size} records", path="$.items")
        calls = [async_jobs.get_task_result(job_id, task_id) for task_id in tasks]
        found = yield from answers(self._client, calls, self._begun, _is_about_the_job)
        faults: list[WarpError] = []
        for task_id, given in zip(tasks, found, strict=True):
            result, fault = self._judged(given, f"task {task_id} of job {job_id}")
            self._results.append(result)
            faults += [] if fault is None else [fault]
        if faults:
            raise faults[0]

    def _judged(self, given: Any, task: str) -> tuple[RecordResult, WarpError | None]:
        """What became of the next record, and why that is not known."""
        index = len(self._results)
        unknown = RecordResult(index=index, fate=Fate.UNKNOWN)
        if isinstance(given, WarpError):
            if _is_about_the_job(given):
                return unknown, given
            return RecordResult(index=index, fate=Fate.FAILED, error=cast("ApiError", given)), None
        if given is None:
            return unknown, None
        if not given.id:
            return unknown, ResponseDecodeError(f"{task} names no record", path="$.id")
        return RecordResult(index=index, fate=Fate.WRITTEN, ref=RecordRef(id=given.id, location=given.location)), None

    def _begun(self, call: Call[T], key: str | None = None) -> tuple[Call[T], Begun]:
        """The start of a batch under its key, or a look at its job; neither goes on after the deadline of all."""
        call, begun = self._client.begun(call, _with_key(self._options, key))
        begun.expires = min(begun.expires, self._ends)
        return call, begun

    def _error(self, job_id: str | None, cause: WarpError | None = None) -> BulkWriteError:
        results = [*self._results, *self._rest()]
        counts = Counter(one.fate for one in results)
        told = ", ".join(f"{counts[fate]} {fate.value.replace('_', ' ')}" for fate in Fate if counts[fate])
        why = cause or next((one.error for one in results if one.error is not None), None)
        kind = BulkTimeoutError if isinstance(cause, ApiTimeoutError) else BulkWriteError
        where = self._batches[0].call.operation_id + (f", job {job_id}" if job_id else "")
        message = f"{where}: of {len(results)} records {told} ({why}); results tells which"
        return kind(message, results=results, idempotency_key=self._key, job_id=job_id)

    def _rest(self) -> Iterator[RecordResult]:
        """Results of the records that nothing is known about."""
        for index in range(len(self._results), sum(batch.size for batch in self._batches)):
            yield RecordResult(index=index, fate=Fate.UNKNOWN if index < self._sent else Fate.NOT_SENT)


def _is_about_the_job(error: WarpError) -> bool:
    """Whether an error says nothing of the record whose result was asked for."""
    return not isinstance(error, ApiError) or error.status_code in _NOT_ABOUT_THE_RECORD


def _with_key(options: RequestOptions, key: str | None) -> RequestOptions:
    """The options for a batch, or without a key those for the looks at its job."""
    return RequestOptions(
        timeout=options.timeout,
        max_retries=options.max_retries,
        headers=options.headers,
        query=options.query if key else None,
        idempotency_key=key,
    )
