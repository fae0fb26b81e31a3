"""A call that gets no connection in time was never sent: it is tried again, and says so when that does not help."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.faults.conftest import NO_TLS, until
from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.errors import ApiTimeoutError, OutcomeUnknownError
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Enveloped
from warp_client_core.steps import Ambient

ONE = httpx.Limits(max_connections=1)
HOLDING = Operation("hold", "GET", "/hold", Safety.READ, Enveloped(dict)).call()
IMPATIENT = RequestOptions(timeout=0.1, max_retries=2, deadline=60)


def write(safety):
    return Operation("write", "POST", "/write", safety, Enveloped(dict)).call(json={"name": "edge-1"})


def poll(has_happened):
    """As `until`, for callers without an event loop."""
    asyncio.run(until(has_happened))


@pytest.fixture
def sync_client(origin):
    """Makes a client with one connection."""

    def make(sleep=lambda _seconds: None):
        transport = httpx.HTTPTransport(limits=ONE, verify=NO_TLS)
        return SyncClient(base_url=origin.url, transport=transport, ambient=Ambient(sleep=sleep))

    return make


@pytest.fixture
def async_client(origin):
    """As `sync_client`, for asyncio."""

    def make(sleep=lambda _seconds: asyncio.sleep(0)):
        transport = httpx.AsyncHTTPTransport(limits=ONE, verify=NO_TLS)
        return AsyncClient(base_url=origin.url, transport=transport, ambient=Ambient(asleep=sleep))

    return make


def assert_never_sent(error, origin):
    assert not isinstance(error, OutcomeUnknownError)
    assert ["PoolTimeout"] * 3 == [attempt.failure for attempt in error.attempts]
    assert 0 == origin.arrived("/write")


@pytest.mark.parametrize("safety", Safety, ids=lambda safety: safety.value)
def test_a_call_that_never_gets_a_connection_says_so(origin, sync_client, safety):
    origin.hold.clear()

    with sync_client() as client, ThreadPoolExecutor(1) as threads:
        held = threads.submit(client.send, HOLDING)
        poll(lambda: origin.arrived("/hold"))
        with pytest.raises(ApiTimeoutError, match="PoolTimeout") as caught:
            client.send(write(safety), IMPATIENT)
        origin.hold.set()

        assert "/hold" == held.result(10).data["id"]
    assert_never_sent(caught.value, origin)


@pytest.mark.anyio
@pytest.mark.parametrize("safety", Safety, ids=lambda safety: safety.value)
async def test_an_async_call_that_never_gets_a_connection_says_so(origin, async_client, safety):
    origin.hold.clear()

    async with async_client() as client:
        held = asyncio.create_task(client.send(HOLDING))
        await until(lambda: origin.arrived("/hold"))
        with pytest.raises(ApiTimeoutError, match="PoolTimeout") as caught:
            await client.send(write(safety), IMPATIENT)
        origin.hold.set()

        assert "/hold" == (await held).data["id"]
    assert_never_sent(caught.value, origin)


def test_an_unsafe_call_that_waited_for_a_connection_is_sent_once_there_is_one(origin, sync_client):
    origin.hold.clear()
    held = []

    def sleep(_seconds):
        origin.hold.set()
        held[0].result(10)

    with sync_client(sleep) as client, ThreadPoolExecutor(1) as threads:
        held.append(threads.submit(client.send, HOLDING))
        poll(lambda: origin.arrived("/hold"))
        response = client.send(write(Safety.UNSAFE), RequestOptions(timeout=0.5))

    assert 1 == response.retries_taken
    assert 1 == origin.arrived("/write")


@pytest.mark.anyio
async def test_an_unsafe_async_call_that_waited_for_a_connection_is_sent_once_there_is_one(origin, async_client):
    origin.hold.clear()
    held = []

    async def sleep(_seconds):
        origin.hold.set()
        await held[0]

    async with async_client(sleep) as client:
        held.append(asyncio.create_task(client.send(HOLDING)))
        await until(lambda: origin.arrived("/hold"))
        response = await client.send(write(Safety.UNSAFE), RequestOptions(timeout=0.5))

    assert 1 == response.retries_taken
    assert 1 == origin.arrived("/write")
