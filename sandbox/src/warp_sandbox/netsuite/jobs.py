"""
Asynchronous requests: one job per request, one task per record, all done at once.

One rule: a task fails alone. What its record would have been refused with is the task's result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from warp_sandbox.errors import Refusal
from warp_sandbox.netsuite.records import link
from warp_sandbox.wire.exchange import Call, Record, Reply

Write = Callable[[Record], str]
"""Writes one record of a collection and returns its address."""


@attrs.frozen
class Job:
    """A finished job: per task the address of the record written, or why there is none."""

    id: str
    results: tuple[str | Refusal, ...]


class Jobs:
    """The jobs of one sandbox; their ids count up from 1."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._keys: dict[str, str] = {}

    def run(self, call: Call, records: Sequence[Record], write: Write) -> Reply:
        """
        Do all the work and answer with the address of the job.

        Raises:
            Refusal: 400 IDEMPOTENCY_ERROR with the address of the first job, when the key was used before.
        """
        key = call.headers.get("x-netsuite-idempotency-key")
        if key is not None and key in self._keys:
            location = {"Location": _address(call, self._keys[key])}
            message = "A request with this idempotency key was submitted before."
            raise Refusal(400, message, code="IDEMPOTENCY_ERROR", headers=location)
        job = Job(str(len(self._jobs) + 1), tuple(_attempt(write, record) for record in records))
        self._jobs[job.id] = job
        if key is not None:
            self._keys[key] = job.id
        return Reply(202, None, {"Location": _address(call, job.id), "Preference-Applied": "respond-async"})

    def get(self, call: Call) -> Reply:
        """The job named in the path; it is always completed."""
        job = self._job(call)
        address = _address(call, job.id)
        has_failed = all(isinstance(result, Refusal) for result in job.results)
        body: dict[str, Any] = {
            "id": job.id,
            "completed": True,
            "progress": "failed" if has_failed else "succeeded",
            "task": {"links": link(f"{address}/task")},
            "links": link(address),
        }
        return Reply(200, body)

    def tasks(self, call: Call) -> Reply:
        """The tasks of a job, as links, in the order of the records."""
        job = self._job(call)
        address = f"{_address(call, job.id)}/task"
        items = [{"links": link(f"{address}/{number}")} for number in range(1, len(job.results) + 1)]
        return Reply(200, {"items": items, "count": len(items), "links": link(address)})

    def result(self, call: Call) -> Reply:
        """What the write of one record would have answered."""
        results = {str(number): result for number, result in enumerate(self._job(call).results, 1)}
        result = results.get(call.path["task_id"])
        if result is None:
            raise _nonexistent("task")
        if isinstance(result, Refusal):
            raise result
        return Reply(204, None, {"Location": result})

    def _job(self, call: Call) -> Job:
        job = self._jobs.get(call.path["job_id"])
        if job is None:
            raise _nonexistent("job")
        return job


def _attempt(write: Write, record: Record) -> str | Refusal:
    try:
        return write(record)
    except Refusal as refusal:
        return refusal


def _address(call: Call, job_id: str) -> str:
    return f"{call.base_url}/async/v1/job/{job_id}"


def _nonexistent(what: str) -> Refusal:
    return Refusal(404, f"The {what} does not exist.", code="NONEXISTENT_ID")
