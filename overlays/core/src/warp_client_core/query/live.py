"""
Events of a client's socket, brought to its queries.

Loaded with the first stream. The rule: an event counts for the identity that was signed in when the socket connected,
and what may have been missed counts as changed.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from warp_client_core.query.values import Subscription
from warp_client_core.streaming.values import CONNECTED, GAP

if TYPE_CHECKING:
    from warp_client_core.query.core import QueryCore
    from warp_client_core.query.entries import Cache


class Live(Subscription):
    """A stream that queries listen to, until this is closed; the stream stays its owner's to close."""

    __slots__ = ("_cache", "_handlers", "_queries", "_stream")

    def __init__(self, queries: QueryCore, stream: Any) -> None:
        super().__init__(None, None, poll=None, while_live=True, due=float("inf"))
        self._queries, self._stream = queries, stream
        self._cache: Cache = queries.cache()
        self._handlers: list[tuple[str, Callable[[Any], None]]] = [
            (name, functools.partial(self._heard, name)) for name in queries.rules
        ]
        self._handlers += [(CONNECTED, self._connected), (GAP, self._missed)]
        for name, handler in self._handlers:
            stream.on(name, handler)

    def _heard(self, event: str, payload: Any) -> None:
        self._queries.hear(event, payload, self._cache)

    def _connected(self, _number: Any) -> None:
        self._cache = self._queries.cache()
        self._queries.missed()

    def _missed(self, _gap: Any) -> None:
        self._queries.missed()

    def close(self) -> None:
        """Listen no more. May be called again."""
        if not self.is_over:
            super().close()
            self._queries.detach(self._stream)
            for name, handler in self._handlers:
                self._stream.off(name, handler)


def attach(queries: QueryCore, stream: Any) -> Live:
    """
    Listen to a stream.

    Raises:
        RuntimeError: The query client is closed.
        ValueError: The API description does not say what events mean for queries.
    """
    queries.check_open()
    if not queries.rules:
        raise ValueError(f"{type(queries).__name__} has no rules for events; the API description lists none")
    found = Live(queries, stream)
    queries.join(stream, found)
    return found
