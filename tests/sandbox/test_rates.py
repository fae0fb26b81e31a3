"""The rate decks as lists: filters, days, and which rate is in force."""

from __future__ import annotations

import pytest


@pytest.fixture
def rates(admin):
    """Gives up to a hundred rates of a filter."""
    return lambda query: admin("GET", f"/admin/rates?limit=100&{query}").json()["data"]


@pytest.fixture
def load(admin):
    """Imports one interstate rate of the prefix 1907555 for level3."""

    def send(rate, day):
        files = {"file": ("deck.csv", f"prefix,zone,rate\n1907555,INTERSTATE,{rate}\n".encode(), "text/csv")}
        reply = admin("POST", "/admin/providers/level3/rates/import", files=files, data={"effective_date": day})
        assert "completed" == reply.json()["data"]["status"]

    return send


def test_list_pages_through_all_rates(admin):
    """
    Every rate stands on one page.
    """
    first = admin("GET", "/admin/rates?limit=100").json()
    second = admin("GET", "/admin/rates?limit=100&page=2").json()

    assert 163 == first["meta"]["pagination"]["total"]
    assert 163 == len({one["id"] for one in first["data"] + second["data"]})


def test_destination_is_a_prefix_or_a_name(rates):
    """
    Digits select prefixes that begin so, a plus sign is allowed; text is looked for in names.
    """
    digits, plus, name = rates("destination=1303"), rates("destination=%2B1303"), rates("destination=denver")

    assert {"1303555"} == {one["prefix"] for one in digits}
    assert digits == plus == name


def test_filters_combine(rates):
    """
    Three zones of one provider and place.
    """
    found = rates("provider_id=north-star&destination=Chicago")

    assert {("north-star", "1312555")} == {(one["provider_id"], one["prefix"]) for one in found}
    assert ["INTERSTATE", "INTRASTATE", "LOCAL"] == [one["zone"] for one in found]


def test_later_rate_ends_the_one_before(rates, load):
    """
    Its last day is the day before, and each day has one rate.
    """
    load("0.0050000", "2026-02-01")
    load("0.0060000", "2026-03-01")
    load("0.0040000", "2026-01-01")

    query = "destination=1907555"
    assert {("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28"), ("2026-03-01", None)} == {
        (one["effective_date"], one["expiry_date"]) for one in rates(query)
    }
    days = ("2025-12-31", "2026-01-31", "2026-02-28", "2026-03-01")
    assert [[], [0.004], [0.005], [0.006]] == [
        [one["rate"] for one in rates(f"{query}&effective_date={day}")] for day in days
    ]


def test_rate_is_active_while_it_is_in_force(rates, load, clock):
    """
    That follows the clock.
    """
    load("0.0050000", "2026-01-16")
    before = rates("destination=1907555")[0]["active"]
    clock.advance(86400)

    assert (False, True) == (before, rates("destination=1907555")[0]["active"])


def test_rate_of_the_same_day_is_replaced(rates, load):
    """
    A corrected deck keeps the ids.
    """
    load("0.0050000", "2026-02-01")
    old = rates("destination=1907555")
    load("0.0051000", "2026-02-01")
    new = rates("destination=1907555")

    assert [(old[0]["id"], 0.0051)] == [(one["id"], one["rate"]) for one in new]
