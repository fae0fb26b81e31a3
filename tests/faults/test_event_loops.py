"""One async client in one event loop after another, and in several at a time."""

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor

from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import AsyncClient
from warp_client_core.replies import Enveloped

READ = Operation("read", "GET", "/{id}", Safety.READ, Enveloped(dict))


async def send_some(client, count=20):
    replies = await asyncio.gather(*(client.send(READ.call(number)) for number in range(count)))
    return [reply.data["id"] for reply in replies]


EXPECTED = [f"/{number}" for number in range(20)]


def test_a_client_outlives_the_event_loop_that_it_was_used_in(proxy, origin):
    client = AsyncClient(base_url=proxy.url)

    for _ in range(3):
        assert EXPECTED == asyncio.run(send_some(client))
    asyncio.run(client.aclose())

    gc.collect()
    proxy.settle()
    assert 60 == len(origin.requests)


def test_event_loops_in_several_threads_share_a_client(proxy, origin):
    client = AsyncClient(base_url=proxy.url)

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: asyncio.run(send_some(client)), range(8)))
    asyncio.run(client.aclose())

    gc.collect()
    proxy.settle()
    assert [EXPECTED] * 8 == found


def test_connections_of_an_event_loop_that_has_ended_are_closed(proxy):
    client = AsyncClient(base_url=proxy.url)

    asyncio.run(send_some(client))
    gc.collect()
    proxy.settle()

    assert 0 == proxy.open_connections
    asyncio.run(client.aclose())
