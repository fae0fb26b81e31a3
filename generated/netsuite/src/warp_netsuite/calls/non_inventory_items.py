"""Calls of ``non_inventory_items``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import Call, Operation, Page, Safety
from warp_client_core.replies import Bare, Paged, Paging

from .. import models

_LIST = Operation(
    "list_netsuite_non_inventory_items",
    "GET",
    "/record/v1/nonInventorySaleItem",
    Safety.READ,
    Paged(models.RecordRef, Paging.HAS_MORE),
)
_GET = Operation(
    "get_netsuite_non_inventory_item",
    "GET",
    "/record/v1/nonInventorySaleItem/{id}",
    Safety.READ,
    Bare(models.NetSuiteItem),
)


def list(*, limit: int | None = None, offset: int | None = None) -> Call[Page[models.RecordRef]]:
    """List non-inventory items for sale: ``GET /record/v1/nonInventorySaleItem``."""
    return _LIST.call(query={"limit": limit, "offset": offset})


def get(id: str, *, expand_sub_resources: bool | None = None) -> Call[models.NetSuiteItem]:
    """Fetch one non-inventory item for sale: ``GET /record/v1/nonInventorySaleItem/{id}``."""
    return _GET.call(id, query={"expandSubResources": expand_sub_resources})
