"""Calls of ``customers``: each function describes one request and sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, List

from warp_client_core import UNSET, Call, Operation, Page, Safety, Unset
from warp_client_core.replies import Enveloped, Paged, Paging

from .. import models

_LIST = Operation("list_customers", "GET", "/admin/customers", Safety.READ, Paged(models.Customer, Paging.PAGE))
_GET = Operation("get_customer", "GET", "/admin/customers/{customer_id}", Safety.READ, Enveloped(models.CustomerDetail))
_UPDATE = Operation(
    "update_customer", "PATCH", "/admin/customers/{customer_id}", Safety.UNSAFE, Enveloped(models.Customer)
)
_SUSPEND = Operation(
    "suspend_customer", "POST", "/admin/customers/{customer_id}/suspend", Safety.UNSAFE, Enveloped(models.Customer)
)
_TERMINATE = Operation(
    "terminate_customer", "POST", "/admin/customers/{customer_id}/terminate", Safety.UNSAFE, Enveloped(models.Customer)
)
_LIST_TRUNKS = Operation(
    "list_customer_trunks", "GET", "/admin/customers/{customer_id}/trunks", Safety.READ, Enveloped(List[models.Trunk])
)
_GET_USAGE = Operation(
    "get_customer_usage", "GET", "/admin/customers/{customer_id}/usage", Safety.READ, Enveloped(models.UsageSummary)
)


def list(
    *,
    page: int | None = None,
    limit: int | None = None,
    status: models.CustomerStatus | str | None = None,
    search: str | None = None,
) -> Call[Page[models.Customer]]:
    """List customers: ``GET /admin/customers``."""
    return _LIST.call(query={"page": page, "limit": limit, "status": status, "search": search})


def get(customer_id: str) -> Call[models.CustomerDetail]:
    """Fetch one customer with its details: ``GET /admin/customers/{customer_id}``."""
    return _GET.call(customer_id)


def update(
    customer_id: str,
    *,
    company_name: str | Unset = UNSET,
    legal_name: str | None | Unset = UNSET,
    contact: models.Contact | models.ContactDict | None | Unset = UNSET,
    address: models.Address | models.AddressDict | None | Unset = UNSET,
    billing_email: str | None | Unset = UNSET,
    technical_email: str | None | Unset = UNSET,
    timezone: str | None | Unset = UNSET,
    status: models.CustomerStatus | str | Unset = UNSET,
    customer_type: models.CustomerType | str | None | Unset = UNSET,
    credit_limit: Decimal | int | None | Unset = UNSET,
    payment_terms: int | None | Unset = UNSET,
    billing_cycle: models.BillingCycle | str | None | Unset = UNSET,
    custom_fields: Mapping[str, Any] | Unset = UNSET,
) -> Call[models.Customer]:
    """Change a customer: ``PATCH /admin/customers/{customer_id}``."""
    return _UPDATE.call(
        customer_id,
        json={
            "company_name": company_name,
            "legal_name": legal_name,
            "contact": contact,
            "address": address,
            "billing_email": billing_email,
            "technical_email": technical_email,
            "timezone": timezone,
            "status": status,
            "customer_type": customer_type,
            "credit_limit": credit_limit,
            "payment_terms": payment_terms,
            "billing_cycle": billing_cycle,
            "custom_fields": custom_fields,
        },
    )


def suspend(customer_id: str, *, reason: str) -> Call[models.Customer]:
    """Suspend a customer: ``POST /admin/customers/{customer_id}/suspend``."""
    return _SUSPEND.call(customer_id, json={"reason": reason})


def terminate(customer_id: str, *, reason: str) -> Call[models.Customer]:
    """Terminate a customer: ``POST /admin/customers/{customer_id}/terminate``."""
    return _TERMINATE.call(customer_id, json={"reason": reason})


def list_trunks(customer_id: str) -> Call[List[models.Trunk]]:
    """List the trunks of a customer: ``GET /admin/customers/{customer_id}/trunks``."""
    return _LIST_TRUNKS.call(customer_id)


def get_usage(customer_id: str, *, period: str) -> Call[models.UsageSummary]:
    """Summarize the usage of a customer: ``GET /admin/customers/{customer_id}/usage``."""
    return _GET_USAGE.call(customer_id, query={"period": period})
