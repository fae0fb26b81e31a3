"""Calls of ``customers``: each function describes one request and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from warp_client_core import UNSET, Call, Operation, Page, Safety, Unset
from warp_client_core import arguments as _arguments
from warp_client_core.replies import Bare, Located, Nothing, Paged, Paging

from .. import models

_LIST = Operation(
    "list_netsuite_customers", "GET", "/record/v1/customer", Safety.READ, Paged(models.RecordRef, Paging.HAS_MORE)
)
_CREATE = Operation("create_netsuite_customer", "POST", "/record/v1/customer", Safety.UNSAFE, Located(models.RecordRef))
_BULK_UPSERT = Operation(
    "bulk_upsert_netsuite_customers",
    "PUT",
    "/record/v1/customer",
    Safety.KEYED,
    Located(models.RecordRef),
    key_header="X-NetSuite-Idempotency-Key",
)
_GET = Operation("get_netsuite_customer", "GET", "/record/v1/customer/{id}", Safety.READ, Bare(models.NetSuiteCustomer))
_UPDATE = Operation(
    "update_netsuite_customer", "PATCH", "/record/v1/customer/{id}", Safety.UNSAFE, Located(models.RecordRef)
)
_DELETE = Operation("delete_netsuite_customer", "DELETE", "/record/v1/customer/{id}", Safety.IDEMPOTENT, Nothing())


def list(*, q: str | None = None, limit: int | None = None, offset: int | None = None) -> Call[Page[models.RecordRef]]:
    """List customers: ``GET /record/v1/customer``."""
    return _LIST.call(query={"q": q, "limit": limit, "offset": offset})


def create(
    *,
    company_name: str,
    subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict,
    entity_id: str | Unset = UNSET,
    email: str | Unset = UNSET,
    phone: str | Unset = UNSET,
    external_id: str | Unset = UNSET,
    is_person: bool | Unset = UNSET,
    is_inactive: bool | Unset = UNSET,
    terms: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
    currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
    credit_limit: Decimal | int | Unset = UNSET,
    custentity_warp_customer_id: str | Unset = UNSET,
    custentity_warp_account_status: str | Unset = UNSET,
    **custom: object,
) -> Call[models.RecordRef]:
    """Create a customer: ``POST /record/v1/customer``."""
    return _CREATE.call(
        headers={"X-NetSuite-PropertyNameValidation": "Error"},
        json={
            "entityId": entity_id,
            "companyName": company_name,
            "email": email,
            "phone": phone,
            "externalId": external_id,
            "isPerson": is_person,
            "isInactive": is_inactive,
            "subsidiary": _arguments.as_wire(models.NetSuiteRefInput, subsidiary),
            "terms": _arguments.as_wire(models.NetSuiteRefInput, terms),
            "currency": _arguments.as_wire(models.NetSuiteRefInput, currency),
            "creditLimit": credit_limit,
            "custentity_warp_customer_id": custentity_warp_customer_id,
            "custentity_warp_account_status": custentity_warp_account_status,
            **_arguments.custom_fields(custom, "custentity_"),
        },
    )


def bulk_upsert(
    *, items: Sequence[models.NetSuiteCustomerUpsert | models.NetSuiteCustomerUpsertDict]
) -> Call[models.RecordRef]:
    """Create or change up to 100 customers: ``PUT /record/v1/customer``."""
    return _BULK_UPSERT.call(
        headers={"Prefer": "respond-async", "X-NetSuite-PropertyNameValidation": "Error"},
        json={"items": _arguments.as_wire(models.NetSuiteCustomerUpsert, items)},
        media_type="application/vnd.oracle.resource+json; type=collection",
    )


def get(id: str, *, expand_sub_resources: bool | None = None) -> Call[models.NetSuiteCustomer]:
    """Fetch one customer: ``GET /record/v1/customer/{id}``."""
    return _GET.call(id, query={"expandSubResources": expand_sub_resources})


def update(
    id: str,
    *,
    entity_id: str | None | Unset = UNSET,
    company_name: str | None | Unset = UNSET,
    email: str | None | Unset = UNSET,
    phone: str | None | Unset = UNSET,
    external_id: str | None | Unset = UNSET,
    is_person: bool | None | Unset = UNSET,
    is_inactive: bool | None | Unset = UNSET,
    subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
    terms: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
    currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
    credit_limit: Decimal | int | None | Unset = UNSET,
    custentity_warp_customer_id: str | None | Unset = UNSET,
    custentity_warp_account_status: str | None | Unset = UNSET,
    **custom: object,
) -> Call[models.RecordRef]:
    """Change a customer: ``PATCH /record/v1/customer/{id}``."""
    return _UPDATE.call(
        id,
        headers={"X-NetSuite-PropertyNameValidation": "Error"},
        json={
            "entityId": entity_id,
            "companyName": company_name,
            "email": email,
            "phone": phone,
            "externalId": external_id,
            "isPerson": is_person,
            "isInactive": is_inactive,
            "subsidiary": _arguments.as_wire(models.NetSuiteRefInput, subsidiary),
            "terms": _arguments.as_wire(models.NetSuiteRefInput, terms),
            "currency": _arguments.as_wire(models.NetSuiteRefInput, currency),
            "creditLimit": credit_limit,
            "custentity_warp_customer_id": custentity_warp_customer_id,
            "custentity_warp_account_status": custentity_warp_account_status,
            **_arguments.custom_fields(custom, "custentity_"),
        },
    )


def delete(id: str) -> Call[None]:
    """Delete a customer: ``DELETE /record/v1/customer/{id}``."""
    return _DELETE.call(id)
