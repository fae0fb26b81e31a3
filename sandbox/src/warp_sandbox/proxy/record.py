"""
What a proxy saw.

One rule: an exchange is written down when it happens and never changed, so counting from another thread is safe.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator

import attrs

from warp_sandbox.proxy.faults import Fault
from warp_sandbox.proxy.framing import Message


@attrs.frozen
class Exchange:
    """
    One request that was read completely.

    Attributes:
        request: The request.
        fault: What happened to it.
        forwarded: Whether all of it was passed on to the server.
    """

    request: Message
    fault: Fault
    forwarded: bool

    @property
    def path(self) -> str:
        """Path of the request, without its query."""
        return self.request.start[1].partition("?")[0]

    def header(self, name: str) -> str | None:
        """A header field of the request; None when it was not sent."""
        return dict(self.request.fields).get(name.lower())


class Record:
    """All exchanges, in the order in which they were read. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._exchanges: list[Exchange] = []

    def add(self, exchange: Exchange) -> None:
        """Write one down."""
        with self._lock:
            self._exchanges.append(exchange)

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._exchanges.clear()

    def __iter__(self) -> Iterator[Exchange]:
        with self._lock:
            return iter(tuple(self._exchanges))

    def forwarded(self) -> Counter[str]:
        """How many complete requests were passed on to the server, by path."""
        return Counter(exchange.path for exchange in self if exchange.forwarded)
