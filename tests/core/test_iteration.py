"""Claims about `warp_client_core.iteration`: bodies that go on, cut into items whatever the server sends."""

import json

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.errors import ResponseDecodeError
from warp_client_core.iteration import EventCutter, Events, LineCutter, Lines, ServerEvent


def cut(cutter, *pieces):
    found = [item for piece in pieces for item in cutter.feed(piece)]
    return [*found, *cutter.rest()]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"], ids=repr)
@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_line_ends_of_any_kind_end_an_item_wherever_the_pieces_break(end, size):
    body = end.join([b'{"a": 1}', b"", b"  ", b"\x1e[2]", b"3"])
    pieces = [body[at : at + size] for at in range(0, len(body), size)]

    assert [{"a": 1}, [2], 3] == cut(LineCutter(object, 100), *pieces)


@given(
    st.lists(st.integers() | st.text(st.characters(codec="ascii", categories=["L", "N"])), max_size=5),
    st.integers(1, 9),
)
def test_items_come_out_as_they_went_in(values, size):
    body = "".join(json.dumps(one) + "\n" for one in values).encode()

    assert values == cut(LineCutter(object, 1000), *(body[at : at + size] for at in range(0, len(body), size)))


def test_an_event_has_its_parts():
    body = b": comment\nevent: born\nid: 7\nretry: 1500\ndata: a\ndata:b\n\ndata: c\n\n"

    first, second = cut(EventCutter(None, 100), body)

    assert ServerEvent("a\nb", "born", "7", 1.5) == first
    assert ServerEvent("c", "message", "7", None) == second


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ([], b"data: a"),
        ([], b"event: a\n\n"),
        ([], b"\n\n\n"),
        (["a"], b"\xef\xbb\xbfdata: a\n\n"),
        (["\ufffd"], b"data: \xff\n\n"),
        ([""], b"data\n\n"),
    ],
    ids=repr,
)
def test_only_whole_events_with_data_count(expected, body):
    assert expected == [one.data for one in cut(EventCutter(None, 100), body)]


def test_data_that_says_done_ends_a_stream_of_json():
    cutter = EventCutter(int, 100)

    assert [1] == [one.data for one in cut(cutter, b"data: 1\n\ndata: [DONE]\n\ndata: 2\n\n")]
    assert cutter.is_done


@pytest.mark.parametrize(
    ("cutter", "piece"),
    [
        (LineCutter(object, 1000), b"1" * 100),
        (EventCutter(None, 1000), b"data: " + b"a" * 100),
        (EventCutter(None, 1000), b"data: aaaaaaaaaa\n"),
        (EventCutter(None, 1000), b"id: " + b"a" * 100),
    ],
    ids=["line", "field", "many fields", "id"],
)
def test_an_item_without_an_end_is_an_error_at_the_limit(cutter, piece):
    """
    Memory holds one item, and that one is no larger than a reply may be.
    """
    with pytest.raises(ResponseDecodeError, match="more than 1000 bytes"):
        cut(cutter, *[piece] * 1000)


@pytest.mark.parametrize(
    "line", [b"{", b'"\\ud800"', b"[" * 50_000, b"NaN", b"\xff", b'{"a": 1} x'], ids=lambda one: repr(one[:9])
)
def test_a_line_that_is_no_json_is_an_error_of_ours(line):
    with pytest.raises(ResponseDecodeError):
        cut(LineCutter(object, 10**6), line + b"\n")


@pytest.mark.parametrize("value", [b"-1", b"1e9", b"9" * 100, b"NaN", b" ", b"\xd9\xa1"], ids=repr)
def test_a_pause_that_is_no_number_is_ignored(value):
    (event,) = cut(EventCutter(None, 1000), b"retry: " + value + b"\ndata: a\n\n")

    assert event.retry is None


def test_an_id_with_nul_is_ignored():
    first, second = cut(EventCutter(None, 100), b"id: a\ndata: 1\n\nid: b\0c\ndata: 2\n\n")

    assert ("a", "a") == (first.id, second.id)


@pytest.mark.parametrize(("expected", "reply", "body"), [([1, 2], Lines(int), b"1\n2"), ([], Events(None), b"data: a")])
def test_a_body_that_ends_can_be_read_at_once(expected, reply, body):
    assert expected == reply.decode(body, {})[0]


def test_an_event_does_not_change():
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        ServerEvent("a").data = "b"
