"""Messages that are sent, move on with time, and are found again."""

from __future__ import annotations

import json

import pytest

from warp_sandbox.errors import Refusal
from warp_sandbox.spec.document import Api
from warp_sandbox.spec.schemas import Schemas
from warp_sandbox.warp.alerts import Alerts
from warp_sandbox.warp.ledger import OPENING, Ledger
from warp_sandbox.warp.messages import SHORT_CODE, Messages
from warp_sandbox.wire.exchange import Call, Caller

SENDER = "+13035550101"


@pytest.fixture
def send(customer):
    """Sends an SMS, to a number that can be reached unless the test says otherwise."""

    def post(**given):
        body = {"from": SENDER, "to": "+12125550147", "body": "Good morning.", **given}
        return customer("POST", "/messages/sms", json=body)

    return post


@pytest.fixture
def status(customer):
    """The status of a message now."""
    return lambda message_id: customer("GET", f"/messages/{message_id}").json()["data"]["status"]


def call_of(world, document, clock):
    return Call(
        operation=Api(document).operation("send_sms"),
        caller=Caller("customer", world.customer_id),
        path={},
        query={},
        headers={},
        body={"from": SENDER, "to": "+12125550147", "body": "Good morning."},
        uploads={},
        media="application/json",
        base_url="http://sandbox/v1",
        request_id="req_1",
        now=clock(),
    )


def balance(customer):
    return customer("GET", "/metrics/current").json()["data"]["current_balance"]


def delivered(app):
    return [event.payload for event in app.state.sandbox.events.log if event.name == "message.delivered"]


def test_message_moves_on_with_time(send, status, clock):
    """
    It is queued, sent after a second and delivered after four.
    """
    message_id = send().json()["data"]["message_id"]

    states = [status(message_id)]
    for seconds in (1, 3):
        clock.advance(seconds)
        states.append(status(message_id))

    assert ["queued", "sent", "delivered"] == states


def test_times_are_those_of_the_steps(send, customer, clock):
    """
    A message that is looked at late was delivered on time all the same.
    """
    message_id = send().json()["data"]["message_id"]
    clock.advance(3600)

    message = customer("GET", f"/messages/{message_id}").json()["data"]

    assert ("2026-01-15T12:00:01Z", "2026-01-15T12:00:04Z") == (message["sent_at"], message["delivered_at"])


def test_delivery_is_an_event_of_the_customer(send, customer, app, clock, document):
    """
    The receipt carries cost, segments and the sender's map, in the documented form.
    """
    sent = send(metadata={"order": "7"}).json()["data"]
    clock.advance(4)
    customer("GET", "/account")

    payload = delivered(app)[-1]

    assert (sent["message_id"], "delivered", {"order": "7"}) == tuple(
        payload[name] for name in ("message_id", "status", "metadata")
    )
    assert (0.0045, 1, 1) == tuple(payload[name] for name in ("cost", "segments_sent", "segments_delivered"))
    schemas = Schemas(Api(document).tree)
    assert [] == schemas.violations("/components/schemas/MessageDeliveredEvent", payload)


def test_unreachable_recipient_fails(send, status, app, clock):
    """
    Numbers that end in 0199 are never reached; the receipt says so.
    """
    message_id = send(to="+12125550199").json()["data"]["message_id"]
    clock.advance(4)

    assert "failed" == status(message_id)
    assert ("failed", 0) == (delivered(app)[-1]["status"], delivered(app)[-1]["segments_delivered"])


def test_message_without_receipt_expires(send, status, clock):
    """
    From numbers that end in 0198 nothing is heard for three days.
    """
    message_id = send(to="+12125550198").json()["data"]["message_id"]
    clock.advance(71 * 3600)
    before = status(message_id)
    clock.advance(3600)

    assert ("sent", "expired") == (before, status(message_id))


def test_each_segment_is_charged(send, customer):
    """
    161 characters are two segments; the price is on the message and off the balance.
    """
    before = balance(customer)

    message = send(body="x" * 161).json()["data"]

    assert (2, 0.009) == (message["segments"], message["price"])
    assert (412.75, 412.74) == (before, balance(customer))


def test_multimedia_message_is_charged_as_a_whole(customer):
    """
    Its price does not depend on the length of its text.
    """
    body = {"from": SENDER, "to": "+12125550147", "media_urls": ["https://media.example.com/a.png"], "body": "x" * 999}

    message = customer("POST", "/messages/mms", json=body).json()["data"]

    assert ("MMS", 1, 0.015) == (message["type"], message["segments"], message["price"])


def test_empty_account_cannot_send(app, document, clock):
    """
    When the money is gone the message is refused, and not kept.
    """
    world = app.state.sandbox
    ledger = Ledger(world.events)
    ledger.charge(world.customer_id, OPENING, "number", clock())
    messages = Messages(world, ledger, Alerts(world, ledger))
    before = len(messages.records)

    with pytest.raises(Refusal) as refused:
        messages.handlers()["send_sms"](call_of(world, document, clock))

    assert (402, before) == (refused.value.status, len(messages.records))


def test_sender_must_belong_to_the_account(send, customer):
    """
    A number of somebody else is at fault, a released one too; the leased short code is good.
    """
    own = next(one for one in customer("GET", "/numbers?limit=100").json()["data"] if one["number"] != SENDER)
    good = send(**{"from": own["number"]}).status_code
    customer("DELETE", f"/numbers/{own['id']}")

    fields = [
        send(**{"from": number}).json()["details"]["errors"][0]["field"] for number in ("+12025550100", own["number"])
    ]

    assert (202, ["from", "from"]) == (good, fields)
    assert 202 == send(**{"from": SHORT_CODE}).status_code


def test_sender_needs_the_service(customer):
    """
    A number without MMS sends none.
    """
    numbers = customer("GET", "/numbers?limit=100").json()["data"]
    plain = next(one["number"] for one in numbers if not one["mms_enabled"])
    body = {"from": plain, "to": "+12125550147", "media_urls": ["https://media.example.com/a.png"]}

    reply = customer("POST", "/messages/mms", json=body)

    assert (422, "Is not enabled for MMS.") == (reply.status_code, reply.json()["details"]["errors"][0]["message"])


def test_trunk_must_be_in_service(send, app):
    """
    Trunks that do not exist, or carry nothing, are at fault.
    """
    world = app.state.sandbox
    own = [one for one in world.trunks.values() if one["customer_id"] == world.customer_id]
    suspended = next(one["id"] for one in own if one["status"] == "suspended")

    replies = [send(trunk_id=trunk_id).json() for trunk_id in ("nowhere", suspended)]

    assert ["There is no such trunk.", "Is not in service."] == [
        reply["details"]["errors"][0]["message"] for reply in replies
    ]


def test_nobody_writes_to_oneself(send):
    """
    Sender and recipient differ.
    """
    assert "to" == send(to=SENDER).json()["details"]["errors"][0]["field"]


def test_list_shows_the_newest_first(send, customer):
    """
    What was sent last is on top of the 60 that were there.
    """
    sent = send().json()["data"]

    page = customer("GET", "/messages").json()

    assert sent == page["data"][0]
    assert (61, 4) == tuple(page["meta"]["pagination"][name] for name in ("total", "total_pages"))
    stamps = [one["created_at"] for one in page["data"]]
    assert sorted(stamps, reverse=True) == stamps


@pytest.mark.parametrize(("name", "field"), [("direction", "direction"), ("from", "from"), ("to", "to")])
def test_list_filters(name, field, customer):
    """
    Every filter keeps what has its value, and nothing else.
    """
    everything = customer("GET", "/messages?limit=100").json()["data"]
    value = next(one for one in everything if one["direction"] == "inbound")[field]

    found = customer("GET", "/messages?limit=100", params={name: value, "limit": 100}).json()["data"]

    assert [one for one in everything if one[field] == value] == found
    assert 0 < len(found) < len(everything)


def test_list_keeps_to_its_range(customer):
    """
    The start belongs to it, the end does not; an end before the start is refused.
    """
    everything = customer("GET", "/messages?limit=100").json()["data"]
    newest, older = everything[0]["created_at"], everything[3]["created_at"]

    found = customer("GET", "/messages", params={"date_from": older, "date_to": newest}).json()["data"]

    assert everything[1:4] == found
    assert 422 == customer("GET", "/messages", params={"date_from": newest, "date_to": older}).status_code


def test_unknown_message_is_not_found(customer):
    """
    There is nothing under an id that was never given.
    """
    assert 404 == customer("GET", "/messages/nothing").status_code


def test_talkative_number_writes_back(send, customer, app, clock):
    """
    Ten seconds after a message to a number that ends in 0197 an answer is there, and told to webhooks.
    """
    send(to="+12125550197")
    clock.advance(10)

    answer = customer("GET", "/messages").json()["data"][0]

    assert ("inbound", "received", "+12125550197", SENDER) == tuple(
        answer[name] for name in ("direction", "status", "from", "to")
    )
    told = [one.payload for one in app.state.sandbox.events.log if one.name == "message.received"]
    assert [answer] == told


@pytest.mark.parametrize(("to", "name"), [("+12125550147", "message.delivered"), ("+12125550199", "message.failed")])
def test_receipt_goes_to_the_address_of_the_message(to, name, send, customer, app, clock):
    """
    It is posted once, and taken by whoever takes deliveries.
    """
    taken = []
    app.state.sandbox.deliver = lambda delivery: bool(taken.append(delivery)) or True
    send(to=to, webhook_url="https://hooks.example.com/mine")
    clock.advance(4)
    customer("GET", "/account")

    bodies = [json.loads(one.body) for one in taken if one.url == "https://hooks.example.com/mine"]

    assert [name] == [one["event_type"] for one in bodies]
    assert all(one in app.state.sandbox.deliveries for one in taken)
    assert delivered(app)[-1] == bodies[0]["data"]
