"""Calls of ``async_jobs``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import Call, Operation, Safety
from warp_client_core.replies import Bare, Located

from .. import models

_GET = Operation("get_async_job", "GET", "/async/v1/job/{job_id}", Safety.READ, Bare(models.NetSuiteAsyncJob))
_LIST_TASKS = Operation(
    "list_async_tasks", "GET", "/async/v1/job/{job_id}/task", Safety.READ, Bare(models.NetSuiteAsyncTaskList)
)
_GET_TASK_RESULT = Operation(
    "get_async_task_result",
    "GET",
    "/async/v1/job/{job_id}/task/{task_id}/result",
    Safety.READ,
    Located(models.NetSuiteTaskResult),
)


def get(job_id: str) -> Call[models.NetSuiteAsyncJob]:
    """Fetch one job: ``GET /async/v1/job/{job_id}``."""
    return _GET.call(job_id)


def list_tasks(job_id: str) -> Call[models.NetSuiteAsyncTaskList]:
    """List the tasks of a job: ``GET /async/v1/job/{job_id}/task``."""
    return _LIST_TASKS.call(job_id)


def get_task_result(job_id: str, task_id: str) -> Call[models.NetSuiteTaskResult]:
    """Fetch the result of one task: ``GET /async/v1/job/{job_id}/task/{task_id}/result``."""
    return _GET_TASK_RESULT.call(job_id, task_id)
