"""Port orders on their way from another carrier to the account."""

from __future__ import annotations

import pytest

HALF_HOUR, DAY = 1800, 86400


@pytest.fixture
def wanted(customer):
    """A port order for two numbers that arrive on the first trunk."""
    trunk_id = customer("GET", "/numbers").json()["data"][0]["trunk_id"]
    return {
        "numbers": ["+13035550701", "+13035550702"],
        "port_type": "local",
        "billing_telephone_number": "+13035550701",
        "account_holder_name": "Example Voice LLC",
        "account_number": "ACCT-1",
        "authorized_person": "Dana Reyes",
        "requested_foc_date": "2026-02-02",
        "trunk_id": trunk_id,
    }


def create(customer, wanted, **changes):
    return customer("POST", "/numbers/port", json={**wanted, **changes})


def look(customer, order):
    return customer("GET", f"/numbers/port/{order['id']}/status").json()["data"]


def test_order_moves_with_time(customer, wanted, clock):
    """
    Pending, submitted, committed, in progress, completed: each state at its time, and never a share lost.
    """
    order = create(customer, wanted).json()["data"]

    seen = [order]
    for seconds in (HALF_HOUR, 2 * DAY, 15.5 * DAY, DAY):
        clock.advance(seconds)
        seen.append(look(customer, order))

    assert ["pending", "submitted", "foc_received", "in_progress", "completed"] == [one["status"] for one in seen]
    assert [0, 20, 60, 80, 100] == [one["progress"] for one in seen]
    assert "2026-01-15T12:30:00Z" == seen[1]["submitted_at"]
    assert "2026-02-02" == seen[2]["actual_foc_date"]
    assert "2026-02-02T06:00:00Z" == seen[4]["completed_at"]


def test_same_order_in_one_leap_ends_the_same(customer, wanted, clock):
    """
    What was due in between happened at its own time.
    """
    order = create(customer, wanted).json()["data"]
    clock.advance(60 * DAY)

    assert ("completed", "2026-02-02T06:00:00Z") == (
        look(customer, order)["status"],
        look(customer, order)["completed_at"],
    )


def test_ported_numbers_are_on_the_account(customer, wanted, clock):
    """
    They carry calls over the trunk of the order, from the moment of the move and not before.
    """
    order = create(customer, wanted).json()["data"]
    clock.advance(17 * DAY)
    before = customer("GET", "/numbers").json()["meta"]["pagination"]["total"]
    clock.advance(DAY)

    numbers = customer("GET", "/numbers?limit=100").json()["data"]
    arrived = [one for one in numbers if one["number"] in wanted["numbers"]]

    assert (24, 26) == (before, len(numbers))
    assert [("active", wanted["trunk_id"], "DENVER")] * 2 == [
        (one["status"], one["trunk_id"], one["rate_center"]) for one in arrived
    ]
    assert [True, True] == [one["ported_successfully"] for one in look(customer, order)["numbers"]]


def test_billing_number_is_marked(customer, wanted):
    """
    Of the numbers only the billing telephone number is one.
    """
    numbers = create(customer, wanted).json()["data"]["numbers"]

    assert [True, False] == [one["is_btn"] for one in numbers]
    assert [None, None] == [one["ported_successfully"] for one in numbers]


def test_date_is_never_promised_too_early(customer, wanted, clock):
    """
    The losing carrier wants five days from its answer on.
    """
    order = create(customer, wanted, requested_foc_date="2026-01-16").json()["data"]
    clock.advance(3 * DAY)

    assert "2026-01-22" == look(customer, order)["actual_foc_date"]


def test_wrong_pin_is_rejected_by_the_losing_carrier(customer, wanted, clock):
    """
    The order names the reason and goes no further.
    """
    order = create(customer, wanted, pin="wrong").json()["data"]
    clock.advance(60 * DAY)
    order = look(customer, order)

    assert ("rejected", 1) == (order["status"], order["rejection_count"])
    assert "PIN" in order["rejection_reason"]
    assert 24 == customer("GET", "/numbers").json()["meta"]["pagination"]["total"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"numbers": ["+13035550701", "+442071838750"]}, "numbers.1"),
        ({"numbers": ["+1303555"]}, "numbers.0"),
        ({"numbers": ["+18335550701"]}, "numbers.0"),
        ({"port_type": "tollfree"}, "numbers.0"),
        ({"resp_org_id": "OTHR1"}, "resp_org_id"),
        ({"trunk_id": "nowhere"}, "trunk_id"),
    ],
)
def test_what_cannot_be_ported_is_named(changes, field, customer, wanted):
    """
    Numbers of other plans and other kinds, and what does not belong to the order, are 422.
    """
    reply = create(customer, wanted, **changes)

    assert (422, field) == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


@pytest.mark.parametrize("source", ["/numbers", "/numbers/search?area_code=303"])
def test_numbers_of_the_platform_are_not_ported(source, customer, wanted):
    """
    What is on an account or for sale has no carrier to leave: 409.
    """
    number = customer("GET", source).json()["data"][0]["number"]

    reply = create(customer, wanted, numbers=[number])

    assert 409 == reply.status_code
    assert number in reply.json()["details"]["errors"][0]["message"]


def test_second_order_finds_the_numbers_gone(customer, wanted, clock):
    """
    A repeated request opens a second order, and each number still moves once.
    """
    first, second = (create(customer, wanted).json()["data"] for _ in range(2))
    clock.advance(60 * DAY)

    assert first["id"] != second["id"]
    assert ["completed", "rejected"] == [look(customer, one)["status"] for one in (first, second)]
    assert [True, True] == [one["ported_successfully"] for one in look(customer, first)["numbers"]]
    assert [False, False] == [one["ported_successfully"] for one in look(customer, second)["numbers"]]
    assert 26 == customer("GET", "/numbers").json()["meta"]["pagination"]["total"]


def test_toll_free_number_arrives_in_service(customer, admin, wanted, clock):
    """
    It is a number of the account, has a state of its own, and stands in the inventory.
    """
    tfn = "+18005550701"
    create(customer, wanted, numbers=[tfn], port_type="tollfree", resp_org_id="OTHR1")
    clock.advance(60 * DAY)

    status = customer("GET", f"/numbers/tollfree/{tfn}/status").json()["data"]
    inventory = admin("GET", "/admin/numbers/tollfree/inventory?status=active&limit=100").json()["data"]

    assert ("active", "WARP1", wanted["trunk_id"]) == (status["status"], status["resp_org_id"], status["trunk_id"])
    assert tfn in [one["tfn"] for one in inventory]
    assert "toll_free" == customer("GET", "/numbers?limit=100").json()["data"][-1]["number_type"]


def test_trunk_deleted_meanwhile_carries_nothing(customer, wanted, clock):
    """
    The numbers arrive without a trunk.
    """
    create(customer, wanted)
    customer("DELETE", f"/trunks/{wanted['trunk_id']}")
    clock.advance(60 * DAY)

    numbers = customer("GET", "/numbers?limit=100").json()["data"]

    assert [None, None] == [one["trunk_id"] for one in numbers if one["number"] in wanted["numbers"]]


def test_order_of_the_document_is_there(customer):
    """
    Its state stays as shown; an unknown order is a 404.
    """
    shown = customer("GET", "/numbers/port/PORT-2026-0042/status")

    assert (200, "foc_received") == (shown.status_code, shown.json()["data"]["status"])
    assert 404 == customer("GET", "/numbers/port/PORT-0/status").status_code


@pytest.mark.parametrize("seed", [1, 3])
def test_numbers_of_the_documents_order_are_never_for_sale(seed, make):
    """
    Whatever the seed, the document's port order can be placed.
    """
    world = make(seed=seed).state.sandbox
    shown = world.example("PortRequest")["numbers"]

    assert not set(shown) & set(world.available)
    assert not set(shown) & {one["number"] for one in world.numbers.values()}
