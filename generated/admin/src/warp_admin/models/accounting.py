"""Types of the accounting domain."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.value import Value


class ReconciliationResultStatus(OpenEnum):
    """State of a reconciliation. Values may be added; clients keep unknown ones."""

    PENDING = "pending"
    RUNNING = "running"
    MATCHED = "matched"
    DISCREPANCIES = "discrepancies"
    FAILED = "failed"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ARCustomer(Value):
    """Open amounts of one customer.

    Attributes:
        customer_id: Customer id.
        total: Owed in total, in the currency of the report, 2 decimals.
        buckets: Open amounts split by days past the due date, in the currency of the report.
        company_name: Company name of the customer.
        oldest_due_date: Due date of the oldest open invoice.
    """

    customer_id: str
    total: Decimal
    buckets: AgingBuckets
    company_name: str | None = None
    oldest_due_date: dt.date | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ARReport(Value):
    """Accounts receivable by age of the debt.

    Attributes:
        as_of: Day the ages are counted to.
        currency: Currency of every amount, ISO 4217.
        total_outstanding: Owed by all customers, in `currency`, 2 decimals.
        buckets: Open amounts split by days past the due date, in the currency of the report.
        customers: Customers with an open amount.
    """

    as_of: dt.date
    currency: str
    total_outstanding: Decimal
    buckets: AgingBuckets
    customers: list[ARCustomer] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AgingBuckets(Value):
    """Open amounts split by days past the due date, in the currency of the report.

    Attributes:
        current: Not yet due, in the currency of the report, 2 decimals.
        days_1_30: 1 to 30 days past due, in the currency of the report, 2 decimals.
        days_31_60: 31 to 60 days past due, in the currency of the report, 2 decimals.
        days_61_90: 61 to 90 days past due, in the currency of the report, 2 decimals.
        days_over_90: More than 90 days past due, in the currency of the report, 2 decimals.
    """

    current: Decimal
    days_1_30: Decimal
    days_31_60: Decimal
    days_61_90: Decimal
    days_over_90: Decimal


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BillingSummary(Value):
    """Billing figures of one period over all customers.

    Attributes:
        period: Period the figures cover, as requested, normally YYYY-MM.
        currency: Currency of every amount, ISO 4217.
        gross_revenue: Billed in the period, in `currency`, 2 decimals.
        tax_collected: Taxes and regulatory fees, in `currency`, 2 decimals.
        adjustments: Credits and corrections, in `currency`, 2 decimals; credits are negative.
        net_revenue: Revenue net of taxes and adjustments, in `currency`, 2 decimals.
        collected: Payments received, in `currency`, 2 decimals.
        outstanding: Billed and not yet paid, in `currency`, 2 decimals.
        average_invoice: Mean invoice total, in `currency`, 2 decimals.
        median_invoice: Median invoice total, in `currency`, 2 decimals.
        invoice_count: Invoices issued in the period.
        active_customers: Customers with billed activity in the period.
        by_service: Billed per service, in `currency`, 2 decimals; keys are `voice`, `messaging`, `numbers`, `api`,
            `fees` and `taxes`.
    """

    period: str
    currency: str
    gross_revenue: Decimal | None = None
    tax_collected: Decimal | None = None
    adjustments: Decimal | None = None
    net_revenue: Decimal | None = None
    collected: Decimal | None = None
    outstanding: Decimal | None = None
    average_invoice: Decimal | None = None
    median_invoice: Decimal | None = None
    invoice_count: int | None = None
    active_customers: int | None = None
    by_service: dict[str, Decimal] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ReconciliationDiscrepancy(Value):
    """One record on which the two sides do not agree. More keys may be present.

    Attributes:
        reference: Record concerned, such as a call record id or invoice number.
        reason: Why the record does not match.
        warp_amount: Amount on the platform, in the billing currency of the platform, 2 decimals.
        external_amount: Amount in the outside record, in the billing currency of the platform, 2 decimals.
    """

    reference: str | None = None
    reason: str | None = None
    warp_amount: Decimal | None = None
    external_amount: Decimal | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ReconciliationResult(Value):
    """Outcome of comparing the rated traffic of a day with outside records. Totals are null until the run has ended.

    Attributes:
        date: Day that was compared.
        status: State of a reconciliation.
        job_id: Id of the background run; null when the result was available at once.
        matched_count: Records that agree on both sides.
        discrepancy_count: Records that differ or are missing on one side.
        warp_total: Total on the platform, in the billing currency of the platform, 2 decimals.
        external_total: Total of the providers or NetSuite, in the billing currency of the platform, 2 decimals.
        difference: Gap between the two totals, in the billing currency of the platform, 2 decimals.
        discrepancies: Records that do not agree.
    """

    date: dt.date
    status: ReconciliationResultStatus
    job_id: str | None = None
    matched_count: int | None = None
    discrepancy_count: int | None = None
    warp_total: Decimal | None = None
    external_total: Decimal | None = None
    difference: Decimal | None = None
    discrepancies: list[ReconciliationDiscrepancy] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RevenuePoint(Value):
    """Revenue and cost of one stretch of time, in the currency of the report.

    Attributes:
        date: First day of the stretch.
        revenue: Charged to customers, in the currency of the report, 2 decimals.
        cost: Charged by providers, in the currency of the report, 2 decimals.
    """

    date: dt.date
    revenue: Decimal | None = None
    cost: Decimal | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RevenueReport(Value):
    """Revenue and cost between two dates.

    Attributes:
        start_date: First day covered.
        end_date: Last day covered.
        currency: Currency of every amount, ISO 4217.
        total_revenue: Charged to customers, in `currency`, 2 decimals.
        total_cost: Charged by providers, in `currency`, 2 decimals.
        gross_margin: Revenue minus cost, in `currency`, 2 decimals.
        margin_percent: Margin as a percentage of revenue; may be negative.
        series: Figures over time, oldest first.
        by_service: Revenue per service, in `currency`, 2 decimals; keys are `voice`, `messaging`, `numbers`, `api`,
            `fees` and `taxes`.
    """

    start_date: dt.date
    end_date: dt.date
    currency: str
    total_revenue: Decimal | None = None
    total_cost: Decimal | None = None
    gross_margin: Decimal | None = None
    margin_percent: float | None = None
    series: list[RevenuePoint] | None = None
    by_service: dict[str, Decimal] | None = None
