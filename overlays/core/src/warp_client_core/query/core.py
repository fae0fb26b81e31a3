"""
What the query clients of both flavours share beside the cache: who is subscribed, what is due, what sockets tell.

The rule: it says what is to be fetched and when; fetching and waiting are the flavours'.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from warp_client_core.query.cached import Cached
from warp_client_core.query.entries import Cache
from warp_client_core.query.entry import MISS
from warp_client_core.query.graph import Key, filled
from warp_client_core.query.values import QueryState, Subscription, differ

if TYPE_CHECKING:
    from warp_client_core.calls import Call
    from warp_client_core.query.recipes import Recipe


class QueryCore(Cached):
    """The cache of one client with its background, without its flavour."""

    def recall(self, call: object) -> Any:
        """As `hit`, for a call that whoever is signed in made before; builds nothing."""
        cache: Cache | None = self.credentials.derived.get(self._slot)
        if cache is None:
            return MISS
        try:
            recipe = cache.calls[call]
            entry = cache.entries[recipe.lookup]
        except (KeyError, TypeError):
            # It was not made before, or has a list among its arguments.
            return MISS
        if recipe.poll is not None:
            self.poll_on(recipe)
        landed, data = entry.hit
        now = self.clock()
        if now - landed < recipe.stale_time:
            entry.used = now
            return data
        return MISS

    def known(self, call: object) -> Recipe | None:
        """How a call is found that whoever is signed in made before."""
        try:
            return self.cache().calls.get(call)
        except TypeError:
            return None

    def learn(self, call: object, recipe: Recipe) -> Recipe:
        """Know a call from now on; not one with options, which may change after it and hold secrets."""
        if recipe.keywords.get("options") is None:
            self.cache().learn(call, recipe)
        if recipe.poll is not None:
            self.poll_on(recipe)
        return recipe

    def thaw(self, cache: Cache, recipe: Recipe) -> None:
        """Take what was hydrated for a query."""
        from warp_client_core.query.dehydration import thaw

        thaw(self, cache, recipe)

    def following(self, call: Call[Any]) -> Any:
        """The page that a call gives, or what is awaited for it; for pages that came from elsewhere."""
        raise NotImplementedError

    def join(self, stream: Any, listening: Subscription) -> None:
        """A socket keeps data current from now on."""
        self._streams.append(stream)
        self._listening.append(listening)
        if stream.state.value == "open":
            self.missed()

    def detach(self, stream: Any) -> None:
        """A socket does so no more."""
        self._streams = [one for one in self._streams if one is not stream]
        self.wake()

    def is_live(self, key: Key) -> bool:
        """Whether a healthy socket keeps the data of a key current."""
        if not any(stream.state.value == "open" for stream in self._streams):
            return False
        return any(rule.covers(key) for rule in self.rules.values() if not rule.partial)

    def hear(self, event: str, payload: Any, cache: Cache) -> None:
        """
        An event of the socket.

        Args:
            event: Its name.
            payload: A model, or a `RawEvent` when it is not as described.
            cache: That of the identity which the socket listens for.
        """
        rule = self.rules.get(event)
        if rule is None or self._closed or cache is not self.cache():
            return
        held = getattr(payload, "payload", payload)
        values = held if isinstance(held, Mapping) else _Fields(held)
        touched = cache.invalidate([filled(one, values) for one in rule.touches], self.ambient.now(), voids=False)
        if rule.updates is not None and held is payload:
            cache.renew(filled(rule.updates, values), payload, self.clock(), self.ambient.now())
        self._obsolete(cache, touched)

    def missed(self) -> None:
        """Events may have been missed: what they are about is obsolete."""
        cache = self.cache()
        reached = [key for rule in self.rules.values() for key in rule.reaches]
        self._obsolete(cache, cache.invalidate(reached, self.ambient.now(), voids=False))

    def subscribe(
        self, recipe: Recipe, callback: Callable[[Any], object] | None, view: Callable[[Any], Any]
    ) -> Subscription:
        """Have a callback called with the state whenever it changes, and the data kept up to date meanwhile."""
        self.check_open()
        found = self._subscription(recipe, callback)
        if callback is not None:
            found.last = view(self.state(recipe))

            def tell(state: QueryState[Any]) -> None:
                shown = view(state)
                if differ(shown, found.last):
                    found.last = shown
                    callback(shown)

            found.callback = tell
        self._join(found)
        # It may have changed since it was looked at, and before somebody was there to be told.
        self.cache().remind(recipe.lookup)
        self.tell()
        return found

    def poll_on(self, recipe: Recipe) -> None:
        """Poll a query until nobody has asked for that for `cache_time`, or two rounds when they take longer."""
        self.check_open()
        at, now = (recipe.lookup, recipe.poll, recipe.poll_while_live), self.clock()
        found = self._polls.get(at)
        if found is not None and not found.is_over:
            found.asked = now
            return
        with self._joining:
            if len(self._polls) >= self._most:
                oldest = min(self._polls, key=lambda one: self._polls[one].asked)
                self._polls.pop(oldest).close()
            found = self._polls[at] = self._subscription(recipe, None)
            found.asked = now
        self._join(found)

    def _subscription(self, recipe: Recipe, callback: Callable[[Any], object] | None) -> Subscription:
        return Subscription(recipe, callback, poll=recipe.poll, while_live=recipe.poll_while_live, due=self.clock())

    def _join(self, found: Subscription) -> None:
        with self._joining:
            # Those that are over are left out here too: a program may never call `run_pending`.
            self._subscriptions = (*(one for one in self._subscriptions if not one.is_over), found)
        self.wake()

    def standing(self, now: float) -> tuple[Subscription, ...]:
        """What is subscribed to or polled, without what is over."""
        for one in self._subscriptions:
            if one.poll is not None and now - one.asked >= max(self._keep, 2 * one.poll):
                one.close()
        with self._joining:
            self._subscriptions = tuple(one for one in self._subscriptions if not one.is_over)
            self._polls = {at: one for at, one in self._polls.items() if not one.is_over}
            return self._subscriptions

    def due(self) -> list[Subscription]:
        """
        What is to be fetched now, each told of once.

        A query is due at its poll's time, and as soon as somebody is subscribed to it and it holds no data.
        """
        self.notice_identity()
        now = self.clock()
        cache = self.cache()
        found: dict[object, Subscription] = {}
        for one in self._fetching(now):
            is_paused = not one.while_live and self.is_live(one.query.key)
            # What makes the data obsolete after this looked at it sets the time after this does.
            with self._joining:
                if one.due > now:
                    continue
                entry = cache.entries.get(one.query.lookup)
                landed = MISS[0] if entry is None else entry.hit[0]
                limit = one.query.stale_time if one.poll is None else one.poll
                is_held = is_paused and entry is not None and entry.has_data
                is_wanted = not is_held and now - landed >= limit
                if is_wanted:
                    found[one.query.lookup] = one
                one.due = float("inf") if one.poll is None else (now if is_wanted or is_held else landed) + one.poll
        cache.forget(now)
        return list(found.values())

    def wait(self) -> float | None:
        """The seconds until something is due; None for never."""
        now = self.clock()
        times = [max(one.due - now, 0.0) for one in self._fetching(now) if one.due < float("inf")]
        return min(times, default=None)

    def _fetching(self, now: float) -> list[Subscription]:
        """What the background fetches when it is due."""
        standing = self.standing(now)
        return [one for one in standing if one.query.enabled] if self._is_signed_in() else []

    def _is_signed_in(self) -> bool:
        """Whether background fetches are wanted: after a sign-out not before somebody has signed in."""
        held = self.credentials
        return held.identity == 0 or bool(held.authorize())


class _Fields(dict[str, object]):
    """The fields of a model by name, without copying it."""

    def __init__(self, model: object) -> None:
        super().__init__()
        self._model = model

    def get(self, name: str, default: Any = None) -> Any:
        return getattr(self._model, name, default)
