"""Payment methods of the account."""

from __future__ import annotations

import pytest

SHOWN = "0f9e8d7c-6b5a-4c3d-8e2f-1a0b9c8d7e6f"
PATH = "/billing/payment-methods"


@pytest.fixture
def store(customer):
    """Stores a method; returns the reply."""
    return lambda **fields: customer("POST", PATH, json={"type": "credit_card", "token": "tok-1", **fields})


@pytest.fixture
def default(customer):
    """The ids of the methods that are the default."""
    return lambda: [one["id"] for one in customer("GET", PATH).json()["data"] if one["is_default"]]


def test_stored_method_is_listed_without_its_token(store, customer):
    """
    The token is shown neither in the reply nor in the list.
    """
    reply = store(token="tok-secret", billing_name="Dana")

    assert 201 == reply.status_code
    assert reply.json()["data"] in customer("GET", PATH).json()["data"]
    assert "Dana" == reply.json()["data"]["cardholder_name"]
    assert "tok-secret" not in reply.text + customer("GET", PATH).text


def test_new_default_takes_the_mark_from_the_old(store, default):
    """
    There is one default, before and after.
    """
    before = default()

    added = store(is_default=True).json()["data"]

    assert [SHOWN] == before
    assert [added["id"]] == default()


def test_method_is_not_the_default_unless_asked_for(store, default):
    """
    A further method leaves the default alone.
    """
    store()

    assert [SHOWN] == default()


def test_first_method_is_the_default(store, customer, default):
    """
    An account whose methods are all gone begins again.
    """
    for one in customer("GET", PATH).json()["data"]:
        customer("DELETE", f"{PATH}/{one['id']}")

    added = store().json()["data"]

    assert [added["id"]] == default()


def test_token_is_stored_once(store):
    """
    The same token again is a conflict.
    """
    assert (201, 409) == (store().status_code, store().status_code)


@pytest.mark.parametrize("token", ["4111 1111 1111 1111", "4111-1111-1111-1111", "x4111111111111111", " "])
def test_card_numbers_are_refused(token, store):
    """
    Only tokens are taken.
    """
    reply = store(token=token)

    assert (422, "token") == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_deleted_default_is_followed_by_the_next(customer, default):
    """
    The oldest method that can be charged becomes the default; deleting again is a 404.
    """
    methods = customer("GET", PATH).json()["data"]

    first, second = (customer("DELETE", f"{PATH}/{SHOWN}") for _ in range(2))

    assert (204, 404) == (first.status_code, second.status_code)
    assert [methods[1]["id"]] == default()


def test_deleting_another_leaves_the_default(store, customer, default):
    """
    Only the default's own deletion moves the mark.
    """
    customer("DELETE", f"{PATH}/{store().json()['data']['id']}")

    assert [SHOWN] == default()


def test_default_moves_to_the_method_that_was_named(store, customer, default):
    """
    The reply shows the mark, and the old default has lost it.
    """
    added = store().json()["data"]["id"]

    reply = customer("PATCH", f"{PATH}/{added}/default")

    assert (200, True) == (reply.status_code, reply.json()["data"]["is_default"])
    assert [added] == default()


def test_method_that_cannot_be_charged_cannot_be_the_default(customer, default):
    """
    An expired card is a conflict, an unknown method a 404.
    """
    expired = next(one["id"] for one in customer("GET", PATH).json()["data"] if one["status"] == "expired")

    assert 409 == customer("PATCH", f"{PATH}/{expired}/default").status_code
    assert 404 == customer("PATCH", f"{PATH}/none/default").status_code
    assert [SHOWN] == default()
