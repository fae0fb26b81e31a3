"""Toll-free numbers as admins handle them, and the same numbers as customers see them."""

from __future__ import annotations

import pytest

SHOWN, FREE = "+18335550123", "+18445550142"
SPARE = "+18445550125"
TRUNK = "7c0e5a1e-52c3-4a8f-9d9c-1f2b3c4d5e6f"
BULK = "/admin/numbers/tollfree/bulk"
INVENTORY = "/admin/numbers/tollfree/inventory"
DAY = 86400


@pytest.fixture
def account(customer):
    """The id of the customer's account."""
    return customer("GET", "/account").json()["data"]["id"]


def reserve(admin, numbers, roid="WARP1"):
    return admin("POST", f"{BULK}/reserve", json={"numbers": numbers, "resp_org_id": roid})


def provision(admin, account, numbers, destination="sip:a@voice.example.com"):
    routing = {"primary": {"type": "sip", "destination": destination}}
    entries = [{"tfn": tfn, "customer_id": account, "routing": routing} for tfn in numbers]
    return admin("POST", f"{BULK}/provision", json={"provisions": entries})


def status(customer, tfn):
    return customer("GET", f"/numbers/tollfree/{tfn}/status").json()["data"]


def codes(reply):
    return [one["error_code"] for one in reply.json()["data"]["results"]]


def stock(prefix, count):
    return [f"+1{prefix}5550{line}" for line in range(100, 100 + count)]


def test_each_number_is_reserved_on_its_own(admin):
    """
    One that is held, one that is free, one that nobody knows, and the free one once more.
    """
    reply = reserve(admin, [SHOWN, FREE, "+18005559999", FREE])

    assert (200, 4, 1, 3) == (
        reply.status_code,
        *(reply.json()["data"][key] for key in ("total", "succeeded", "failed")),
    )
    assert ["RESERVATION_FAILED", None, "NUMBER_NOT_FOUND", "RESERVATION_FAILED"] == codes(reply)
    assert "Already reserved." == reply.json()["data"]["results"][0]["error_message"]


def test_customers_cannot_have_what_the_platform_holds(admin, customer, clock):
    """
    Until the hold ends after 30 days.
    """
    reserve(admin, [FREE])
    body = {"tfn": FREE}
    held = customer("POST", "/numbers/tollfree/reserve", json=body).status_code
    clock.advance(30 * DAY)

    assert 409 == held
    assert 201 == customer("POST", "/numbers/tollfree/reserve", json=body).status_code


@pytest.mark.parametrize("roid", ["NOONE", "GONE1"])
def test_reservation_needs_an_active_resporg(roid, admin):
    """
    An unknown or retired id is the field at fault.
    """
    reply = reserve(admin, [FREE], roid)

    assert (422, "resp_org_id") == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_many_numbers_are_a_job(admin, customer):
    """
    202 with a job id; nothing is done yet.
    """
    reply = reserve(admin, stock("866", 20) + stock("877", 6))
    data = reply.json()["data"]

    assert (202, 26, 0, []) == (reply.status_code, data["total"], data["succeeded"], data["results"])
    assert data["job_id"]
    assert "available" == status(customer, "+18665550100")["status"]


def test_job_is_done_a_minute_later(admin, customer, clock):
    """
    The numbers are held then, all of them.
    """
    wanted = stock("866", 20) + stock("877", 6)
    reserve(admin, wanted)
    clock.advance(60)

    assert {"reserved"} == {status(customer, tfn)["status"] for tfn in wanted}


def test_provisioned_number_is_the_customers(admin, customer, account):
    """
    What the admin assigned is on the account, routed as the admin said, and charged.
    """
    before = customer("GET", "/billing/balance").json()["data"]["current_balance"]
    reserve(admin, [FREE], "WARP2")

    reply = provision(admin, account, [FREE, SHOWN])
    seen = status(customer, FREE)

    assert [None, None] == codes(reply)
    assert ("active", "WARP2", account) == (seen["status"], seen["resp_org_id"], seen["customer_id"])
    assert "sip:a@voice.example.com" == seen["routing"]["primary"]["destination"]
    assert [FREE, SHOWN] == [one["number"] for one in customer("GET", "/numbers?limit=100").json()["data"][-2:]]
    assert 4.00 == before - customer("GET", "/billing/balance").json()["data"]["current_balance"]


def test_each_number_is_provisioned_on_its_own(admin, account):
    """
    What is in service, unknown, wrongly routed or meant for nobody fails alone.
    """
    assert [None, "PROVISION_FAILED"] == codes(provision(admin, account, [FREE, FREE]))
    assert ["NUMBER_NOT_FOUND"] == codes(provision(admin, account, ["+18005559999"]))
    assert ["CUSTOMER_NOT_FOUND"] == codes(provision(admin, "nobody", [SPARE]))
    assert ["INVALID_ROUTING"] == codes(provision(admin, account, [SPARE], "+13035550142"))


def test_number_held_for_another_customer_is_not_given_away(admin, account):
    """
    The customer's own hold counts against everybody else.
    """
    customers = admin("GET", "/admin/customers?limit=100").json()["data"]
    other = next(one["id"] for one in customers if one["id"] != account)

    assert ["PROVISION_FAILED"] == codes(provision(admin, other, [SHOWN]))


def test_account_without_money_gets_nothing(admin, account, customer, app):
    """
    The number fails with the code of the refusal.
    """
    offer = next(iter(app.state.sandbox.available.values()))
    offer["setup_fee"] = 410.0
    customer("POST", "/numbers/order", json={"numbers": [offer["number"]], "trunk_id": TRUNK})

    assert ["INSUFFICIENT_BALANCE"] == codes(provision(admin, account, [FREE]))


def test_inventory_filters_and_pages(admin):
    """
    Filters combine, and the pagination counts what they keep.
    """
    everything = admin("GET", f"{INVENTORY}?limit=100").json()
    found = admin("GET", f"{INVENTORY}?status=active&resp_org_id=WARP1&limit=5").json()
    rest = admin("GET", f"{INVENTORY}?status=active&resp_org_id=WARP1&limit=100").json()

    assert {("active", "WARP1")} == {(one["status"], one["resp_org_id"]) for one in rest["data"]}
    assert len(rest["data"]) == found["meta"]["pagination"]["total"] < everything["meta"]["pagination"]["total"]
    assert 5 == len(found["data"])
    assert [] == admin("GET", f"{INVENTORY}?resp_org_id=NOONE").json()["data"]


def test_spare_numbers_are_not_in_the_inventory(admin, customer):
    """
    A number of the registry is in it while somebody holds it.
    """
    before = [one["tfn"] for one in admin("GET", f"{INVENTORY}?status=reserved").json()["data"]]
    customer("POST", "/numbers/tollfree/reserve", json={"tfn": SPARE})
    after = [one["tfn"] for one in admin("GET", f"{INVENTORY}?status=reserved").json()["data"]]

    assert ([SHOWN], [SHOWN, SPARE]) == (before, after)


def test_customer_and_admin_see_the_same(admin, customer):
    """
    Through a life from hold to release, state, holder, trunk and messages agree.
    """
    customer("POST", "/numbers/tollfree/provision", json={"tfn": SHOWN, "trunk_id": TRUNK})
    seen = status(customer, SHOWN)
    (item,) = [
        one for one in admin("GET", f"{INVENTORY}?status=active&limit=100").json()["data"] if SHOWN == one["tfn"]
    ]

    same = ("status", "resp_org_id", "customer_id", "trunk_id", "sms_enabled", "reserved_until")
    assert [seen[name] for name in same] == [item[name] for name in same]
    assert seen["last_updated"] == item["updated_at"]


def test_customers_may_not_handle_many(customer):
    """
    Bulk work and the inventory are for admins.
    """
    assert 403 == reserve(customer, [FREE]).status_code
    assert 403 == customer("GET", INVENTORY).status_code
