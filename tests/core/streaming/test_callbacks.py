"""Claims about callbacks, and about the values of streams."""

import logging

import pytest

from warp_client_core import AsyncEventStream, Gap, RawEvent, StreamError, StreamOptions, SyncClient
from warp_client_core.streaming import Channel
from warp_client_core.streaming.sync_stream import EventStream
from warp_client_core.streaming.values import CLOSED, CONNECTED, ERROR, GAP, RECONNECTING

from .conftest import Low, SyncFlavour, closing, frame, kill, sending, staying


def test_callbacks_run_without_an_iteration(opened, place, until):
    """
    In the order of the events.
    """
    stream = opened(place(sending(*(frame(number) for number in range(1, 51)))))
    seen = []

    stream.on("balance.low", seen.append)
    stream.on("nothing", print)

    until(lambda: len(seen) == 50)
    assert [Low(number) for number in range(1, 51)] == seen


def test_an_iteration_gives_what_callbacks_had(opened, place, until):
    """
    Who does both loses nothing, and callbacks come first.
    """
    stream = opened(place(sending(frame(1), frame(2), then=lambda ws: (ws.recv(), ws.send(frame(3)), staying(ws)))))
    seen = []
    stream.on("balance.low", seen.append)
    until(lambda: len(seen) == 2)

    early = stream.take(2)
    stream.call("send", "note")
    late = stream.take(1)

    assert ([Low(1), Low(2)], [Low(3)]) == (early, late)
    assert early + late == seen


def test_one_name_many_callbacks(opening, place):
    """
    All are called, in the order in which they were added, until they are removed.
    """
    stream = opening(place(sending(frame(1), frame(2))))
    seen = []

    def first(event):
        seen.append(("first", event))

    def second(event):
        seen.append(("second", event))
        stream.stream.off("balance.low", first)
        stream.stream.off("balance.low", print)

    for callback in (first, second):
        stream.on("balance.low", callback)
    stream.call("connect")
    stream.take(2)

    assert [("first", Low(1)), ("second", Low(1)), ("second", Low(2))] == seen


def test_the_star_stands_for_all_events_of_the_server(opening, place):
    """
    Those nobody knows as well; not for what the stream tells, nor for answers.
    """
    stream = opening(place(sending(frame(1, "pong", id=None), frame(2), frame(3, "new"))))
    seen = []
    stream.on("*", seen.append)
    stream.call("connect")

    stream.take(2)

    assert [Low(2), RawEvent("new", {"current_balance": 3}, "e3", 3)] == seen


def test_answers_are_no_events(opening, place):
    """
    Who asks by name, or for all that happens, gets them.
    """
    stream = opening(place(sending(frame(1, "subscribed"), frame(2))))
    seen = []
    stream.on("subscribed", seen.append)
    stream.call("connect")

    assert [Low(2)] == stream.take(1)
    assert ["subscribed"] == [one.event for one in seen]


def test_server_events_called_error_and_connected_are_events(opening, place):
    """
    The stream's own names have a dollar.
    """
    stream = opening(place(sending(frame(1, "error"), frame(2, "connected"))))
    seen, own = [], []
    for name, found in (("error", seen), ("connected", seen), (ERROR, own), (CONNECTED, own)):
        stream.on(name, found.append)
    stream.call("connect")

    assert ["error", "connected"] == [one.event for one in stream.take(2)]
    assert (["error", "connected"], [1]) == ([one.event for one in seen], own)


def test_a_callback_that_raises_is_told_and_the_others_run(opening, place):
    """
    The stream goes on.
    """
    stream = opening(place(sending(frame(1), frame(2))))
    seen, told = [], []
    stream.on(ERROR, told.append)
    stream.on("balance.low", lambda event: 1 / 0)
    stream.on("balance.low", seen.append)
    stream.call("connect")

    assert [Low(1), Low(2)] == stream.take(2)
    stream.call("close")

    assert [Low(1), Low(2)] == seen
    assert [ZeroDivisionError, ZeroDivisionError] == [type(one.__cause__) for one in told]
    assert {StreamError} == {type(one) for one in told}


def test_an_error_callback_that_raises_is_logged(opening, place, caplog):
    """
    Telling it would go round in circles.
    """
    stream = opening(place(sending("junk", frame(1))))
    stream.on(ERROR, lambda error: 1 / 0)
    stream.call("connect")

    with caplog.at_level(logging.ERROR, "warp_client_core.streaming"):
        assert [Low(1)] == stream.take(1)

    assert ["a callback of $error raised ZeroDivisionError"] == [one.getMessage() for one in caplog.records]


def test_a_stream_tells_its_life(opening, place, until):
    """
    Each own event comes with what belongs to it.
    """
    stream = opening(place(sending(frame(1, id=None), then=kill), sending(frame(2, id=None), then=closing(4403))))
    seen = []
    for name in (CONNECTED, RECONNECTING, GAP, ERROR, CLOSED):
        stream.on(name, lambda data, name=name: seen.append((name, data)))
    stream.call("connect")

    until(lambda: seen and seen[-1][0] == CLOSED)

    kinds = [(name, data if name in (CONNECTED, RECONNECTING, GAP) else type(data)) for name, data in seen]
    assert [
        (CONNECTED, 1),
        (ERROR, StreamError),
        (RECONNECTING, 0.0),
        (CONNECTED, 2),
        (GAP, Gap()),
        (ERROR, StreamError),
        (CLOSED, StreamError),
    ] == kinds


def closer(stream):
    async def close(event):
        await stream.stream.close()

    return (lambda event: stream.stream.close()) if isinstance(stream, SyncFlavour) else close


def test_a_callback_may_close_the_stream(opened, place, until):
    """
    From the background.
    """
    stream = opened(place(sending(frame(1))))

    stream.on("balance.low", closer(stream))

    until(lambda: stream.stream.state.value == "closed")


def test_a_callback_may_close_the_stream_that_is_iterated(opened, place):
    """
    The iteration gives the event and ends.
    """
    stream = opened(place(lambda ws: (ws.recv(), ws.send(frame(1)), staying(ws))))
    stream.on("balance.low", closer(stream))
    stream.call("send", "note")

    found = [one.event for one in stream.frames(3)]

    assert ([CONNECTED, "balance.low", CLOSED], "closed") == (found, stream.stream.state.value)


def test_a_sync_stream_cannot_await_callbacks(opening, place, until):
    """
    It says so; an async one awaits them.
    """
    stream = opening(place(sending(frame(1))))
    told, seen = [], []

    async def callback(event):
        seen.append(event)

    stream.on(ERROR, told.append)
    stream.on("balance.low", callback)
    stream.call("connect")

    until(lambda: told or seen)
    assert (isinstance(stream, SyncFlavour), [] if told else [Low(1)]) == (bool(told), seen)


@pytest.mark.parametrize(("name", "callback"), [("$unknown", print), ("", print), (None, print), ("a", "not callable")])
def test_callbacks_that_could_never_run_are_refused(opening, place, name, callback):
    """
    At once.
    """
    stream = opening(place(staying))

    with pytest.raises((ValueError, TypeError), match=r"is no event|cannot be called"):
        stream.on(name, callback)


@pytest.mark.parametrize(
    "options",
    [
        {"channels": []},
        {"channels": "balance.low"},
        {"channels": ["$error"]},
        {"channels": [5]},
        {"queue_size": 0},
        {"queue_size": 1.5},
        {"overflow": "forget"},
        {"max_attempts": 0},
        {"stable_after": -1},
        {"open_timeout": 0},
        {"close_timeout": float("inf")},
        {"heartbeat": float("nan")},
        {"heartbeat": True},
        {"max_frame_bytes": 0},
        {"max_pending_bytes": "many"},
        {"last_event_id": "two\nlines"},
    ],
)
def test_options_that_cannot_work_are_refused(options):
    """
    Before there is a connection; the message names the option.
    """
    name = next(iter(options))

    with pytest.raises(ValueError, match=r"channels?|Last-Event-ID" if name in ("channels", "last_event_id") else name):
        StreamOptions(**options)


@pytest.mark.parametrize("kind", [EventStream, AsyncEventStream])
def test_a_client_without_an_address_has_no_stream(kind):
    """
    It says which setting is missing.
    """
    with SyncClient(base_url="http://127.0.0.1:9/v1") as client, pytest.raises(ValueError, match="WARP_WS_URL"):
        kind(client, Channel())


def test_the_missing_extra_is_named(opening, place, monkeypatch):
    """
    With the distribution that the caller has installed.
    """
    import sys

    stream = opening(place(staying))
    for name in ("dialing", "wire"):
        monkeypatch.delitem(sys.modules, f"warp_client_core.streaming.{name}", raising=False)
    for name in ("websockets.asyncio.client", "websockets.exceptions"):
        monkeypatch.setitem(sys.modules, name, None)

    with pytest.raises(ImportError, match=r'pip install "warp-client-core\[streaming\]"'):
        stream.call("connect")
