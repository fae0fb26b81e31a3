"""Calls of ``netsuite``: each function describes one request and sends nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warp_client_core import UNSET, Call, Operation, Page, Safety, Unset
from warp_client_core.replies import Enveloped, Paged, Paging

from .. import models

_INIT_OAUTH = Operation(
    "init_netsuite_oauth", "POST", "/netsuite/auth/init", Safety.UNSAFE, Enveloped(models.NetSuiteAuthInit)
)
_GET_AUTH_STATUS = Operation(
    "get_netsuite_auth_status", "GET", "/netsuite/auth/status", Safety.READ, Enveloped(models.NetSuiteAuthStatus)
)
_SYNC_CUSTOMER = Operation(
    "sync_netsuite_customer",
    "POST",
    "/netsuite/customers/{customer_id}/sync",
    Safety.UNSAFE,
    Enveloped(models.NetSuiteSyncResult),
)
_SYNC_INVOICE = Operation(
    "sync_netsuite_invoice",
    "POST",
    "/netsuite/invoices/{invoice_id}/sync",
    Safety.UNSAFE,
    Enveloped(models.NetSuiteSyncResult),
)
_GET_MAPPINGS = Operation(
    "get_netsuite_mappings", "GET", "/netsuite/mappings", Safety.READ, Enveloped(models.NetSuiteMappings)
)
_UPDATE_MAPPINGS = Operation(
    "update_netsuite_mappings", "PUT", "/netsuite/mappings", Safety.IDEMPOTENT, Enveloped(models.NetSuiteMappings)
)
_LIST_SYNC_HISTORY = Operation(
    "list_netsuite_sync_history",
    "GET",
    "/netsuite/sync/history",
    Safety.READ,
    Paged(models.NetSuiteSyncJob, Paging.OFFSET),
)
_GET_SYNC_STATUS = Operation(
    "get_netsuite_sync_status", "GET", "/netsuite/sync/status", Safety.READ, Enveloped(models.NetSuiteSyncStatus)
)
_TRIGGER_SYNC = Operation(
    "trigger_netsuite_sync", "POST", "/netsuite/sync/trigger", Safety.UNSAFE, Enveloped(models.NetSuiteSyncJob)
)


def init_oauth() -> Call[models.NetSuiteAuthInit]:
    """Start the NetSuite authorization: ``POST /netsuite/auth/init``."""
    return _INIT_OAUTH.call()


def get_auth_status() -> Call[models.NetSuiteAuthStatus]:
    """Fetch the NetSuite authorization status: ``GET /netsuite/auth/status``."""
    return _GET_AUTH_STATUS.call()


def sync_customer(customer_id: str) -> Call[models.NetSuiteSyncResult]:
    """Send one customer to NetSuite: ``POST /netsuite/customers/{customer_id}/sync``."""
    return _SYNC_CUSTOMER.call(customer_id)


def sync_invoice(invoice_id: str) -> Call[models.NetSuiteSyncResult]:
    """Send one invoice to NetSuite: ``POST /netsuite/invoices/{invoice_id}/sync``."""
    return _SYNC_INVOICE.call(invoice_id)


def get_mappings() -> Call[models.NetSuiteMappings]:
    """Fetch the NetSuite field mappings: ``GET /netsuite/mappings``."""
    return _GET_MAPPINGS.call()


def update_mappings(
    *,
    customer: Sequence[models.FieldMapping | models.FieldMappingDict] | Unset = UNSET,
    invoice: Sequence[models.FieldMapping | models.FieldMappingDict] | Unset = UNSET,
    payment: Sequence[models.FieldMapping | models.FieldMappingDict] | Unset = UNSET,
    item: Sequence[models.FieldMapping | models.FieldMappingDict] | Unset = UNSET,
    sku_map: Mapping[str, Any] | Unset = UNSET,
) -> Call[models.NetSuiteMappings]:
    """Replace the NetSuite field mappings: ``PUT /netsuite/mappings``."""
    return _UPDATE_MAPPINGS.call(
        json={"customer": customer, "invoice": invoice, "payment": payment, "item": item, "sku_map": sku_map}
    )


def list_sync_history(*, offset: int | None = None, limit: int | None = None) -> Call[Page[models.NetSuiteSyncJob]]:
    """List NetSuite sync runs: ``GET /netsuite/sync/history``."""
    return _LIST_SYNC_HISTORY.call(query={"offset": offset, "limit": limit})


def get_sync_status() -> Call[models.NetSuiteSyncStatus]:
    """Fetch the NetSuite sync status: ``GET /netsuite/sync/status``."""
    return _GET_SYNC_STATUS.call()


def trigger_sync(*, type: models.NetSuiteSyncTriggerType | str | Unset = UNSET) -> Call[models.NetSuiteSyncJob]:
    """Start a NetSuite sync: ``POST /netsuite/sync/trigger``."""
    return _TRIGGER_SYNC.call(json={"type": type})
