"""Routes, and the overrides and exclusions that bend them."""

from __future__ import annotations

import pytest

DAY = "2026-01-15T00:00:00Z"
LATER = "2026-02-15T00:00:00Z"


@pytest.fixture
def routes(admin):
    """Gives the routes of a filter."""
    return lambda query="": admin("GET", f"/admin/routes?{query}").json()["data"]


@pytest.fixture
def override(admin):
    """Creates an override."""
    return lambda **body: admin("POST", "/admin/overrides", json={"type": "PREFIX", "prefix": "415", **body})


@pytest.fixture
def exclude(admin):
    """Creates an exclusion of a provider."""
    return lambda **body: admin(
        "POST",
        "/admin/exclusions",
        json={"type": "PROVIDER", "provider_id": "level3", "reason": "QUALITY", **body},
    )


def fields(reply):
    """The fields at fault of a 422."""
    assert 422 == reply.status_code
    return [one["field"] for one in reply.json()["details"]["errors"]]


def test_filters_of_the_list_combine(routes):
    """
    One route is the document's example; a filter that fits nothing gives an empty list.
    """
    both = routes("partition_id=ABC123&provider_id=level3")

    assert ["rt-5501"] == [one["id"] for one in both]
    assert {"ABC123"} == {one["partition_id"] for one in routes("partition_id=ABC123")}
    assert {"level3"} == {one["provider_id"] for one in routes("provider_id=level3")}
    assert [] == routes("provider_id=none")


def test_route_follows_its_provider(admin, routes):
    """
    The name is the provider's, and a provider out of use carries nothing.
    """
    admin("PATCH", "/admin/providers/level3", json={"name": "Renamed", "status": "inactive"})

    found = routes("provider_id=level3")

    assert {("Renamed", False)} == {(one["provider_name"], one["enabled"]) for one in found}


def test_excluded_provider_is_off_while_the_exclusion_holds(admin, routes, exclude, clock):
    """
    Neither before it begins nor after it ends.
    """
    exclude(effective_date="2026-01-15T13:00:00Z", expires_at="2026-01-15T14:00:00Z")
    seen = []
    for _ in range(3):
        seen.append({one["enabled"] for one in routes("provider_id=level3")})
        clock.advance(3600)

    assert [{True}, {False}, {True}] == seen


def test_deleted_exclusion_no_longer_blocks(admin, routes, exclude):
    """
    Deleting it twice is a 404.
    """
    key = exclude().json()["data"]["id"]

    first, second = (admin("DELETE", f"/admin/exclusions/{key}") for _ in range(2))

    assert (204, 404) == (first.status_code, second.status_code)
    assert {True} == {one["enabled"] for one in routes("provider_id=level3")}


def test_exclusion_for_one_customer_leaves_the_routes(admin, routes, exclude):
    """
    Others may still use the provider.
    """
    customer = admin("GET", "/admin/customers").json()["data"][0]

    exclude(customer_id=customer["id"])

    assert {True} == {one["enabled"] for one in routes("provider_id=level3")}


def test_override_of_a_whole_partition_is_its_first_route(admin, routes, override):
    """
    It is gone with its deletion; deleting it twice is a 404.
    """
    body = {"type": "TIME_BASED", "partition_id": "ABC123", "provider_id": "north-star", "valid_until": LATER}
    key = admin("POST", "/admin/overrides", json=body).json()["data"]["id"]
    forced = routes("partition_id=ABC123")[0]

    first, second = (admin("DELETE", f"/admin/overrides/{key}") for _ in range(2))

    assert (key, "North Star", 0) == (forced["id"], forced["provider_name"], forced["priority"])
    assert (204, 404) == (first.status_code, second.status_code)
    assert "rt-5501" == routes("partition_id=ABC123")[0]["id"]


@pytest.mark.parametrize(
    ("body", "at_fault"),
    [
        ({"max_rate": 0.01, "customer_id": "none"}, ["customer_id"]),
        ({"max_rate": 0.01, "trunk_id": "none"}, ["trunk_id"]),
        ({"max_rate": 0.01, "partition_id": "none"}, ["partition_id"]),
        ({"provider_id": "none"}, ["provider_id"]),
        ({}, ["provider_id"]),
        ({"max_rate": 0.01, "type": "CUSTOMER"}, ["customer_id"]),
        ({"max_rate": 0.01, "type": "TIME_BASED"}, ["valid_until"]),
        ({"max_rate": 0.01, "prefix": ""}, ["prefix"]),
        ({"max_rate": 0.01, "match_type": "NPANXX"}, ["prefix"]),
        ({"max_rate": -0.01}, ["max_rate"]),
        ({"max_rate": 0.01, "custom_rate": 0.02}, ["custom_rate"]),
        ({"max_rate": 0.01, "valid_from": LATER, "valid_until": DAY}, ["valid_until"]),
    ],
)
def test_override_that_makes_no_sense_is_refused(body, at_fault, override):
    """
    The field at fault is named.
    """
    assert at_fault == fields(override(**body))


def test_trunk_of_an_override_belongs_to_its_customer(admin, override):
    """
    Naming a customer and somebody else's trunk matches no call.
    """
    trunk = admin("GET", "/admin/trunks").json()["data"][0]
    other = admin("GET", "/admin/customers").json()["data"][5]

    assert ["trunk_id"] == fields(override(max_rate=0.01, trunk_id=trunk["id"], customer_id=other["id"]))


def test_overrides_of_one_scope_do_not_overlap(override):
    """
    The next one can begin where the first ends, and one that is switched off disturbs nobody.
    """
    first = override(max_rate=0.01, valid_until=DAY)

    assert 201 == first.status_code
    assert (409, "ALREADY_EXISTS") == (override(max_rate=0.02).status_code, override(max_rate=0.02).json()["code"])
    assert 201 == override(max_rate=0.02, enabled=False).status_code
    assert 201 == override(max_rate=0.02, valid_from=DAY).status_code


@pytest.mark.parametrize(
    ("body", "at_fault"),
    [
        ({"provider_id": "none"}, ["provider_id"]),
        ({"type": "CUSTOMER"}, ["customer_id"]),
        ({"type": "DESTINATION"}, ["excluded_prefixes"]),
        ({"excluded_prefixes": ["900", "+53"]}, ["excluded_prefixes.1"]),
        ({"blocked_countries": ["cu"]}, ["blocked_countries.0"]),
        ({"reason": "TEMPORARY"}, ["expires_at"]),
        ({"reason": "PERMANENT", "expires_at": LATER}, ["expires_at"]),
        ({"effective_date": LATER, "expires_at": DAY}, ["expires_at"]),
    ],
)
def test_exclusion_that_makes_no_sense_is_refused(body, at_fault, exclude):
    """
    The field at fault is named.
    """
    assert at_fault == fields(exclude(**body))


def test_exclusions_of_one_scope_do_not_overlap(exclude):
    """
    The same prefix is blocked once; another one is another exclusion.
    """
    prefixes = [["900"], ["900", "976"], ["976"]]

    replies = [exclude(type="DESTINATION", excluded_prefixes=one).status_code for one in prefixes]

    assert [201, 409, 201] == replies
    assert [201, 409] == [exclude().status_code for _ in range(2)]
