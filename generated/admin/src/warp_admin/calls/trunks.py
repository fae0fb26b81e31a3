"""Calls of ``trunks``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import Call, Operation, Page, Safety
from warp_client_core.replies import Enveloped, Paged, Paging

from .. import models

_LIST = Operation("list_all_trunks", "GET", "/admin/trunks", Safety.READ, Paged(models.Trunk, Paging.PAGE))
_ASSIGN_PARTITION = Operation(
    "assign_trunk_partition", "POST", "/admin/trunks/{trunk_id}/partition", Safety.UNSAFE, Enveloped(models.Trunk)
)


def list(
    *,
    page: int | None = None,
    limit: int | None = None,
    customer_id: str | None = None,
    partition_id: str | None = None,
) -> Call[Page[models.Trunk]]:
    """List the trunks of all customers: ``GET /admin/trunks``."""
    return _LIST.call(query={"page": page, "limit": limit, "customer_id": customer_id, "partition_id": partition_id})


def assign_partition(trunk_id: str, *, partition_id: str) -> Call[models.Trunk]:
    """Assign a trunk to a partition: ``POST /admin/trunks/{trunk_id}/partition``."""
    return _ASSIGN_PARTITION.call(trunk_id, json={"partition_id": partition_id})
