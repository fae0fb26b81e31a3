"""Balances, payments on account and billing reports."""

from __future__ import annotations

import datetime as dt

from warp_client_core import AsyncResource, RequestOptions, Resource

from .. import models
from ..calls import billing as _calls


class Billing(Resource):
    """Balances, payments on account and billing reports."""

    def get_accounts_receivable(self, *, options: RequestOptions | None = None) -> models.ARReport:
        """Fetch the accounts receivable report.

        Returns open amounts by days past due, in total and per customer, as of the day in the reply. Operation
        ``get_accounts_receivable``; read.
        """
        return self._client.send(_calls.get_accounts_receivable(), options).data

    def reconcile(self, *, date: dt.date, options: RequestOptions | None = None) -> models.ReconciliationResult:
        """Reconcile the traffic of a day.

        Compares what the platform rated on a day with the records of providers or NetSuite and returns what differs. A
        long run answers 202 with status `pending` or `running`; a run that ends at once answers 200 with the final
        result. Nothing is corrected automatically. Operation ``reconcile_billing``; unsafe.

        Args:
            date: Day to compare.
        """
        return self._client.send(_calls.reconcile(date=date), options).data

    def get_revenue(
        self, *, start_date: dt.date, end_date: dt.date, options: RequestOptions | None = None
    ) -> models.RevenueReport:
        """Fetch the revenue report.

        Returns revenue, provider cost and margin between two dates, over time and per service. Operation
        ``get_revenue_report``; read.

        Args:
            start_date: First day to report.
            end_date: Last day to report.
        """
        return self._client.send(_calls.get_revenue(start_date=start_date, end_date=end_date), options).data

    def get_summary(self, *, period: str, options: RequestOptions | None = None) -> models.BillingSummary:
        """Fetch the billing summary of a period.

        Returns billed, collected and outstanding amounts of one period over all customers, in the currency of the reply
        with 2 decimals. Operation ``get_billing_summary``; read.

        Args:
            period: Month to report, YYYY-MM.
        """
        return self._client.send(_calls.get_summary(period=period), options).data


class AsyncBilling(AsyncResource):
    """Balances, payments on account and billing reports."""

    async def get_accounts_receivable(self, *, options: RequestOptions | None = None) -> models.ARReport:
        """Fetch the accounts receivable report. Details: `Billing.get_accounts_receivable`."""
        return (await self._client.send(_calls.get_accounts_receivable(), options)).data

    async def reconcile(self, *, date: dt.date, options: RequestOptions | None = None) -> models.ReconciliationResult:
        """Reconcile the traffic of a day. Details: `Billing.reconcile`."""
        return (await self._client.send(_calls.reconcile(date=date), options)).data

    async def get_revenue(
        self, *, start_date: dt.date, end_date: dt.date, options: RequestOptions | None = None
    ) -> models.RevenueReport:
        """Fetch the revenue report. Details: `Billing.get_revenue`."""
        return (await self._client.send(_calls.get_revenue(start_date=start_date, end_date=end_date), options)).data

    async def get_summary(self, *, period: str, options: RequestOptions | None = None) -> models.BillingSummary:
        """Fetch the billing summary of a period. Details: `Billing.get_summary`."""
        return (await self._client.send(_calls.get_summary(period=period), options)).data
