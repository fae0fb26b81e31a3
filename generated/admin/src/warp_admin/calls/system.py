"""Calls of ``system``: each function describes one request and sends nothing."""

from __future__ import annotations

from typing import List

from warp_client_core import Call, Operation, Safety
from warp_client_core.replies import Enveloped

from .. import models

_LIST_ACTIVE_CALLS = Operation(
    "list_active_calls", "GET", "/admin/system/active-calls", Safety.READ, Enveloped(List[models.ActiveCall])
)
_LIST_ALERTS = Operation(
    "list_system_alerts", "GET", "/admin/system/alerts", Safety.READ, Enveloped(List[models.Alert])
)
_GET_METRICS = Operation(
    "get_system_metrics", "GET", "/admin/system/metrics", Safety.READ, Enveloped(models.SystemMetrics)
)


def list_active_calls() -> Call[List[models.ActiveCall]]:
    """List calls in progress: ``GET /admin/system/active-calls``."""
    return _LIST_ACTIVE_CALLS.call()


def list_alerts() -> Call[List[models.Alert]]:
    """List system alerts: ``GET /admin/system/alerts``."""
    return _LIST_ALERTS.call()


def get_metrics() -> Call[models.SystemMetrics]:
    """Fetch the system metrics: ``GET /admin/system/metrics``."""
    return _GET_METRICS.call()
