"""Numbers on the account and for sale."""

from __future__ import annotations

from decimal import Decimal

import pytest


@pytest.fixture
def owned(customer):
    """A number of the account."""
    return customer("GET", "/numbers").json()["data"][1]


@pytest.fixture
def offers(customer):
    """Numbers for sale in New York."""
    return [offer["number"] for offer in customer("GET", "/numbers/search?area_code=212").json()["data"]]


def order(customer, numbers, trunk_id):
    return customer("POST", "/numbers/order", json={"numbers": numbers, "trunk_id": trunk_id})


def balance(customer):
    return Decimal(str(customer("GET", "/billing/balance").json()["data"]["current_balance"]))


def test_search_needs_a_criterion(customer):
    """
    A limit alone selects nothing.
    """
    assert 422 == customer("GET", "/numbers/search?limit=5").status_code


def test_search_combines_its_criteria(customer):
    """
    Every hit matches all of them, and the limit holds.
    """
    hits = customer("GET", "/numbers/search?state=CO&area_code=303&contains=5550&limit=3").json()["data"]

    assert 3 == len(hits)
    assert {("CO", "303")} == {(hit["state"], hit["area_code"]) for hit in hits}
    assert [] == customer("GET", "/numbers/search?state=CO&area_code=212").json()["data"]


def test_order_of_an_unknown_number_changes_nothing(customer, offers, owned):
    """
    One number that is not for sale stops the whole order.
    """
    reply = order(customer, [offers[0], "+19995550100"], owned["trunk_id"])

    assert (409, "CONFLICT") == (reply.status_code, reply.json()["code"])
    assert "+19995550100 is not for sale." == reply.json()["details"]["errors"][0]["message"]
    assert 201 == order(customer, [offers[0]], owned["trunk_id"]).status_code


def test_owned_number_cannot_be_ordered(customer, owned):
    """
    What the account has is not for sale.
    """
    assert 409 == order(customer, [owned["number"]], owned["trunk_id"]).status_code


def test_order_needs_a_trunk_of_the_account(customer, offers):
    """
    A trunk that does not exist is named as the field at fault.
    """
    reply = order(customer, offers[:1], "nowhere")

    assert (422, "trunk_id") == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_ordered_numbers_move_to_the_account(customer, offers, owned):
    """
    They are gone from the search and carried by the trunk of the order.
    """
    reply = order(customer, offers[:2], owned["trunk_id"])
    bought = reply.json()["data"]

    assert 201 == reply.status_code
    assert offers[:2] == [number["number"] for number in bought]
    left = customer("GET", "/numbers/search?area_code=212").json()["data"]
    assert offers[2:] == [offer["number"] for offer in left]
    carried = customer("GET", f"/numbers?limit=100&trunk_id={owned['trunk_id']}").json()["data"]
    assert all(number in carried for number in bought)


def test_list_pages_and_filters(customer, owned):
    """
    24 numbers make two pages; the filter keeps those of one trunk.
    """
    pages = [customer("GET", f"/numbers?page={page}").json() for page in (1, 2)]
    mine = customer("GET", f"/numbers?trunk_id={owned['trunk_id']}").json()

    assert [20, 4] == [len(page["data"]) for page in pages]
    assert {owned["trunk_id"]} == {number["trunk_id"] for number in mine["data"]}
    assert len(mine["data"]) == mine["meta"]["pagination"]["total"] < 24


def test_released_number_is_for_sale_again(customer, owned):
    """
    It left the account at once, and ordering it back works.
    """
    reply = customer("DELETE", f"/numbers/{owned['id']}")

    assert 204 == reply.status_code
    assert owned not in customer("GET", "/numbers?limit=100").json()["data"]
    assert 201 == order(customer, [owned["number"]], owned["trunk_id"]).status_code


def test_number_is_released_once(customer, owned):
    """
    Afterwards its id finds nothing, as one that was never given.
    """
    first, second = (customer("DELETE", f"/numbers/{owned['id']}") for _ in range(2))

    assert (204, 404) == (first.status_code, second.status_code)
    assert 404 == customer("DELETE", "/numbers/none").status_code


def test_order_takes_setup_and_first_month(customer, offers, owned):
    """
    Two numbers at 0.50 and 1.25 cost 3.50, charged once.
    """
    before = balance(customer)

    order(customer, offers[:2], owned["trunk_id"])

    assert Decimal("3.50") == before - balance(customer)


def test_order_beyond_the_balance_changes_nothing(customer, offers, owned, app):
    """
    402: the numbers stay for sale.
    """
    app.state.sandbox.available[offers[1]]["setup_fee"] = 5000.0

    reply = order(customer, offers[:2], owned["trunk_id"])

    assert (402, "INSUFFICIENT_BALANCE") == (reply.status_code, reply.json()["code"])
    left = customer("GET", "/numbers/search?area_code=212").json()["data"]
    assert offers == [offer["number"] for offer in left]


def test_number_of_somebody_else_does_not_exist(customer, owned, app):
    """
    Neither in the list nor under its id.
    """
    app.state.sandbox.numbers[owned["id"]]["customer_id"] = "other"

    assert 23 == customer("GET", "/numbers").json()["meta"]["pagination"]["total"]
    assert 404 == customer("DELETE", f"/numbers/{owned['id']}").status_code


def test_toll_free_number_has_no_emergency_address(customer, owned):
    """
    Emergency service needs a place.
    """
    body = {"tfn": "+18335550123", "trunk_id": owned["trunk_id"]}
    customer("POST", "/numbers/tollfree/provision", json=body)
    number = customer("GET", "/numbers?limit=100").json()["data"][-1]

    reply = customer("PATCH", f"/numbers/{number['id']}/e911", json={"address_id": "addr-1"})

    assert ("toll_free", 409) == (number["number_type"], reply.status_code)


def test_emergency_address_is_kept(customer, owned):
    """
    The number shows its address; an unknown number has none.
    """
    path = f"/numbers/{owned['id']}/e911"

    number = customer("PATCH", path, json={"address_id": "addr-1"}).json()["data"]

    assert ("addr-1", True) == (number["e911_address_id"], number["e911_enabled"])
    assert number in customer("GET", "/numbers").json()["data"]
    assert 404 == customer("PATCH", "/numbers/none/e911", json={"address_id": "addr-1"}).status_code
