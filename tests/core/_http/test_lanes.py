"""The small pools of an async client."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from warp_client_core._http import default_library
from warp_client_core.connections import OwnAsyncConnections
from warp_client_core.lanes import IDLE, WIDTH, Lanes, keep
from warp_client_core.routes import MAX_CONNECTIONS
from warp_client_core.steps import Failed, Received, Send

FOUND = default_library()


class Pool(httpx.AsyncBaseTransport):
    """Answers nothing; knows how large it was made and whether it was closed."""

    def __init__(self, size):
        self.size = size
        self.is_closed = False

    async def aclose(self):
        self.is_closed = True


def sending(method, url, **options):
    """One request to a server on this machine."""
    return Send(method=method, url=url, headers=(), timeout=30, authenticated=False, **options)


class Made:
    """Lanes with a clock that is set, and the pools that they made."""

    def __init__(self):
        self.now = 0.0
        self.pools = []
        self.lanes = Lanes(self._make, lambda: self.now)

    def _make(self, size):
        self.pools.append(Pool(size))
        return self.pools[-1]

    async def take(self, *, patience=0.01):
        request = httpx.Request("GET", "http://localhost/", extensions={"timeout": {"pool": patience}})
        return await self.lanes.take(FOUND, request)


def test_a_call_after_another_uses_its_pool():
    """
    So that it finds the connection open.
    """

    async def three():
        made = Made()
        for _ in range(3):
            (await made.take()).leave()
        return [pool.size for pool in made.pools]

    assert [WIDTH] == asyncio.run(three())


def test_as_many_calls_as_connections_are_under_way():
    """
    Each pool has a connection for each of its calls, so nobody waits inside.
    """

    async def crowd():
        made = Made()
        lanes = [await made.take() for _ in range(MAX_CONNECTIONS)]
        return {lanes.count(lane) for lane in lanes}, sum(pool.size for pool in made.pools)

    assert ({WIDTH}, MAX_CONNECTIONS) == asyncio.run(crowd())


def test_one_call_too_many_waits_as_long_as_the_pool_may_take():
    """
    Then it fails as never sent.
    """

    async def crowd():
        made = Made()
        for _ in range(MAX_CONNECTIONS):
            await made.take()
        with pytest.raises(httpx.PoolTimeout, match="none of 100 connections became free"):
            await made.take()

    asyncio.run(crowd())


def test_who_waits_goes_on_in_the_order_of_coming():
    """
    One for each call that leaves.
    """

    async def crowd():
        made, order = Made(), []
        lanes = [await made.take() for _ in range(MAX_CONNECTIONS)]

        async def late(name):
            await made.take(patience=5)
            order.append(name)

        tasks = [asyncio.create_task(late(name)) for name in "abc"]
        await asyncio.sleep(0)
        lanes[7].leave()
        lanes[50].leave()
        await asyncio.gather(*tasks[:2])
        tasks[2].cancel()
        return order

    assert ["a", "b"] == asyncio.run(crowd())


def test_who_gives_up_waiting_takes_nothing_along():
    """
    The place is there for the next one.
    """

    async def crowd():
        made = Made()
        lanes = [await made.take() for _ in range(MAX_CONNECTIONS)]
        waiting = asyncio.create_task(made.take(patience=5))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        lanes[3].leave()
        return await made.take() is lanes[3]

    assert asyncio.run(crowd())


def test_a_pool_that_cannot_be_made_takes_no_place():
    """
    The mistake, such as a proxy of an unknown kind, is told each time; nobody ends up waiting.
    """

    async def crowd():
        def refused(size):
            raise ValueError("Unknown scheme for proxy URL")

        lanes = Lanes(refused, lambda: 0.0)
        request = httpx.Request("GET", "http://localhost/", extensions={"timeout": {"pool": 0.01}})
        for _ in range(MAX_CONNECTIONS + 1):
            with pytest.raises(ValueError, match="Unknown scheme"):
                await lanes.take(FOUND, request)

    asyncio.run(crowd())


def test_the_pools_of_a_crowd_that_is_gone_are_closed():
    """
    But the first, and those that somebody uses.
    """

    async def crowd():
        made = Made()
        lanes = [await made.take() for _ in range(WIDTH * 4)]
        for lane in (*lanes[: WIDTH * 2], *lanes[WIDTH * 2 + 1 :]):
            lane.leave()
        made.now += IDLE
        (await made.take()).leave()
        return [pool.is_closed for pool in made.pools]

    assert [False, False, False, True] == asyncio.run(crowd())


def test_a_pool_that_was_just_used_stays_when_others_are_swept():
    """
    Its idle time counts from the end of its last call, not from its first.
    """

    async def crowd():
        made = Made()
        lanes = [await made.take() for _ in range(WIDTH * 2)]
        made.now += IDLE - 1
        for lane in lanes:
            lane.leave()
        made.now += 1
        (await made.take()).leave()
        return [pool.is_closed for pool in made.pools]

    assert [False, False] == asyncio.run(crowd())


def test_the_first_pool_is_never_swept():
    """
    A lone caller that pauses longer than the sweep finds its connections warm, as long as the server keeps them.
    """

    async def lone():
        made = Made()
        (await made.take()).leave()
        made.now += 10 * IDLE
        (await made.take()).leave()
        return [pool.is_closed for pool in made.pools]

    assert [False] == asyncio.run(lone())


@pytest.mark.parametrize("closings", [1, 2])
def test_a_reply_that_is_still_to_be_read_keeps_its_place(closings):
    """
    Until it is closed; closing it again frees nobody else's.
    """

    async def streamed():
        made = Made()
        lane = await made.take()
        reply = httpx.Response(200, stream=httpx.AsyncByteStream())
        keep(FOUND, reply, lane, FOUND.module.Request("GET", "http://127.0.0.1"))
        before = lane.busy
        for _ in range(closings):
            await reply.stream.aclose()
        return before, lane.busy

    assert (1, 0) == asyncio.run(streamed())


class Server:
    """Notes its connections, and answers each request unless it is silent."""

    def __init__(self, *, is_silent=False):
        self.is_silent = is_silent
        self.connections = []

    async def __aenter__(self):
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Connection(self), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/"
        return self

    async def __aexit__(self, *_error):
        self._server.close()
        for transport in self.connections:
            transport.abort()
        await self._server.wait_closed()
        await asyncio.sleep(0)


class Connection(asyncio.Protocol):
    def __init__(self, server):
        self._server = server

    def connection_made(self, transport):
        self._transport = transport
        self._server.connections.append(transport)

    def data_received(self, data):
        if not self._server.is_silent:
            for _ in range(data.count(b"\r\n\r\n")):
                self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")


def test_a_deadline_that_ends_the_waiting_says_that_nothing_was_sent():
    """
    So an unsafe write may be made again.
    """

    async def crowd():
        clock = asyncio.get_running_loop().time
        own = OwnAsyncConnections(clock)
        async with Server(is_silent=True) as server:
            tasks = [asyncio.create_task(own.send(sending("POST", server.url))) for _ in range(MAX_CONNECTIONS)]
            await asyncio.sleep(0)
            outcome = await own.send(sending("POST", server.url, expires=clock() + 0.05))
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await own.aclose()
        return outcome

    outcome = asyncio.run(crowd())

    assert isinstance(outcome, Failed)
    assert (False, True) == (outcome.may_have_arrived, outcome.timed_out)


def test_a_crowd_is_answered_over_the_connections_that_there_may_be():
    """
    Three calls for each connection, and every one is answered.
    """

    async def crowd():
        own = OwnAsyncConnections(asyncio.get_running_loop().time)
        async with Server() as server:
            outcomes = await asyncio.gather(*(own.send(sending("GET", server.url)) for _ in range(3 * MAX_CONNECTIONS)))
            await own.aclose()
        return outcomes, len(server.connections)

    outcomes, connections = asyncio.run(crowd())

    assert [b"ok"] * 3 * MAX_CONNECTIONS == [outcome.content for outcome in outcomes if isinstance(outcome, Received)]
    assert 1 <= connections <= MAX_CONNECTIONS
