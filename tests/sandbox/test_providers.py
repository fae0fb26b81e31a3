"""Carriers from their registration to their deletion, and their figures."""

from __future__ import annotations

import pytest

NEW = {"name": "Summit Tel", "type": "LRN", "billing_model": "LRN"}


@pytest.fixture
def create(admin):
    """Registers a provider."""
    return lambda **body: admin("POST", "/admin/providers", json={**NEW, **body})


@pytest.fixture
def ids(admin):
    """Gives the ids of all providers."""
    return lambda: [one["id"] for one in admin("GET", "/admin/providers").json()["data"]]


@pytest.fixture
def performance(admin):
    """Gives the figures of a provider, level3 unless another is named."""
    return lambda period, key="level3": admin("GET", f"/admin/providers/{key}/performance?period={period}")


def test_created_provider_is_listed(create, admin):
    """
    Its id comes from its name, and gateways have the usual port.
    """
    reply = create(gateways=[{"host": "sip.summit.example.com"}], status="inactive")
    provider = reply.json()["data"]

    assert 201 == reply.status_code
    assert ("summit-tel", "active", 5060) == (provider["id"], provider["status"], provider["gateways"][0]["port"])
    assert provider in admin("GET", "/admin/providers").json()["data"]


def test_names_are_taken_once_and_ids_never_twice(create, admin):
    """
    Letter case does not tell providers apart; names that only differ in signs get numbered ids.
    """
    assert ["summit-tel", "summit-tel-2"] == [
        create(name=name).json()["data"]["id"] for name in ("Summit Tel", "Summit/Tel")
    ]
    assert 409 == create(name="SUMMIT TEL").status_code
    assert 409 == admin("PATCH", "/admin/providers/level3", json={"name": "summit tel"}).status_code


@pytest.mark.parametrize(
    ("body", "field"),
    [({"ij_policy": "POI"}, "poi_state"), ({"poi_state": "Colorado"}, "poi_state"), ({"name": " "}, "name")],
)
def test_provider_that_makes_no_sense_is_refused(body, field, create):
    """
    The point of interconnection needs its state, in two letters.
    """
    assert field == create(**body).json()["details"]["errors"][0]["field"]


def test_update_looks_at_the_whole_provider(create, admin):
    """
    A policy that needs a state is refused while there is none, and fine with one.
    """
    path = f"/admin/providers/{create().json()['data']['id']}"

    assert 422 == admin("PATCH", path, json={"ij_policy": "POI"}).status_code
    assert 200 == admin("PATCH", path, json={"ij_policy": "POI", "poi_state": "CO"}).status_code
    assert 422 == admin("PATCH", path, json={"poi_state": None}).status_code
    assert 404 == admin("PATCH", "/admin/providers/none", json={"poi_state": None}).status_code


def test_deleted_provider_takes_along_what_names_it(admin, ids):
    """
    Routes, rates and exclusions; deleting it twice is a 404.
    """
    body = {"type": "PROVIDER", "provider_id": "level3", "reason": "COST"}
    exclusion = admin("POST", "/admin/exclusions", json=body).json()["data"]["id"]
    first, second = (admin("DELETE", "/admin/providers/level3") for _ in range(2))

    assert (204, 404) == (first.status_code, second.status_code)
    assert "level3" not in ids()
    assert [] == admin("GET", "/admin/routes?provider_id=level3").json()["data"]
    assert [] == admin("GET", "/admin/rates?provider_id=level3").json()["data"]
    assert 404 == admin("DELETE", f"/admin/exclusions/{exclusion}").status_code


def test_provider_that_an_override_needs_stays(admin):
    """
    The override is named; without it the provider can go.
    """
    reply = admin("DELETE", "/admin/providers/coastal-voice")
    admin("DELETE", "/admin/overrides/ovr-2001")

    assert (409, "Override ovr-2001 sends calls to it.") == (
        reply.status_code,
        reply.json()["details"]["errors"][0]["message"],
    )
    assert 204 == admin("DELETE", "/admin/providers/coastal-voice").status_code


def test_last_route_of_a_partition_with_trunks_stays(admin, ids):
    """
    Providers can be deleted until one is left.
    """
    admin("DELETE", "/admin/overrides/ovr-2001")
    replies = [admin("DELETE", f"/admin/providers/{key}").status_code for key in ids()]

    assert [204, 204, 204, 204, 204, 409] == replies


def test_figures_agree_with_each_other(performance):
    """
    Calls are completed or failed, SIP replies count all of them, and two days are more than one.
    """
    day, two = (performance(period).json()["data"] for period in ("24h", "2d"))

    assert day["total_calls"] == day["completed_calls"] + day["failed_calls"] == sum(day["sip_codes"].values())
    assert 200 < day["total_calls"] < two["total_calls"] < 1600
    assert day == performance("24h").json()["data"]
    assert {**day, "period": "1d"} == performance("1d").json()["data"]


@pytest.mark.parametrize("period", ["soon", "0d", "91d", "7w", "2026-13", "2026-1"])
def test_period_that_is_none_is_refused(period, performance):
    """
    Spans have hours or days and at most 90 days, months have two digits.
    """
    reply = performance(period)

    assert (422, "period") == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_month_is_a_calendar_month(performance):
    """
    The window is the whole month, the figures go up to now; what lies ahead has none.
    """
    now, ahead = (performance(period).json()["data"] for period in ("2026-01", "2026-02"))

    assert ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z") == (now["period_start"], now["period_end"])
    assert (0, None) == (ahead["total_calls"], ahead["quality"])
    assert 0 < now["total_calls"]


def test_new_provider_has_carried_nothing(create, performance):
    """
    Figures begin with the provider.
    """
    create()

    assert 0 == performance("7d", "summit-tel").json()["data"]["total_calls"]
    assert 404 == performance("7d", "none").status_code
