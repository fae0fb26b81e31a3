"""Deliveries to webhooks: who gets one, what is in it, and that its signature holds."""

from __future__ import annotations

import json

import pytest

from warp_client_core.signatures import sign, signed_part
from warp_sandbox.events import Event
from warp_sandbox.spec.schemas import Schemas
from warp_sandbox.warp.deliveries import HEADER, PAUSE, signature
from warp_sandbox.warp.webhooks import SEEDED_SECRET

SHOWN = "c9b8a7f6-e5d4-4c3b-9a2f-1e0d9c8b7a6f"
DELIVERED = {"message_id": "m1", "from": "a", "to": "b", "status": "delivered", "delivered_at": "2026-01-15T12:00:04Z"}


@pytest.fixture
def world(app):
    """The records of the platform."""
    return app.state.sandbox


@pytest.fixture
def publish(world):
    """Publishes an event of the account, or of another one."""

    def send(name="message.delivered", payload=DELIVERED, audience="customer", customer_id=world.customer_id):
        world.events.publish(Event(audience, name, payload, customer_id))
        return [json.loads(one.body)["event_type"] for one in world.deliveries]

    return send


@pytest.fixture
def subscribe(customer):
    """Creates a webhook with a known secret; returns its id."""

    def create(*events):
        body = {"url": "https://hooks.example.com/mine", "events": events, "secret": "mine"}
        return customer("POST", "/webhooks", json=body).json()["data"]["id"]

    return create


def test_delivery_is_what_the_document_says(publish, world, document):
    """
    The body has the form of a WebhookDelivery and is about the event.
    """
    publish()

    (delivery,) = world.deliveries
    body = json.loads(delivery.body)
    assert [] == Schemas(document).violations("/components/schemas/WebhookDelivery", body)
    assert (DELIVERED, "2026-01-15T12:00:04Z", "evt-20260115-0001") == (
        body["data"],
        body["timestamp"],
        body["event_id"],
    )
    assert (SHOWN, "https://hooks.example.com/warp") == (delivery.webhook_id, delivery.url)


def test_signature_holds_for_the_client(publish, world):
    """
    The runtime that customers use accepts the delivery under the webhook's secret.
    """
    publish()

    (delivery,) = world.deliveries
    assert delivery.body == signed_part(delivery.body, delivery.headers, secret=SEEDED_SECRET)


@pytest.mark.parametrize("secret", ["plain", "pä ss", "0" * 200])
def test_signature_is_the_one_of_the_client(secret):
    """
    Both sides compute the same.
    """
    assert sign(b'{"a":1}', secret) == signature(b'{"a":1}', secret)


@pytest.mark.parametrize(
    "event",
    [
        {"customer_id": "somebody else"},
        {"audience": "admin"},
        {"name": "message.received"},
    ],
)
def test_events_that_nobody_wants_are_not_delivered(event, publish):
    """
    Other accounts, events for admins and kinds that no webhook asked for.
    """
    assert [] == publish(**event)


def test_paused_webhook_gets_nothing(publish, customer):
    """
    Until it is active again.
    """
    customer("PATCH", f"/webhooks/{SHOWN}", json={"active": False})
    paused = publish()
    customer("PATCH", f"/webhooks/{SHOWN}", json={"active": True})

    assert ([], ["message.delivered"]) == (paused, publish())


@pytest.mark.parametrize(
    ("name", "payload", "expected"),
    [
        ("call.active", {"state": "initiated"}, "call.started"),
        ("call.active", {"state": "answered"}, "call.answered"),
        ("call.active", {"state": "ended"}, "call.ended"),
        ("message.delivered", {"status": "failed"}, "message.failed"),
        ("balance.low", {"current_balance": 1.0, "timestamp": "2026-01-15T12:00:00Z"}, "credit.warning"),
    ],
)
def test_socket_events_have_their_webhook_names(name, payload, expected, publish, subscribe):
    """
    What a socket calls otherwise comes under the name that webhooks subscribe to.
    """
    subscribe("call.started", "call.answered", "call.ended", "credit.warning")

    assert {expected} == set(publish(name, payload))


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ({"timestamp": "2026-01-15T12:00:09Z", "created_at": "2026-01-15T12:00:00Z"}, "2026-01-15T12:00:09Z"),
        ({"delivered_at": None, "updated_at": "2026-01-15T12:00:03Z"}, "2026-01-15T12:00:03Z"),
        ({"start_time": "2026-01-15T12:00:00Z", "duration": 65}, "2026-01-15T12:01:05Z"),
        ({}, "2026-01-15T12:00:00Z"),
    ],
)
def test_delivery_tells_when_the_event_happened(payload, expected, publish, world):
    """
    The payload knows; a call has lasted since its start.
    """
    publish(payload=payload)

    assert expected == json.loads(world.deliveries[-1].body)["timestamp"]


def test_ringing_is_no_webhook_event(publish, subscribe):
    """
    A state without a webhook event is told to sockets alone.
    """
    subscribe("call.started", "call.answered", "call.ended")

    assert [] == publish("call.active", {"state": "ringing"})


def test_all_webhooks_of_an_event_get_the_same_body(publish, subscribe, world):
    """
    One event has one id; each webhook's own secret signs it.
    """
    subscribe("message.delivered")

    publish()

    first, second = world.deliveries
    assert first.body == second.body
    assert (signature(first.body, SEEDED_SECRET), signature(first.body, "mine")) == (
        first.headers[HEADER],
        second.headers[HEADER],
    )


def test_events_have_ids_of_their_own(publish, world):
    """
    They count up.
    """
    publish()
    publish()

    assert ["evt-20260115-0001", "evt-20260115-0002"] == [json.loads(one.body)["event_id"] for one in world.deliveries]


def test_delivery_is_noted_at_the_webhook(publish, customer):
    """
    The webhook shows when it was last triggered.
    """
    publish()

    assert DELIVERED["delivered_at"] == customer("GET", "/webhooks").json()["data"][0]["last_triggered_at"]


def test_refused_delivery_is_tried_again(publish, world, customer, clock):
    """
    Three more times, each pause twice the one before, with the same bytes.
    """
    world.deliver = lambda _: False
    publish()
    clock.advance(4)
    counts = []
    for pause in (PAUSE - 1, 1, 2 * PAUSE, 4 * PAUSE, 100 * PAUSE):
        clock.advance(pause)
        customer("GET", "/account")
        counts.append(len(world.deliveries))

    assert [1, 2, 3, 4, 4] == counts
    assert [1, 2, 3, 4] == [one.attempt for one in world.deliveries]
    assert 1 == len({one.body for one in world.deliveries})


def test_taken_delivery_is_not_repeated(publish, world, customer, clock):
    """
    What the callback takes is done.
    """
    taken = []
    world.deliver = lambda delivery: taken.append(delivery) or True
    publish()
    clock.advance(100 * PAUSE)
    customer("GET", "/account")

    assert taken == list(world.deliveries)
    assert 1 == len(taken)


def test_second_attempt_is_signed_with_the_new_secret(publish, world, customer, clock):
    """
    A secret that was replaced in between no longer signs.
    """
    world.deliver = lambda _: False
    publish()
    customer("PATCH", f"/webhooks/{SHOWN}", json={"secret": "new"})
    clock.advance(2 * PAUSE)
    customer("GET", "/account")

    assert signature(world.deliveries[1].body, "new") == world.deliveries[1].headers[HEADER]


def test_deleted_webhook_is_not_tried_again(publish, world, customer, clock):
    """
    Deliveries to its address stop.
    """
    world.deliver = lambda _: False
    publish()
    customer("DELETE", f"/webhooks/{SHOWN}")
    clock.advance(2 * PAUSE)
    customer("GET", "/account")

    assert 1 == len(world.deliveries)


def test_recharge_reaches_its_webhooks(customer, subscribe, world):
    """
    What an operation causes is delivered like every other event.
    """
    subscribe("balance.recharged", "payment.received")
    body = {"amount": 20, "payment_method_id": "0f9e8d7c-6b5a-4c3d-8e2f-1a0b9c8d7e6f"}

    result = customer("POST", "/billing/recharge", json=body).json()["data"]

    received, recharged = (json.loads(one.body) for one in world.deliveries)
    assert ("payment.received", "balance.recharged") == (received["event_type"], recharged["event_type"])
    assert result["payment_id"] == received["data"]["payment_id"] == recharged["data"]["payment_id"]
    assert result["new_balance"] == recharged["data"]["new_balance"]
