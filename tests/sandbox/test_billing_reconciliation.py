"""Reconciliation: one run at a time, and a result that explains the gap."""

from __future__ import annotations

import pytest

from warp_sandbox.warp.billing_reconciliation import DURATION

DAY = "2025-12-10"


@pytest.fixture
def reconcile(admin):
    """Asks for a day; returns the reply."""
    return lambda day=DAY: admin("POST", "/admin/billing/reconcile", json={"date": day})


@pytest.fixture
def result(reconcile, clock):
    """Runs a day to its end; returns the reply with the result."""

    def run(day=DAY):
        reconcile(day)
        clock.advance(DURATION)
        return reconcile(day)

    return run


def test_run_is_accepted_first(reconcile):
    """
    There are no figures yet.
    """
    reply = reconcile()

    assert (202, {"job_id": "job-rec-20251210", "date": DAY, "status": "running"}) == (
        reply.status_code,
        reply.json()["data"],
    )


def test_one_run_at_a_time(reconcile, clock):
    """
    Every day is a conflict until the run is over.
    """
    reconcile()
    clock.advance(DURATION - 1)

    during = [reconcile(day).status_code for day in (DAY, "2025-12-11")]
    clock.advance(1)

    assert ([409, 409], 202) == (during, reconcile("2025-12-11").status_code)


def test_result_explains_the_gap(result):
    """
    The discrepancies make the difference of the totals.
    """
    reply = result()
    found = reply.json()["data"]

    assert (200, "discrepancies") == (reply.status_code, found["status"])
    gaps = [one["warp_amount"] - (one["external_amount"] or 0) for one in found["discrepancies"]]
    assert found["difference"] == pytest.approx(sum(gaps))
    assert found["difference"] == pytest.approx(found["warp_total"] - found["external_total"])
    assert len(gaps) == found["discrepancy_count"] < found["matched_count"]
    assert {"missing_external", "amount_mismatch"} >= {one["reason"] for one in found["discrepancies"]}


def test_platform_total_is_the_revenue_of_the_day(result, admin):
    """
    Reconciliation and report look at the same sales.
    """
    report = admin("GET", f"/admin/billing/revenue?start_date={DAY}&end_date={DAY}").json()["data"]

    assert report["total_revenue"] == result().json()["data"]["warp_total"]


def test_day_without_sales_matches(result):
    """
    Nothing on both sides is a match.
    """
    found = result("1999-01-01").json()["data"]

    assert ("matched", 0, 0.0, []) == (
        found["status"],
        found["matched_count"],
        found["difference"],
        found["discrepancies"],
    )


def test_result_stays_until_the_day_changes(reconcile, result, customer):
    """
    A new charge of the day needs another run.
    """
    before = [result("2026-01-15").status_code, reconcile("2026-01-15").status_code]
    offer = customer("GET", "/numbers/search?area_code=212&limit=1").json()["data"][0]
    trunk = "7c0e5a1e-52c3-4a8f-9d9c-1f2b3c4d5e6f"
    customer("POST", "/numbers/order", json={"numbers": [offer["number"]], "trunk_id": trunk})

    assert ([200, 200], 202) == (before, reconcile("2026-01-15").status_code)


def test_tomorrow_cannot_be_reconciled(reconcile):
    """
    Only days that have begun.
    """
    assert (422, 202) == (reconcile("2026-01-16").status_code, reconcile("2026-01-15").status_code)
