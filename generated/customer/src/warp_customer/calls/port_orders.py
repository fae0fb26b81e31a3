"""Calls of ``port_orders``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from warp_client_core import UNSET, Call, Operation, Safety, Unset
from warp_client_core.replies import Enveloped

from .. import models

_CREATE = Operation("create_port_order", "POST", "/numbers/port", Safety.UNSAFE, Enveloped(models.PortOrder))
_GET = Operation("get_port_order", "GET", "/numbers/port/{port_id}/status", Safety.READ, Enveloped(models.PortOrder))


def create(
    *,
    numbers: Sequence[str],
    billing_telephone_number: str,
    account_holder_name: str,
    account_number: str,
    authorized_person: str,
    port_type: models.PortType | str | Unset = UNSET,
    pin: str | Unset = UNSET,
    losing_carrier: str | Unset = UNSET,
    resp_org_id: str | Unset = UNSET,
    authorized_person_title: str | Unset = UNSET,
    service_address: models.Address | models.AddressDict | Unset = UNSET,
    requested_foc_date: dt.date | Unset = UNSET,
    loa_document_id: str | Unset = UNSET,
    csr_document_id: str | Unset = UNSET,
    bill_document_id: str | Unset = UNSET,
    trunk_id: str | Unset = UNSET,
    notes: str | Unset = UNSET,
) -> Call[models.PortOrder]:
    """Order a port-in: ``POST /numbers/port``."""
    return _CREATE.call(
        json={
            "numbers": numbers,
            "port_type": port_type,
            "billing_telephone_number": billing_telephone_number,
            "account_holder_name": account_holder_name,
            "account_number": account_number,
            "pin": pin,
            "losing_carrier": losing_carrier,
            "resp_org_id": resp_org_id,
            "authorized_person": authorized_person,
            "authorized_person_title": authorized_person_title,
            "service_address": service_address,
            "requested_foc_date": requested_foc_date,
            "loa_document_id": loa_document_id,
            "csr_document_id": csr_document_id,
            "bill_document_id": bill_document_id,
            "trunk_id": trunk_id,
            "notes": notes,
        }
    )


def get(port_id: str) -> Call[models.PortOrder]:
    """Fetch one port order: ``GET /numbers/port/{port_id}/status``."""
    return _GET.call(port_id)
