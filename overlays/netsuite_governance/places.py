"""
How many requests of an account this process has in progress.

The rule: first come, first served, whatever thread or event loop asks; and a place is given back exactly once.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakValueDictionary

from warp_client_core.forks import register

if TYPE_CHECKING:
    from concurrent.futures import Future


class Place:
    """One request's place, held or waited for."""

    def __init__(self, places: Places, most: int, era: int) -> None:
        self._places = places
        self.most: Final = most
        self.era: Final = era
        self.turn: Future[None] | None = None
        self.is_held = False

    def wait(self, seconds: float | None) -> None:
        """
        Block until the place is free.

        Raises:
            TimeoutError: It was not in time.
        """
        if self.turn is not None:
            self.turn.result(seconds)

    async def arrive(self, seconds: float | None) -> None:
        """As `wait`, for a task."""
        if self.turn is not None:
            import asyncio

            await asyncio.wait_for(asyncio.wrap_future(self.turn), seconds)

    def give_back(self) -> None:
        """Free the place, or stop waiting for it. Once is enough, twice does no harm."""
        self._places.free(self)


class Places:
    """
    The places of one account in this process.

    Each caller brings the most that it wants to see in progress, itself included; clients with different numbers count
    each other's requests and keep to their own.
    """

    def __init__(self) -> None:
        self._begin_anew(0)
        register(self)

    def _begin_anew(self, era: int) -> None:
        self._lock = threading.Lock()
        self._taken = 0
        self._waiting: deque[Place] = deque()
        self._era = era

    @property
    def taken(self) -> int:
        """Places held now."""
        return self._taken

    def ask(self, most: int) -> Place:
        """A place that is held already, or one to wait for; to be given back in either case."""
        place = Place(self, most, self._era)
        with self._lock:
            if not self._waiting and self._taken < most:
                self._hold(place)
            else:
                from concurrent.futures import Future

                place.turn = Future()
                self._waiting.append(place)
        return place

    def free(self, place: Place) -> None:
        """What `Place.give_back` does."""
        with self._lock:
            if place.era != self._era:
                return
            if place.is_held:
                place.is_held = False
                self._taken -= 1
            elif place in self._waiting:
                self._waiting.remove(place)
            called = self._next()
        for one in called:
            # Outside the lock: it runs what waits for the future, which may ask for a place itself.
            if one.turn is not None and not one.turn.cancelled():
                _tell(one.turn)

    def _next(self) -> list[Place]:
        called: list[Place] = []
        while self._waiting and self._taken < self._waiting[0].most:
            place = self._waiting.popleft()
            if place.turn is not None and not place.turn.cancelled():
                self._hold(place)
                called.append(place)
        return called

    def _hold(self, place: Place) -> None:
        self._taken += 1
        place.is_held = True

    def _after_fork(self) -> None:
        # What the parent has in progress is counted there.
        self._begin_anew(self._era + 1)


def _tell(turn: Future[Any]) -> None:
    # A task that is cancelled at this moment cancels the future too; it holds the place, and gives it back.
    if turn.set_running_or_notify_cancel():
        turn.set_result(None)


class Accounts:
    """Places by account, kept for as long as a client has them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: WeakValueDictionary[str, Places] = WeakValueDictionary()
        register(self)

    def places(self, account: str) -> Places:
        """The places of an account: the same ones for all who ask for them."""
        with self._lock:
            found = self._places.get(account)
            if found is None:
                found = self._places[account] = Places()
            return found

    def _after_fork(self) -> None:
        self._lock = threading.Lock()


ACCOUNTS: Final = Accounts()
"""Of this process: the limit is the account's, so clients that know nothing of each other have to share it."""
