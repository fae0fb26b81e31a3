"""Calls of ``service_items``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import UNSET, Call, Operation, Page, Safety, Unset
from warp_client_core import arguments as _arguments
from warp_client_core.replies import Bare, Located, Paged, Paging

from .. import models

_LIST = Operation(
    "list_netsuite_service_items",
    "GET",
    "/record/v1/serviceSaleItem",
    Safety.READ,
    Paged(models.RecordRef, Paging.HAS_MORE),
)
_CREATE = Operation(
    "create_netsuite_service_item", "POST", "/record/v1/serviceSaleItem", Safety.UNSAFE, Located(models.RecordRef)
)
_GET = Operation(
    "get_netsuite_service_item", "GET", "/record/v1/serviceSaleItem/{id}", Safety.READ, Bare(models.NetSuiteItem)
)


def list(*, limit: int | None = None, offset: int | None = None) -> Call[Page[models.RecordRef]]:
    """List service items for sale: ``GET /record/v1/serviceSaleItem``."""
    return _LIST.call(query={"limit": limit, "offset": offset})


def create(
    *,
    item_id: str,
    display_name: str | Unset = UNSET,
    description: str | Unset = UNSET,
    external_id: str | Unset = UNSET,
    is_inactive: bool | Unset = UNSET,
    income_account: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
    tax_schedule: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
    subsidiary: models.NetSuiteItemSubsidiaryListCreate | models.NetSuiteItemSubsidiaryListCreateDict | Unset = UNSET,
    **custom: object,
) -> Call[models.RecordRef]:
    """Create a service item for sale: ``POST /record/v1/serviceSaleItem``."""
    return _CREATE.call(
        headers={"X-NetSuite-PropertyNameValidation": "Error"},
        json={
            "itemId": item_id,
            "displayName": display_name,
            "description": description,
            "externalId": external_id,
            "isInactive": is_inactive,
            "incomeAccount": _arguments.as_wire(models.NetSuiteRefInput, income_account),
            "taxSchedule": _arguments.as_wire(models.NetSuiteRefInput, tax_schedule),
            "subsidiary": _arguments.as_wire(models.NetSuiteItemSubsidiaryListCreate, subsidiary),
            **_arguments.custom_fields(custom, "custitem_"),
        },
    )


def get(id: str, *, expand_sub_resources: bool | None = None) -> Call[models.NetSuiteItem]:
    """Fetch one service item for sale: ``GET /record/v1/serviceSaleItem/{id}``."""
    return _GET.call(id, query={"expandSubResources": expand_sub_resources})
