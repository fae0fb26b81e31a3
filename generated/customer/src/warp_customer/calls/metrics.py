"""Calls of ``metrics``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import Call, Operation, Safety
from warp_client_core.replies import Enveloped

from .. import models

_GET_CURRENT = Operation("get_current_metrics", "GET", "/metrics/current", Safety.READ, Enveloped(models.Metrics))


def get_current() -> Call[models.Metrics]:
    """Fetch current metrics: ``GET /metrics/current``."""
    return _GET_CURRENT.call()
