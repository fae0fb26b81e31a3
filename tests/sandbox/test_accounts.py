"""The account of the caller."""

from __future__ import annotations


def test_empty_update_is_refused(customer):
    """
    At least one field must change.
    """
    assert 422 == customer("PATCH", "/account", json={}).status_code


def test_account_owns_the_trunks(customer):
    """
    The account's id is the one under which the trunks are listed.
    """
    account = customer("GET", "/account").json()["data"]

    trunks = customer("GET", f"/customers/{account['id']}/trunks").json()["data"]

    assert {account["id"]} == {trunk["customer_id"] for trunk in trunks}


def test_update_keeps_what_is_not_sent(customer):
    """
    ``null`` clears, fields that are the platform's stay.
    """
    old = customer("GET", "/account").json()["data"]

    new = customer("PATCH", "/account", json={"legal_name": None, "ban": "BAN-1"}).json()["data"]

    assert {"legal_name"} == {name for name in new if new[name] != old[name]} - {"updated_at"}
    assert new == customer("GET", "/account").json()["data"]
