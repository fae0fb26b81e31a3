"""The revenue report."""

from __future__ import annotations

import pytest


@pytest.fixture
def report(admin):
    """The report between two days."""

    def read(first="2025-12-01", last="2025-12-31"):
        return admin("GET", f"/admin/billing/revenue?start_date={first}&end_date={last}")

    return read


def cents(values):
    return round(sum(round(value * 100) for value in values))


@pytest.mark.parametrize("last", ["2025-12-01", "2025-12-17", "2026-02-03"])
def test_days_and_services_make_the_total(last, report):
    """
    Every way to add the sales up gives the same revenue and cost.
    """
    found = report(last=last).json()["data"]

    assert cents([found["total_revenue"]]) == cents(one["revenue"] for one in found["series"])
    assert cents([found["total_revenue"]]) == cents(found["by_service"].values())
    assert cents([found["total_cost"]]) == cents(one["cost"] for one in found["series"])
    assert cents([found["gross_margin"]]) == cents([found["total_revenue"], -found["total_cost"]])
    assert found["margin_percent"] == pytest.approx(100 * found["gross_margin"] / found["total_revenue"], abs=0.01)


def test_there_is_a_point_for_every_day(report):
    """
    Days without sales are zero, and the order is that of the calendar.
    """
    days = report("2026-01-30", "2026-02-02").json()["data"]["series"]

    assert ["2026-01-30", "2026-01-31", "2026-02-01", "2026-02-02"] == [one["date"] for one in days]
    assert ([True, True], [0.0, 0.0]) == (
        [one["revenue"] > 0 for one in days[:2]],
        [one["revenue"] for one in days[2:]],
    )


def test_stretches_of_a_month_make_the_month(report):
    """
    Nothing is lost between the 15th and the 16th.
    """
    whole, first, second = (
        report(*days).json()["data"]["total_revenue"]
        for days in ((), ("2025-12-01", "2025-12-15"), ("2025-12-16", "2025-12-31"))
    )

    assert cents([whole]) == cents([first, second])


def test_nothing_sold_is_no_margin(report):
    """
    Without revenue there is no percentage of it.
    """
    found = report("1999-01-01", "1999-01-31").json()["data"]

    assert (0.0, None, {}) == (found["total_revenue"], found["margin_percent"], found["by_service"])


def test_charges_of_today_are_revenue(report, customer):
    """
    A number that is ordered now is in the report of today.
    """
    before = report("2026-01-15", "2026-01-15").json()["data"]
    balance = customer("GET", "/billing/balance").json()["data"]["current_balance"]
    offer = customer("GET", "/numbers/search?area_code=212&limit=1").json()["data"][0]
    trunk = "7c0e5a1e-52c3-4a8f-9d9c-1f2b3c4d5e6f"
    customer("POST", "/numbers/order", json={"numbers": [offer["number"]], "trunk_id": trunk})

    after = report("2026-01-15", "2026-01-15").json()["data"]

    spent = balance - customer("GET", "/billing/balance").json()["data"]["current_balance"]
    assert 0 < spent == pytest.approx(after["total_revenue"] - before["total_revenue"])
    assert {"numbers"} == after["by_service"].keys() - before["by_service"].keys()


@pytest.mark.parametrize("days", [("2026-01-02", "2026-01-01"), ("2024-01-01", "2026-01-01"), ("today", "2026-01-01")])
def test_days_must_be_in_order_and_not_too_many(days, report):
    """
    A report covers a year at most.
    """
    assert 422 == report(*days).status_code
