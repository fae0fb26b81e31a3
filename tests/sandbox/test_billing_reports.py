"""The summary of a month and the open amounts, against the invoices and sales that they are made of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest


@pytest.fixture
def summary(admin):
    """The summary of a month."""
    return lambda period: admin("GET", f"/admin/billing/summary?period={period}").json()["data"]


@pytest.fixture
def receivable(admin):
    """The open amounts."""
    return lambda: admin("GET", "/admin/billing/ar").json()["data"]


def cents(values):
    return round(sum(round(value * 100) for value in values))


def test_summary_of_the_documents_month_is_its_invoice(summary):
    """
    January has one invoice, the one that the document shows.
    """
    found = summary("2026-01")

    assert {
        "gross_revenue": 1337.5,
        "tax_collected": 87.5,
        "adjustments": -25.0,
        "net_revenue": 1225.0,
        "collected": 0.0,
        "outstanding": 1312.5,
        "average_invoice": 1312.5,
        "median_invoice": 1312.5,
        "invoice_count": 1,
        "active_customers": 1,
        "by_service": {"voice": 1250.0, "taxes": 87.5},
    } == {name: value for name, value in found.items() if name not in ("period", "currency")}


@pytest.mark.parametrize("period", ["2025-08", "2025-11", "2025-12"])
def test_summary_agrees_with_itself(period, summary):
    """
    Services make the gross revenue, and what is collected or open is all that was billed.
    """
    found = summary(period)

    assert cents(found["by_service"].values()) == cents([found["gross_revenue"]])
    billed = cents([found["gross_revenue"], found["adjustments"]])
    assert billed == cents([found["collected"], found["outstanding"]])
    assert cents([found["net_revenue"]]) == billed - cents([found["tax_collected"]])
    assert 1 < found["active_customers"] == found["invoice_count"]


def test_summary_before_taxes_is_the_revenue_of_the_month(summary, admin):
    """
    Invoices and the revenue report are the same sales.
    """
    found = summary("2025-12")
    report = admin("GET", "/admin/billing/revenue?start_date=2025-12-01&end_date=2025-12-31").json()["data"]

    assert cents([found["gross_revenue"], -found["tax_collected"]]) == cents([report["total_revenue"]])
    services = {name: value for name, value in found["by_service"].items() if name != "taxes"}
    assert services == report["by_service"]


def test_month_without_invoices_is_empty(summary):
    """
    Sums are zero, and there is no mean.
    """
    found = summary("1999-12")

    assert (0, 0.0, None, None, {}) == (
        found["invoice_count"],
        found["gross_revenue"],
        found["average_invoice"],
        found["median_invoice"],
        found["by_service"],
    )


@pytest.mark.parametrize("period", ["2026", "2026-13", "2026-1", "january", "2026-01-01"])
def test_period_is_a_month(period, admin):
    """
    Everything else is refused.
    """
    assert 422 == admin("GET", f"/admin/billing/summary?period={period}").status_code


def test_open_amounts_add_up(receivable):
    """
    Buckets make the total, for everybody and for each customer.
    """
    found = receivable()

    assert cents([found["total_outstanding"]]) == cents(found["buckets"].values())
    assert cents([found["total_outstanding"]]) == cents(one["total"] for one in found["customers"])
    for one in found["customers"]:
        assert cents([one["total"]]) == cents(one["buckets"].values())
    assert all(found["buckets"].values())
    assert "2026-01-15" == found["as_of"]


def test_open_amounts_are_those_of_the_invoices(receivable, customer, app):
    """
    The caller's line is the sum of the invoices that the caller sees.
    """
    listed = customer("GET", "/billing/invoices?limit=100").json()["data"]
    own = app.state.sandbox.customer_id

    (line,) = [one for one in receivable()["customers"] if one["customer_id"] == own]

    due = {one["due_date"]: one["balance_due"] for one in listed if one["balance_due"]}
    assert cents(due.values()) == cents([line["total"]])
    assert min(due) == line["oldest_due_date"]
    expected = {"current": due["2026-01-31"] + due["2026-03-03"], "days_1_30": due["2025-12-31"]}
    assert expected == {name: value for name, value in line["buckets"].items() if value}


def test_debts_grow_older(receivable, clock):
    """
    The total stays, and in half a year everything is in the last bucket.
    """
    before = receivable()
    clock.advance((datetime(2026, 7, 15, tzinfo=UTC) - clock()).total_seconds())

    after = receivable()

    assert before["total_outstanding"] == after["total_outstanding"] == after["buckets"]["days_over_90"]


def test_decision_on_a_dispute_shows_in_the_reports(receivable, summary, admin):
    """
    The credit is an adjustment of the month and no longer owed.
    """
    before = receivable()["total_outstanding"]

    admin("PATCH", "/admin/billing/disputes/DSP-2026-0007", json={"resolution": "Granted."})

    assert before - 120 == pytest.approx(receivable()["total_outstanding"])
    assert -145.0 == summary("2026-01")["adjustments"]
