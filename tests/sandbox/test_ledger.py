"""Money of the accounts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from warp_sandbox.errors import Refusal
from warp_sandbox.events import Events
from warp_sandbox.spec.schemas import Schemas
from warp_sandbox.warp.ledger import OPENING, Ledger, in_cents

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)


@pytest.fixture
def events():
    """What the ledger tells."""
    return Events()


@pytest.fixture
def ledger(events):
    """A fresh ledger."""
    return Ledger(events)


def test_balance_is_the_sum_of_the_entries(ledger):
    """
    Charges and credits of one account leave another alone.
    """
    ledger.charge("a", Decimal("12.50"), "number", NOW)
    ledger.credit("a", Decimal("2.25"), "recharge", NOW)

    assert OPENING - Decimal("10.25") == ledger.balance("a")
    assert OPENING == ledger.balance("b")


def test_last_change_of_a_balance_is_known(ledger):
    """
    By account; None before the first one.
    """
    ledger.credit("a", Decimal(1), "recharge", NOW)

    assert (NOW, None) == (ledger.moved_at("a"), ledger.moved_at("b"))


def test_spent_counts_charges_since_a_time(ledger):
    """
    Payments are not spending, nor is what was charged before.
    """
    ledger.charge("a", Decimal(1), "sms", NOW - timedelta(seconds=1))
    ledger.charge("a", Decimal(2), "sms", NOW)
    ledger.credit("a", Decimal(4), "recharge", NOW)

    assert Decimal(2) == ledger.spent("a", NOW)


def test_charge_without_funds_is_a_402_and_an_alert(ledger, events):
    """
    Nothing is taken, and admins hear of it.
    """
    with pytest.raises(Refusal) as caught:
        ledger.charge("a", Decimal(500), "number", NOW)

    assert (402, "INSUFFICIENT_BALANCE") == (caught.value.status, caught.value.code)
    assert OPENING == ledger.balance("a")
    assert [("billing.alert", "credit_limit")] == [(one.name, one.payload["type"]) for one in events.log]


def test_falling_below_the_threshold_is_told_once(ledger, events, document):
    """
    The customer hears balance.low, admins a billing.alert; a second charge below says nothing.
    """
    ledger.charge("a", Decimal("363.00"), "number", NOW)
    ledger.charge("a", Decimal("1.00"), "number", NOW)

    assert [("customer", "balance.low"), ("admin", "billing.alert")] == [(one.audience, one.name) for one in events.log]
    assert 49.75 == events.log[0].payload["current_balance"]
    schemas = Schemas(document)
    assert [] == schemas.violations("/components/schemas/BalanceLowEvent", events.log[0].payload)
    assert [] == schemas.violations("/components/schemas/BillingAlertEvent", events.log[1].payload)


def test_every_alert_has_a_number_of_its_own(ledger, events):
    """
    They count up from the one that the document shows.
    """
    for _ in range(2):
        with pytest.raises(Refusal):
            ledger.charge("a", Decimal(500), "number", NOW)

    assert ["bil-9001", "bil-9002"] == [one.payload["alert_id"] for one in events.log]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["0.005", "0.005", "0.005"], ["0.00", "0.01", "0.01"]),
        (["1.111111", "2.222222", "3.333333"], ["1.11", "2.22", "3.34"]),
        ([], []),
    ],
)
def test_cents_of_parts_add_up(parts, expected):
    """
    The sum of the rounded parts is the rounded sum.
    """
    assert [Decimal(one) for one in expected] == in_cents(Decimal(one) for one in parts)


def test_account_shows_every_change_of_its_balance(events):
    """
    An account opens with what its record says, and the record follows.
    """
    accounts = {"a": {"current_balance": 20.0}}
    ledger = Ledger(events, accounts)

    ledger.credit("a", Decimal("1.25"), "recharge", NOW)

    assert Decimal("21.25") == ledger.balance("a")
    assert 21.25 == accounts["a"]["current_balance"]
