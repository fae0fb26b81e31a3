"""The event sockets, over a real connection."""

from __future__ import annotations

import contextlib
import json

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, ConnectionClosedError, InvalidStatus
from websockets.sync.client import connect

from warp_sandbox import Sandbox, SandboxTransport, connected, sockets
from warp_sandbox.events import Event
from warp_sandbox.server import running
from warp_sandbox.spec.examples import example_request
from warp_sandbox.spec.samples import sample
from warp_sandbox.warp.auth import ADMIN_KEY, ADMIN_TOKEN, CUSTOMER_TOKEN

CUSTOMER = {"Authorization": f"Bearer {CUSTOMER_TOKEN}"}
ADMIN = {"Authorization": f"Bearer {ADMIN_TOKEN}"}


@pytest.fixture
def sandbox():
    """A fresh sandbox."""
    return Sandbox()


@pytest.fixture
def opened(sandbox):
    """Opens a socket: ``opened("/ws", headers)``; all of them are closed at the end."""
    with running(sandbox.app) as address, contextlib.ExitStack() as stack:

        def connect_to(path="/ws", headers=None):
            url = f"{address.replace('http', 'ws')}/v1{path}"
            return stack.enter_context(connect(url, additional_headers=headers, proxy=None, close_timeout=2))

        yield connect_to


def told(connection):
    return json.loads(connection.recv(timeout=5))


def send(connection, event, payload):
    connection.send(json.dumps({"event": event, "payload": payload}))


def ready(connection):
    """The connection, once the sandbox has begun to serve it."""
    send(connection, "ping", {})
    assert "pong" == told(connection)["event"]
    return connection


@pytest.fixture
def publish(sandbox):
    """Publishes the document's example of an event: ``publish("trunk.status", trunk_id="t1")``."""

    def publish_event(name, *, audience="customer", customer_id=None, **changes):
        path = "/ws" if audience == "customer" else "/admin/ws"
        pointer = f"/x-streams/{path.replace('/', '~1')}/events/{name}"
        payload = {**sample(sandbox.world.api, pointer), **changes}
        account = sandbox.world.customer_id if customer_id is None else customer_id
        sandbox.events.publish(Event(audience, name, payload, account))
        return payload

    return publish_event


def test_event_arrives_in_its_frame(opened, publish):
    """
    With its name, payload, id, number and time.
    """
    connection = ready(opened(headers=CUSTOMER))

    payload = publish("trunk.status")

    frame = {
        "event": "trunk.status",
        "payload": payload,
        "id": "evt_1",
        "seq": 2,
        "timestamp": "2026-01-15T12:00:00Z",
    }
    assert frame == told(connection)


def test_what_a_request_causes_is_told(opened, sandbox):
    """
    An admin suspends a customer, another admin hears of it.
    """
    connection = ready(opened("/admin/ws", ADMIN))
    send(connection, "subscribe", {"channels": ["customer.alert"]})
    told(connection)

    with connected(sandbox, "admin") as client:
        client.customers.suspend(sandbox.world.customer_id, reason="Unpaid")

    assert "Unpaid" == told(connection)["payload"]["message"]


def test_what_time_brings_is_told(opened, sandbox):
    """
    A message is delivered some seconds after it was sent.
    """
    connection = ready(opened(headers=CUSTOMER))
    send(connection, "subscribe", {"channels": ["message.delivered"]})
    told(connection)
    example = example_request(sandbox.world.api.tree, "send_sms").arguments("https://sandbox.invalid/v1")

    with httpx.Client(transport=SandboxTransport(sandbox), headers=CUSTOMER) as client:
        sent = client.request(**example).json()["data"]
    sandbox.advance(3600)

    assert sent["message_id"] == told(connection)["payload"]["message_id"]


def test_admins_have_a_socket_of_their_own(opened, publish):
    """
    What is meant for customers is not told there, and the other way round.
    """
    admin, customer = ready(opened("/admin/ws", ADMIN)), ready(opened(headers=CUSTOMER))

    publish("trunk.status")
    publish("fraud.alert", audience="admin")

    assert ("trunk.status", "fraud.alert") == (told(customer)["event"], told(admin)["event"])


def test_other_accounts_are_not_heard_of(opened, publish):
    """
    A customer hears of the own account only.
    """
    connection = ready(opened(headers=CUSTOMER))

    publish("trunk.status", customer_id="another", trunk_id="theirs")
    publish("trunk.status", trunk_id="ours")

    assert "ours" == told(connection)["payload"]["trunk_id"]


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/ws", {"Authorization": "Bearer wrong"}, 401),
        ("/ws", ADMIN, 403),
        ("/admin/ws", CUSTOMER, 403),
        ("/nothing", CUSTOMER, 404),
        (f"/ws?token={CUSTOMER_TOKEN}", {}, 400),
        ("/ws", {**CUSTOMER, "X-Sandbox-Fault": "status=503;retry-after=2"}, 503),
        ("/ws", {**CUSTOMER, "X-Sandbox-Fault": "explode"}, 400),
    ],
)
def test_handshake_is_refused_with_a_status(path, headers, status, opened):
    """
    Wrong credentials, the wrong socket, a token in the address, or a fault.
    """
    with pytest.raises(InvalidStatus) as caught:
        opened(path, headers)

    assert status == caught.value.response.status_code


def test_api_key_opens_a_socket(opened):
    """
    As a header of the handshake.
    """
    assert ready(opened("/admin/ws", {"X-API-Key": ADMIN_KEY}))


def test_first_frame_may_authenticate(opened, publish):
    """
    For clients that cannot send headers.
    """
    connection = opened()

    send(connection, "authenticate", {"token": CUSTOMER_TOKEN})

    assert ("authenticated", {"role": "customer"}) == tuple(map(told(connection).get, ("event", "payload")))
    ready(connection)
    publish("trunk.status")
    assert "trunk.status" == told(connection)["event"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (json.dumps({"event": "authenticate", "payload": {"token": "wrong"}}), 4401),
        (json.dumps({"event": "authenticate", "payload": {"token": ADMIN_TOKEN}}), 4403),
        (json.dumps({"event": "subscribe", "payload": {}}), 4401),
        (json.dumps({"event": "authenticate", "payload": "token"}), 4401),
        ("no JSON", 4401),
        (b"\x00", 4401),
    ],
)
def test_first_frame_must_authenticate(text, code, opened):
    """
    Everything else ends the connection with a code of its own.
    """
    connection = opened()
    connection.send(text)

    with pytest.raises(ConnectionClosedError) as caught:
        connection.recv(timeout=5)

    assert code == caught.value.rcvd.code


def test_silence_instead_of_a_first_frame_ends_the_connection(opened, monkeypatch):
    """
    Nobody keeps a connection without saying who it is.
    """
    monkeypatch.setattr(sockets, "PATIENCE", 0.05)

    with pytest.raises(ConnectionClosedError) as caught:
        opened().recv(timeout=5)

    assert 4408 == caught.value.rcvd.code


def test_subscription_narrows_what_is_told(opened, publish):
    """
    To some events, and to one trunk.
    """
    connection = ready(opened(headers=CUSTOMER))
    send(connection, "subscribe", {"channels": ["trunk.status"], "trunk_id": "t1"})
    assert ("subscribed", ["trunk.status"]) == ((frame := told(connection))["event"], frame["payload"]["channels"])

    publish("balance.low")
    publish("trunk.status", trunk_id="t2")
    publish("trunk.status", trunk_id="t1")

    assert "t1" == told(connection)["payload"]["trunk_id"]


def test_admin_may_listen_to_one_customer(opened, publish):
    """
    The others are left out.
    """
    connection = ready(opened("/admin/ws", ADMIN))
    send(connection, "subscribe", {"customer_id": "c2"})
    told(connection)

    for customer in ("c1", "c2"):
        publish("fraud.alert", audience="admin", customer_id=customer, description=customer)

    assert "c2" == told(connection)["payload"]["description"]


@pytest.mark.parametrize(
    ("event", "payload", "field"),
    [
        ("subscribe", {"channels": ["nothing"]}, "channels"),
        ("subscribe", {"channels": "trunk.status"}, "channels"),
        ("subscribe", {"channels": []}, "channels"),
        ("subscribe", {"channel": ["trunk.status"]}, "channel"),
        ("subscribe", [], ""),
        ("explode", {}, "event"),
    ],
)
def test_wrong_command_is_told_and_the_connection_stays(event, payload, field, opened):
    """
    The error names the field at fault.
    """
    connection = ready(opened(headers=CUSTOMER))

    send(connection, event, payload)

    frame = told(connection)
    assert ("error", field) == (frame["event"], frame["payload"]["errors"][0]["field"])
    assert (event != "explode") or "authenticate, ping, subscribe" in frame["payload"]["message"]
    ready(connection)


def test_silence_is_broken_by_heartbeats(opened, sandbox):
    """
    So that a client can tell a quiet connection from a dead one.
    """
    sandbox.sockets.heartbeat = 0.02

    assert "heartbeat" == told(opened(headers=CUSTOMER))["event"]


def test_dropped_connection_says_why(opened, sandbox):
    """
    Closed on demand, with a code.
    """
    connection = ready(opened(headers=CUSTOMER))

    assert 1 == sandbox.sockets.drop(4000, "maintenance")

    with pytest.raises(ConnectionClosedError) as caught:
        connection.recv(timeout=5)
    assert (4000, "maintenance") == (caught.value.rcvd.code, caught.value.rcvd.reason)


def test_connection_is_dropped_without_a_word(opened, sandbox):
    """
    As when a cable is cut.
    """
    connection = ready(opened(headers=CUSTOMER))

    sandbox.sockets.drop(1006)

    with pytest.raises(ConnectionClosedError) as caught:
        connection.recv(timeout=5)
    assert caught.value.rcvd is None


def test_fault_drops_after_some_events(opened, publish):
    """
    The header of the handshake says after how many.
    """
    connection = ready(opened(headers={**CUSTOMER, "X-Sandbox-Fault": "drop;after=1"}))

    publish("trunk.status")
    publish("trunk.status")

    assert "trunk.status" == told(connection)["event"]
    with pytest.raises(ConnectionClosedError):
        connection.recv(timeout=5)


def test_missed_events_are_told_again(opened, publish):
    """
    To whoever names the last event that arrived.
    """
    for number in range(3):
        publish("trunk.status", trunk_id=f"t{number}")

    connection = opened(headers={**CUSTOMER, "Last-Event-ID": "evt_2"})

    frame = told(connection)
    assert ("evt_3", "t2") == (frame["id"], frame["payload"]["trunk_id"])


def test_account_has_so_many_connections(opened):
    """
    The next one is closed.
    """
    for _ in range(sockets.MOST):
        ready(opened(headers=CUSTOMER))

    with pytest.raises(ConnectionClosedError) as caught:
        opened(headers=CUSTOMER).recv(timeout=5)

    assert 4429 == caught.value.rcvd.code


def test_event_that_breaks_the_document_ends_the_connection(opened, publish):
    """
    A wrong payload never passes for an event.
    """
    connection = ready(opened(headers=CUSTOMER))

    publish("trunk.status", trunk_id=5)

    with pytest.raises(ConnectionClosedError) as caught:
        connection.recv(timeout=5)
    assert 1011 == caught.value.rcvd.code
    assert "trunk_id" in caught.value.rcvd.reason


def test_closed_connections_are_forgotten(opened, sandbox):
    """
    Nothing is kept for who has gone.
    """
    connection = ready(opened(headers=CUSTOMER))
    connection.close()

    current = ready(opened(headers=CUSTOMER))
    for _ in range(200):
        if sandbox.sockets.open == 1:
            break
        # The server hears of the end when it comes to it; each answer lets it go on.
        ready(current)

    assert 1 == sandbox.sockets.open


def test_reset_closes_the_sockets(opened, sandbox):
    """
    Their events would never come.
    """
    connection = ready(opened(headers=CUSTOMER))

    sandbox.reset()

    with pytest.raises(ConnectionClosed):
        connection.recv(timeout=5)
