"""
What is cached, and what is on its way: the state machine beneath both flavours.

It knows no client, no clock and no thread; times come in as numbers. The rules: a result lands only when nothing made
it obsolete since its fetch began, and whoever waits for a fetch that a mutation overtook fetches again. All methods of
`Cache` may be called from several threads; of the user's code they call expected changes only, which are pure.
"""

from __future__ import annotations

import contextlib
import math
import threading
from collections import deque
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import attrs

from warp_client_core.query.entry import Entry, Flight, Layer
from warp_client_core.query.graph import Key, is_within
from warp_client_core.query.values import MutationState, QueryState

if TYPE_CHECKING:
    from warp_client_core.query.recipes import Recipe


@attrs.frozen
class Asked:
    """The answer to `Cache.ask`: data, or a flight to wait for, or one to carry out."""

    entry: Entry
    flight: Flight | None
    leads: bool
    data: Any = None


class Cache:
    """
    Everything that is cached for one identity.

    Args:
        most: Most queries that are kept.
        keep: Seconds for which one is kept that nobody asks for.
        watched: Gives the lookups that somebody is subscribed to; these are kept.
    """

    def __init__(self, *, most: int, keep: float, watched: Callable[[], Container[object]] = frozenset) -> None:
        # Of the kind that a change may take again that looks at other queries.
        self.lock = threading.RLock()
        self.entries: dict[object, Entry] = {}
        self.changed: list[Entry] = []
        """Entries whose state changed since somebody looked."""
        self.frozen: dict[str, dict[str, Any]] = {}
        """What was hydrated and not asked for yet, by its lookup as text."""
        self.calls: dict[object, Recipe] = {}
        """How calls that were made before are found, so that a hit builds nothing."""
        self.outcomes: WeakKeyDictionary[object, MutationState[Any]] = WeakKeyDictionary()
        """How mutations stand."""
        self.obsoleted: dict[Key, datetime] = {}
        """When keys were made obsolete last; what was hydrated and is older is not taken."""
        self._most, self._keep, self._watched, self._swept = most, keep, watched, -math.inf

    def learn(self, call: object, recipe: Recipe) -> None:
        """Know how a call is found; what cannot be looked up is not known."""
        if len(self.calls) >= self._most:
            self.calls.clear()
        with contextlib.suppress(TypeError):
            self.calls[call] = recipe

    def ask(self, lookup: object, key: Key, *, now: float, stale_time: float) -> Asked:
        """What a reader has to do."""
        with self.lock:
            entry = self._entry(lookup, key, now)
            landed, data = entry.hit
            if now - landed < stale_time:
                return Asked(entry, None, False, data)
            leads = entry.flight is None
            if entry.flight is None:
                entry.flight = Flight()
                self._changed(entry)
            entry.flight.waiting += 1
            return Asked(entry, entry.flight, leads)

    def land(self, entry: Entry, flight: Flight, data: Any, now: float, wall: datetime) -> None:
        """A fetch brought data."""
        with self.lock:
            flight.data = data
            if entry.flight is flight:
                entry.flight = None
                entry.take(data, now, wall)
                flight.data = entry.hit[1]
                self._changed(entry)
        flight.stop()

    def fail(self, entry: Entry, flight: Flight, error: Exception) -> None:
        """A fetch failed."""
        with self.lock:
            flight.error, flight.trace = error, error.__traceback__
            if entry.flight is flight:
                entry.flight = None
                entry.fail(error)
                self._changed(entry)
        flight.stop()

    def leave(self, entry: Entry, flight: Flight) -> None:
        """Whoever fetched was interrupted."""
        with self.lock:
            # A fetch that was cancelled has told its readers so already.
            flight.is_left = flight.error is None
            self._detach(entry, flight)
        flight.stop()

    def cancel(self, entry: Entry) -> Flight | None:
        """Nobody wants the fetch under way any more; gives it back."""
        with self.lock:
            flight = entry.flight
            if flight is not None:
                self._detach(entry, flight)
            return flight

    def invalidate(
        self, prefixes: Iterable[Key], wall: datetime, *, voids: bool, layers: Iterable[tuple[Entry, Layer]] = ()
    ) -> list[Entry]:
        """
        Make the data below some keys obsolete.

        Args:
            prefixes: The keys.
            wall: The time of day.
            voids: Whether fetches under way are nobody's from now on; otherwise those who wait for one still get it.
            layers: Expected changes that are over.
        """
        found = tuple(prefixes)
        with self.lock:
            self._lift(layers)
            touched = [entry for entry in self.entries.values() if is_within(entry.key, found)]
            self.obsoleted.update(dict.fromkeys(found, wall))
            if len(self.obsoleted) > self._most:
                self.obsoleted = {(): wall}
            if self.frozen:
                self.frozen = {at: one for at, one in self.frozen.items() if not is_within(tuple(one["key"]), found)}
            for entry in touched:
                flight, entry.flight = entry.flight, None
                if flight is not None:
                    flight.is_void = flight.is_void or voids
                entry.drop()
                self._changed(entry)
            return touched

    def retract(self, prefixes: Iterable[Key], layers: Iterable[tuple[Entry, Layer]]) -> list[Entry]:
        """A mutation was refused: expected changes are taken back, and the next reading fetches."""
        found = tuple(prefixes)
        with self.lock:
            self._lift(layers)
            touched = [entry for entry in self.entries.values() if is_within(entry.key, found)]
            for entry in touched:
                entry.age()
                self._changed(entry)
            return touched

    def expect(self, changes: Iterable[tuple[object, Callable[[Any], Any]]]) -> list[tuple[Entry, Layer]]:
        """Show the data as it will be once a mutation was carried out."""
        put: list[tuple[Entry, Layer]] = []
        with self.lock:
            for lookup, apply in changes:
                entry = self.entries.get(lookup)
                if entry is None or not entry.has_data:
                    continue
                layer = Layer(apply)
                try:
                    apply(entry.hit[1])
                except BaseException:
                    self._lift(put)
                    raise
                entry.layers.append(layer)
                put.append((entry, layer))
                self._changed(entry)
        return put

    def put(self, lookup: object, key: Key, data: Any, now: float, wall: datetime) -> None:
        """Data that came by another way."""
        with self.lock:
            entry = self._entry(lookup, key, now)
            entry.flight = None
            entry.take(data, now, wall)
            self._changed(entry)

    def extend(self, lookup: object, held: Any, grow: Callable[[Any], Any], now: float, wall: datetime) -> Any:
        """
        Take data that is made from the data held, unless that is no longer what is shown.

        Returns:
            What is shown then; None when nothing was taken.
        """
        with self.lock:
            entry = self.entries.get(lookup)
            if entry is None or not entry.has_data or entry.hit[1] is not held:
                return None
            entry.flight = None
            # Without the changes that are expected: these stay on top, and may be taken back.
            entry.take(grow(entry.base), now, wall)
            self._changed(entry)
            return entry.hit[1]

    def renew(self, key: Key, data: Any, now: float, wall: datetime) -> None:
        """Data that an event brought along: taken where there is data that is older by its own ``timestamp``."""
        with self.lock:
            for entry in self.entries.values():
                if entry.key != key or not entry.has_data:
                    continue
                held, told = getattr(entry.base, "timestamp", None), getattr(data, "timestamp", None)
                if isinstance(held, datetime) and isinstance(told, datetime) and told > held:
                    entry.flight = None
                    entry.take(data, now, wall)
                    self._changed(entry)

    def forget(self, now: float) -> None:
        """Drop what nobody asked for since ``keep`` seconds."""
        with self.lock:
            self._sweep(now)

    def freeze(self, kept: Mapping[str, dict[str, Any]]) -> None:
        """Take what was dehydrated, for those who will ask for it; the first go when it is too much."""
        with self.lock:
            current = {at: one for at, one in kept.items() if not self._is_obsolete(one)}
            self.frozen = dict(list({**self.frozen, **current}.items())[-self._most :])

    def _is_obsolete(self, one: dict[str, Any]) -> bool:
        key, updated = tuple(one["key"]), datetime.fromisoformat(one["updated_at"])
        return any(is_within(key, (prefix,)) and updated <= wall for prefix, wall in self.obsoleted.items())

    def void(self) -> None:
        """Drop everything; fetches under way are nobody's."""
        with self.lock:
            for entry in self.entries.values():
                if entry.flight is not None:
                    entry.flight.is_void = True
            self.entries.clear()
            self.frozen.clear()
            self.calls.clear()

    def remind(self, lookup: object) -> None:
        """Tell of a query once more."""
        with self.lock:
            if lookup in self.entries:
                self.changed.append(self.entries[lookup])

    def news(self, told: deque[tuple[object, QueryState[Any]]]) -> None:
        """Add what changed since this was last asked; in order, whichever thread asks."""
        with self.lock:
            found, self.changed = self.changed, []
            told.extend((entry.lookup, entry.state) for entry in found)

    def _entry(self, lookup: object, key: Key, now: float) -> Entry:
        entry = self.entries.get(lookup)
        if entry is None:
            if now - self._swept >= self._keep / 4:
                self._sweep(now)
            if len(self.entries) >= self._most:
                self._make_room()
            entry = self.entries[lookup] = Entry(lookup, key, now)
        entry.used = now
        return entry

    def _sweep(self, now: float) -> None:
        self._swept = now
        watched = self._watched()
        for entry in list(self.entries.values()):
            if now - entry.used >= self._keep and _is_idle(entry) and entry.lookup not in watched:
                del self.entries[entry.lookup]

    def _make_room(self) -> None:
        """
        Drop what was not asked for the longest, several at a time, since looking for it costs a walk.

        A fetch, a subscriber or an expected change keeps its entry.
        """
        watched = self._watched()
        idle = [entry for entry in self.entries.values() if _is_idle(entry) and entry.lookup not in watched]
        for entry in sorted(idle, key=lambda entry: entry.used)[: max(1, self._most // 16)]:
            del self.entries[entry.lookup]

    def _lift(self, layers: Iterable[tuple[Entry, Layer]]) -> None:
        for entry, layer in layers:
            if layer in entry.layers:
                entry.layers.remove(layer)
                entry.refresh()
                self._changed(entry)

    def _detach(self, entry: Entry, flight: Flight) -> None:
        if entry.flight is flight:
            entry.flight = None
            self._changed(entry)

    def _changed(self, entry: Entry) -> None:
        entry.refresh()
        self.changed.append(entry)


def _is_idle(entry: Entry) -> bool:
    return entry.flight is None and not entry.layers
