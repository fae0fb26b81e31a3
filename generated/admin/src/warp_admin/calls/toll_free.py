"""Calls of ``toll_free``: each function describes one request and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence

from warp_client_core import Call, Operation, Page, Safety
from warp_client_core.replies import Enveloped, Paged, Paging

from .. import models

_BULK_PROVISION = Operation(
    "bulk_provision_toll_free",
    "POST",
    "/admin/numbers/tollfree/bulk/provision",
    Safety.UNSAFE,
    Enveloped(models.BulkTollFreeResult),
)
_BULK_RESERVE = Operation(
    "bulk_reserve_toll_free",
    "POST",
    "/admin/numbers/tollfree/bulk/reserve",
    Safety.UNSAFE,
    Enveloped(models.BulkTollFreeResult),
)
_LIST_INVENTORY = Operation(
    "list_toll_free_inventory",
    "GET",
    "/admin/numbers/tollfree/inventory",
    Safety.READ,
    Paged(models.TollFreeInventoryItem, Paging.PAGE),
)


def bulk_provision(
    *, provisions: Sequence[models.BulkProvisionItem | models.BulkProvisionItemDict]
) -> Call[models.BulkTollFreeResult]:
    """Provision toll-free numbers in bulk: ``POST /admin/numbers/tollfree/bulk/provision``."""
    return _BULK_PROVISION.call(json={"provisions": provisions})


def bulk_reserve(*, numbers: Sequence[str], resp_org_id: str) -> Call[models.BulkTollFreeResult]:
    """Reserve toll-free numbers in bulk: ``POST /admin/numbers/tollfree/bulk/reserve``."""
    return _BULK_RESERVE.call(json={"numbers": numbers, "resp_org_id": resp_org_id})


def list_inventory(
    *,
    status: models.TollFreeState | str | None = None,
    resp_org_id: str | None = None,
    page: int | None = None,
    limit: int | None = None,
) -> Call[Page[models.TollFreeInventoryItem]]:
    """List the toll-free inventory: ``GET /admin/numbers/tollfree/inventory``."""
    return _LIST_INVENTORY.call(query={"status": status, "resp_org_id": resp_org_id, "page": page, "limit": limit})
