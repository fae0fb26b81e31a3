"""
When a call is tried again, and after how long.

Pure, but for the budget. The rule: no write goes out twice by our doing.
"""

from __future__ import annotations

import threading
from typing import Final

from warp_client_core.calls import Call, Safety
from warp_client_core.forks import register
from warp_client_core.steps import Failed, Outcome

RETRIED_STATUSES: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that a later attempt may not get."""

FIRST_WAIT: Final = 0.5
"""Most seconds before the second attempt; doubles with each further one."""

LONGEST_WAIT: Final = 8.0
"""Most seconds before any attempt, unless the server asks for more."""


def may_repeat(call: Call[object], outcome: Outcome) -> bool:
    """
    Whether trying the call again is safe and may help.

    An unsafe call is tried again only when it provably never reached the server; any other call also after a
    broken connection, a timeout, or one of `RETRIED_STATUSES`. A body that cannot be read twice is never sent
    twice.
    """
    if call.body is not None and not call.body.repeatable:
        return False
    if isinstance(outcome, Failed):
        return not outcome.may_have_arrived or call.safety is not Safety.UNSAFE
    return outcome.status_code in RETRIED_STATUSES and call.safety is not Safety.UNSAFE


def delay(attempt: int, *, chance: float, hint: float | None = None) -> float:
    """
    How many seconds to wait before the next attempt.

    Args:
        attempt: Attempts already made, 1 or more.
        chance: A number in 0..1; the wait is spread over the whole range, so that clients which failed together do
            not come back together.
        hint: Seconds the server asked to wait; never less than that is waited.
    """
    ceiling = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(attempt - 1, 32))
    return max(chance * ceiling, hint or 0.0)


class RetryBudget:
    """
    Points that all calls of a client pay their retries from, so that an outage is not answered by a storm.

    A retry costs 5 points, after a timeout 10. A call that succeeds gives back what its last retry cost, or 1 when
    it needed none. With nothing left, calls fail at once. Safe to use from several threads.

    Source: the retry quota of the AWS SDKs (standard mode), with the same numbers.

    Args:
        capacity: Points of a full budget.
    """

    def __init__(self, capacity: int = 500) -> None:
        self._capacity = self._left = capacity
        self._lock = threading.Lock()
        register(self)

    @property
    def left(self) -> int:
        """Points left, 0 to the capacity."""
        return self._left

    def spend(self, outcome: Outcome) -> int:
        """Pay for a retry after this outcome; gives back what it cost, 0 when there are not enough points."""
        price = 10 if isinstance(outcome, Failed) and outcome.timed_out else 5
        with self._lock:
            if price > self._left:
                return 0
            self._left -= price
            return price

    def succeed(self, paid: int) -> None:
        """
        Note a success.

        Args:
            paid: What the last retry of the call cost; 0 when it needed none.
        """
        if self._left < self._capacity:
            with self._lock:
                self._left = min(self._capacity, self._left + (paid or 1))

    def _after_fork(self) -> None:
        self._lock = threading.Lock()
