"""
Follows a job to the results of its tasks.

The rule: only the id of a job is taken from an address that the server sends, so no request leaves the base URL.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from warp_client_core.client import Client
from warp_client_core.errors import ApiTimeoutError
from warp_client_core.options import RequestOptions
from warp_client_core.steps import Sleep, Steps

from ...calls import async_jobs
from ...models import NetSuiteAsyncJob, NetSuiteAsyncTaskList, NetSuiteJobProgress

FIRST_PAUSE: Final = 1.0
"""Seconds before the second look at a job; doubles with each further one."""

LONGEST_PAUSE: Final = 10.0
"""Most seconds between two looks."""

PATIENCE: Final = 900.0
"""Seconds after which a job is given up, as long as NetSuite itself works on a request."""


def await_job(client: Client, job_id: str, options: RequestOptions | None) -> Steps[None]:
    """
    The steps that wait until a job has ended, well or not.

    Raises:
        ApiTimeoutError: It has not ended after 15 minutes.
    """
    ends, pause = client.ambient.clock() + PATIENCE, FIRST_PAUSE
    while True:
        call = async_jobs.get(job_id)
        job = (yield from client.exchange(call, options)).data
        if _has_ended(job):
            return
        left = ends - client.ambient.clock()
        if left <= 0:
            message = f"job {job_id} is not done after {PATIENCE / 60:.0f} minutes; it goes on at NetSuite"
            raise ApiTimeoutError(message, operation_id=call.operation_id)
        yield Sleep(min(pause, left))
        pause = min(pause * 2, LONGEST_PAUSE)


def task_ids(tasks: NetSuiteAsyncTaskList) -> list[str]:
    """The ids of the tasks, in the order of the records: one entry may stand for several tasks."""
    return list(dict.fromkeys(_task_ids(tasks)))


def last_segment(address: str) -> str:
    """The id at the end of an address, absolute or not."""
    return unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2])


def _has_ended(job: NetSuiteAsyncJob) -> bool:
    if job.completed is not None:
        return job.completed
    return job.progress in (NetSuiteJobProgress.SUCCEEDED, NetSuiteJobProgress.FAILED)


def _task_ids(tasks: NetSuiteAsyncTaskList) -> Iterator[str]:
    for entry in tasks.items:
        if entry.id:
            yield entry.id
        else:
            yield from (last_segment(link.href) for link in entry.links or () if link.rel == "self" and link.href)
