"""Replies that go on: server-sent events and lines of JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest


class _Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body in pieces that knows how many were taken and whether it was closed."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces, self.taken, self.is_closed = pieces, 0, False

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.taken += 1
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.is_closed = True

    async def aclose(self) -> None:
        self.is_closed = True


def _answered(wire: Any, *pieces: bytes) -> _Body:
    body = _Body(list(pieces))
    wire.answer(lambda request: httpx.Response(200, stream=body))
    return body


def test_events_are_typed_one_by_one(wire: Any, case: Any) -> None:
    """
    Cut anywhere, with names, ids and comments, and any line end.
    """
    _answered(
        wire, b": hi\nevent: tick\nid: 7\nda", b'ta: {"n"', b": 1}\r", b'\n\r\ndata: {"n":\ndata: 2}\n\n', b"data: x"
    )
    found = wire.call("things.list_events")

    assert [("tick", "7", 1), ("message", "7", 2)] == [(one.event, one.id, one.data.n) for one in found]
    assert all(isinstance(one.data, case.models.Tick) for one in found)
    assert "text/event-stream" == wire.request.headers["accept"]


def test_events_without_a_type_are_text(wire: Any) -> None:
    """
    As it was sent.
    """
    _answered(wire, b"data: a\ndata: b\n\ndata: [DONE]\n\n")

    assert ["a\nb", "[DONE]"] == [one.data for one in wire.call("things.list_words")]


def test_lines_are_typed_one_by_one(wire: Any) -> None:
    """
    The last one needs no line end.
    """
    _answered(wire, b'{"n": 1}\n\n{"n"', b': 2}\r\n{"n": 3}')

    assert [1, 2, 3] == [one.n for one in wire.call("things.list_lines")]


def test_json_is_preferred_and_the_stream_stands_beside_it(wire: Any) -> None:
    """
    Both are methods; the stream ends with the mark that servers use.
    """
    wire.reply(json={"n": 5})
    assert 5 == wire.call("chats.create", stream=False).n
    _answered(wire, b'data: {"n": 1}\n\ndata: [DONE]\n\ndata: {"n": 9}\n\n')
    assert [1] == [one.data.n for one in wire.call("chats.create_events", stream=True)]
    assert {"stream": True} == wire.sent


def test_a_stream_that_is_closed_early_gives_its_connection_back(wire: Any) -> None:
    """
    And reads no more of it.
    """
    body = _answered(wire, *[b'{"n": 1}\n'] * 1_000)
    found = wire.use(lambda client: _first(client) if wire.flavour == "sync" else _afirst(client))

    assert (1, True) == (found.n, body.is_closed)
    assert body.taken < 10


def test_an_item_without_end_is_an_error(wire: Any, case: Any) -> None:
    """
    Memory holds no more than a reply may have.
    """
    wire.configure(max_reply_bytes=1_000)
    body = _answered(wire, *[b"data: " + b"x" * 100] * 100)
    with pytest.raises(case.package.errors.ResponseDecodeError, match="more than 1000 bytes"):
        wire.call("things.list_words")

    assert body.is_closed
    assert body.taken < 20


def test_an_item_of_another_type_is_an_error(wire: Any, case: Any) -> None:
    """
    With the path of what is wrong.
    """
    body = _answered(wire, b'data: {"n": "many"}\n\n')
    with pytest.raises(case.package.errors.ResponseDecodeError):
        wire.call("things.list_events")

    assert body.is_closed


def test_bytes_beside_events_keep_a_method_of_their_own(wire: Any) -> None:
    """
    The method without a suffix gives the whole reply.
    """
    wire.reply(content=b"\x00\x01", headers={"content-type": "application/octet-stream"})

    assert b"\x00\x01" == wire.call("sounds.create")


def test_an_error_status_raises_as_for_any_call(wire: Any, case: Any) -> None:
    """
    With the first item asked for.
    """
    wire.reply(429, json={"message": "slow"})
    with pytest.raises(case.package.errors.RateLimitError):
        wire.call("things.list_lines")


def _first(client: Any) -> Any:
    with client.things.list_lines() as lines:
        return next(lines)


async def _afirst(client: Any) -> Any:
    async with client.things.list_lines() as lines:
        return await anext(lines)
