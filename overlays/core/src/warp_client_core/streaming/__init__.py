"""
Live events over a WebSocket: one supervised connection that is always being kept, and typed events from it.

Loaded when it is used, and the library beneath it (extra ``streaming``) when a connection is made. The rule: what
decides (`machine`, `attempts`, `verdicts`, `intake`, `inbox`, `outbox`) knows no socket, clock or task; `engine` and
`wire` do what it says; the streams of both flavours are shells around one engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warp_client_core.streaming.async_stream import AsyncEventStream
    from warp_client_core.streaming.sync_stream import EventStream
    from warp_client_core.streaming.values import Channel, Gap, RawEvent, Received, StreamOptions, StreamState
else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".async_stream": ("AsyncEventStream",),
            ".sync_stream": ("EventStream",),
            ".values": ("Channel", "Gap", "RawEvent", "Received", "StreamOptions", "StreamState"),
        },
    )

__all__ = ["AsyncEventStream", "Channel", "EventStream", "Gap", "RawEvent", "Received", "StreamOptions", "StreamState"]
