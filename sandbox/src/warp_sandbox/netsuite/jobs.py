"""
Asynchronous requests: one job per request, one task per record.

One rule: a task fails alone. What its record would have been refused with is the task's result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs

from warp_sandbox.clock import Schedule
from warp_sandbox.errors import Refusal
from warp_sandbox.wire.exchange import Call, Record, Reply, stamp

Work = Callable[[datetime], Reply]
"""Does one task at a given time; raises the Refusal that a request of its own would have got."""


@attrs.define
class Job:
    """A job; ``results`` are there once it has ended, one per task."""

    id: str
    tasks: int
    begins: datetime
    ends: datetime
    results: tuple[Reply | Refusal, ...] = ()

    @property
    def is_completed(self) -> bool:
        """Whether it has ended, well or not."""
        return bool(self.results)

    def progress(self, now: datetime) -> str:
        """How far it has come; a job has failed when every task has."""
        if not self.results:
            return "pending" if now < self.begins + (self.ends - self.begins) / 2 else "processing"
        return "failed" if all(isinstance(one, Refusal) for one in self.results) else "succeeded"


class Jobs:
    """
    The jobs of one sandbox; their ids count up from 1.

    Args:
        schedule: Does the work when it is due.
        seconds: How long a job takes; one that takes no time is done before the next request.
    """

    def __init__(self, schedule: Schedule, seconds: float = 0.0) -> None:
        self._schedule = schedule
        self._seconds = seconds
        self._jobs: dict[str, Job] = {}
        self._keys: dict[str, str] = {}

    def run(self, call: Call, works: Sequence[Work]) -> Reply:
        """
        Take up the work and answer with the address of the job.

        Raises:
            Refusal: 400 IDEMPOTENCY_ERROR with the address of the first job, when the key was used before.
        """
        key = call.headers.get("x-netsuite-idempotency-key")
        if key is not None and key in self._keys:
            location = {"Location": _address(call, self._keys[key])}
            message = "A request with this idempotency key was submitted before."
            raise Refusal(400, message, code="IDEMPOTENCY_ERROR", headers=location)
        ends = call.now + timedelta(seconds=self._seconds)
        job = Job(str(len(self._jobs) + 1), len(works), call.now, ends)
        self._jobs[job.id] = job
        if key is not None:
            self._keys[key] = job.id
        self._schedule.at(ends, lambda now: _finish(job, works, now))
        self._schedule.settle(call.now)
        return Reply(202, None, {"Location": _address(call, job.id), "Preference-Applied": "respond-async"})

    def get(self, call: Call) -> Reply:
        """The job named in the path."""
        job = self._job(call)
        address = _address(call, job.id)
        body: dict[str, Any] = {
            "id": job.id,
            "completed": job.is_completed,
            "progress": job.progress(call.now),
            "task": {"links": _links(f"{address}/task")},
            "links": _links(address),
        }
        return Reply(200, body)

    def tasks(self, call: Call) -> Reply:
        """The tasks of a job, as links, in the order of the records."""
        job = self._job(call)
        address = f"{_address(call, job.id)}/task"
        items = [{"links": _links(f"{address}/{number}")} for number in range(1, job.tasks + 1)]
        return Reply(200, {"items": items, "count": len(items), "links": _links(address)})

    def task(self, call: Call) -> Reply:
        """One task, with the address of its result."""
        job, number = self._task(call)
        address = f"{_address(call, job.id)}/task/{number}"
        result = job.results[number - 1] if job.results else None
        ended = "failed" if isinstance(result, Refusal) else "succeeded"
        body: Record = {
            "id": str(number),
            "completed": result is not None,
            "progress": ended if result is not None else job.progress(call.now),
            "startTime": stamp(job.begins),
            "endTime": None if result is None else stamp(job.ends),
            "links": [*_links(address), *_links(f"{address}/result", "related")],
        }
        return Reply(200, body)

    def result(self, call: Call) -> Reply:
        """What a request for the task alone would have answered."""
        job, number = self._task(call)
        if not job.results:
            raise _nonexistent("result")
        result = job.results[number - 1]
        if isinstance(result, Refusal):
            raise result
        return result

    def _job(self, call: Call) -> Job:
        job = self._jobs.get(call.path["job_id"])
        if job is None:
            raise _nonexistent("job")
        return job

    def _task(self, call: Call) -> tuple[Job, int]:
        job = self._job(call)
        for number in range(1, job.tasks + 1):
            if call.path["task_id"] == str(number):
                return job, number
        raise _nonexistent("task")


def _finish(job: Job, works: Sequence[Work], now: datetime) -> None:
    job.results = tuple(_attempt(work, now) for work in works)


def _attempt(work: Work, now: datetime) -> Reply | Refusal:
    try:
        return work(now)
    except Refusal as refusal:
        return refusal


def _links(href: str, relation: str = "self") -> list[dict[str, str]]:
    return [{"rel": relation, "href": href}]


def _address(call: Call, job_id: str) -> str:
    return f"{call.base_url}/async/v1/job/{job_id}"


def _nonexistent(what: str) -> Refusal:
    return Refusal(404, f"The {what} does not exist.", code="NONEXISTENT_ID")
