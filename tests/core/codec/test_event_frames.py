"""Claims about the frames of an event stream."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import attrs
import pytest

from warp_client_core.codec.decoding import reader
from warp_client_core.codec.event_frames import frame_text, read_frame, read_payload, read_plain, read_time
from warp_client_core.errors import ResponseDecodeError


@attrs.frozen
class Alert:
    """A payload with a field that is called like a key of a frame."""

    alert_id: str
    type: str | None = None
    amount: Decimal | None = None


@attrs.frozen
class From:
    """A payload with a name that Python keeps for itself."""

    __wire__ = {"from_": "from"}  # noqa: RUF012 -- as generated models have it

    from_: str


DOCUMENTED = b'{"event": "a", "payload": {"alert_id": "x", "type": "t", "amount": 0.10}, "id": "e1", "seq": 3}'
BY_TYPE = b'{"type": "a", "payload": {"alert_id": "x", "type": "t", "amount": 0.10}, "id": "e1", "seq": 3}'
FLAT = b'{"event": "a", "alert_id": "x", "type": "t", "amount": 0.10, "id": "e1", "seq": 3}'
LOOSE = b'{"event": "a", "payload": {"alert_id": "x", "type": "t", "amount": "0.10"}, "id": "e1", "seq": "3"}'


@pytest.mark.parametrize("data", [DOCUMENTED, BY_TYPE, FLAT, LOOSE])
def test_all_forms_hold_the_same_event(data):
    """
    Name, numbers and payload; amounts are exact.
    """
    found = read_frame(data)

    assert ("a", "e1", 3) == (found.event, found.id, found.seq)
    assert Alert("x", "t", Decimal("0.10")) == read_payload(found, reader(Alert))


def test_a_flat_event_named_by_its_type():
    """
    With neither event nor payload.
    """
    found = read_frame(b'{"type": "a", "alert_id": "x"}')

    assert ("a", Alert("x", "a"), {"alert_id": "x"}) == (
        found.event,
        read_payload(found, reader(Alert)),
        read_plain(found),
    )


@pytest.mark.parametrize(("number", "text"), [(7, "7"), (None, None), (True, None), ([1], None)])
def test_ids_are_texts(number, text):
    """
    Numbers become texts, other things are no ids.
    """
    assert text == read_frame(json.dumps({"event": "a", "payload": {}, "id": number}).encode()).id


def test_a_payload_of_another_form_names_its_field():
    """
    As replies do.
    """
    found = read_frame(b'{"event": "a", "payload": {"alert_id": 5}}')

    with pytest.raises(ResponseDecodeError, match=r"\$\.alert_id"):
        read_payload(found, reader(Alert))


def test_a_plain_payload_survives_bytes_that_are_no_text():
    """
    They are replaced.
    """
    assert {"a": "\ufffd"} == read_plain(read_frame(b'{"event": "x", "payload": {"a": "\xff"}}'))


@pytest.mark.parametrize(
    ("text", "moment"),
    [("2026-01-15T12:00:00Z", datetime(2026, 1, 15, 12, tzinfo=UTC)), ("yesterday", None), (None, None)],
)
def test_times_are_read_where_they_can_be(text, moment):
    """
    A strange one is no reason to lose the event.
    """
    assert moment == read_time(text)


def test_commands_have_the_documented_form():
    """
    Python names become wire names, and no payload is an empty one.
    """
    assert {"event": "call", "payload": {"from": "+1"}} == json.loads(frame_text("call", {"from_": "+1"}, From))
    assert {"event": "ping", "payload": {}} == json.loads(frame_text("ping", None))
