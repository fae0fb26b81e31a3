"""
Follows a job to the results of its tasks.

The rule: only the id of a job is taken from an address that the server sends, so no request leaves the base URL.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from warp_client_core.client import Client
from warp_client_core.errors import ApiTimeoutError, ResponseDecodeError
from warp_client_core.steps import Sleep, Steps

from ...calls import async_jobs
from ...models import NetSuiteAsyncJob, NetSuiteAsyncTaskList, NetSuiteJobProgress
from .together import Begin

FIRST_PAUSE: Final = 1.0
"""Seconds before the second look at a job; doubles with each further one."""

LONGEST_PAUSE: Final = 10.0
"""Most seconds between two looks."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,200}")

PATIENCE: Final = 900.0
"""Seconds after which a job is given up, as long as NetSuite itself works on a request."""


def await_job(client: Client, job_id: str, begin: Begin, expires: float = math.inf) -> Steps[None]:
    """
    The steps that wait until a job has ended, well or not.

    Args:
        client: Sends the calls.
        job_id: Whose end to wait for.
        begin: Gives each look its options.
        expires: When the caller gives up, on the clock of the client.

    Raises:
        ApiTimeoutError: It has not ended after 15 minutes, or by then.
    """
    given_up, pause = client.ambient.clock() + PATIENCE, FIRST_PAUSE
    ends = min(given_up, expires)
    while True:
        call = async_jobs.get(job_id)
        job = (yield from client.exchange(*begin(call))).data
        if _has_ended(job):
            return
        left = ends - client.ambient.clock()
        if left > 0:
            yield Sleep(min(pause, left))
            pause = min(pause * 2, LONGEST_PAUSE)
        # After the deadline nothing is sent, not even a last look.
        if left <= 0 or client.ambient.clock() >= expires:
            when = "when the deadline came" if expires < given_up else f"after {PATIENCE / 60:.0f} minutes"
            message = f"job {job_id} is not done {when}; it goes on at NetSuite"
            raise ApiTimeoutError(message, operation_id=call.operation_id)


def task_ids(tasks: NetSuiteAsyncTaskList) -> list[str]:
    """The ids of the tasks, in the order of the records: one entry may stand for several tasks."""
    return list(dict.fromkeys(_task_ids(tasks)))


def last_segment(address: str) -> str:
    """
    The id at the end of an address, absolute or not.

    Raises:
        ResponseDecodeError: There is none.
    """
    try:
        path = urlsplit(address).path
    except ValueError:
        path = ""
    return usable(unquote(path.rstrip("/").rpartition("/")[2]))


def usable(found: str) -> str:
    """
    The id of a job or task.

    Raises:
        ResponseDecodeError: It cannot be one. A job may be at work all the same, so this is no mistake of the caller.
    """
    if _ID.fullmatch(found) is None:
        raise ResponseDecodeError(f"{found[:80]!r} is no id of a job or task", path="Location")
    return found


def _has_ended(job: NetSuiteAsyncJob) -> bool:
    if job.completed is not None:
        return job.completed
    return job.progress in (NetSuiteJobProgress.SUCCEEDED, NetSuiteJobProgress.FAILED)


def _task_ids(tasks: NetSuiteAsyncTaskList) -> Iterator[str]:
    for entry in tasks.items:
        if entry.id:
            yield usable(entry.id)
        else:
            yield from (last_segment(link.href) for link in entry.links or () if link.rel == "self" and link.href)
