"""Claims about connecting, closing and sending, in whatever state a stream is."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from warp_client_core import StreamError, StreamState
from warp_client_core.streaming.values import CLOSED, ERROR

from .conftest import PATIENCE, Low, accept, answer, closing, frame, heard, kill, sending, staying, vanish, write


@pytest.fixture
def aside():
    """Does something in another thread."""
    with ThreadPoolExecutor(4) as pool:
        yield pool.submit


def seconds(work):
    began = time.monotonic()
    work()
    return time.monotonic() - began


def test_connecting_twice_makes_one_connection(opening, place, aside, until):
    """
    The second caller waits for the first one's.
    """
    made = place(sending(frame(1)))
    made.delay.clear()
    stream = opening(made)
    callers = [aside(stream.call, "connect") for _ in range(3)]
    until(lambda: made.requests)

    assert StreamState.CONNECTING is stream.stream.state
    made.delay.set()

    assert [None] * 3 == [caller.result(5) for caller in callers]
    stream.call("connect")
    assert 1 == len(made.requests)


def test_closing_while_it_waits_for_the_next_attempt(opening, place, aside, until):
    """
    The wait ends, and so does whoever connects.
    """
    made = place(answer(503, ("Retry-After", "600")))
    stream = opening(made)
    caller = aside(stream.call, "connect")
    until(lambda: made.requests)

    assert 1.5 > seconds(lambda: stream.call("close"))
    with pytest.raises(StreamError, match="closed"):
        caller.result(5)
    assert StreamState.CLOSED is stream.stream.state


def test_closing_during_the_handshake(opening, raw, aside, until):
    """
    With a server that never answers.
    """
    made = raw(lambda connection: None)
    stream = opening(made, open_timeout=600)
    caller = aside(stream.call, "connect")
    until(lambda: made.accepted)

    assert 1.5 > seconds(lambda: stream.call("close"))
    with pytest.raises(StreamError, match="closed"):
        caller.result(5)


def test_closing_while_the_server_does_not_read(opened, raw):
    """
    It takes as long as ``close_timeout``, and what was not sent is told, and what may not have arrived.
    """
    stream = opened(raw(accept), close_timeout=0.4, max_pending_bytes=64 * 1024 * 1024)
    told = []
    stream.on(ERROR, told.append)
    for number in range(40):
        stream.call("send", "note", {"number": number, "text": "x" * 1_000_000})

    assert 2.0 > seconds(lambda: stream.call("close"))

    numbers = [payload["number"] for _, payload in (*told[0].uncertain, *told[0].unsent)]
    assert (list(range(40)), True) == (numbers, 0 < len(told[0].unsent) < 40)


def test_closing_sends_what_was_accepted(opened, place, until):
    """
    In its order, before goodbye.
    """
    made = place(lambda ws: made.listening(ws))
    stream = opened(made)
    for number in range(100):
        stream.call("send", "note", {"number": number})

    stream.call("close")

    until(lambda: [1000] == made.closes)
    assert list(range(100)) == [one["payload"]["number"] for one in made.received]


def test_a_server_that_says_goodbye_has_read_what_came_before(opened, raw, until):
    """
    Although it answers no ping.
    """

    def behave(connection):
        accept(connection)
        arrived.append(heard(connection))
        arrived.append(heard(connection))
        connection.recv(8, socket.MSG_WAITALL)
        connection.sendall(b"\x88\x02\x03\xe8")

    arrived, told = [], []
    stream = opened(raw(behave))
    stream.on(ERROR, told.append)
    stream.call("send", "note", {"number": 1})
    until(lambda: len(arrived) == 2)

    stream.call("close")

    assert ([{"event": "note", "payload": {"number": 1}}, 1], [], ()) == (arrived, told, stream.stream.uncertain)


def test_what_is_sent_while_the_server_leaves_goes_with_the_next_connection(opened, raw, until):
    """
    Nothing of it was sent, so it is not uncertain either.
    """
    arrived, left = [], threading.Event()

    def behave(connection):
        accept(connection)
        if made.accepted == 1:
            connection.sendall(b"\x88\x02\x03\xf4")
            connection.recv(8, socket.MSG_WAITALL)
            left.set()
        else:
            arrived.append(heard(connection))

    made = raw(behave)
    stream = opened(made, close_timeout=0.5)
    assert left.wait(PATIENCE)
    stream.call("send", "note", {"number": 1})

    until(lambda: arrived)
    assert ([1], ()) == ([one["payload"]["number"] for one in arrived], stream.stream.uncertain)


def test_closing_again_and_again(opening, place):
    """
    Before there was a connection as well.
    """
    stream = opening(place(staying))
    stream.call("close")
    stream.call("connect")

    for _ in range(3):
        stream.call("close")

    assert StreamState.CLOSED is stream.stream.state


def test_several_close_at_once(opened, place, aside):
    """
    All of them return when it is done.
    """
    stream = opened(place(staying))

    for caller in [aside(stream.call, "close") for _ in range(4)]:
        caller.result(5)

    assert StreamState.CLOSED is stream.stream.state


def test_a_closed_stream_can_connect_again(opened, place):
    """
    It resumes, and survives breaks as before.
    """
    made = place(sending(frame(1)), sending(frame(2, seq=1), then=kill), sending(frame(3, seq=1)))
    stream = opened(made)
    first = stream.take(1)
    stream.call("close")

    stream.call("connect")

    assert [Low(1), Low(2), Low(3)] == first + stream.take(2)
    assert [None, "e1", "e2"] == made.headers("Last-Event-ID")


def test_a_stream_that_gave_up_can_connect_again(opening, place):
    """
    With a budget of its own.
    """
    made = place(answer(503), answer(503), sending(frame(1)))
    stream = opening(made, max_attempts=2)
    with pytest.raises(StreamError):
        stream.call("connect")

    stream.call("connect")

    assert [Low(1)] == stream.take(1)


def test_closing_ends_an_iteration(opened, place, aside):
    """
    Without an error.
    """
    stream = opened(place(staying))
    left = aside(stream.frames, 10)

    stream.call("close")

    assert CLOSED == left.result(5)[-1].event


def test_subscriptions_are_told_once_and_in_order_on_each_connection(opened, place, until):
    """
    The one of the options first.
    """
    made = place(lambda ws: (made.listening_for(ws, 2), kill(ws)), lambda ws: made.listening(ws))
    stream = opened(made, channels=["balance.low"], trunk_id="t1")
    stream.call("subscribe", ["late"], customer_id="c1")

    until(lambda: len(made.received) == 4)
    stream.call("close")

    first, second = {"channels": ["balance.low"], "trunk_id": "t1"}, {"channels": ["late"], "customer_id": "c1"}
    assert [first, second] * 2 == [one["payload"] for one in made.received]


def test_what_is_sent_while_the_connection_is_down_arrives_in_order(opened, place, until):
    """
    After the subscriptions.
    """
    made = place(kill, lambda ws: made.listening(ws))
    stream = opened(made, channels=["late"])
    made.delay.clear()
    until(lambda: len(made.requests) == 2)
    for number in range(3):
        stream.call("send", "note", {"number": number})

    assert StreamState.RECONNECTING is stream.stream.state
    made.delay.set()

    until(lambda: len(made.received) == 4)
    assert ["subscribe", "note", "note", "note"] == [one["event"] for one in made.received]
    assert [0, 1, 2] == [one["payload"]["number"] for one in made.received[1:]]


def test_what_was_on_its_way_at_a_break_is_not_sent_again(opened, raw, until):
    """
    It may have arrived; who sent it is told.
    """
    arrived = []

    def behave(connection):
        accept(connection)
        if made.accepted == 1:
            arrived.append(heard(connection))
            vanish(connection)
        else:
            write(connection, frame(1))
            arrived.append(heard(connection))

    made = raw(behave)
    stream = opened(made)
    stream.call("send", "note", {"number": 1})
    (_, error, *_) = stream.frames(5)
    stream.call("send", "note", {"number": 2})

    until(lambda: len(arrived) == 2)
    lost = (("note", {"number": 1}),)
    assert ([1, 2], lost, lost) == (
        [one["payload"]["number"] for one in arrived],
        error.data.uncertain,
        stream.stream.uncertain,
    )


def test_what_the_server_has_read_is_not_uncertain(opened, place):
    """
    It answered the ping that came after it, before the connection broke.
    """

    def read_and_break(ws):
        made.listening_for(ws, 1)
        # The answer to this one comes after the ping of the client.
        ws.ping().wait(PATIENCE)
        kill(ws)

    made = place(read_and_break, sending(frame(1)))
    stream = opened(made)
    stream.call("send", "note", {"number": 1})

    assert [Low(1)] == stream.take(1)
    assert (1, ()) == (len(made.received), stream.stream.uncertain)


def test_what_could_never_be_sent_is_handed_back(opened, place, until):
    """
    With the error that ends the stream.
    """
    made = place(kill, answer(403))
    stream = opened(made)
    made.delay.clear()
    until(lambda: len(made.requests) == 2)
    stream.call("send", "note", {"number": 1})
    made.delay.set()

    with pytest.raises(StreamError) as caught:
        stream.take(1)

    assert (403, (("note", {"number": 1}),)) == (caught.value.status_code, caught.value.unsent)


def test_sending_into_a_closed_stream_is_an_error(opened, place):
    """
    Nothing is dropped silently.
    """
    stream = opened(place(staying))
    stream.call("close")

    with pytest.raises(StreamError, match="connect"):
        stream.call("send", "note", {})


def test_too_much_that_waits_is_an_error(opened, place, until):
    """
    The limit is in bytes.
    """
    made = place(kill, staying)
    stream = opened(made, max_pending_bytes=200)
    made.delay.clear()
    until(lambda: len(made.requests) == 2)
    stream.call("send", "note", {"text": "x" * 100})

    with pytest.raises(StreamError, match="max_pending_bytes"):
        stream.call("send", "note", {"text": "x" * 100})
    assert 1 == len(stream.stream.unsent)
    made.delay.set()


@pytest.mark.parametrize("event", ["", "$error", None])
def test_names_that_are_no_commands_are_refused(opened, place, event):
    """
    Before anything is sent.
    """
    stream = opened(place(staying))

    with pytest.raises(ValueError, match="event"):
        stream.call("send", event, {})


def test_an_end_by_the_server_names_its_cause_each_time(opened, place):
    """
    An iteration after the end raises again, rather than wait for ever.
    """
    stream = opened(place(closing(4403, "not yours")))

    for _ in range(2):
        with pytest.raises(StreamError, match="not yours"):
            stream.take(1)


def test_iterating_a_stream_that_is_not_connected_is_an_error(opening, place):
    """
    It says what to do.
    """
    stream = opening(place(staying))

    with pytest.raises(StreamError, match="with"):
        stream.take(1)


def test_nothing_is_left_running(opened, place, until):
    """
    No thread of a stream outlives it.
    """
    before = {one.name for one in threading.enumerate()}
    stream = opened(place(staying))
    stream.on(CLOSED, print)

    stream.call("close")

    until(lambda: not {one.name for one in threading.enumerate() if one.name.startswith("warp-events")} - before)
