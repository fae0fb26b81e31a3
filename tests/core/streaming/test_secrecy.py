"""Claims about where credentials are not."""

import logging
import pickle
import traceback
from urllib.parse import quote

import pytest

from warp_client_core import StreamError
from warp_client_core.streaming.values import ERROR

from .conftest import Low, answer, closing, frame, kill, sending, staying

SECRET = "sec/ret+token=="
FORMS = (SECRET, quote(SECRET, safe=""), quote(SECRET))


@pytest.fixture
def everything(caplog):
    """All that is logged, at any level."""
    with caplog.at_level(0), caplog.at_level(0, "websockets"), caplog.at_level(0, "warp_client_core"):
        yield lambda: "\n".join(
            f"{one.name} {one.getMessage()} {one.exc_text} {vars(one)}"
            for one in caplog.records
            if one.name != "websockets.server"
        )


def lived(stream):
    stream.call("connect")
    stream.take(1)


def clean(text):
    return not any(form in text for form in FORMS)


@pytest.mark.parametrize("in_query", [False, True])
def test_no_log_shows_the_token(opening, place, everything, in_query):
    """
    Not even at DEBUG, over refusals, breaks and messages.
    """
    made = place(answer(503), sending(frame(1), then=kill), sending(frame(2), then=closing(4403, "no")))
    stream = opening(made, access_token=SECRET, token_in_query=in_query)
    stream.call("connect")
    stream.take(2)
    with pytest.raises(StreamError):
        stream.take(1)

    assert clean(everything())


def test_the_library_logs_nothing_of_a_connection(opened, place, caplog):
    """
    Its DEBUG log would hold header fields and messages.
    """
    caplog.set_level(logging.DEBUG)
    stream = opened(place(sending(frame(1))))
    stream.take(1)
    stream.call("close")

    assert [] == [one for one in caplog.records if one.name == "websockets.client"]


def test_the_query_is_used_only_when_asked_for(opened, place):
    """
    Then encoded, and without the header field.
    """
    made = place(sending(frame(1)))

    assert [Low(1)] == opened(made, access_token=SECRET, token_in_query=True).take(1)

    assert ([f"/ws?token={quote(SECRET, safe='')}"], [None]) == (
        [one.path for one in made.requests],
        made.headers("Authorization"),
    )


@pytest.mark.parametrize("in_query", [False, True])
@pytest.mark.parametrize(
    "script", [answer(401), answer(302, ("Location", "//[")), closing(4401, f"bad {SECRET}"), kill]
)
def test_no_error_shows_the_token(opening, place, script, in_query):
    """
    Neither its text, nor its cause, nor its pickle, nor what a server repeats.
    """
    stream = opening(place(script), access_token=SECRET, token_in_query=in_query, max_attempts=1)
    told = []
    stream.on(ERROR, told.append)

    with pytest.raises(StreamError) as caught:
        lived(stream)
    stream.call("close")

    error = caught.value
    shown = [str(error), repr(error), repr(vars(error)), *map(repr, told), "".join(traceback.format_exception(error))]
    assert all(map(clean, shown))
    assert clean(pickle.dumps(error).decode("latin-1"))


def test_an_unreachable_server_shows_no_token(opening):
    """
    With nobody there.
    """
    stream = opening("ws://127.0.0.1:9/ws", access_token=SECRET, token_in_query=True, max_attempts=1)

    with pytest.raises(StreamError, match="could not connect") as caught:
        stream.call("connect")

    assert clean("".join(traceback.format_exception(caught.value)))


def test_a_stream_shows_no_token(opened, place):
    """
    Nor do its options.
    """
    stream = opened(place(staying), access_token=SECRET, token_in_query=True)

    assert clean(repr(stream.stream) + repr(stream.stream._options) + str(vars(stream.stream)))
