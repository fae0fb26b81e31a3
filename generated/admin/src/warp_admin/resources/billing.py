"""Balance, recharge and accounting reports."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from warp_client_core.resource import AsyncResource, Resource

from ..calls import billing as _calls

if TYPE_CHECKING:
    from warp_client_core import RequestOptions

    from .. import models


class Billing(Resource):
    """Balance, recharge and accounting reports."""

    def get_summary(self, *, period: str, options: RequestOptions | None = None) -> models.BillingSummary:
        """Get the billing summary of a period.

        Billed, collected and outstanding amounts of one period over all customers, with 2 decimals in the currency of
        the reply. Operation ``get_billing_summary``; read.

        Args:
            period: Month to report, YYYY-MM.
        """
        return self._client.send(_calls.get_summary(period=period), options).data

    def get_accounts_receivable(self, *, options: RequestOptions | None = None) -> models.ARReport:
        """Get the accounts receivable report.

        Open amounts by days past due, in total and per customer, as of the day in the reply. Operation
        ``get_accounts_receivable``; read.
        """
        return self._client.send(_calls.get_accounts_receivable(), options).data

    def get_revenue(
        self, *, start_date: dt.date, end_date: dt.date, options: RequestOptions | None = None
    ) -> models.RevenueReport:
        """Get the revenue report.

        Revenue, carrier cost and margin between two dates, with figures over time and per service. Operation
        ``get_revenue_report``; read.

        Args:
            start_date: First day to report.
            end_date: Last day to report.
        """
        return self._client.send(_calls.get_revenue(start_date=start_date, end_date=end_date), options).data

    def reconcile(self, *, date: dt.date, options: RequestOptions | None = None) -> models.ReconciliationResult:
        """Reconcile the traffic of a day.

        Compares what the platform rated on a day with the records of carriers or NetSuite and lists what differs. A
        long run answers 202 with status pending or running; a run that ends at once answers 200 with the final result.
        Nothing is corrected automatically. Operation ``reconcile_billing``; unsafe.

        Args:
            date: Day to compare.
        """
        return self._client.send(_calls.reconcile(date=date), options).data


class AsyncBilling(AsyncResource):
    """Balance, recharge and accounting reports."""

    async def get_summary(self, *, period: str, options: RequestOptions | None = None) -> models.BillingSummary:
        """Get the billing summary of a period. Details: `Billing.get_summary`."""
        return (await self._client.send(_calls.get_summary(period=period), options)).data

    async def get_accounts_receivable(self, *, options: RequestOptions | None = None) -> models.ARReport:
        """Get the accounts receivable report. Details: `Billing.get_accounts_receivable`."""
        return (await self._client.send(_calls.get_accounts_receivable(), options)).data

    async def get_revenue(
        self, *, start_date: dt.date, end_date: dt.date, options: RequestOptions | None = None
    ) -> models.RevenueReport:
        """Get the revenue report. Details: `Billing.get_revenue`."""
        return (await self._client.send(_calls.get_revenue(start_date=start_date, end_date=end_date), options)).data

    async def reconcile(self, *, date: dt.date, options: RequestOptions | None = None) -> models.ReconciliationResult:
        """Reconcile the traffic of a day. Details: `Billing.reconcile`."""
        return (await self._client.send(_calls.reconcile(date=date), options)).data
