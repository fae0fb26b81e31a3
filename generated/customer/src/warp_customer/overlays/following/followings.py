"""
What ``follow`` gives back: an iterator of records that holds a socket open while it is read.

Thin on purpose: `flow` decides. The rule: the socket is opened by the first record asked for and closed when reading
ends, however it ends.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast

from warp_client_core.errors import NotFoundError
from warp_client_core.streaming import AsyncEventStream, EventStream, StreamOptions

from ...channels import CHANNEL
from .flow import Fetch, Flow, Listen, Look, Needs, Tell, Turn
from .subjects import Subject

if TYPE_CHECKING:
    from warp_client_core.driver import AsyncClient, SyncClient

T = TypeVar("T")


def checked(since: object, overlap: float, patience: float) -> None:
    """
    Refuse what cannot be followed from.

    Raises:
        TypeError: ``since`` is no time.
        ValueError: It has no time zone, or a number of seconds is below 0.
    """
    if not isinstance(since, datetime):
        raise TypeError(f"since must be a datetime, not {type(since).__name__}")
    if since.tzinfo is None or since.utcoffset() is None:
        raise ValueError("since needs a time zone: datetime.now(UTC), for example")
    for name, seconds in (("overlap", overlap), ("patience", patience)):
        if not seconds >= 0:
            raise ValueError(f"{name} must be 0 seconds or more, not {seconds!r}")


def stream_options(subject: Subject[Any], options: StreamOptions | None, trunk_id: str | None) -> StreamOptions:
    """The options of the caller's with what the following needs: its event, and a queue that loses nothing."""
    given: dict[str, Any] = {name: getattr(options, name) for name in _PASSED} if options is not None else {}
    return StreamOptions(**given, channels=(subject.event,), trunk_id=trunk_id, overflow="block")


_PASSED = (
    "queue_size", "max_attempts", "stable_after", "first_wait", "longest_wait", "open_timeout", "close_timeout",
    "heartbeat", "max_frame_bytes", "token_in_query",
)  # fmt: skip


class Followed(Generic[T]):
    """What both flavours show of themselves."""

    def __init__(self, flow: Flow[T]) -> None:
        self._flow = flow

    @property
    def point(self) -> datetime:
        """Everything that ended up to this time was given, as far as is known; to go on from with ``since=``."""
        return self._flow.point

    @property
    def missing(self) -> int:
        """Records that an event told of and that were not listed in time; see ``patience``."""
        return self._flow.waiting.missing

    def __repr__(self) -> str:
        return f"{type(self).__name__}(point={self.point.isoformat()!r}, missing={self.missing})"


class Following(Followed[T]):
    """Records as they come. Close it, or read it in a ``with`` block; safe to close from another thread."""

    def __init__(self, client: SyncClient, flow: Flow[T], options: StreamOptions) -> None:
        super().__init__(flow)
        self._client = client
        self._stream = EventStream(self._client, CHANNEL, options)
        self._records = self._walk(flow.needs())

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        return next(self._records)

    def _walk(self, needs: Needs) -> Generator[T, None, None]:
        with self._stream:
            answer: Any = None
            while True:
                need = needs.send(answer)
                answer = None
                match need:
                    case Tell(record):
                        yield record
                    case Listen(seconds):
                        try:
                            answer = self._stream.receive(seconds)
                        except TimeoutError:
                            continue
                        if answer is None:
                            return
                    case Fetch(call):
                        answer = self._client.send(call).data
                    case Turn(page):
                        answer = cast("Any", page).next_page()
                    case Look(call):
                        try:
                            answer = self._client.send(call).data
                        except NotFoundError:
                            continue

    def close(self) -> None:
        """Close the socket; reading ends."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class AsyncFollowing(Followed[T]):
    """Records as they come. Close it, or read it in an ``async with`` block."""

    def __init__(self, client: AsyncClient, flow: Flow[T], options: StreamOptions) -> None:
        super().__init__(flow)
        self._client = client
        self._stream = AsyncEventStream(self._client, CHANNEL, options)
        self._records = self._walk(flow.needs())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        return await anext(self._records)

    async def _walk(self, needs: Needs) -> AsyncGenerator[T, None]:
        async with self._stream:
            answer: Any = None
            while True:
                need = needs.send(answer)
                answer = None
                match need:
                    case Tell(record):
                        yield record
                    case Listen(seconds):
                        try:
                            answer = await self._stream.receive(seconds)
                        except TimeoutError:
                            continue
                        if answer is None:
                            return
                    case Fetch(call):
                        answer = (await self._client.send(call)).data
                    case Turn(page):
                        answer = await cast("Any", page).next_page()
                    case Look(call):
                        try:
                            answer = (await self._client.send(call)).data
                        except NotFoundError:
                            continue

    async def aclose(self) -> None:
        """Close the socket; reading ends."""
        await self._stream.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.aclose()
