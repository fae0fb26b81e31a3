"""
Places that processes share through Redis.

The rule: a place is a lease that ends by itself, so a process that was killed keeps none; and a Redis that does not
answer costs the sharing, never the request.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import Final, Protocol

from warp_client_core.errors import TokenStoreError
from warp_client_core.steps import Ambient, Blocking, Sleep, Steps

_LOG: Final = logging.getLogger(__name__)

FIRST_LOOK: Final = 0.005
"""Seconds before the second look for a free place; doubles with each further one."""

LONGEST_LOOK: Final = 0.05
"""Most seconds between two looks."""

ABSENCE: Final = 2.0
"""Seconds without a look after which somebody who waits has lost the turn."""

OUTAGE: Final = 30.0
"""Seconds without sharing after Redis did not answer."""

TAKE: Final = """
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local queue, seen, turn = KEYS[1] .. ':queue', KEYS[1] .. ':seen', KEYS[1] .. ':turn'
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 1 end
for _, gone in ipairs(redis.call('ZRANGEBYSCORE', seen, '-inf', now)) do
  redis.call('ZREM', queue, gone)
  redis.call('ZREM', seen, gone)
end
if not redis.call('ZSCORE', queue, ARGV[1]) then
  redis.call('ZADD', queue, redis.call('INCR', turn), ARGV[1])
end
redis.call('ZADD', seen, now + ARGV[4], ARGV[1])
local free = tonumber(ARGV[2]) - redis.call('ZCARD', KEYS[1])
local granted = redis.call('ZRANK', queue, ARGV[1]) < free
if granted then
  redis.call('ZREM', queue, ARGV[1])
  redis.call('ZREM', seen, ARGV[1])
  redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
end
for _, key in ipairs({KEYS[1], queue, seen, turn}) do redis.call('PEXPIRE', key, ARGV[3] + ARGV[4] + 60000) end
return granted and 1 or 0
"""
"""Takes a place, or a turn in the queue. Arguments: holder, most, milliseconds of the lease and of an absence."""

LEAVE: Final = """
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[1] .. ':queue', ARGV[1])
redis.call('ZREM', KEYS[1] .. ':seen', ARGV[1])
return 1
"""
"""Gives back a place or a turn. Argument: holder."""


class Shared(Protocol):
    """What a `warp_client_core.RedisTokenStore` offers besides tokens."""

    def decide(self, script: str, name: str, *arguments: bytes | str | int) -> bool:
        """Whether a script on one key says yes."""
        ...


class Lease:
    """A place among all processes, asked for under a name of its own."""

    def __init__(self, leases: Leases) -> None:
        self._leases = leases
        self._holder = os.urandom(16).hex()
        self.is_open = True

    def take(self, most: int, seconds: float) -> bool:
        """Whether the place is ours now; blocks for as long as Redis takes to answer."""
        lease, absence = int(seconds * 1_000), int(ABSENCE * 1_000)
        return self._leases.decide(TAKE, self._holder, most, max(lease, 1), absence)

    def leave(self) -> None:
        """Give the place or the turn back; blocks as `take`."""
        self.is_open = False
        self._leases.decide(LEAVE, self._holder)

    def leave_soon(self) -> None:
        """Give it back without waiting for Redis, for callers that are being cancelled."""
        if self.is_open:
            self.is_open = False
            threading.Thread(target=self.leave, daemon=True, name="netsuite-place").start()


class Leases:
    """
    The places of one account in Redis.

    Args:
        shared: Runs scripts in Redis.
        name: Of the key.
        ambient: Clock and dice.
    """

    def __init__(self, shared: Shared, name: str, ambient: Ambient) -> None:
        self._shared = shared
        self._name = name
        self._ambient = ambient
        self._silent_until = float("-inf")

    def lease(self) -> Lease:
        """A place to ask for; to be left in all cases."""
        return Lease(self)

    @property
    def is_reachable(self) -> bool:
        """Whether Redis answered, or has been left alone for long enough to be asked again."""
        return self._ambient.clock() >= self._silent_until

    def decide(self, script: str, *arguments: bytes | str | int) -> bool:
        """What the script says; yes when Redis does not answer, or did not a moment ago."""
        if not self.is_reachable:
            return True
        try:
            return self._shared.decide(script, self._name, *arguments)
        except TokenStoreError as error:
            self._silent_until = self._ambient.clock() + OUTAGE
            message = "Redis does not answer (%s); for %.0f seconds only this process keeps to the limit of the account"
            _LOG.warning(message, error.reason, OUTAGE)
            return True

    def arrive(self, lease: Lease, most: int, seconds: float, expires: float) -> Steps[bool]:
        """
        The steps that wait for a place.

        Args:
            lease: To be left in all cases.
            most: Places of the account that this client goes by.
            seconds: After which the place is free again whatever becomes of its holder.
            expires: When to give up, on the clock of the client.

        Returns:
            Whether the place is ours.
        """
        pause = FIRST_LOOK
        while not (yield Blocking(lambda: lease.take(most, seconds))):
            left = expires - self._ambient.clock()
            if left <= 0:
                return False
            yield Sleep(min(pause * (0.5 + self._ambient.chance() / 2), left))
            pause = min(pause * 2, LONGEST_LOOK)
        return True
