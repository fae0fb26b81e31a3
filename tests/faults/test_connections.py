"""Connections that end while nobody looks, or while somebody waits."""

import asyncio
import threading

import pytest

from tests.faults.conftest import Case, kind_of, until
from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.errors import OutcomeUnknownError
from warp_client_core.replies import Enveloped

READ = Operation("read", "GET", "/read", Safety.READ, Enveloped(dict)).call()
WRITE = Operation("write", "POST", "/write", Safety.UNSAFE, Enveloped(dict)).call(json={"name": "edge-1"})


def test_a_connection_that_the_server_closed_while_idle_is_replaced_without_notice(flavour, proxy, origin):
    with flavour.warmed(Case(url=proxy.url, call=WRITE), READ) as send:
        proxy.drop()
        outcome = send()

    assert ("ok", 0) == (kind_of(outcome), outcome.retries_taken)
    assert 1 == origin.arrived("/write")


def test_a_write_that_is_under_way_when_the_client_is_closed_is_in_doubt(origin):
    origin.hold.clear()
    client, found = SyncClient(base_url=origin.url, timeout=0.5), []

    def send():
        with pytest.raises(OutcomeUnknownError) as caught:
            client.send(WRITE)
        found.append(caught.value)

    sending = threading.Thread(target=send)
    sending.start()
    asyncio.run(until(lambda: origin.requests))
    client.close()
    sending.join(10)

    assert [1] == [len(error.attempts) for error in found]
    assert 1 == len(origin.requests)


@pytest.mark.anyio
async def test_an_async_write_that_is_under_way_when_the_client_is_closed_is_in_doubt(origin):
    origin.hold.clear()
    client = AsyncClient(base_url=origin.url)
    sending = asyncio.create_task(client.send(WRITE))
    await until(lambda: origin.requests)

    await client.aclose()

    with pytest.raises(OutcomeUnknownError):
        await sending
    assert 1 == len(origin.requests)


@pytest.mark.parametrize("count", [1, 5])
def test_a_client_opens_no_more_connections_than_it_has_calls_at_a_time(own_pool, proxy, origin, count):
    accepted = proxy.accepted

    with own_pool.warmed(Case(url=proxy.url, call=WRITE), READ) as send:
        assert ["ok"] * count == [kind_of(send()) for _ in range(count)]

    assert 1 == proxy.accepted - accepted
