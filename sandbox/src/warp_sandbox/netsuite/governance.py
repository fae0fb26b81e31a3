"""
The limit on what an account does at the same time.

One rule: a request takes a place when it arrives and gives it back when its reply is on the way, whatever happens.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from warp_sandbox.wire.exchange import Call, Reply

STANDARD = 5
"""Places of an account at the standard tier."""

Pause = Callable[[], Awaitable[None]]
"""Lets time pass while a request holds its place."""


class Places:
    """
    An application of which only so many requests are answered at the same time.

    Args:
        limit: How many; None announces 5 and refuses none.
        pause: Makes requests last, so that they meet; without one they are answered as fast as can be.

    Attributes:
        most: The most requests that were in progress at once, refused ones excepted.
        refused: How many requests found no place.
    """

    def __init__(self, app: ASGIApp, limit: int | None, pause: Pause | None = None) -> None:
        self.most = 0
        self.refused = 0
        self._app = app
        self._limit = limit
        self._pause = pause
        self._taken = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it with a 429."""
        if self._limit is not None and self._taken >= self._limit:
            self.refused += 1
            await _too_many()(scope, receive, send)
            return
        self._taken += 1
        self.most = max(self.most, self._taken)
        try:
            if self._pause is not None:
                await self._pause()
            await self._app(scope, receive, send)
        finally:
            self._taken -= 1

    def limits(self, _call: Call) -> Reply:
        """The limit and what of it is left, as the service tells administrators."""
        places = STANDARD if self._limit is None else self._limit
        free = max(places - self._taken, 0)
        return Reply(200, {"accountConcurrencyLimit": places, "accountUnallocatedConcurrencyLimit": free})


def _too_many() -> Response:
    body = {
        "type": "https://www.rfc-editor.org/rfc/rfc9110.html#section-15",
        "title": "Too Many Requests",
        "status": 429,
        "o:errorDetails": [
            {
                "detail": "The account has too many requests in progress. Send fewer at a time.",
                "o:errorCode": "CONCURRENCY_LIMIT_EXCEEDED",
            }
        ],
    }
    return Response(json.dumps(body).encode(), status_code=429, media_type="application/json")
