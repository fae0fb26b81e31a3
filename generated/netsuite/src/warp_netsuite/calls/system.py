"""Calls of ``system``: each function describes one request and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warp_client_core.calls import Operation, Safety
from warp_client_core.replies import Bare

from .. import models

if TYPE_CHECKING:
    from warp_client_core import Call

_GET_SERVER_TIME = Operation(
    "get_server_time", "GET", "/system/v1/serverTime", Safety.READ, Bare(models.NetSuiteServerTime)
)


def get_server_time() -> Call[models.NetSuiteServerTime]:
    """Fetch the server time: ``GET /system/v1/serverTime``."""
    return _GET_SERVER_TIME.call()
