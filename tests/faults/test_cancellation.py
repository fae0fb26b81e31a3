"""A call that is cancelled or fails gives its connection back, wherever it was."""

import asyncio
import contextlib

import httpx
import pytest

from tests.faults.conftest import NO_TLS, until
from tests.faults.table import PHASES
from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.errors import WarpError
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Enveloped
from warp_client_core.steps import Ambient
from warp_sandbox.proxy.faults import Blackhole, BreakReply, Ending, Part, Unread

ONE = httpx.Limits(max_connections=1)
"""A pool in which a connection that is not given back is missed at once."""

GET = Operation("read", "GET", "/read", Safety.READ, Enveloped(dict)).call()
POST = Operation("write", "POST", "/write", Safety.UNSAFE, Enveloped(dict)).call(json={"name": "edge-1"})
LARGE = Operation("write", "POST", "/write", Safety.UNSAFE, Enveloped(dict)).call(json={"text": "x" * 2**24})
"""More than the buffers of sockets take, so that sending it waits for the other side."""

NO_RETRY = RequestOptions(max_retries=0)

ABRUPT = {name: fault for name, fault in PHASES.items() if fault and "silent" not in name and "swallowed" not in name}


@contextlib.asynccontextmanager
async def one_connection(url, **settings):
    """An async client whose pool holds one connection, and which may not leave a task behind."""
    tasks = asyncio.all_tasks()
    transport = httpx.AsyncHTTPTransport(limits=ONE, verify=NO_TLS)
    async with AsyncClient(base_url=url, transport=transport, **settings) as client:
        yield client
        assert tasks == asyncio.all_tasks()


async def assert_the_connection_is_back(client, proxy):
    """The one connection of the pool, or a new one in its place, can be used."""
    proxy.order()
    reply = await client.send(GET, NO_RETRY)
    await until(lambda: proxy.open_connections == 1)

    assert "/read" == reply.data["id"]


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("fault", "call"),
    [
        (Unread(), LARGE),
        (Blackhole(), POST),
        (BreakReply(Part.START, Ending.SILENCE), POST),
        (BreakReply(Part.HEAD, Ending.SILENCE), POST),
        (BreakReply(Part.BODY, Ending.SILENCE), POST),
    ],
    ids=["sending", "waiting for a lost request", "waiting for the reply", "reading its head", "reading its body"],
)
async def test_a_task_cancelled_during_an_exchange_gives_its_connection_back(proxy, fault, call):
    proxy.order(fault)
    begun = proxy.begun

    async with one_connection(proxy.url) as client:
        task = asyncio.create_task(client.send(call))
        await until(lambda: proxy.begun > begun)
        await asyncio.sleep(0.02)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        proxy.drop()

        assert begun + 1 == proxy.begun
        await assert_the_connection_is_back(client, proxy)


@pytest.mark.anyio
async def test_a_task_cancelled_while_it_waits_for_a_connection_leaves_the_queue(proxy, origin):
    origin.hold.clear()

    async with one_connection(proxy.url) as client:
        holding = asyncio.create_task(client.send(GET))
        await until(lambda: origin.arrived("/read"))
        waiting = asyncio.create_task(client.send(POST))
        await asyncio.sleep(0.02)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        origin.hold.set()
        await holding

        assert 0 == origin.arrived("/write")
        await assert_the_connection_is_back(client, proxy)


@pytest.mark.anyio
async def test_a_task_cancelled_between_attempts_makes_no_further_one(proxy, origin):
    origin.status = 503
    asleep = asyncio.Event()

    async def sleep(_seconds):
        asleep.set()
        await asyncio.Event().wait()

    async with one_connection(proxy.url, ambient=Ambient(asleep=sleep)) as client:
        task = asyncio.create_task(client.send(GET))
        await asleep.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

        assert 1 == origin.arrived("/read")
        origin.status = 200
        await assert_the_connection_is_back(client, proxy)


@pytest.mark.anyio
@pytest.mark.parametrize("fault", ABRUPT.values(), ids=ABRUPT)
async def test_an_async_call_that_fails_gives_its_connection_back(proxy, fault):
    async with one_connection(proxy.url) as client:
        for _ in range(3):
            proxy.order(fault)
            with contextlib.suppress(WarpError):
                await client.send(POST, NO_RETRY)

            await assert_the_connection_is_back(client, proxy)


@pytest.mark.parametrize("fault", ABRUPT.values(), ids=ABRUPT)
def test_a_call_that_fails_gives_its_connection_back(proxy, fault):
    with SyncClient(base_url=proxy.url, transport=httpx.HTTPTransport(limits=ONE, verify=NO_TLS)) as client:
        for _ in range(3):
            proxy.order(fault)
            with contextlib.suppress(WarpError):
                client.send(POST, NO_RETRY)
            proxy.order()

            assert "/read" == client.send(GET, NO_RETRY).data["id"]
            assert 1 == proxy.open_connections
