"""
Reads the body of a reply that has begun to arrive.

The rule: no server decides how much memory a reply takes or how long reading it lasts.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterable
from typing import TYPE_CHECKING, cast

from warp_client_core._http import garbled
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.steps import Outcome, Received, Send

if TYPE_CHECKING:
    from warp_client_core._http import Clock, Library, Reply
    from warp_client_core.decompression import Decompressor


def read(found: Library, reply: Reply, step: Send, clock: Clock) -> Outcome:
    """
    A reply whose head has arrived, with its body unless that is to be left unread.

    Args:
        found: The library of the reply.
        reply: The reply.
        step: What was sent.
        clock: The clock of the deadline.
    """
    if step.streamed and reply.is_success:
        return Received(reply.status_code, reply.headers, b"", reply)
    body = _Body(reply, step, clock)
    try:
        # A reply made from a text in memory, as test doubles do, has been read already.
        for part in (reply.content,) if body.is_there else _sync_parts(reply):
            if body.is_late() or not body.take(part):
                break
        outcome = body.outcome(found)
    except found.transport_error as error:
        outcome = found.failure(error)
    except BaseException:
        reply.close()
        raise
    reply.close()
    return outcome


async def aread(found: Library, reply: Reply, step: Send, clock: Clock) -> Outcome:
    """As `read`, for a reply of an async client."""
    if step.streamed and reply.is_success:
        return Received(reply.status_code, reply.headers, b"", reply)
    body = _Body(reply, step, clock)
    try:
        if body.is_there:
            body.take(reply.content)
        else:
            async for part in _async_parts(reply):
                if body.is_late() or not body.take(part):
                    break
        outcome = body.outcome(found)
    except found.transport_error as error:
        outcome = found.failure(error)
    except BaseException:
        await reply.aclose()
        raise
    await reply.aclose()
    return outcome


def _sync_parts(reply: Reply) -> Iterable[bytes]:
    # The stream itself: the methods of the library that read it cost more than all the rest of reading.
    reply.is_stream_consumed = True
    return cast("Iterable[bytes]", reply.stream)


def _async_parts(reply: Reply) -> AsyncIterable[bytes]:
    reply.is_stream_consumed = True
    return cast("AsyncIterable[bytes]", reply.stream)


class _Body:
    """
    The body of a reply as it comes in, no longer than the client takes and no later than the deadline.

    Attributes:
        is_there: Whether the reply holds its body already, decompressed.
    """

    __slots__ = ("_clock", "_fault", "_late", "_parts", "_reply", "_size", "_step", "_unpacked", "is_there")

    def __init__(self, reply: Reply, step: Send, clock: Clock) -> None:
        self._reply, self._step, self._clock = reply, step, clock
        self._parts: list[bytes] = []
        self._size = 0
        self._fault: ResponseDecodeError | None = None
        self._late = False
        self.is_there = reply.is_stream_consumed
        self._unpacked: Decompressor | None = None
        coding = None if self.is_there else reply.headers.get("content-encoding")
        if coding:
            from warp_client_core.decompression import CompressionError, decompressor

            try:
                self._unpacked = decompressor(coding)
            except CompressionError as error:
                self._fault = garbled(error)

    def take(self, part: bytes) -> bool:
        """Take the next part as it came over the wire; whether more is wanted."""
        if self._fault is None:
            self._size += len(part)
            if self._unpacked is None:
                self._parts.append(part)
            else:
                self._unpack(self._unpacked, part)
            self._check_size()
        return self._fault is None

    def is_late(self) -> bool:
        """Whether more is still coming in after the deadline has passed, so that waiting for it is no use."""
        expires = self._step.expires
        self._late = bool(self._parts) and expires is not None and self._clock() > expires
        return self._late

    def outcome(self, found: Library) -> Outcome:
        """How the attempt ended. A body that is whole counts, however late it came."""
        if self._late:
            return found.expired()
        if self._unpacked is not None and self._fault is None:
            self._unpack(self._unpacked, None)
        content = b"" if self._fault is not None else b"".join(self._parts)
        # What ``read()`` of the library does itself, so that callers find ``.content``, ``.text`` and ``.json()``.
        self._reply._content = content
        return Received(self._reply.status_code, self._reply.headers, content, self._reply, self._fault)

    def _unpack(self, unpacked: Decompressor, part: bytes | None) -> None:
        from warp_client_core.decompression import CompressionError

        try:
            if part is None:
                unpacked.finish()
                return
            self._size -= len(part)
            for piece in unpacked.feed(part):
                self._size += len(piece)
                self._parts.append(piece)
                if self._check_size():
                    return
        except CompressionError as error:
            self._fault = garbled(error)

    def _check_size(self) -> bool:
        most = self._step.max_bytes
        if most is not None and self._size > most and self._fault is None:
            advice = "read it with client.stream or raise max_reply_bytes"
            self._fault = ResponseDecodeError(f"the reply is longer than {most} bytes; {advice}")
        return self._fault is not None
