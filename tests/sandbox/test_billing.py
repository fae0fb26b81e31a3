"""The balance and recharges of it."""

from __future__ import annotations

import pytest

from warp_sandbox.warp.billing import CLEARING

CARD = "0f9e8d7c-6b5a-4c3d-8e2f-1a0b9c8d7e6f"


@pytest.fixture
def recharge(customer):
    """Charges a payment method; returns the reply."""

    def send(amount=100.0, method=CARD):
        return customer("POST", "/billing/recharge", json={"amount": amount, "payment_method_id": method})

    return send


@pytest.fixture
def balance(customer):
    """Reads the balance."""
    return lambda: customer("GET", "/billing/balance").json()["data"]


@pytest.fixture
def stored(customer):
    """Stores a payment method by its token; returns its id."""

    def store(token, kind="credit_card"):
        body = {"type": kind, "token": token}
        return customer("POST", "/billing/payment-methods", json=body).json()["data"]["id"]

    return store


def test_recharge_of_a_card_is_there_at_once(recharge, balance):
    """
    Reply and balance agree, and the payment is the latest one.
    """
    before = balance()["current_balance"]

    reply = recharge(100.25)

    assert (201, "completed") == (reply.status_code, reply.json()["data"]["status"])
    after = balance()
    assert before + 100.25 == after["current_balance"] == reply.json()["data"]["new_balance"]
    assert {"amount": 100.25, "date": "2026-01-15T12:00:00Z", "method": "credit_card"} == after["last_payment"]
    assert after["current_balance"] == after["available_credit"] == after["prepaid_balance"]


def test_every_payment_has_an_id_of_its_own(recharge):
    """
    The same charge twice is two payments.
    """
    first, second = (recharge().json()["data"] for _ in range(2))

    assert "pay-20260115-0001" == first["payment_id"] != second["payment_id"]
    assert first["transaction_id"] != second["transaction_id"]


def test_recharge_of_a_bank_account_takes_a_while(recharge, balance, stored, clock):
    """
    It is accepted as pending, and the money comes later.
    """
    before = balance()["current_balance"]

    reply = recharge(10, stored("tok-bank", "ach"))

    assert (202, "pending", None) == (
        reply.status_code,
        reply.json()["data"]["status"],
        reply.json()["data"]["new_balance"],
    )
    assert before == balance()["current_balance"]
    clock.advance(CLEARING)
    assert before + 10 == balance()["current_balance"]
    assert {"amount": 10.0, "date": "2026-01-15T12:01:00Z", "method": "ach"} == balance()["last_payment"]


def test_declined_method_is_a_402_and_an_alert(recharge, balance, stored, app):
    """
    A token with the word declined can be stored, and every charge of it fails.
    """
    method, before = stored("tok-declined-1"), balance()

    reply = recharge(30, method)

    assert (402, "PAYMENT_DECLINED") == (reply.status_code, reply.json()["code"])
    assert before == balance()
    alert = app.state.sandbox.events.log[-1]
    assert ("admin", "billing.alert", "payment_failed", 30.0) == (
        alert.audience,
        alert.name,
        alert.payload["type"],
        alert.payload["amount"],
    )


def test_expired_method_is_a_402(recharge, customer):
    """
    What cannot be charged any more is declined too.
    """
    methods = customer("GET", "/billing/payment-methods").json()["data"]
    expired = next(one["id"] for one in methods if one["status"] == "expired")

    assert 402 == recharge(1, expired).status_code


@pytest.mark.parametrize("amount", [0, -5, 0.001, 10000.01, 1e300])
def test_amount_must_be_money(amount, recharge):
    """
    At most two decimals, more than nothing, and not more than can be charged at once.
    """
    reply = recharge(amount)

    assert (422, "amount") == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_recharge_needs_a_method_of_the_account(recharge):
    """
    An unknown method is named as the field at fault.
    """
    reply = recharge(1, "nobody")

    assert (422, "payment_method_id") == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_recharge_tells_the_webhooks_and_no_socket(recharge, app):
    """
    Payment and recharge are events for webhooks only.
    """
    recharge(5)

    told = [(one.audience, one.name) for one in app.state.sandbox.events.log]
    assert [("webhook", "payment.received"), ("webhook", "balance.recharged")] == told


def test_balance_names_the_default_method_for_automatic_recharge(balance, customer):
    """
    The rule is shown switched off, follows the default, and is gone with the last method.
    """
    rule = balance()["auto_recharge"]
    for method in customer("GET", "/billing/payment-methods").json()["data"]:
        customer("DELETE", f"/billing/payment-methods/{method['id']}")

    assert (False, CARD) == (rule["enabled"], rule["payment_method_id"])
    assert balance()["auto_recharge"] is None
