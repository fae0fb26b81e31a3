"""Alerts: what is raised, what holds, and what goes again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from warp_sandbox.events import Event
from warp_sandbox.spec.document import Api
from warp_sandbox.spec.schemas import Schemas
from warp_sandbox.warp.alerts import BURST, Alerts
from warp_sandbox.warp.ledger import Ledger

TOLD = {"alert_id": "alr-5001", "severity": "error", "timestamp": "2026-01-15T12:00:00Z"}


@pytest.fixture
def alerts(admin):
    """The alerts that an admin sees now."""
    return lambda: admin("GET", "/admin/system/alerts").json()["data"]


@pytest.fixture
def world(app):
    """The world of the sandbox under test."""
    return app.state.sandbox


@pytest.fixture
def told(world, document):
    """The payloads of all events of a name so far; each has its documented form."""

    def payloads(name, kind):
        found = [one.payload for one in world.events.log if one.name == name]
        schemas = Schemas(Api(document).tree)
        assert [] == [one for payload in found for one in schemas.violations(f"/components/schemas/{kind}", payload)]
        return found

    return payloads


def send(customer, recipient):
    body = {"from": "+13035550101", "to": recipient, "body": "Hello."}
    return customer("POST", "/messages/sms", json=body)


def test_suspended_trunk_is_an_alert_while_it_lasts(alerts, world):
    """
    When the trunk is back in service the alert is gone.
    """
    trunk = next(one for one in world.trunks.values() if one["status"] == "suspended")
    before = [one["trunk_id"] for one in alerts()]
    trunk["status"] = "active"

    assert trunk["id"] in before
    assert trunk["id"] not in [one["trunk_id"] for one in alerts()]


def test_suspended_account_is_an_alert(alerts, world):
    """
    It names the customer.
    """
    world.customers[world.customer_id].update(status="suspended")

    found = [one for one in alerts() if one["category"] == "customer" and one["customer_id"] == world.customer_id]

    assert ["Account is suspended"] == [one["title"] for one in found]


def test_premium_number_is_suspicious(customer, alerts, told):
    """
    A message to +979 is told to the admins and stays in the list.
    """
    send(customer, "+979123456789")

    payload = told("fraud.alert", "FraudAlertEvent")[-1]

    assert "unusual_destination" == payload["rule"]
    assert ("fraud", payload["alert_id"]) in [(one["category"], one["id"]) for one in alerts()]


def test_burst_is_suspicious_once(world, clock, told):
    """
    The 101st message within a minute raises one alert; the same number spread over time raises none.
    """
    alerts = Alerts(world, Ledger(world.events))
    for _ in range(BURST + 1):
        clock.advance(1)
        alerts.message_sent("slow", "+12125550147", None, clock())
    before = len(told("fraud.alert", "FraudAlertEvent"))
    for _ in range(BURST + 1):
        alerts.message_sent("fast", "+12125550147", None, clock())

    found = told("fraud.alert", "FraudAlertEvent")

    assert (0, [("fast", "velocity", BURST)]) == (
        before,
        [(one["customer_id"], one["rule"], one["limit_value"]) for one in found],
    )


def test_low_balance_is_told_to_admins(world, told, alerts, clock):
    """
    The customer hears of the balance, the admins of the customer.
    """
    ledger = Ledger(world.events)
    own = Alerts(world, ledger)
    ledger.charge(world.customer_id, Decimal("400"), "number", clock())

    payload = told("customer.alert", "CustomerAlertEvent")[-1]

    assert (world.customer_id, "Balance is low") == (payload["customer_id"], payload["title"])
    assert ["12.75 is less than 50.00."] == [
        one["message"] for one in own.listed() if one["id"].startswith("alr-balance")
    ]
    assert payload["alert_id"] in [one["id"] for one in alerts()]


def test_alert_of_another_part_is_listed(world, alerts):
    """
    What any part tells the admins about a customer is kept.
    """
    words = {"customer_id": world.customer_id, "title": "Suspended", "message": "By an admin."}
    world.events.publish(Event("admin", "customer.alert", {**TOLD, **words}, world.customer_id))

    assert [("alr-5001", "customer", "error")] == [
        (one["id"], one["category"], one["severity"]) for one in alerts() if one["title"] == "Suspended"
    ]
