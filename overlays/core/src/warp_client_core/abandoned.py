"""
Connections that a cancelled call leaves to nobody.

The pool of the HTTP library takes back the connection of a call that is cancelled while it sends or waits. Between
connecting and sending, and while the end of a reply is noted, it does not: that connection is never idle and never
closed, and keeps its socket and its place in the pool until the client ends. The rule: a connection that no call needs
is idle or closed.

To be deleted when the pools of both HTTP libraries close such connections themselves.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from warp_client_core.reading import aread

if TYPE_CHECKING:
    from warp_client_core._http import Clock, Library, Reply
    from warp_client_core.steps import Outcome, Send


async def exchange(found: Library, transport: Any, request: Any, step: Send, clock: Clock) -> tuple[Reply, Outcome]:
    """One exchange over a transport: the reply, and what `aread` makes of it. Cancelled, it leaves no connection."""
    try:
        reply = await transport.handle_async_request(request)
        return reply, await aread(found, reply, step, clock)
    except asyncio.CancelledError:
        await close_abandoned(transport, request)
        raise


async def close_abandoned(transport: Any, request: Any) -> None:
    """
    Close the connections of a transport that are neither idle nor any call's.

    Args:
        transport: A transport of the HTTP library for async clients. One that has no pool stays as it is.
        request: What the cancelled call sent. It needs no connection any more.
    """
    pool = getattr(transport, "_pool", None)
    held, waiting = getattr(pool, "_connections", None), getattr(pool, "_requests", None)
    if not isinstance(held, list) or not isinstance(waiting, list):
        return
    # The pool makes a request of its own, which has the extensions of the one that it was made from.
    waiting[:] = [one for one in waiting if one.request.extensions is not request.extensions]
    needed = {id(one.connection) for one in waiting}
    for connection in list(held):
        if id(connection) not in needed and not connection.is_idle() and not connection.is_closed():
            held.remove(connection)
            await connection.aclose()
