"""Received deliveries: checked first, typed afterwards, by a plain method of both flavours."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.openapi.documents import bundled
from warp_client_core import ResponseDecodeError
from warp_client_core.signatures import HEADER, WebhookVerificationError, sign
from warp_client_core.steps import Ambient
from warp_customer import AsyncCustomerClient, CustomerClient
from warp_customer.models import WebhookDelivery, WebhookEvent

ROOT = Path(__file__).resolve().parents[3]
SECRET = "whsec_<example>"
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
CONTENT = {
    "event_id": "evt-1",
    "event_type": "message.delivered",
    "timestamp": "2026-01-15T12:00:00Z",
    "data": {"message_id": "m1", "segments": 2},
}


def unreachable(request: httpx.Request) -> httpx.Response:
    raise AssertionError(f"{request.method} {request.url}")


@pytest.fixture(params=["sync", "async"])
def client(request: pytest.FixtureRequest) -> CustomerClient | AsyncCustomerClient:
    """A client of either flavour without tokens, at noon, that must not send anything."""
    transport = httpx.MockTransport(unreachable)
    ambient = Ambient(now=lambda: NOW)
    if request.param == "sync":
        return CustomerClient(http_client=httpx.Client(transport=transport), ambient=ambient)
    return AsyncCustomerClient(http_client=httpx.AsyncClient(transport=transport), ambient=ambient)


def body_of(**changes: Any) -> bytes:
    """The bytes of a delivery; a field that is None is left out."""
    return json.dumps({name: one for name, one in {**CONTENT, **changes}.items() if one is not None}).encode()


def unwrapped(client: CustomerClient | AsyncCustomerClient, body: bytes, **options: Any) -> WebhookDelivery:
    """What a delivery that is signed in the header is unwrapped to."""
    return client.webhooks.unwrap(body, {HEADER: sign(body, SECRET)}, **{"secret": SECRET, **options})


def test_a_delivery_with_a_wrong_signature_is_not_looked_into(client: CustomerClient) -> None:
    """
    Not even to find out that it is no JSON, or too old.
    """
    for body in (b"{", body_of(timestamp="2020-01-01T00:00:00Z"), body_of()):
        with pytest.raises(WebhookVerificationError) as caught:
            client.webhooks.unwrap(body, {HEADER: sign(body, "guessed")}, secret=SECRET)

        assert "mismatch" == caught.value.reason


def test_a_delivery_without_a_signature_is_refused(client: CustomerClient) -> None:
    """
    There is no way around the check.
    """
    with pytest.raises(WebhookVerificationError) as caught:
        client.webhooks.unwrap(body_of(), {}, secret=SECRET)

    assert "missing" == caught.value.reason


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (b"[]", "$"),
        (b"{", "$"),
        (body_of(event_id=None), "$"),
        (body_of(event_id=7), "$.event_id"),
        (body_of(timestamp="soon"), "$.timestamp"),
    ],
    ids=str,
)
def test_a_signed_delivery_that_cannot_be_read_says_so(client: CustomerClient, body: bytes, path: str) -> None:
    """
    It is no forgery, so the error is another one; it names the field and the operation.
    """
    with pytest.raises(ResponseDecodeError) as caught:
        unwrapped(client, body)

    assert (path, "receive_webhook_delivery") == (caught.value.path, caught.value.operation_id)


@pytest.mark.parametrize(("seconds", "reason"), [(301, "too_old"), (-301, "too_new")])
def test_a_delivery_of_another_time_is_refused(client: CustomerClient, seconds: int, reason: str) -> None:
    """
    By the clock of the client, 300 seconds in either direction unless the caller says otherwise.
    """
    body = body_of(timestamp=(NOW - timedelta(seconds=seconds)).isoformat())

    with pytest.raises(WebhookVerificationError) as caught:
        unwrapped(client, body)

    assert reason == caught.value.reason
    assert "evt-1" == unwrapped(client, body, tolerance=301).event_id
    assert "evt-1" == unwrapped(client, body, tolerance=None).event_id


def test_a_delivery_is_typed(client: CustomerClient) -> None:
    """
    At once, in both flavours, without a request.
    """
    delivery = unwrapped(client, body_of(timestamp="2026-01-15T12:05:00Z"))

    assert (
        WebhookDelivery(
            event_id="evt-1",
            event_type=WebhookEvent.MESSAGE_DELIVERED,
            timestamp=datetime(2026, 1, 15, 12, 5, tzinfo=UTC),
            data={"message_id": "m1", "segments": 2},
        )
        == delivery
    )


def test_kinds_of_events_and_fields_may_be_added(client: CustomerClient) -> None:
    """
    An unknown kind is kept, an unknown field ignored; both are counted.
    """
    delivery = unwrapped(client, body_of(event_type="fax.sent", attempt=2))

    assert "fax.sent" == delivery.event_type
    assert isinstance(delivery.event_type, WebhookEvent)
    assert {"WebhookEvent.fax.sent": 1} == client.drift.enum_values
    assert {"WebhookDelivery.attempt": 1} == client.drift.fields


@pytest.mark.parametrize("changes", [{"event_type": "fax.sent"}, {"attempt": 2}])
def test_a_strict_client_refuses_what_is_unknown(changes: dict[str, Any]) -> None:
    """
    As it does with replies.
    """
    client = CustomerClient(strict=True, ambient=Ambient(now=lambda: NOW))

    with pytest.raises(ResponseDecodeError):
        unwrapped(client, body_of(**changes))


def test_a_time_without_a_zone_is_utc(client: CustomerClient) -> None:
    """
    As in replies, whatever the zone of the machine.
    """
    assert NOW == unwrapped(client, body_of(timestamp="2026-01-15T12:00:00"), tolerance=0).timestamp


def test_one_secret_may_replace_another(client: CustomerClient) -> None:
    """
    On either side: several secrets here, several signatures there.
    """
    body = body_of()
    both = {HEADER: f"{sign(body, 'new')}, {sign(body, SECRET)}"}

    assert "evt-1" == unwrapped(client, body, secret=["new", SECRET]).event_id
    assert "evt-1" == client.webhooks.unwrap(body, both, secret=SECRET).event_id


def test_a_signature_in_the_body_is_no_part_of_the_delivery(client: CustomerClient) -> None:
    """
    Only what was signed comes back: with the header that is the whole body, else it is what stands before the member.
    """
    inside = body_of(signature=sign(body_of(), SECRET))

    assert None is client.webhooks.unwrap(inside, {}, secret=SECRET).signature
    assert sign(body_of(), SECRET) == unwrapped(client, inside).signature


def test_the_document_describes_the_same_signature() -> None:
    """
    Header, its form, and the name of the member in the body.
    """
    delivery = bundled("warp.yaml")["webhooks"]["delivery"]["post"]
    (parameter,) = delivery["parameters"]
    schema = bundled("warp.yaml")["components"]["schemas"]["WebhookDelivery"]

    assert (HEADER, "header") == (parameter["name"], parameter["in"])
    assert re.fullmatch("sha256=[0-9a-f]{64}", parameter["example"])
    assert "signature" == list(schema["properties"])[-1]
    assert f"`{HEADER}`" in delivery["description"]


def test_the_example_of_the_readme_takes_each_event_once() -> None:
    """
    A retry is acknowledged and not handled again; a forgery is refused.
    """
    text = (ROOT / "overlays" / "webhook_deliveries" / "README.md").read_text("utf-8")
    (example,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    handled_events: list[str] = []
    names: dict[str, Any] = {
        "NEW_SECRET": "new",
        "OLD_SECRET": SECRET,
        "handled": set(),
        "handle": lambda delivery: handled_events.append(delivery.event_id),
    }
    body = body_of(timestamp=datetime.now(UTC).isoformat())

    exec(example, names)
    statuses = [names["receive"](body, {HEADER: sign(body, secret)}) for secret in (SECRET, "new", "guessed")]

    assert [204, 204, 400] == statuses
    assert ["evt-1"] == handled_events
