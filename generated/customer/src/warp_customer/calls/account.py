"""Calls of ``account``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import UNSET, Call, Operation, Safety, Unset
from warp_client_core.replies import Enveloped

from .. import models

_GET = Operation("get_account", "GET", "/account", Safety.READ, Enveloped(models.Customer))
_UPDATE = Operation("update_account", "PATCH", "/account", Safety.UNSAFE, Enveloped(models.Customer))


def get() -> Call[models.Customer]:
    """Fetch the account of the caller: ``GET /account``."""
    return _GET.call()


def update(
    *,
    company_name: str | Unset = UNSET,
    legal_name: str | None | Unset = UNSET,
    contact: models.Contact | models.ContactDict | None | Unset = UNSET,
    address: models.Address | models.AddressDict | None | Unset = UNSET,
    billing_email: str | None | Unset = UNSET,
    technical_email: str | None | Unset = UNSET,
    timezone: str | None | Unset = UNSET,
) -> Call[models.Customer]:
    """Change the account of the caller: ``PATCH /account``."""
    return _UPDATE.call(
        json={
            "company_name": company_name,
            "legal_name": legal_name,
            "contact": contact,
            "address": address,
            "billing_email": billing_email,
            "technical_email": technical_email,
            "timezone": timezone,
        }
    )
