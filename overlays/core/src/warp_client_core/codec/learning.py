"""
One thread at a time where msgspec learns a type.

msgspec 0.21 and 0.22 keep what they learn of a class on it while they still learn, and two threads that meet there end
the process (SIGSEGV). The rule: whatever uses a type for the first time holds the lock. Delete it when a release of
msgspec stands ``tests/core/codec/test_learning.py`` without.
"""

from __future__ import annotations

import threading
from typing import Final

from warp_client_core.forks import register


class Learning:
    """
    The lock.

    Attributes:
        lock: May be taken again by the thread that holds it.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        register(self)

    def _after_fork(self) -> None:
        self.lock = threading.RLock()


LEARNING: Final = Learning()
"""There is one msgspec in a process, and so one lock."""
