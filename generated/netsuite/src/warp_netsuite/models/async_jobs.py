"""Types of the async_jobs domain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value

from .references import NetSuiteLink


class NetSuiteJobProgress(OpenEnum):
    """How far a job or task has come; `completed` tells whether to go on polling. Values may be added; clients keep
    unknown ones.
    """

    PENDING = "pending"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteAsyncJob(Value):
    """An asynchronous request.

    Attributes:
        id: Job id.
        completed: Whether the work has ended, well or not.
        progress: How far a job or task has come; `completed` tells whether to go on polling.
        task: Where the tasks of a job are.
        links: Links to the job.
    """

    id: str
    completed: bool | None = None
    progress: NetSuiteJobProgress | None = None
    task: NetSuiteJobTasks | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteAsyncTask(Value):
    """One task of a job; a batch has one per record. In lists, only the links are sure to be present, and one entry
    may link several tasks.

    Attributes:
        id: Task id, unique within the job.
        completed: Whether the work has ended, well or not.
        progress: How far a job or task has come; `completed` tells whether to go on polling.
        start_time: When work began, UTC.
        end_time: When work ended, UTC.
        links: Links to the task (`self`) and to its result (`related`).
    """

    __wire__: ClassVar[Mapping[str, str]] = {"start_time": "startTime", "end_time": "endTime"}
    id: str | None = None
    completed: bool | None = None
    progress: NetSuiteJobProgress | None = None
    start_time: Timestamp | None = None
    end_time: Timestamp | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteAsyncTaskList(Value):
    """The tasks of a job.

    Attributes:
        items: Tasks.
        count: Entries in this reply.
        offset: Entries skipped before the first one.
        total_results: Entries in the whole list.
        has_more: Whether more entries follow.
        links: Link to the list.
    """

    __wire__: ClassVar[Mapping[str, str]] = {"total_results": "totalResults", "has_more": "hasMore"}
    items: list[NetSuiteAsyncTask]
    count: int | None = None
    offset: int | None = None
    total_results: int | None = None
    has_more: bool | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteJobTasks(Value):
    """Where the tasks of a job are.

    Attributes:
        links: Link to the task list.
    """

    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteTaskResult(Value):
    """The reply that the task would have given at once: the record of a read, or the address of a record written.

    Attributes:
        id: Internal id of the record.
        links: Links to the record.
        location: Address of the record, taken from the link whose relation is `self`.
    """

    __links__: ClassVar[Mapping[str, str]] = {"location": "self"}
    id: str | None = None
    links: list[NetSuiteLink] | None = None
    location: str | None = None
