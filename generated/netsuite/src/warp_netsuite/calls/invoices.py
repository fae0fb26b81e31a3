"""Calls of ``invoices``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt

from warp_client_core import UNSET, Call, Operation, Page, Safety, Unset
from warp_client_core import arguments as _arguments
from warp_client_core.replies import Bare, Located, Paged, Paging

from .. import models

_LIST = Operation(
    "list_netsuite_invoices", "GET", "/record/v1/invoice", Safety.READ, Paged(models.RecordRef, Paging.HAS_MORE)
)
_CREATE = Operation("create_netsuite_invoice", "POST", "/record/v1/invoice", Safety.UNSAFE, Located(models.RecordRef))
_GET = Operation("get_netsuite_invoice", "GET", "/record/v1/invoice/{id}", Safety.READ, Bare(models.NetSuiteInvoice))
_UPDATE = Operation(
    "update_netsuite_invoice", "PATCH", "/record/v1/invoice/{id}", Safety.UNSAFE, Located(models.RecordRef)
)


def list(*, q: str | None = None, limit: int | None = None, offset: int | None = None) -> Call[Page[models.RecordRef]]:
    """List invoices: ``GET /record/v1/invoice``."""
    return _LIST.call(query={"q": q, "limit": limit, "offset": offset})


def create(
    *,
    entity: models.NetSuiteRefInput | models.NetSuiteRefInputDict,
    item: models.NetSuiteInvoiceItemListCreate | models.NetSuiteInvoiceItemListCreateDict,
    tran_id: str | Unset = UNSET,
    memo: str | Unset = UNSET,
    external_id: str | Unset = UNSET,
    tran_date: dt.date | Unset = UNSET,
    due_date: dt.date | Unset = UNSET,
    subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
    currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
    terms: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
    custbody_warp_invoice_id: str | Unset = UNSET,
    custbody_warp_period: str | Unset = UNSET,
    **custom: object,
) -> Call[models.RecordRef]:
    """Create an invoice: ``POST /record/v1/invoice``."""
    return _CREATE.call(
        headers={"X-NetSuite-PropertyNameValidation": "Error"},
        json={
            "tranId": tran_id,
            "memo": memo,
            "externalId": external_id,
            "entity": _arguments.as_wire(models.NetSuiteRefInput, entity),
            "tranDate": tran_date,
            "dueDate": due_date,
            "subsidiary": _arguments.as_wire(models.NetSuiteRefInput, subsidiary),
            "currency": _arguments.as_wire(models.NetSuiteRefInput, currency),
            "terms": _arguments.as_wire(models.NetSuiteRefInput, terms),
            "item": _arguments.as_wire(models.NetSuiteInvoiceItemListCreate, item),
            "custbody_warp_invoice_id": custbody_warp_invoice_id,
            "custbody_warp_period": custbody_warp_period,
            **_arguments.custom_fields(custom, "custbody_"),
        },
    )


def get(id: str, *, expand_sub_resources: bool | None = None) -> Call[models.NetSuiteInvoice]:
    """Fetch one invoice: ``GET /record/v1/invoice/{id}``."""
    return _GET.call(id, query={"expandSubResources": expand_sub_resources})


def update(
    id: str,
    *,
    replace: str | None = None,
    tran_id: str | None | Unset = UNSET,
    memo: str | None | Unset = UNSET,
    external_id: str | None | Unset = UNSET,
    entity: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
    tran_date: dt.date | None | Unset = UNSET,
    due_date: dt.date | None | Unset = UNSET,
    subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
    currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
    terms: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
    item: models.NetSuiteInvoiceItemListUpdate | models.NetSuiteInvoiceItemListUpdateDict | None | Unset = UNSET,
    custbody_warp_invoice_id: str | None | Unset = UNSET,
    custbody_warp_period: str | None | Unset = UNSET,
    **custom: object,
) -> Call[models.RecordRef]:
    """Change an invoice: ``PATCH /record/v1/invoice/{id}``."""
    return _UPDATE.call(
        id,
        query={"replace": replace},
        headers={"X-NetSuite-PropertyNameValidation": "Error"},
        json={
            "tranId": tran_id,
            "memo": memo,
            "externalId": external_id,
            "entity": _arguments.as_wire(models.NetSuiteRefInput, entity),
            "tranDate": tran_date,
            "dueDate": due_date,
            "subsidiary": _arguments.as_wire(models.NetSuiteRefInput, subsidiary),
            "currency": _arguments.as_wire(models.NetSuiteRefInput, currency),
            "terms": _arguments.as_wire(models.NetSuiteRefInput, terms),
            "item": _arguments.as_wire(models.NetSuiteInvoiceItemListUpdate, item),
            "custbody_warp_invoice_id": custbody_warp_invoice_id,
            "custbody_warp_period": custbody_warp_period,
            **_arguments.custom_fields(custom, "custbody_"),
        },
    )
