"""
How threads wait for something to happen to a stream.

The rule: who waits is counted before it looks, so that what happens after its look finds somebody to wake; and where
nobody waits, telling takes no lock.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class News:
    """
    Wakes the threads that wait.

    Args:
        lock: Held by those who look and by those who add.
    """

    def __init__(self, lock: threading.Lock) -> None:
        self._condition = threading.Condition(lock)
        self._readers = 0

    @contextmanager
    def reader(self) -> Iterator[threading.Condition]:
        """A block that looks for news, and waits on what it is given when there are none."""
        with self._condition:
            self._readers += 1
            try:
                yield self._condition
            finally:
                self._readers -= 1

    def tell(self) -> None:
        """Wake whoever waits."""
        if self._readers:
            with self._condition:
                self._condition.notify_all()
