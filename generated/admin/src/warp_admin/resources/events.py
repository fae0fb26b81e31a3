"""Live events."""

from __future__ import annotations

from ..overlays.streaming import AsyncLiveEvents, LiveEvents


# Hand-written base classes: overlays/streaming
class Events(LiveEvents):
    """Live events."""


class AsyncEvents(AsyncLiveEvents):
    """Live events."""
