"""Calls of ``billing``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt

from warp_client_core import Call, Operation, Safety
from warp_client_core.replies import Enveloped

from .. import models

_GET_ACCOUNTS_RECEIVABLE = Operation(
    "get_accounts_receivable", "GET", "/admin/billing/ar", Safety.READ, Enveloped(models.ARReport)
)
_RECONCILE = Operation(
    "reconcile_billing", "POST", "/admin/billing/reconcile", Safety.UNSAFE, Enveloped(models.ReconciliationResult)
)
_GET_REVENUE = Operation(
    "get_revenue_report", "GET", "/admin/billing/revenue", Safety.READ, Enveloped(models.RevenueReport)
)
_GET_SUMMARY = Operation(
    "get_billing_summary", "GET", "/admin/billing/summary", Safety.READ, Enveloped(models.BillingSummary)
)


def get_accounts_receivable() -> Call[models.ARReport]:
    """Fetch the accounts receivable report: ``GET /admin/billing/ar``."""
    return _GET_ACCOUNTS_RECEIVABLE.call()


def reconcile(*, date: dt.date) -> Call[models.ReconciliationResult]:
    """Reconcile the traffic of a day: ``POST /admin/billing/reconcile``."""
    return _RECONCILE.call(json={"date": date})


def get_revenue(*, start_date: dt.date, end_date: dt.date) -> Call[models.RevenueReport]:
    """Fetch the revenue report: ``GET /admin/billing/revenue``."""
    return _GET_REVENUE.call(query={"start_date": start_date, "end_date": end_date})


def get_summary(*, period: str) -> Call[models.BillingSummary]:
    """Fetch the billing summary of a period: ``GET /admin/billing/summary``."""
    return _GET_SUMMARY.call(query={"period": period})
