"""RespOrgs, and the move of a number from one to another."""

from __future__ import annotations

import pytest

SHOWN = "+18335550123"
DAY = 86400


def transfer(admin, tfn=SHOWN, roid="WARP1"):
    return admin("POST", "/admin/resporg/transfer", json={"tfn": tfn, "new_resp_org_id": roid})


def responsible(customer, tfn=SHOWN):
    return customer("GET", f"/numbers/tollfree/{tfn}/status").json()["data"]["resp_org_id"]


def test_every_entity_has_its_ids(admin):
    """
    Only ids in use are listed; a closed entity has none.
    """
    entities = [one["entity_id"] for one in admin("GET", "/admin/resporg/entities").json()["data"]]
    listed = {
        entity: [one["resp_org_id"] for one in admin("GET", f"/admin/resporg/entities/{entity}/roids").json()["data"]]
        for entity in entities
    }

    assert {"ENT-100": ["WARP1", "WARP2"], "ENT-200": ["OTHR1"], "ENT-300": []} == listed
    assert 404 == admin("GET", "/admin/resporg/entities/ENT-0/roids").status_code


def test_transfer_takes_a_week(admin, customer, clock):
    """
    Submitted at once; the number changes hands when the registry completes it.
    """
    reply = transfer(admin)
    seen = [responsible(customer)]
    for days in (2, 5):
        clock.advance(days * DAY)
        seen.append(responsible(customer))

    assert (202, "submitted", "OTHR1", "WARP1") == (
        reply.status_code,
        *(reply.json()["data"][key] for key in ("status", "current_resp_org_id", "new_resp_org_id")),
    )
    assert ["OTHR1", "OTHR1", "WARP1"] == seen


def test_one_transfer_at_a_time(admin, clock):
    """
    A second is a conflict until the first is over; then the way back is open.
    """
    assert [202, 409] == [transfer(admin).status_code, transfer(admin, roid="WARP2").status_code]

    clock.advance(7 * DAY)

    assert [409, 202] == [transfer(admin).status_code, transfer(admin, roid="OTHR1").status_code]


def test_retired_resporg_is_rejected_by_the_registry(admin, customer, clock):
    """
    The number stays where it is, and another transfer can be asked for.
    """
    assert 202 == transfer(admin, roid="GONE1").status_code

    clock.advance(7 * DAY)

    assert "OTHR1" == responsible(customer)
    assert 202 == transfer(admin).status_code


def test_number_that_nobody_holds_is_not_transferred(admin, customer, clock):
    """
    Free stock stays with the platform.
    """
    transfer(admin, "+18445550142", "WARP2")
    clock.advance(7 * DAY)

    assert "WARP1" == responsible(customer, "+18445550142")


@pytest.mark.parametrize(
    ("tfn", "roid", "field"),
    [
        ("+18005559999", "WARP1", "tfn"),
        ("+18445550125", "WARP1", "tfn"),
        (SHOWN, "NOONE", "new_resp_org_id"),
    ],
)
def test_transfer_of_nothing_or_to_nobody_is_refused(tfn, roid, field, admin):
    """
    An unknown number, a spare number and an unknown RespOrg are the fields at fault.
    """
    reply = transfer(admin, tfn, roid)

    assert (422, field) == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_customers_do_not_reach_resporgs(customer):
    """
    They are for admins.
    """
    assert 403 == transfer(customer).status_code
    assert 403 == customer("GET", "/admin/resporg/entities").status_code
