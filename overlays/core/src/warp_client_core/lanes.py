"""
The connections of an async client, in many small pools in place of a large one.

A pool of httpcore looks at all its connections, and at all requests that wait, whenever one of them comes or goes; and
it gives one connection to several who wait, of whom all but one have to come again. Of 1,000 calls at once that is
nearly all of the cost. The rule: nobody waits in a pool, and few calls use few pools, so that connections stay warm.

To be deleted when the pool of the HTTP library takes the same time however many wait.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, Final

from warp_client_core.abandoned import close_abandoned
from warp_client_core.routes import MAX_CONNECTIONS

if TYPE_CHECKING:
    from warp_client_core._http import Clock, Library

WIDTH: Final = 5
"""Connections of one small pool."""

IDLE: Final = 5.0
"""Seconds after which a small pool that nobody needs is closed; the connections of httpx are kept as long."""


class Lane:
    """
    One small pool.

    Attributes:
        transport: Its connections.
        busy: Calls that use one of them now.
        used: When the last of them ended.
    """

    __slots__ = ("_lanes", "busy", "transport", "used")

    def __init__(self, lanes: Lanes, transport: Any) -> None:
        self._lanes = lanes
        self.transport = transport
        self.busy = 0
        self.used = 0.0

    def leave(self) -> None:
        """Say that a call needs its connection no longer."""
        self._lanes.left(self)


class Lanes:
    """
    All small pools of one way to reach hosts, within one event loop.

    Args:
        make: Makes a transport with at most so many connections.
        clock: Tells how long a pool has been idle.
    """

    def __init__(self, make: Callable[[int], Any], clock: Clock) -> None:
        self._make = make
        self._clock = clock
        self._lanes: list[Lane] = []
        self._free = asyncio.Semaphore(MAX_CONNECTIONS)
        self._swept = clock()

    async def take(self, found: Library, request: Any) -> Lane:
        """
        The pool for a request, which has a connection free for it.

        Raises:
            found.module.PoolTimeout: None became free in the time that the request has for it.
        """
        if self._clock() - self._swept >= IDLE:
            await self._sweep()
        if self._free.locked():
            await self._turn(found, request)
        else:
            await self._free.acquire()
        try:
            lane = next((lane for lane in self._lanes if lane.busy < WIDTH), None) or self._added()
        except BaseException:
            self._free.release()
            raise
        lane.busy += 1
        return lane

    def left(self, lane: Lane) -> None:
        """Count a call of a pool as ended."""
        lane.busy -= 1
        lane.used = self._clock()
        self._free.release()

    async def aclose(self) -> None:
        """Close all connections."""
        lanes, self._lanes = self._lanes, []
        for lane in lanes:
            await lane.transport.aclose()

    def _added(self) -> Lane:
        lane = Lane(self, self._make(WIDTH))
        self._lanes.append(lane)
        return lane

    async def _turn(self, found: Library, request: Any) -> None:
        try:
            async with asyncio.timeout(request.extensions["timeout"]["pool"]):
                await self._free.acquire()
        except TimeoutError:
            message = f"none of {MAX_CONNECTIONS} connections became free"
            raise found.module.PoolTimeout(message, request=request) from None

    async def _sweep(self) -> None:
        """Close the pools of a crowd that is gone."""
        now = self._swept = self._clock()
        while len(self._lanes) > 1 and not self._lanes[-1].busy and now - self._lanes[-1].used >= IDLE:
            await self._lanes.pop().transport.aclose()


def keep(found: Library, reply: Any, lane: Lane, request: Any) -> None:
    """Have a reply that is still to be read leave its lane when it is closed."""
    reply.stream = _stream(found.module)(reply.stream, lane, request)


@functools.cache
def _stream(module: Any) -> Any:
    """The class of bodies that leave a lane; the HTTP library takes only those of its own kind."""

    class Leaving(module.AsyncByteStream):  # type: ignore[misc] # the library is chosen at run time
        def __init__(self, stream: Any, lane: Lane, request: Any) -> None:
            self._stream = stream
            self._lane: Lane | None = lane
            self._request = request

        def __aiter__(self) -> AsyncIterator[bytes]:
            stream: AsyncIterator[bytes] = self._stream.__aiter__()
            return stream

        async def aclose(self) -> None:
            lane, self._lane = self._lane, None
            try:
                await self._stream.aclose()
            except asyncio.CancelledError:
                if lane is not None:
                    await close_abandoned(lane.transport, self._request)
                raise
            finally:
                if lane is not None:
                    lane.leave()

    return Leaving
