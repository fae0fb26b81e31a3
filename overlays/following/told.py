"""
What was told already, in bounded memory.

Pure. The rule: nothing is told twice. Where an id had to be forgotten, whatever ended up to its time counts as told.
"""

from __future__ import annotations

import heapq
from datetime import datetime
from typing import Final

MOST: Final = 100_000
"""Ids that are remembered."""


class Told:
    """
    The ids of records that were told.

    Args:
        most: Most ids to remember.

    Attributes:
        floor: Everything that ended up to this time counts as told; None while nothing was forgotten.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._ids: set[str] = set()
        self._order: list[tuple[datetime, str]] = []
        self.floor: datetime | None = None

    def __len__(self) -> int:
        return len(self._ids)

    def add(self, name: str, ended: datetime) -> bool:
        """Note a record by its id and the time it ended; False when it counts as told already."""
        if name in self._ids or (self.floor is not None and ended <= self.floor):
            return False
        self._ids.add(name)
        heapq.heappush(self._order, (ended, name))
        while len(self._order) > self._most:
            self._forget()
        return True

    def forget(self, before: datetime) -> None:
        """Forget what ended before a time: it is not listed any more."""
        while self._order and self._order[0][0] < before:
            self._forget()

    def _forget(self) -> None:
        ended, name = heapq.heappop(self._order)
        self._ids.discard(name)
        self.floor = ended if self.floor is None else max(self.floor, ended)
