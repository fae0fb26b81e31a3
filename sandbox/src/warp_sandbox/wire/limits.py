"""
The rate limit: so many requests per window, announced on every reply.

One rule: time comes from the clock that was handed in, so a test never waits for a window to end.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from warp_sandbox.errors import Refusal
from warp_sandbox.wire.exchange import Clock

ANNOUNCED = 1000


class RateLimit:
    """
    A fixed window over all callers; it opens with the first request after the last one closed.

    Args:
        limit: Requests per window. None announces 1000 and never refuses.
        window: Length of the window in seconds.
    """

    def __init__(self, limit: int | None, *, window: float, clock: Clock) -> None:
        self._limit = limit
        self._window = timedelta(seconds=window)
        self._clock = clock
        self._ends: datetime | None = None
        self._used = 0

    def enter(self) -> None:
        """
        Count one request.

        Raises:
            Refusal: 429 with Retry-After, when the window is full.
        """
        now = self._clock()
        if self._ends is None or now >= self._ends:
            self._ends = now + self._window
            self._used = 0
        self._used += 1
        if self._limit is not None and self._used > self._limit:
            retry = {"Retry-After": str(max(self._seconds(), 1))}
            raise Refusal(429, "Too many requests; wait as long as Retry-After says.", headers=retry)

    def headers(self) -> dict[str, str]:
        """The ``X-RateLimit`` headers; the reset is in seconds from now."""
        limit = ANNOUNCED if self._limit is None else self._limit
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(limit - self._used, 0)),
            "X-RateLimit-Reset": str(self._seconds()),
        }

    def _seconds(self) -> int:
        left = (self._ends - self._clock()).total_seconds() if self._ends else 0.0
        return max(math.ceil(left), 0)
