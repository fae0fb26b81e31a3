"""
Replies that go on: server-sent events and lines of JSON, read one at a time.

The rule: memory holds one item, whatever the server sends; an item of more than ``max_reply_bytes`` is an error. The
connection opens with the first item asked for, and closes with the last, on an error, or on `close`.

Source: HTML, "9.2 Server-sent events"; one JSON value a line (NDJSON, JSON Lines, JSON text sequences of RFC 7464).
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, TypeAlias, TypeVar

import attrs

from warp_client_core.errors import ResponseDecodeError
from warp_client_core.replies import Bare, Decoded, Reply, Typed
from warp_client_core.value import Value

if TYPE_CHECKING:
    from warp_client_core.async_client import AsyncClient
    from warp_client_core.calls import Call
    from warp_client_core.drift import Watch
    from warp_client_core.options import CallOptions
    from warp_client_core.sync_client import SyncClient

T = TypeVar("T")
_ManyOf: TypeAlias = "Call[list[T]] | Call[list[T] | None]"  # a reply that may be empty has no items then

DONE: Final = "[DONE]"
"""Data with which some servers end a stream of JSON; it is no item."""


@attrs.frozen(eq=False, repr=False)
class ServerEvent(Value, Generic[T]):
    """
    One server-sent event.

    Attributes:
        data: Its data: the described type, or the text where the API describes none.
        event: Its name.
        id: The last id that was sent.
        retry: Seconds after which to connect again, where the server says so.
    """

    data: T
    event: str = "message"
    id: str = ""
    retry: float | None = None


class _Items(Typed[T], Reply[list[T]]):
    __slots__ = __match_args__ = ("type",)

    def __init__(self, type: Any) -> None:
        self.type: Final = type

    def cutter(self, most: int) -> Cutter:
        raise NotImplementedError

    def decode(self, content: bytes, headers: Mapping[str, str], watch: Watch | None = None) -> Decoded:
        """All items at once, for replies that end."""
        cutter = self.cutter(len(content) + 1)
        return [*cutter.feed(content), *cutter.rest()], None


class Lines(_Items[T]):
    """One JSON value a line."""

    __slots__ = ()
    accept: ClassVar[str] = "application/x-ndjson, application/jsonl, application/json-seq, */*;q=0.1"

    def cutter(self, most: int) -> Cutter:
        """What takes the body apart."""
        return LineCutter(self.type, most)


class Events(_Items[T]):
    """Server-sent events; ``type`` is that of their data, None for text."""

    __slots__ = ()
    accept: ClassVar[str] = "text/event-stream"

    def cutter(self, most: int) -> Cutter:
        """What takes the body apart."""
        return EventCutter(self.type, most)


class Cutter:
    """Takes a body apart as it comes. Line ends are LF, CR and CRLF."""

    def __init__(self, type: Any, most: int) -> None:
        self._read = None if type is None else Bare(type)
        self._most = most
        self._held = bytearray()
        self._ended = False
        self.is_done = False

    def feed(self, piece: bytes) -> Iterator[Any]:
        """The items that end in this piece."""
        # Only what is new is searched, so that a long line costs no more than its length.
        for part in piece.splitlines(keepends=True) if b"\r" in piece else _at_line_feeds(piece):
            if self._ended and part == b"\n":
                self._ended = False
                continue
            self._ended = part.endswith(b"\r")
            is_whole = part.endswith((b"\n", b"\r"))
            self._held += part
            if len(self._held) > self._most:
                raise ResponseDecodeError(f"one item of the stream has more than {self._most} bytes")
            if is_whole:
                line = bytes(self._held).rstrip(b"\r\n")
                self._held.clear()
                yield from self.line(line)
                if self.is_done:
                    return

    def rest(self) -> Iterator[Any]:
        """What a body that ended in the middle of a line leaves."""
        line = bytes(self._held)
        self._held.clear()
        if line and not self.is_done:
            yield from self.line(line)

    def line(self, line: bytes) -> Iterator[Any]:
        """The items that this line ends."""
        raise NotImplementedError

    def value(self, content: bytes) -> Any:
        """One value, typed."""
        if self._read is None:
            return content.decode("utf-8", "replace")
        return self._read.decode(content, {})[0]


class LineCutter(Cutter):
    """Cuts lines of JSON."""

    def line(self, line: bytes) -> Iterator[Any]:
        """The value in a line that is not blank; the separator of RFC 7464 is dropped."""
        content = line.strip(b" \t\x1e")
        if content:
            yield self.value(content)


class EventCutter(Cutter):
    """Cuts server-sent events."""

    def __init__(self, type: Any, most: int) -> None:
        super().__init__(type, most)
        self._data: list[bytes] = []
        self._size = 0
        self._event = self._id = ""
        self._retry: float | None = None
        self._is_first = True

    def line(self, line: bytes) -> Iterator[Any]:
        """The event that a blank line ends."""
        if self._is_first:
            line, self._is_first = line.removeprefix(b"\xef\xbb\xbf"), False
        if not line:
            yield from self._dispatched()
            return
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if name == b"data":
            self._size += len(value) + 1
            if self._size > self._most:
                raise ResponseDecodeError(f"one event of the stream has more than {self._most} bytes")
            self._data.append(value)
        elif name == b"event":
            self._event = value.decode("utf-8", "replace")
        elif name == b"id" and b"\0" not in value:
            self._id = value.decode("utf-8", "replace")
        elif name == b"retry" and value.isdigit() and len(value) < 16:
            self._retry = int(value) / 1_000

    def _dispatched(self) -> Iterator[Any]:
        data, name, retry = b"\n".join(self._data), self._event, self._retry
        had_data = bool(self._data)
        self._data, self._size, self._event, self._retry = [], 0, "", None
        if not had_data:
            return
        if self._read is not None and data.strip() == DONE.encode():
            self.is_done = True
            return
        yield ServerEvent(self.value(data), name or "message", self._id, retry)

    def rest(self) -> Iterator[Any]:
        """Nothing: an event without its blank line is not whole."""
        self._held.clear()
        return iter(())


class _Opened:
    def __init__(self, call: Call[Any], options: CallOptions) -> None:
        reply: Any = call.operation.reply
        while not isinstance(reply, _Items) and hasattr(reply, "reply"):
            reply = reply.reply  # one that may be empty, or is asked for as another media type: still these items
        self._call, self._options, self._reply = call, options, reply
        self._is_used = False

    def _begin(self) -> None:
        if self._is_used:
            raise RuntimeError(f"{self._call.operation_id}: this stream was read already; call the method again")
        self._is_used = True

    def _located(self, error: ResponseDecodeError) -> ResponseDecodeError:
        error.operation_id = self._call.operation_id
        return error


class EventStream(_Opened, Iterator[T]):
    """Items as they arrive. Iterate once; leaving early needs `close` or a ``with`` block."""

    def __init__(self, client: SyncClient, call: _ManyOf[T], options: CallOptions = None) -> None:
        super().__init__(call, options)
        self._client = client
        self._items: Generator[T, None, None] | None = None

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        if self._items is None:
            self._begin()
            self._items = self._read()
        return next(self._items)

    def _read(self) -> Generator[T, None, None]:
        with self._client.stream(self._call, self._options) as reply:
            cutter = self._reply.cutter(self._client.settings.max_reply_bytes)
            try:
                with contextlib.closing(reply.iter_bytes()) as pieces:
                    for piece in pieces:
                        yield from cutter.feed(piece)
                        if cutter.is_done:
                            return
                yield from cutter.rest()
            except ResponseDecodeError as error:
                raise self._located(error) from error.__cause__

    def close(self) -> None:
        """Give the connection back. More items cannot be read."""
        self._is_used = True
        if self._items is not None:
            self._items.close()
        else:
            self._items = _nothing()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class AsyncEventStream(_Opened, AsyncIterator[T]):
    """As `EventStream`, for async callers: ``async for``, ``async with``, `aclose`."""

    def __init__(self, client: AsyncClient, call: _ManyOf[T], options: CallOptions = None) -> None:
        super().__init__(call, options)
        self._client = client
        self._items: AsyncGenerator[T, None] | None = None

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        if self._items is None:
            self._begin()
            self._items = self._read()
        return await anext(self._items)

    async def _read(self) -> AsyncGenerator[T, None]:
        async with self._client.stream(self._call, self._options) as reply:
            cutter = self._reply.cutter(self._client.settings.max_reply_bytes)
            try:
                async with contextlib.aclosing(reply.aiter_bytes()) as pieces:
                    async for piece in pieces:
                        for item in cutter.feed(piece):
                            yield item
                        if cutter.is_done:
                            return
                for item in cutter.rest():
                    yield item
            except ResponseDecodeError as error:
                raise self._located(error) from error.__cause__

    async def aclose(self) -> None:
        """Give the connection back. More items cannot be read."""
        self._is_used = True
        if self._items is not None:
            await self._items.aclose()
        else:
            self._items = _no_items()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.aclose()


def _at_line_feeds(piece: bytes) -> list[bytes]:
    parts = piece.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _nothing() -> Generator[Any, None, None]:
    yield from ()


async def _no_items() -> AsyncGenerator[Any, None]:
    nothing: tuple[Any, ...] = ()
    for item in nothing:
        yield item
