"""
The cache of one client: what readers, mutations and subscribers of both flavours do to it.

The rule: the cache lives with the identity, among what the client's credentials derive from it, so that a sign-out
drops it as a whole and a late answer lands where nobody reads.
"""

from __future__ import annotations

import functools
import itertools
import threading
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, NoReturn

from warp_client_core.errors import ApiError
from warp_client_core.forks import register
from warp_client_core.query.entries import Asked, Cache
from warp_client_core.query.entry import MISS, Entry, Flight, Layer
from warp_client_core.query.errors import QueryCancelledError
from warp_client_core.query.graph import Read, Rule, Write, filled
from warp_client_core.query.values import Change, Notice, QueryState, Subscription, check_seconds

if TYPE_CHECKING:
    from warp_client_core.client import Client
    from warp_client_core.query.recipes import Recipe

IDLE: Final[QueryState[Any]] = QueryState()

_NUMBERS: Final = itertools.count()

RECHECK: Final = 5.0
"""Most seconds until the background looks again who is signed in."""

_PASSING: Final = frozenset({408, 409, 425, 429})
"""Refusals after which something may have changed, or what is cached is proven wrong."""


class Cached:
    """
    The cache of one client, without its flavour.

    Args:
        client: Whose methods are called.
        stale_time: Seconds for which cached data is taken without a fetch.
        cache_time: Seconds for which data that nobody asks for is kept.
        max_entries: Most queries that are kept.
        on_notify: Called with a `Notice` when a mutation ended or a fetch in the background failed.
        background: Whether a thread or task of its own polls and refetches; otherwise the caller calls `run_pending`.

    Raises:
        ValueError: A number is out of range.
    """

    is_async: ClassVar[bool] = False
    reads: ClassVar[tuple[Read, ...]] = ()
    rules: ClassVar[Mapping[str, Rule]] = {}

    def __init__(
        self,
        client: Client,
        *,
        stale_time: float = 0.0,
        cache_time: float = 300.0,
        max_entries: int = 1_000,
        on_notify: Callable[[Notice], object] | None = None,
        background: bool = True,
    ) -> None:
        if isinstance(max_entries, bool) or not isinstance(max_entries, int) or max_entries < 1:
            raise ValueError(f"max_entries must be 1 or more, not {max_entries!r}")
        self.stale_time: Final = check_seconds("stale_time", stale_time)
        self._keep = check_seconds("cache_time", cache_time)
        self._most = max_entries
        self._on_notify = on_notify
        self._background = background
        self._client: Any = client
        self.credentials: Final = client.credentials
        self.about: Final = f"{client.settings.about.dist} {client.settings.origin}"
        self.ambient: Final = client.ambient
        self.clock: Final = client.ambient.clock
        self._slot = f"query-{next(_NUMBERS)}"
        self._subscriptions: tuple[Subscription, ...] = ()
        self._polls: dict[object, Subscription] = {}
        self._joining = threading.Lock()
        self._streams: list[Any] = []
        self._listening: list[Subscription] = []
        self._news: deque[tuple[object, QueryState[Any]]] = deque()
        self._telling = threading.Lock()
        self._closed = False
        self._last = self.cache()
        register(self)

    def cache(self) -> Cache:
        """What is cached for whoever is signed in now."""
        if self._closed:
            return self._last
        derived = self.credentials.derived
        found: Cache | None = derived.get(self._slot)
        if found is not None:
            return found
        made: Cache = derived.setdefault(self._slot, Cache(most=self._most, keep=self._keep, watched=self._watched))
        return made

    def _watched(self) -> set[object]:
        return {one.query.lookup for one in self._subscriptions if not one.is_over}

    def check_open(self) -> None:
        """Refuse to work after closing (RuntimeError)."""
        if self._closed:
            raise RuntimeError(f"this {type(self).__name__} is closed; build a new one")

    def hit(self, recipe: Recipe) -> Any:
        """Data that can be taken without a fetch and is no older than it may be; `MISS` for none."""
        cache: Cache | None = self.credentials.derived.get(self._slot)
        if cache is None or self._closed:
            return MISS
        entry = cache.entries.get(recipe.lookup)
        if entry is None:
            return MISS
        landed, data = entry.hit
        now = self.clock()
        if now - landed < recipe.stale_time:
            entry.used = now
            return data
        return MISS

    def state(self, recipe: Recipe) -> QueryState[Any]:
        """What is known of a query, without a fetch."""
        self.notice_identity()
        cache = self.cache()
        if cache.frozen:
            self.thaw(cache, recipe)
        entry = cache.entries.get(recipe.lookup)
        return IDLE if entry is None else entry.state

    def invalidate(self, *prefix: str) -> None:
        """
        Make everything below a key obsolete, such as ``invalidate("trunks")``; without a key all there is.

        What is subscribed to is fetched anew, all else when it is read next.

        Raises:
            TypeError: A part of the key is not a text.
        """
        if not all(isinstance(part, str) for part in prefix):
            raise TypeError("invalidate takes the parts of a key one by one, as texts: invalidate('trunks', 'list')")
        self._obsolete(self.cache(), self.cache().invalidate([prefix], self.ambient.now(), voids=True))

    def clear(self) -> None:
        """Drop all that is cached."""
        former = self.cache()
        former.void()
        self.credentials.derived.pop(self._slot, None)
        self.cache().obsoleted.update(former.obsoleted)
        self.notice_identity()
        self.wake()

    def ask(self, cache: Cache, recipe: Recipe) -> Asked:
        """What a reader of a query has to do."""
        if cache.frozen:
            self.thaw(cache, recipe)
        return cache.ask(recipe.lookup, recipe.key, now=self.clock(), stale_time=recipe.stale_time)

    def thaw(self, cache: Cache, recipe: Recipe) -> None:
        """Take what was hydrated for a query."""

    def put(self, recipe: Recipe, data: Any) -> None:
        """Data that the caller knows by another way."""
        self.check_open()
        self.notice_identity()
        self.cache().put(recipe.lookup, recipe.key, data, self.clock(), self.ambient.now())
        self.tell()

    def extend(self, recipe: Recipe, held: Any, grow: Callable[[Any], Any]) -> Any:
        """Put data that is made from data, and give what is shown; None when that is obsolete meanwhile."""
        self.check_open()
        shown = self.cache().extend(recipe.lookup, held, grow, self.clock(), self.ambient.now())
        self.tell()
        return shown

    def cancel_flight(self, recipe: Recipe) -> Flight | None:
        """Let go of the fetch under way; its readers get a `QueryCancelledError`."""
        entry = self.cache().entries.get(recipe.lookup)
        flight = None if entry is None else self.cache().cancel(entry)
        if flight is not None:
            flight.error = QueryCancelledError(f"{recipe.read.name}: the fetch was cancelled")
            self.tell()
        return flight

    def expect(self, cache: Cache, changes: Iterable[Change]) -> list[tuple[Entry, Layer]]:
        """Show what a mutation is expected to do."""
        put = cache.expect([(one.lookup, one.apply) for one in changes])
        self.tell()
        return put

    def settle(
        self,
        cache: Cache,
        write: Write,
        values: Mapping[str, object],
        error: BaseException | None,
        layers: list[tuple[Entry, Layer]],
    ) -> None:
        """A mutation ended: what it touched is obsolete, unless it was refused and so changed nothing."""
        prefixes = [filled(one, values) for one in write.touches]
        refused = isinstance(error, ApiError) and 400 <= error.status_code < 500 and error.status_code not in _PASSING
        wall = self.ambient.now()
        end = cache.retract if refused else functools.partial(cache.invalidate, wall=wall, voids=True)
        self._obsolete(cache, end(prefixes, layers=layers))
        self.notice_identity()
        if cache is not (later := self.cache()) and not refused:
            # Somebody signed in meanwhile, and may be the same account.
            self._obsolete(later, later.invalidate(prefixes, wall, voids=True))

    def notice_identity(self) -> None:
        """When somebody else is signed in, or nobody: what was cached is gone, and subscribers hear of it."""
        cache = self.cache()
        if cache is self._last:
            return
        former, self._last = self._last, cache
        former.void()
        former.outcomes.clear()
        self._news.extend((one.query.lookup, IDLE) for one in self._subscriptions)
        for one in tuple(self._polls.values()):
            one.close()
        for one in self._subscriptions:
            one.due = self.clock()
        self.tell()

    def tell(self) -> None:
        """Call back whoever is subscribed to what changed, in order, one at a time."""
        self.cache().news(self._news)
        while self._news and self._telling.acquire(blocking=False):
            try:
                while self._news:
                    lookup, state = self._news.popleft()
                    for one in self._subscriptions:
                        if one.query.lookup == lookup and one.callback is not None and not one.is_over:
                            self._call(one.callback, state)
            finally:
                self._telling.release()

    def notify(self, notice: Notice) -> None:
        """Tell the program what it may want to show."""
        if self._on_notify is not None:
            self._call(self._on_notify, notice)

    def wake(self) -> None:
        """Something may be due."""

    def begin_close(self) -> bool:
        """Stop working; False when that was done already."""
        if self._closed:
            return False
        self._last = self.cache()
        self._closed = True
        for one in (*self._subscriptions, *self._listening):
            one.close()
        self._subscriptions, self._polls, self._streams, self._listening = (), {}, [], []
        self._last.void()
        self.credentials.derived.pop(self._slot, None)
        return True

    def _obsolete(self, cache: Cache, touched: Iterable[Entry]) -> None:
        lookups = {entry.lookup for entry in touched}
        now = self.clock()
        with self._joining:
            for one in self._subscriptions:
                if one.query.lookup in lookups:
                    one.due = now
        if cache is self.cache():
            self.tell()
        if lookups:
            self.wake()

    def _call(self, callback: Callable[[Any], object], told: Any) -> None:
        try:
            callback(told)
        except Exception as error:
            import logging

            # The class alone: what it says may quote the data.
            logging.getLogger("warp_client_core.query").error("a callback raised %s", type(error).__name__)

    def _after_fork(self) -> None:
        # Fetches under way, whoever carried them out, and sockets are the parent's.
        self._telling, self._joining = threading.Lock(), threading.Lock()
        self.credentials.derived.pop(self._slot, None)
        self._last = self.cache()
        self._subscriptions, self._polls, self._streams, self._listening = (), {}, [], []
        self._news.clear()

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} belongs to its client and is not pickled; use dehydrate()")

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self.cache().entries)} queries>"
