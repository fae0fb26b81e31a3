"""Calls of ``payment_methods``: each function describes one request and sends nothing."""

from __future__ import annotations

from typing import List

from warp_client_core import UNSET, Call, Operation, Safety, Unset
from warp_client_core.replies import Enveloped, Nothing

from .. import models

_LIST = Operation(
    "list_payment_methods", "GET", "/billing/payment-methods", Safety.READ, Enveloped(List[models.PaymentMethod])
)
_CREATE = Operation(
    "create_payment_method", "POST", "/billing/payment-methods", Safety.UNSAFE, Enveloped(models.PaymentMethod)
)
_DELETE = Operation(
    "delete_payment_method", "DELETE", "/billing/payment-methods/{method_id}", Safety.IDEMPOTENT, Nothing()
)
_SET_DEFAULT = Operation(
    "set_default_payment_method",
    "PATCH",
    "/billing/payment-methods/{method_id}/default",
    Safety.UNSAFE,
    Enveloped(models.PaymentMethod),
)


def list() -> Call[List[models.PaymentMethod]]:
    """List payment methods: ``GET /billing/payment-methods``."""
    return _LIST.call()


def create(
    *,
    type: models.PaymentMethodType | str,
    token: str,
    is_default: bool | Unset = UNSET,
    billing_name: str | Unset = UNSET,
    billing_address: models.Address | models.AddressDict | Unset = UNSET,
) -> Call[models.PaymentMethod]:
    """Store a payment method: ``POST /billing/payment-methods``."""
    return _CREATE.call(
        json={
            "type": type,
            "token": token,
            "is_default": is_default,
            "billing_name": billing_name,
            "billing_address": billing_address,
        }
    )


def delete(method_id: str) -> Call[None]:
    """Delete a payment method: ``DELETE /billing/payment-methods/{method_id}``."""
    return _DELETE.call(method_id)


def set_default(method_id: str) -> Call[models.PaymentMethod]:
    """Make a payment method the default: ``PATCH /billing/payment-methods/{method_id}/default``."""
    return _SET_DEFAULT.call(method_id)
