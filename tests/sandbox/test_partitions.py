"""Routing partitions, and trunks that are placed in them."""

from __future__ import annotations

import pytest


@pytest.fixture
def by_id(admin):
    """Gives a partition as the list shows it."""
    return lambda key: next(one for one in admin("GET", "/admin/partitions").json()["data"] if one["id"] == key)


def change(admin, key, **body):
    return admin("PATCH", f"/admin/partitions/{key}", json=body)


def test_counts_follow_the_trunks(admin, by_id):
    """
    A trunk that moves is counted where it went.
    """
    trunk = admin("GET", "/admin/trunks?partition_id=ABC123").json()["data"][0]
    before = by_id("ABC123")["trunk_count"], by_id("XYZ999")["trunk_count"]

    admin("POST", f"/admin/trunks/{trunk['id']}/partition", json={"partition_id": "XYZ999"})

    assert (before[0] - 1, before[1] + 1) == (by_id("ABC123")["trunk_count"], by_id("XYZ999")["trunk_count"])
    assert 1 == by_id("XYZ999")["customer_count"]


def test_created_partition_is_listed_and_takes_trunks(admin, by_id):
    """
    It begins empty and active, with what was sent and the usual for the rest.
    """
    reply = admin("POST", "/admin/partitions", json={"name": "Night", "min_asr": 40, "status": "inactive"})
    partition = reply.json()["data"]
    trunk = admin("GET", "/admin/trunks").json()["data"][0]

    moved = admin("POST", f"/admin/trunks/{trunk['id']}/partition", json={"partition_id": partition["id"]})

    assert (201, 200) == (reply.status_code, moved.status_code)
    assert ("active", 40, 0, 0) == tuple(
        partition[name] for name in ("status", "min_asr", "route_count", "trunk_count")
    )
    assert 1 == by_id(partition["id"])["trunk_count"]


def test_trunk_needs_a_partition_that_exists_and_is_in_use(admin):
    """
    An unknown one is the field at fault, an inactive one is in conflict.
    """
    trunk = admin("GET", "/admin/trunks").json()["data"][0]
    change(admin, "XYZ999", status="inactive")

    unknown, retired = (
        admin("POST", f"/admin/trunks/{trunk['id']}/partition", json={"partition_id": key})
        for key in ("none", "XYZ999")
    )

    assert (422, "partition_id") == (unknown.status_code, unknown.json()["details"]["errors"][0]["field"])
    assert 409 == retired.status_code


def test_names_are_taken_once(admin, by_id):
    """
    Letter case does not tell partitions apart; the own name can be sent again.
    """
    name = by_id("ABC123")["name"]

    assert 409 == admin("POST", "/admin/partitions", json={"name": name.upper()}).status_code
    assert 409 == change(admin, "DEF456", name=name).status_code
    assert 200 == change(admin, "ABC123", name=name).status_code
    assert 422 == admin("POST", "/admin/partitions", json={"name": " "}).status_code


def test_partition_with_trunks_is_not_retired(admin):
    """
    Move the trunks first.
    """
    assert (409, 200) == (
        change(admin, "DEF456", status="inactive").status_code,
        change(admin, "XYZ999", status="inactive").status_code,
    )


def test_there_is_exactly_one_default(admin):
    """
    A new default takes the place of the old one, which cannot simply be unset or retired.
    """
    assert 409 == change(admin, "ABC123", is_default=False).status_code
    assert 200 == change(admin, "XYZ999", is_default=True).status_code
    assert 409 == change(admin, "XYZ999", status="inactive").status_code
    listed = admin("GET", "/admin/partitions").json()["data"]
    assert ["XYZ999"] == [one["id"] for one in listed if one["is_default"]]


def test_threshold_is_cleared_by_null(admin, by_id):
    """
    What is not sent stays.
    """
    old = by_id("ABC123")

    change(admin, "ABC123", min_asr=None)

    assert {"min_asr"} == {name for name, value in by_id("ABC123").items() if value != old[name]} - {"updated_at"}
    assert 404 == change(admin, "none", min_asr=None).status_code
