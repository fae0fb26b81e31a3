"""Toll-free numbers from the search to the service, as customers use them."""

from __future__ import annotations

from decimal import Decimal

import pytest

SHOWN = "+18335550123"
STOCK = "+18445550105"
SPARE = "+18445550125"
MINUTES, DAY = 60, 86400


@pytest.fixture
def trunk_id(customer):
    """The trunk of the first number."""
    return customer("GET", "/numbers").json()["data"][0]["trunk_id"]


@pytest.fixture
def foreign(admin, customer):
    """A number that another account has in service."""
    account = customer("GET", "/account").json()["data"]["id"]
    active = admin("GET", "/admin/numbers/tollfree/inventory?status=active").json()["data"]
    return next(one["tfn"] for one in active if one["customer_id"] != account)


def search(customer, query=""):
    return customer("GET", f"/numbers/tollfree/search?{query}").json()["data"]


def reserve(customer, tfn):
    return customer("POST", "/numbers/tollfree/reserve", json={"tfn": tfn})


def provision(customer, tfn, trunk_id):
    return customer("POST", "/numbers/tollfree/provision", json={"tfn": tfn, "trunk_id": trunk_id})


def enable(customer, tfn, *, sms=True, mms=False):
    body = {"capabilities": {"sms": sms, "mms": mms}}
    return customer("POST", f"/numbers/tollfree/{tfn}/sms/enable", json=body)


def status(customer, tfn):
    return customer("GET", f"/numbers/tollfree/{tfn}/status").json()["data"]


def test_search_without_criteria_gives_ten(customer):
    """
    The documented default.
    """
    assert 10 == len(search(customer))


def test_search_finds_letters_as_digits(customer):
    """
    A word finds the numbers that spell it, and they say so.
    """
    hits = search(customer, "pattern=voice&quantity=3")

    assert 3 == len(hits)
    assert all("86423" in hit["tfn"] and hit["is_vanity"] and "VOICE" in hit["vanity_pattern"] for hit in hits)


def test_search_by_area_code_and_quantity(customer):
    """
    Both criteria hold, and only free numbers are found.
    """
    hits = search(customer, "area_code=877&quantity=100")

    assert {"877"} == {hit["prefix"] for hit in hits} == {hit["tfn"][2:5] for hit in hits}
    assert 40 == len(hits)
    assert {"available", "spare"} == {hit["status"] for hit in hits}


def test_consecutive_numbers_follow_each_other(customer, trunk_id):
    """
    A stretch with a gap is not one; a longer stretch than there is gives nothing.
    """
    provision(customer, "+18885550103", trunk_id)

    hits = search(customer, "area_code=888&quantity=5&consecutive=true")

    assert [f"+1888555010{digit}" for digit in range(4, 9)] == [hit["tfn"] for hit in hits]
    assert [] == search(customer, "area_code=888&quantity=500&consecutive=true")


@pytest.mark.parametrize(("tfn", "seconds"), [(STOCK, 15 * MINUTES), (SPARE, 30 * DAY)])
def test_reservation_ends_in_time(tfn, seconds, customer, clock):
    """
    Own stock is held for 15 minutes, a number of the registry for 30 days; then it is free again.
    """
    reservation = reserve(customer, tfn).json()["data"]
    clock.advance(seconds - 1)
    held = status(customer, tfn)
    clock.advance(1)

    assert ("reserved", "reserved") == (reservation["status"], held["status"])
    assert reservation["reserved_until"] == held["reserved_until"]
    assert ("available", None) == (status(customer, tfn)["status"], status(customer, tfn)["reserved_until"])
    assert tfn in [hit["tfn"] for hit in search(customer, "area_code=844&quantity=100")]


def test_reserved_number_is_not_found_any_more(customer):
    """
    A search shows what can be had.
    """
    reserve(customer, STOCK)

    assert STOCK not in [hit["tfn"] for hit in search(customer, "area_code=844&quantity=100")]


def test_hold_can_be_renewed(customer, clock):
    """
    The first hold's end does not end the second.
    """
    reserve(customer, STOCK)
    clock.advance(10 * MINUTES)
    reserve(customer, STOCK)
    clock.advance(10 * MINUTES)

    assert "reserved" == status(customer, STOCK)["status"]


def test_registry_refuses_what_others_have(customer):
    """
    A number that the platform has never seen comes back as failed.
    """
    reply = reserve(customer, "+18005559999")

    assert (201, "failed") == (reply.status_code, reply.json()["data"]["status"])


@pytest.mark.parametrize("tfn", ["+13035550142", "+1833555012", "+442071838750"])
def test_only_toll_free_numbers_are_reserved(tfn, customer, trunk_id):
    """
    Any other number is named as the field at fault, for both ways to get one.
    """
    replies = [reserve(customer, tfn), provision(customer, tfn, trunk_id)]

    assert [(422, "tfn")] * 2 == [(one.status_code, one.json()["details"]["errors"][0]["field"]) for one in replies]


def test_number_of_another_account_cannot_be_had(customer, trunk_id, foreign):
    """
    Asking for it is a conflict; looking at it finds nothing.
    """
    assert 409 == reserve(customer, foreign).status_code
    assert 409 == provision(customer, foreign, trunk_id).status_code
    assert 404 == customer("GET", f"/numbers/tollfree/{foreign}/status").status_code
    assert 404 == enable(customer, foreign).status_code


def test_stock_is_in_service_at_once(customer, trunk_id):
    """
    It is active, a number of the account, and routed to the trunk.
    """
    reply = provision(customer, STOCK, trunk_id)
    number = customer("GET", f"/numbers?limit=100&trunk_id={trunk_id}").json()["data"][-1]

    assert (201, "active", True) == (
        reply.status_code,
        reply.json()["data"]["status"],
        reply.json()["data"]["success"],
    )
    assert (STOCK, "toll_free", f"sip:{STOCK}@sbc.example.com") == (
        number["number"],
        number["number_type"],
        number["voice_destination"],
    )
    assert ("active", "WORKING", trunk_id) == tuple(
        status(customer, STOCK)[name] for name in ("status", "somos_status", "trunk_id")
    )


def test_registry_takes_its_time(customer, trunk_id, clock):
    """
    202 and pending first; the number is on the account when it is active.
    """
    reply = provision(customer, SPARE, trunk_id)
    before = status(customer, SPARE)["status"], len(customer("GET", "/numbers?limit=100").json()["data"])
    clock.advance(15 * MINUTES)
    after = status(customer, SPARE)["status"], len(customer("GET", "/numbers?limit=100").json()["data"])

    assert (202, None) == (reply.status_code, reply.json()["data"]["provisioned_at"])
    assert [("pending", 24), ("active", 25)] == [before, after]


def test_provisioning_is_charged_once(customer, trunk_id):
    """
    A second request is a conflict and costs nothing.
    """
    money = [customer("GET", "/billing/balance").json()["data"]["current_balance"]]
    replies = [provision(customer, STOCK, trunk_id) for _ in range(2)]
    money.append(customer("GET", "/billing/balance").json()["data"]["current_balance"])

    assert [201, 409] == [reply.status_code for reply in replies]
    assert Decimal("2.00") == Decimal(str(money[0])) - Decimal(str(money[1]))


def test_provisioning_needs_money(customer, trunk_id, app):
    """
    402 when the balance is used up; the number stays free.
    """
    offer = next(iter(app.state.sandbox.available.values()))
    offer["setup_fee"] = 410.0
    customer("POST", "/numbers/order", json={"numbers": [offer["number"]], "trunk_id": trunk_id})

    reply = provision(customer, STOCK, trunk_id)

    assert (402, "available") == (reply.status_code, status(customer, STOCK)["status"])


def test_provisioning_needs_a_trunk_of_the_account(customer):
    """
    Another trunk is named as the field at fault.
    """
    reply = provision(customer, STOCK, "nowhere")

    assert (422, "trunk_id") == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_unknown_number_cannot_be_provisioned(customer, trunk_id):
    """
    It belongs to somebody at the registry.
    """
    assert 409 == provision(customer, "+18005559999", trunk_id).status_code


def test_routing_is_replaced_as_a_whole(customer, trunk_id):
    """
    What is left out is gone, and the number of the account shows the new destination.
    """
    provision(customer, STOCK, trunk_id)
    path = f"/numbers/tollfree/{STOCK}/routing"
    pstn = {"type": "pstn", "destination": "+13035550142"}
    customer("PUT", path, json={"primary": pstn, "disaster": pstn})

    routing = customer("PUT", path, json={"primary": pstn}).json()["data"]["routing"]

    assert {"primary": pstn} == routing == status(customer, STOCK)["routing"]
    assert "+13035550142" == customer("GET", "/numbers?limit=100").json()["data"][-1]["voice_destination"]


@pytest.mark.parametrize(
    ("routing", "field"),
    [
        ({"primary": {"type": "sip", "destination": "+13035550142"}}, "primary.destination"),
        ({"disaster": {"type": "pstn", "destination": "sip:a@b.example"}}, "disaster.destination"),
        ({"percentage_routing": [{"percentage": 99, "destination": "sip:a@b.example"}]}, "percentage_routing"),
        (
            {"time_of_day": [{"start_time": "08:00", "end_time": "24:00", "destination": "sip:a@b.example"}]},
            "time_of_day.0.end_time",
        ),
    ],
)
def test_routing_that_cannot_work_is_refused(routing, field, customer):
    """
    The fault is named by its field.
    """
    body = {"primary": {"type": "sip", "destination": "sip:a@b.example"}, **routing}

    reply = customer("PUT", f"/numbers/tollfree/{SHOWN}/routing", json=body)

    assert (422, field) == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_free_number_has_no_routing_to_change(customer):
    """
    Free is a conflict, unknown is a 404.
    """
    body = {"primary": {"type": "sip", "destination": "sip:a@b.example"}}
    codes = [
        customer("PUT", f"/numbers/tollfree/{tfn}/routing", json=body).status_code for tfn in (STOCK, "+18005559999")
    ]

    assert [409, 404] == codes


def test_sms_is_pending_then_enabled(customer, trunk_id, clock):
    """
    The number of the account can send when the status says so; asking again then changes nothing.
    """
    provision(customer, STOCK, trunk_id)
    first, second = enable(customer, STOCK, mms=True), enable(customer, STOCK, mms=True)
    clock.advance(10 * MINUTES)
    third = enable(customer, STOCK, mms=True)
    number = customer("GET", "/numbers?limit=100").json()["data"][-1]

    assert [202, 409, 200] == [reply.status_code for reply in (first, second, third)]
    assert ("pending", False) == tuple(first.json()["data"][name] for name in ("sms_status", "sms_enabled"))
    assert ("enabled", True) == tuple(third.json()["data"][name] for name in ("sms_status", "sms_enabled"))
    assert (True, True) == (number["sms_enabled"], number["mms_enabled"])


def test_sms_waits_for_the_service(customer, trunk_id, clock):
    """
    Asked for while the number is only held, it comes after the number went into service.
    """
    enable(customer, SHOWN)
    clock.advance(DAY)
    before = status(customer, SHOWN)["sms_status"]
    provision(customer, SHOWN, trunk_id)
    clock.advance(10 * MINUTES)

    assert ("pending", "enabled") == (before, status(customer, SHOWN)["sms_status"])


def test_sms_goes_on_while_mms_is_activated(customer, trunk_id, clock):
    """
    Asking for more does not take away what is there, in the status and on the account alike.
    """
    provision(customer, STOCK, trunk_id)
    enable(customer, STOCK)
    clock.advance(10 * MINUTES)
    reply = enable(customer, STOCK, mms=True)
    numbers = [customer("GET", "/numbers?limit=100").json()["data"][-1]]
    clock.advance(10 * MINUTES)
    numbers.append(customer("GET", "/numbers?limit=100").json()["data"][-1])

    assert (202, "pending", True) == (
        reply.status_code,
        *(reply.json()["data"][name] for name in ("sms_status", "sms_enabled")),
    )
    assert [(True, False), (True, True)] == [(one["sms_enabled"], one["mms_enabled"]) for one in numbers]


def test_mms_alone_is_refused(customer):
    """
    MMS is only carried together with SMS.
    """
    assert 422 == enable(customer, SHOWN, sms=False, mms=True).status_code


def test_released_number_rests(customer, trunk_id, clock):
    """
    It is disconnected for 120 days, then available.
    """
    provision(customer, STOCK, trunk_id)
    number = customer("GET", "/numbers?limit=100").json()["data"][-1]
    customer("DELETE", f"/numbers/{number['id']}")
    resting = status(customer, STOCK)
    refused = reserve(customer, STOCK).status_code
    clock.advance(120 * DAY)

    assert ("disconnected", None, 409) == (resting["status"], resting["customer_id"], refused)
    assert "available" == status(customer, STOCK)["status"]


def test_deleted_trunk_carries_no_toll_free_number(customer, trunk_id):
    """
    Status and list agree.
    """
    provision(customer, STOCK, trunk_id)
    customer("DELETE", f"/trunks/{trunk_id}")

    assert None is status(customer, STOCK)["trunk_id"]
    assert None is customer("GET", "/numbers?limit=100").json()["data"][-1]["trunk_id"]
