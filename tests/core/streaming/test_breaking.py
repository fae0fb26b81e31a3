"""Claims about connections that break, and about what servers should not send."""

import json
import time
from decimal import Decimal

import pytest

from warp_client_core import Gap, RawEvent, Received, StreamError, StreamState
from warp_client_core.streaming import inbox
from warp_client_core.streaming.values import CONNECTED, ERROR, RECONNECTING

from .conftest import TOKEN, Low, accept, closing, frame, kill, sending, staying, vanish, write


@pytest.mark.parametrize("end", [kill, closing(1012)], ids=["killed", "restarted"])
def test_a_broken_connection_is_made_again(opened, place, end):
    """
    Both events arrive, and the server learns where to go on.
    """
    made = place(sending(frame(1), then=end), sending(frame(2)))

    stream = opened(made)

    assert [Low(1), Low(2)] == stream.take(2)
    assert [None, "e1"] == made.headers("Last-Event-ID")


def test_a_connection_that_is_reset_is_made_again(opened, raw):
    """
    A RST comes in place of goodbye.
    """

    def behave(connection):
        accept(connection)
        write(connection, frame(made.accepted))
        if made.accepted == 1:
            vanish(connection)

    made = raw(behave)

    assert [Low(1), Low(2)] == opened(made).take(2)


def test_a_half_open_connection_is_given_up(opened, raw, until):
    """
    The server says nothing, not even to pings; no FIN comes.
    """
    made = raw(accept)

    opened(made, heartbeat=0.1)

    until(lambda: made.accepted > 1)


def test_a_silent_server_that_answers_pings_is_kept(opened, place, until):
    """
    Silence alone is no sign of death.
    """
    made = place(staying)
    stream = opened(made, heartbeat=1.0)
    began = time.monotonic()

    until(lambda: time.monotonic() - began > 3.2)

    assert (1, StreamState.OPEN) == (len(made.requests), stream.stream.state)


def test_a_stream_begins_where_an_earlier_one_ended(opened, place):
    """
    The id may be kept by the caller.
    """
    made = place(staying)

    opened(made, last_event_id="e7")

    assert ["e7"] == made.headers("Last-Event-ID")


def test_duplicates_after_a_reconnect_are_left_out(opened, place):
    """
    A server may send more than it has to.
    """
    made = place(sending(frame(1), frame(2), then=kill), sending(frame(2, seq=1), frame(3, seq=2)))

    stream = opened(made)

    assert [Low(1), Low(2), Low(3)] == stream.take(3)
    assert 1 == stream.stream.dropped["duplicate"]


def test_a_gap_stands_where_something_is_missing(opened, place):
    """
    Before the event that shows it; an event that comes late is given.
    """
    stream = opened(place(sending(frame(1), frame(3), frame(2))))

    found = stream.frames(5)

    assert [CONNECTED, 1, Gap(2, 2), 3, 2] == [one if isinstance(one, Gap) else one.seq or one.event for one in found]


def test_without_ids_a_reconnect_is_a_gap(opened, place):
    """
    There is nothing to resume from, so nobody knows what was missed.
    """
    stream = opened(place(sending(frame(1, id=None), then=kill), sending(frame(2, id=None))))

    found = [one if isinstance(one, Gap) else one.event for one in stream.frames(7)]

    low = "balance.low"
    assert [CONNECTED, low, ERROR, RECONNECTING, CONNECTED, Gap(), low] == found


def test_a_message_that_is_too_big_costs_the_connection_and_is_told(opened, place, until):
    """
    One byte more than allowed: the server hears 1009, the stream goes on.
    """
    size = 1024 * 1024
    made = place(sending("x" * (size + 1)), sending(frame(1)))

    stream = opened(made)

    assert [Low(1)] == stream.take(1)
    assert 1 == stream.stream.dropped["oversized"]
    until(lambda: [1009] == made.closes[:1])


def test_a_message_of_the_largest_size_is_taken(opened, place):
    """
    The limit itself is allowed.
    """
    empty = '{"event": "large", "payload": ""}'
    whole = empty.replace('""', '"' + "x" * (1024 * 1024 - len(empty)) + '"')

    (found,) = opened(place(sending(whole))).take(1)

    assert len(whole) - len(empty) == len(found.payload)


def test_a_deflate_bomb_is_a_message_that_is_too_big(opened, place, until):
    """
    It is cut off before it has unfolded.
    """
    made = place(sending("0" * 16 * 1024 * 1024), sending(frame(1)), compression="deflate")

    stream = opened(made)

    assert [Low(1)] == stream.take(1)
    assert 1 == stream.stream.dropped["oversized"]
    until(lambda: [1009] == made.closes[:1])


def test_too_many_fragments_are_a_message_that_is_too_big(opened, place, until):
    """
    However few bytes they hold; one more than the limit, so that the server has sent all when it is told.
    """

    def shred(ws):
        ws.send("" for _ in range(16_384 + 1))
        staying(ws)

    made = place(shred, sending(frame(1)))

    assert [Low(1)] == opened(made).take(1)
    until(lambda: [1009] == made.closes[:1])


def test_fragments_are_put_together(opened, place):
    """
    The server decides about the size of frames.
    """
    text = frame(1)

    assert [Low(1)] == opened(place(lambda ws: (ws.send(iter(text)), staying(ws)))).take(1)


def in_binary(ws):
    ws.send(frame(1).encode())
    staying_after(ws)


def in_bad_text(ws):
    ws.send(b'{"event": "\xff", "payload": {}}', text=True)
    staying_after(ws)


def in_bad_json(ws):
    ws.send('{"event": "balance.low", "payl')
    staying_after(ws)


def without_a_name(ws):
    ws.send('{"payload": {}}')
    staying_after(ws)


def staying_after(ws):
    ws.send(frame(2))
    staying(ws)


@pytest.mark.parametrize("script", [in_binary, in_bad_text, in_bad_json, without_a_name])
def test_a_message_without_an_event_is_told_and_the_stream_goes_on(opened, place, script):
    """
    On the same connection.
    """
    made = place(script)
    stream = opened(made)

    _, error, event = stream.frames(3)

    assert (ERROR, Low(2)) == (error.event, event.data)
    assert isinstance(error.data, StreamError)
    assert (1, 1) == (len(made.requests), stream.stream.dropped["malformed"])


def test_an_unknown_event_is_raw(opened, place):
    """
    With all that came.
    """
    stream = opened(place(sending(frame(1, "trunk.moved"))))

    assert [RawEvent("trunk.moved", {"current_balance": 1}, "e1", 1)] == stream.take(1)


def test_a_payload_of_another_form_is_told_and_raw(opened, place):
    """
    Nothing is lost by it.
    """
    stream = opened(place(sending(frame(1, payload={"current_balance": [1]}))))

    found = stream.frames(3)

    assert Received("balance.low", RawEvent("balance.low", {"current_balance": [1]}, "e1", 1), "e1", 1) == found[1]
    assert "$.current_balance" in str(found[2].data)


def test_payloads_are_typed_and_amounts_exact(opened, place):
    """
    Types may be given by a function.
    """
    sent = '{"event": "late", "payload": {"current_balance": 0.10, "currency": "EUR"}}'

    (found,) = opened(place(sending(sent))).take(1)

    assert (Low(Decimal("0.10"), "EUR"), "0.10") == (found, str(found.current_balance))


LARGE = [json.dumps({"event": "large", "payload": "x" * 1_000, "seq": number}) for number in range(1, 1_501)]


@pytest.mark.parametrize(
    ("overflow", "first", "count"), [("block", 1, 1_500), ("drop_oldest", 1_491, 10), ("drop_newest", 1, 10)]
)
def test_keepalive_survives_a_consumer_that_stands_still(opened, place, until, overflow, first, count):
    """
    The server pings all the time and wants to hear pongs; the connection is never lost, and drops are counted.
    """
    made = place(sending(*LARGE), ping_interval=0.1, ping_timeout=2.0)
    stream = opened(made, queue_size=10, overflow=overflow, heartbeat=1.0)
    began = time.monotonic()

    until(lambda: time.monotonic() - began > 3.0)
    found = stream.take(count)

    assert list(range(first, first + count)) == [one.seq for one in found]
    assert (1, 1_500 - count) == (len(made.requests), stream.stream.dropped["overflow"])


def test_a_queue_that_overflows_can_end_the_stream(opened, place, until):
    """
    What was there is given first.
    """
    made = place(sending(*LARGE))
    stream = opened(made, queue_size=10, overflow="error")
    until(lambda: stream.stream.state is StreamState.CLOSED)

    found = stream.take(10)
    with pytest.raises(StreamError, match="not taken as fast"):
        stream.take(1)

    assert (list(range(1, 11)), 1) == ([one.seq for one in found], len(made.requests))


def test_a_server_is_slowed_down_when_the_queue_is_full(opened, place, until, monkeypatch):
    """
    It stops writing, our own heartbeat does not end the connection, and nothing is lost.
    """
    monkeypatch.setattr(inbox, "SPILL", 100_000)
    sent = []

    def flood(ws):
        for number in range(1, 301):
            ws.send(json.dumps({"event": "large", "payload": "x" * 60_000, "seq": number}))
            sent.append(number)
        staying(ws)

    made = place(flood, ping_interval=None)
    stream = opened(made, queue_size=2, heartbeat=0.5)
    began = time.monotonic()
    until(lambda: time.monotonic() - began > 2.0)
    stalled_at = len(sent)

    found = stream.take(300)

    assert stalled_at < 300
    assert list(range(1, 301)) == [one.seq for one in found]
    assert 1 == len(made.requests)


def test_the_header_holds_the_token(opened, place):
    """
    And the address does not.
    """
    made = place(staying)

    opened(made)

    assert (["/ws"], [f"Bearer {TOKEN}"]) == ([one.path for one in made.requests], made.headers("Authorization"))
