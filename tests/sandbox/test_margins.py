"""The margin analysis."""

from __future__ import annotations

import pytest

CUSTOMER = "3f6b1c52-8a0e-4a53-9a55-0d6a1c7f2b10"


@pytest.fixture
def analyze(admin):
    """The analysis under some filters."""
    return lambda **filters: admin("GET", "/admin/margins/analysis", params=filters).json()["data"]


def test_margin_is_revenue_less_cost(analyze):
    """
    In total and per minute, in percent of the revenue.
    """
    found = analyze()

    assert found["total_margin"] == pytest.approx(found["total_revenue"] - found["total_cost"])
    assert found["margin_percent"] == pytest.approx(100 * found["total_margin"] / found["total_revenue"], abs=0.01)
    for one in found["items"]:
        assert one["margin_per_minute"] == pytest.approx(one["customer_rate"] - one["vendor_cost"])
        assert one["margin_percent"] == pytest.approx(100 * one["margin_per_minute"] / one["customer_rate"], abs=0.01)


def test_groups_make_the_total(analyze):
    """
    Minutes at their rates are the revenue.
    """
    found = analyze()

    revenue = sum(one["minutes"] * one["customer_rate"] for one in found["items"])
    assert found["total_revenue"] == pytest.approx(revenue, abs=0.05)
    assert ["INTERSTATE", "INTRASTATE", "INTERNATIONAL", "TOLLFREE"] == [one["zone"] for one in found["items"]]


def test_totals_are_those_of_the_revenue_report(analyze, admin):
    """
    A year of the caller's voice is not more than all of it, and a month of everybody agrees to the cent.
    """
    months = [("2024-01-01", "2024-12-31"), ("2025-01-01", "2025-12-31"), ("2026-01-01", "2026-01-31")]
    path = "/admin/billing/revenue?start_date={}&end_date={}"

    voice = sum(admin("GET", path.format(*days)).json()["data"]["by_service"]["voice"] for days in months)

    assert voice == pytest.approx(analyze()["total_revenue"])


@pytest.mark.parametrize(
    ("filters", "zones"),
    [
        ({"provider_id": "level3"}, {"INTERSTATE", "INTRASTATE"}),
        ({"destination": "1303555"}, {"INTERSTATE"}),
        ({"destination": "denver"}, {"INTERSTATE"}),
        ({"destination": "1"}, {"INTERSTATE", "INTRASTATE", "TOLLFREE"}),
        ({"destination": "1303555", "provider_id": "global-reach"}, set()),
        ({"customer_id": "nobody"}, set()),
    ],
)
def test_filters_combine(filters, zones, analyze):
    """
    Only traffic that fits all of them counts.
    """
    assert zones == {one["zone"] for one in analyze(**filters)["items"]}


def test_filters_decide_which_keys_are_filled(analyze):
    """
    What was not asked for is not told apart.
    """
    keys = ("prefix", "destination", "provider_id", "customer_id")
    (narrow,) = analyze(customer_id=CUSTOMER, provider_id="level3", destination="1303555")["items"]

    assert ("1303555", "Denver, CO", "level3", CUSTOMER) == tuple(narrow[name] for name in keys)
    assert {None} == {one[name] for one in analyze()["items"] for name in keys}


def test_one_customer_is_a_part_of_all(analyze):
    """
    The filter narrows the traffic.
    """
    assert 0 < analyze(customer_id=CUSTOMER)["total_revenue"] < analyze()["total_revenue"]


def test_nothing_sold_is_no_margin(analyze):
    """
    Without revenue there is no percentage of it.
    """
    found = analyze(customer_id="nobody")

    assert (0.0, None) == (found["total_revenue"], found["margin_percent"])


def test_advice_follows_the_margin(analyze):
    """
    A loss is to be raised, a thin margin reviewed, a fat one lowered.
    """
    advice = {(one["margin_percent"], one["recommendation"]) for one in analyze()["items"]}

    for share, recommendation in advice:
        expected = "RAISE" if share < 0 else "REVIEW" if share < 15 else "COMPETITIVE" if share < 60 else "LOWER"
        assert expected == recommendation
    assert {"RAISE", "LOWER"} <= {recommendation for _, recommendation in advice}
