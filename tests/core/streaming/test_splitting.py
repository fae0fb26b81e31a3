"""Taking whole messages out of the bytes of a connection: the same ones, however the bytes come."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warp_client_core.streaming.splitting import Splitter

HEAD = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
PING = b"\x89\x00"
COMPRESSED = b"\xc1\x02ab"
START, END = b"\x01\x01a", b"\x80\x01b"


def text(payload: bytes) -> bytes:
    """One text frame."""
    size = len(payload)
    if size < 126:
        return bytes([0x81, size]) + payload
    if size < 65_536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload


class Taken:
    """What a splitter gave away: messages, and the rest as one piece for each call."""

    def __init__(self, *, limit: int = 100_000, opens: bool = True) -> None:
        self.messages: list[bytes] = []
        self.rest: list[bytes] = []
        self.is_open = opens
        self.splitter = Splitter(limit, self._message, self._rest)

    def _message(self, data: bytes, is_text: bool) -> None:
        assert is_text
        self.messages.append(data)

    def _rest(self, data: bytes) -> bool:
        self.rest.append(data)
        return self.is_open


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.integers(0, 300) | st.just(5_000), max_size=6),
    st.lists(st.integers(1, 900), min_size=1, max_size=20),
)
def test_messages_are_the_same_however_their_bytes_come(lengths: list[int], sizes: list[int]) -> None:
    """
    In pieces of any size, with the handshake or after it; frames of other kinds come whole and in their place.
    """
    taken = Taken()
    payloads = [bytes([number]) * length for number, length in enumerate(lengths)]
    data = HEAD + b"".join(text(one) + PING for one in payloads)
    index = 0
    while data:
        size = sizes[index % len(sizes)]
        taken.splitter.feed(data[:size])
        data, index = data[size:], index + 1

    assert payloads == taken.messages
    assert HEAD + PING * len(payloads) == b"".join(taken.rest)
    assert [PING] * len(payloads) == [one for one in taken.rest if one.startswith(b"\x89")]


@pytest.mark.parametrize(
    "frames",
    [
        [COMPRESSED],
        [START, text(b"within a message in fragments is a fault"), END],
        [b"\x82\x01a"],
        [b"\x88\x02\x03\xe8"],
        [b"\x91\x01a"],
    ],
)
def test_what_is_not_plainly_a_message_is_the_librarys(frames: list[bytes]) -> None:
    """
    Frame by frame; a message after it is taken out again.
    """
    taken = Taken()
    taken.splitter.feed(HEAD + b"".join(frames) + text(b"next"))

    assert [HEAD, *frames] == taken.rest
    assert [b"next"] == taken.messages


@pytest.mark.parametrize("start", [b"\x81\x85mask", b"\x81\x7e\xff\xff", b"\x81\x7f" + b"\xff" * 8, b"\x81\x0b"])
def test_after_a_fault_everything_is_the_librarys(start: bytes) -> None:
    """
    A masked frame, or one beyond the limit: at once, before its bytes are there.
    """
    taken = Taken(limit=10)
    taken.splitter.feed(HEAD + start)
    taken.splitter.feed(text(b"no"))

    assert [HEAD, start, text(b"no")] == taken.rest
    assert [] == taken.messages


def test_a_long_message_that_comes_in_parts_is_the_librarys() -> None:
    """
    Its parts as they come, so that no bytes are copied again and again; then messages are taken out again.
    """
    taken = Taken()
    long = text(b"x" * 70_000)
    for part in (HEAD, long[:9], long[9:300], long[300:] + text(b"next")):
        taken.splitter.feed(part)

    assert [HEAD, long[:300], long[300:]] == taken.rest
    assert [b"next"] == taken.messages


def test_a_refused_handshake_is_the_librarys() -> None:
    """
    With its body.
    """
    taken = Taken(opens=False)
    taken.splitter.feed(HEAD + b"body")
    taken.splitter.feed(b" goes on")

    assert [HEAD, b"body", b" goes on"] == taken.rest


def test_a_closed_connection_hands_out_no_message() -> None:
    """
    What comes after the closing frame is not for the caller.
    """
    taken = Taken()
    taken.splitter.feed(HEAD)
    taken.is_open = False
    taken.splitter.feed(PING + text(b"late"))

    assert [HEAD, PING, text(b"late")] == taken.rest
