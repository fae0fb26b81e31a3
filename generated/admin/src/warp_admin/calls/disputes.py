"""Calls of ``disputes``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import Call, Operation, Page, Safety
from warp_client_core.replies import Enveloped, Paged, Paging

from .. import models

_LIST = Operation("list_disputes", "GET", "/admin/billing/disputes", Safety.READ, Paged(models.Dispute, Paging.PAGE))
_RESOLVE = Operation(
    "resolve_dispute", "PATCH", "/admin/billing/disputes/{dispute_id}", Safety.UNSAFE, Enveloped(models.Dispute)
)


def list(*, page: int | None = None, limit: int | None = None) -> Call[Page[models.Dispute]]:
    """List billing disputes: ``GET /admin/billing/disputes``."""
    return _LIST.call(query={"page": page, "limit": limit})


def resolve(dispute_id: str, *, resolution: str) -> Call[models.Dispute]:
    """Resolve a billing dispute: ``PATCH /admin/billing/disputes/{dispute_id}``."""
    return _RESOLVE.call(dispute_id, json={"resolution": resolution})
