"""
One cached query, the fetch that is on its way for it, and the changes that are expected of mutations.

Changed by `entries.Cache` alone, under its lock. The rule: what a reader needs without the lock is replaced as one.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from datetime import datetime
from types import TracebackType
from typing import Any, Final

from warp_client_core.query.graph import Key
from warp_client_core.query.sharing import shared
from warp_client_core.query.values import QueryState

_NOTHING: Final = object()
MISS: Final = (-math.inf, _NOTHING)
"""What an entry without usable data offers."""


class Flight:
    """
    One fetch. ``landed`` is done when it ended; ``data`` or ``error`` tell how.

    Attributes:
        is_void: A mutation completed, or the identity changed, while it was under way: its result is nobody's.
        is_left: Whoever fetched was interrupted; somebody else has to.
        leader: The thread that fetches, in the sync flavour.
    """

    __slots__ = ("data", "error", "is_left", "is_void", "landed", "leader", "task", "trace", "waiting")

    def __init__(self) -> None:
        self.landed: Future[None] = Future()
        # Nobody who waits can cancel it for the others.
        self.landed.set_running_or_notify_cancel()
        self.data: Any = None
        self.error: Exception | None = None
        self.trace: TracebackType | None = None
        self.leader: int | None = None
        self.is_void = self.is_left = False
        self.waiting = 0
        self.task: Any = None

    def outcome(self) -> Any:
        """The data, or the error raised, with the traceback of the fetch: a crowd of readers would lengthen it."""
        if self.error is not None:
            raise self.error.with_traceback(self.trace)
        return self.data

    def stop(self) -> None:
        """Let those go who wait; does nothing when that was done."""
        # Whoever cancels and whoever fetches may end it at the same time.
        with contextlib.suppress(InvalidStateError):
            self.landed.set_result(None)


class Layer:
    """A change that is expected of a mutation under way."""

    __slots__ = ("apply",)

    def __init__(self, apply: Callable[[Any], Any]) -> None:
        self.apply = apply


class Entry:
    """
    One cached query.

    Attributes:
        hit: When the usable data landed, and the data as it is shown; replaced as one, and so read without the lock.
        used: When it was last asked for.
        state: What subscribers are told.
    """

    __slots__ = (
        "_base",
        "_error",
        "_outdated",
        "_updated",
        "flight",
        "hit",
        "key",
        "layers",
        "lookup",
        "state",
        "used",
    )

    def __init__(self, lookup: object, key: Key, now: float) -> None:
        self.lookup, self.key, self.used = lookup, key, now
        self.hit: tuple[float, Any] = MISS
        self.flight: Flight | None = None
        self.layers: list[Layer] = []
        self.state: QueryState[Any] = QueryState()
        self._base: Any = _NOTHING
        self._outdated: Any = None
        self._error: Exception | None = None
        self._updated: datetime | None = None

    @property
    def has_data(self) -> bool:
        """Whether there is data that nothing made obsolete."""
        return self._base is not _NOTHING

    @property
    def base(self) -> Any:
        """The data without expected changes."""
        return self._base

    def take(self, data: Any, now: float, wall: datetime) -> None:
        """New data."""
        old = self._base if self.has_data else self._outdated
        self._base, self._outdated, self._error, self._updated = shared(old, data), None, None, wall
        self._show(now)

    def drop(self) -> None:
        """The data is obsolete."""
        if self.has_data:
            self._outdated, self._base = self._base, _NOTHING
        self._show(-math.inf)

    def age(self) -> None:
        """The data stays, and the next reading fetches."""
        self._show(-math.inf)

    def fail(self, error: Exception) -> None:
        """A fetch failed."""
        self._error = error
        self._show(self.hit[0])

    def refresh(self) -> None:
        """What is shown follows the layers and the flight."""
        self._show(self.hit[0])

    def _show(self, landed: float) -> None:
        data = self._base
        if self.has_data:
            for layer in self.layers:
                try:
                    data = layer.apply(data)
                except Exception:
                    # It worked on the data that it was made for; newer data need no longer fit it.
                    continue
            self.hit = (landed, data)
        else:
            self.hit = MISS
        self.state = QueryState(
            status="error" if self._error is not None else "success" if self.has_data else "pending",
            fetch_status="idle" if self.flight is None else "fetching",
            data=data if self.has_data else None,
            error=self._error,
            updated_at=self._updated if self.has_data else None,
            outdated=self._outdated,
            is_optimistic=bool(self.layers) and self.has_data,
        )
