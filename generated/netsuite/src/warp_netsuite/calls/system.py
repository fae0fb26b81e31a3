"""Calls of ``system``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import Call, Operation, Safety
from warp_client_core.replies import Bare

from .. import models

_GET_SERVER_TIME = Operation(
    "get_server_time", "GET", "/system/v1/serverTime", Safety.READ, Bare(models.NetSuiteServerTime)
)


def get_server_time() -> Call[models.NetSuiteServerTime]:
    """Fetch the server time: ``GET /system/v1/serverTime``."""
    return _GET_SERVER_TIME.call()
