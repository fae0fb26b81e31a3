"""Calls of ``routes``: each function describes one request and sends nothing."""

from __future__ import annotations

from typing import List

from warp_client_core import Call, Operation, Safety
from warp_client_core.replies import Enveloped

from .. import models

_LIST = Operation("list_routes", "GET", "/admin/routes", Safety.READ, Enveloped(List[models.Route]))


def list(*, partition_id: str | None = None, provider_id: str | None = None) -> Call[List[models.Route]]:
    """List routes: ``GET /admin/routes``."""
    return _LIST.call(query={"partition_id": partition_id, "provider_id": provider_id})
