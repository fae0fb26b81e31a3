"""A call that is cancelled at a moment when the pool of the HTTP library forgets its connection."""

import asyncio
import importlib
from types import SimpleNamespace

import pytest

from tests.core._http.test_lanes import FOUND, Server, sending
from warp_client_core._http import _CORES
from warp_client_core.abandoned import close_abandoned
from warp_client_core.connections import OwnAsyncConnections
from warp_client_core.lanes import WIDTH

CORE = _CORES[FOUND.module.__name__]
TWICE = 2 * WIDTH
"""Calls after which no place of a small pool would be left, twice."""


def cancelled_in(monkeypatch, kind, method, *, after):
    """Have the task that calls a method of the HTTP library be cancelled in it; so many times in all."""
    called, left = getattr(kind, method), list(range(TWICE))

    async def cancelling(*args, **keywords):
        if left and not after:
            left.pop()
            asyncio.current_task().cancel()
        result = await called(*args, **keywords)
        if left and after:
            left.pop()
            asyncio.current_task().cancel()
        return result

    monkeypatch.setattr(kind, method, cancelling)


def connecting(monkeypatch):
    """It is connected, and nothing is sent yet."""
    backend = importlib.import_module(f"{CORE}._backends.auto").AutoBackend
    cancelled_in(monkeypatch, backend, "connect_tcp", after=True)


def ending(monkeypatch):
    """The whole reply is read, and the pool is about to note it."""
    connection = importlib.import_module(f"{CORE}._async.http11").AsyncHTTP11Connection
    cancelled_in(monkeypatch, connection, "_response_closed", after=False)


async def cancel(own, url, **options):
    """A call that is cancelled on the way; a streamed one where the caller closes the reply."""
    outcome = await own.send(sending("GET", url, **options))
    await outcome.http_response.aclose()
    await asyncio.sleep(0)


async def until_at_most_one_is_open(transports):
    async with asyncio.timeout(5):
        while sum(not transport.is_closing() for transport in transports) > 1:
            await asyncio.sleep(0.002)


@pytest.mark.parametrize(
    ("moment", "options"),
    [(connecting, {}), (ending, {}), (ending, {"streamed": True})],
    ids=["connecting", "ending", "closing a reply that the caller read"],
)
def test_no_connection_is_left_of_calls_that_are_cancelled(monkeypatch, moment, options):
    """
    Each would keep a place; with none left, all later calls of the small pool would wait for ever.
    """
    moment(monkeypatch)

    async def calls():
        own = OwnAsyncConnections(asyncio.get_running_loop().time)
        async with Server() as server:
            for _ in range(TWICE):
                with pytest.raises(asyncio.CancelledError):
                    await cancel(own, server.url, **options)
            await until_at_most_one_is_open(server.connections)
            async with asyncio.timeout(5):
                outcome = await own.send(sending("GET", server.url))
            await own.aclose()
        return outcome.content

    assert b"ok" == asyncio.run(calls())


class Held:
    """A connection in a pool."""

    def __init__(self, *, idle=False, closed=False):
        self.is_idle, self.is_closed, self.ended = lambda: idle, lambda: closed, False

    async def aclose(self):
        self.ended = True


def test_connections_of_other_calls_stay():
    """
    So do those that are idle; of those that are closed the pool rids itself.
    """
    ours, theirs = FOUND.module.Request("GET", "http://127.0.0.1"), FOUND.module.Request("GET", "http://127.0.0.1")
    abandoned, busy, idle, closed, mine = Held(), Held(), Held(idle=True), Held(closed=True), Held()
    requests = [
        SimpleNamespace(request=SimpleNamespace(extensions=request.extensions), connection=connection)
        for request, connection in [(theirs, None), (theirs, busy), (ours, mine)]
    ]
    pool = SimpleNamespace(_connections=[abandoned, busy, idle, closed, mine], _requests=list(requests))

    asyncio.run(close_abandoned(SimpleNamespace(_pool=pool), ours))

    assert [busy, idle, closed] == pool._connections
    assert requests[:2] == pool._requests
    assert [True, False, False, False, True] == [one.ended for one in (abandoned, busy, idle, closed, mine)]


@pytest.mark.parametrize("transport", [object(), FOUND.module.MockTransport(lambda request: None)])
def test_a_transport_without_a_pool_stays_as_it_is(transport):
    asyncio.run(close_abandoned(transport, FOUND.module.Request("GET", "http://127.0.0.1")))
