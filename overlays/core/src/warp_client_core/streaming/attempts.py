"""
When to connect again, and when to give up.

Pure: times and dice come in. The rule: attempts are counted until a connection has lasted, not until one was made, so a
server that accepts and closes is left alone after as many attempts as one that does not answer.
"""

from __future__ import annotations

from typing import Final

import attrs

from warp_client_core.errors import StreamError
from warp_client_core.streaming.values import StreamOptions
from warp_client_core.streaming.verdicts import Verdict
from warp_client_core.value import Value

LONGEST_HINT: Final = 86_400.0
"""Most seconds that a server can make a stream wait."""


@attrs.frozen(eq=False, repr=False)
class Dial(Value):
    """Connect after so many seconds; with renewed credentials where the present ones were refused."""

    delay: float = 0.0
    renew: bool = False


@attrs.frozen(eq=False, repr=False)
class GiveUp(Value):
    """Connect no more, for this reason; ``exceeded`` when all attempts are used up."""

    error: StreamError
    exceeded: bool = False


def wait(attempt: int, *, chance: float, first: float, longest: float, hint: float | None = None) -> float:
    """
    Seconds to wait before the next attempt: anything from 0 to the doubling limit, and what the server asks at least.

    Args:
        attempt: Attempts already made, 1 or more.
        chance: A number in 0..1.
        first: The limit after the first attempt.
        longest: The limit of limits.
        hint: Seconds the server asked for.

    Source: full jitter, as AWS describes it for clients that failed together.
    """
    limit = min(longest, first * 2.0 ** min(attempt - 1, 62))
    return max(chance * limit, min(hint or 0.0, LONGEST_HINT))


class Attempts:
    """
    Counts attempts between two stable periods.

    Attributes:
        made: Attempts since the last stable period.
        total: Attempts since the stream began.
        connections: Connections since the stream began.
    """

    def __init__(self, options: StreamOptions) -> None:
        self._options = options
        self._opened: float | None = None
        self._renewed = False
        self.made = 0
        self.total = 0
        self.connections = 0

    def begin(self) -> None:
        """Start anew, as connecting by hand does."""
        self._opened, self._renewed, self.made = None, False, 0

    def dialled(self) -> None:
        """An attempt is being made."""
        self.made += 1
        self.total += 1

    def opened(self, now: float) -> None:
        """It led to a connection."""
        self._opened = now
        self.connections += 1

    def is_stable_at(self, now: float) -> bool:
        """Whether the connection has lasted; if so, attempts are counted anew."""
        if self._opened is None or now - self._opened < self._options.stable_after:
            return False
        self.made, self._renewed = 0, False
        return True

    def after(
        self, verdict: Verdict, error: StreamError, *, now: float, chance: float, hint: float | None = None
    ) -> Dial | GiveUp:
        """
        What follows an end.

        Args:
            verdict: What the end means.
            error: What to raise when it was the last one.
            now: The time of the end.
            chance: A number in 0..1.
            hint: Seconds the server asked for.
        """
        self.is_stable_at(now)
        self._opened = None
        if verdict is Verdict.FINAL or (verdict is Verdict.RENEW and self._renewed):
            return GiveUp(error)
        limit = self._options.max_attempts
        if limit is not None and self.made >= limit:
            return GiveUp(error, exceeded=True)
        if verdict is Verdict.RENEW:
            self._renewed = True
            return Dial(0.0, renew=True)
        options = self._options
        delay = wait(
            max(self.made, 1), chance=chance, first=options.first_wait, longest=options.longest_wait, hint=hint
        )
        return Dial(delay)
