"""Calls of ``payments``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from warp_client_core import UNSET, Call, Operation, Page, Safety, Unset
from warp_client_core import arguments as _arguments
from warp_client_core.replies import Bare, Located, Paged, Paging

from .. import models

_LIST = Operation(
    "list_netsuite_payments", "GET", "/record/v1/customerPayment", Safety.READ, Paged(models.RecordRef, Paging.HAS_MORE)
)
_CREATE = Operation(
    "create_netsuite_payment", "POST", "/record/v1/customerPayment", Safety.UNSAFE, Located(models.RecordRef)
)
_GET = Operation(
    "get_netsuite_payment", "GET", "/record/v1/customerPayment/{id}", Safety.READ, Bare(models.NetSuitePayment)
)


def list(*, q: str | None = None, limit: int | None = None, offset: int | None = None) -> Call[Page[models.RecordRef]]:
    """List customer payments: ``GET /record/v1/customerPayment``."""
    return _LIST.call(query={"q": q, "limit": limit, "offset": offset})


def create(
    *,
    customer: models.NetSuiteRefInput | models.NetSuiteRefInputDict,
    payment: Decimal | int,
    tran_id: str | Unset = UNSET,
    memo: str | Unset = UNSET,
    external_id: str | Unset = UNSET,
    tran_date: dt.date | Unset = UNSET,
    account: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
    currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
    subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
    apply: models.NetSuitePaymentApplyListCreate | models.NetSuitePaymentApplyListCreateDict | Unset = UNSET,
    **custom: object,
) -> Call[models.RecordRef]:
    """Create a customer payment: ``POST /record/v1/customerPayment``."""
    return _CREATE.call(
        headers={"X-NetSuite-PropertyNameValidation": "Error"},
        json={
            "tranId": tran_id,
            "memo": memo,
            "externalId": external_id,
            "customer": _arguments.as_wire(models.NetSuiteRefInput, customer),
            "payment": payment,
            "tranDate": tran_date,
            "account": _arguments.as_wire(models.NetSuiteRefInput, account),
            "currency": _arguments.as_wire(models.NetSuiteRefInput, currency),
            "subsidiary": _arguments.as_wire(models.NetSuiteRefInput, subsidiary),
            "apply": _arguments.as_wire(models.NetSuitePaymentApplyListCreate, apply),
            **_arguments.custom_fields(custom, "custbody_"),
        },
    )


def get(id: str, *, expand_sub_resources: bool | None = None) -> Call[models.NetSuitePayment]:
    """Fetch one customer payment: ``GET /record/v1/customerPayment/{id}``."""
    return _GET.call(id, query={"expandSubResources": expand_sub_resources})
