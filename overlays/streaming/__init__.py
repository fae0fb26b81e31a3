"""
``client.events.connect``: the platform's socket, with the events and types that the API describes.

The rule: it checks and hands over. What keeps the connection is ``warp_client_core.streaming``, which is loaded when
somebody connects, and the library for sockets with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal

from warp_client_core.resource import AsyncResource, Resource

if TYPE_CHECKING:
    from warp_client_core.streaming import AsyncEventStream, EventStream, StreamOptions


def options_for(**given: Any) -> StreamOptions:
    """
    The options of a stream, checked.

    Raises:
        ValueError: A channel is no event of the client's socket, or an option is out of range.
    """
    from warp_client_core.streaming import StreamOptions

    given["channels"] = known(given["channels"])
    return StreamOptions(**given)


def known(channels: Iterable[str] | None) -> Iterable[str] | None:
    """
    The channels, each known to be an event of the client's socket.

    Raises:
        ValueError: One is not; the message names the nearest that is.
    """
    from ...channels import CHANNEL

    if channels is None or isinstance(channels, str):
        return channels
    found = tuple(channels)
    for one in found:
        if one not in CHANNEL.events:
            near = get_close_matches(str(one), CHANNEL.events, n=1, cutoff=0.0)
            raise ValueError(
                f"{one!r} is no event of {CHANNEL.name}; did you mean {near[0]!r}? "
                "To hear events that this version does not know, leave the channels out."
            )
    return found


class LiveEvents(Resource):
    """Live events."""

    def connect(
        self,
        *,
        channels: Iterable[str] | None = None,
        trunk_id: str | None = None,
        customer_id: str | None = None,
        queue_size: int = 1_000,
        overflow: Literal["block", "drop_oldest", "drop_newest", "error"] = "block",
        max_attempts: int | None = 10,
        stable_after: float = 60.0,
        open_timeout: float = 10.0,
        close_timeout: float = 5.0,
        heartbeat: float = 30.0,
        max_frame_bytes: int = 1024 * 1024,
        last_event_id: str | None = None,
        token_in_query: bool = False,
    ) -> EventStream:
        """
        Listen to the platform: typed events, over one connection that is made again when it breaks.

        The connection is made on entering the ``with`` block, which raises ImportError when the extra ``streaming`` is
        not installed. Times are in seconds.

        Args:
            channels: Names of the events to hear; all when left out, those too that this version does not know.
            trunk_id: Only events of this trunk.
            customer_id: Only events of this account, for callers who hear of several.
            queue_size: Most events that wait to be taken.
            overflow: What happens when as many wait: ``block`` stops reading until one is taken, ``drop_oldest`` and
                ``drop_newest`` drop and count (``stream.dropped``), ``error`` ends the stream.
            max_attempts: Most attempts to connect between two stable periods; None for any number.
            stable_after: How long a connection must last until attempts are counted anew.
            open_timeout: Most seconds for one attempt.
            close_timeout: Most seconds for closing.
            heartbeat: Seconds of silence after which a ping is sent; after twice as many the connection is given up.
            max_frame_bytes: Most bytes of one message, decompressed.
            last_event_id: Id of the last event that was handled; the platform goes on after it if it still can.
            token_in_query: Send the token in the address. It ends up in logs; only for servers that read it nowhere
                else.

        Raises:
            ValueError: A channel is no event of the client's socket, or an option is out of range.
        """
        from warp_client_core.streaming import EventStream

        from ...channels import CHANNEL

        options = options_for(
            channels=channels,
            trunk_id=trunk_id,
            customer_id=customer_id,
            queue_size=queue_size,
            overflow=overflow,
            max_attempts=max_attempts,
            stable_after=stable_after,
            open_timeout=open_timeout,
            close_timeout=close_timeout,
            heartbeat=heartbeat,
            max_frame_bytes=max_frame_bytes,
            last_event_id=last_event_id,
            token_in_query=token_in_query,
        )
        return EventStream(self._client, CHANNEL, options)


class AsyncLiveEvents(AsyncResource):
    """As `LiveEvents`, for async callers."""

    def connect(
        self,
        *,
        channels: Iterable[str] | None = None,
        trunk_id: str | None = None,
        customer_id: str | None = None,
        queue_size: int = 1_000,
        overflow: Literal["block", "drop_oldest", "drop_newest", "error"] = "block",
        max_attempts: int | None = 10,
        stable_after: float = 60.0,
        open_timeout: float = 10.0,
        close_timeout: float = 5.0,
        heartbeat: float = 30.0,
        max_frame_bytes: int = 1024 * 1024,
        last_event_id: str | None = None,
        token_in_query: bool = False,
    ) -> AsyncEventStream:
        """Listen to the platform, with ``async with``. Not a coroutine. Details: `LiveEvents.connect`."""
        from warp_client_core.streaming import AsyncEventStream

        from ...channels import CHANNEL

        options = options_for(
            channels=channels,
            trunk_id=trunk_id,
            customer_id=customer_id,
            queue_size=queue_size,
            overflow=overflow,
            max_attempts=max_attempts,
            stable_after=stable_after,
            open_timeout=open_timeout,
            close_timeout=close_timeout,
            heartbeat=heartbeat,
            max_frame_bytes=max_frame_bytes,
            last_event_id=last_event_id,
            token_in_query=token_in_query,
        )
        return AsyncEventStream(self._client, CHANNEL, options)
