"""
Many calls at the same time on one client, round after round: nothing is left behind.

``WARP_CROWD=1000x50`` plays 1,000 calls at a time in 50 rounds; by default it is a small crowd.
"""

import asyncio
import gc
import os
import types
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.conftest import until
from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import AsyncClient
from warp_client_core.replies import Enveloped

CROWD, ROUNDS = (int(number) for number in os.environ.get("WARP_CROWD", "120x5").split("x"))
MAX_CONNECTIONS = 100
"""What a client opens at most, as its documentation says."""

READ = Operation("read", "GET", "/{id}", Safety.READ, Enveloped(dict))


OURS = ("warp_client_core", "httpx", "httpcore", "anyio", "asyncio", "_asyncio")
FEW = 10
"""Objects that come and go by chance, such as a future of the event loop; a leak leaves one for each call at least."""

RUNNING = {types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType, types.TracebackType, types.FrameType}


def footprint(origin):
    """
    Objects that a call is made of, by type, and open files besides those of idle connections.

    Not all objects of the process: how many connections a crowd leaves open differs, and each is some 80 objects.
    """
    gc.collect()
    kinds = Counter(
        kind.__qualname__
        for kind in map(type, gc.get_objects())
        if kind in RUNNING or str(kind.__module__).partition(".")[0] in OURS
    )
    return kinds, len(list(Path("/proc/self/fd").iterdir())) - 2 * origin.open_connections


@pytest.mark.anyio
async def test_nothing_is_left_of_a_crowd(origin):
    tasks, footprints = asyncio.all_tasks(), []

    async with AsyncClient(base_url=origin.url, timeout=120) as client:
        for _ in range(ROUNDS):
            if not footprints:
                origin.hold.clear()  # until every connection is there, so that each round leaves the same ones
            crowd = asyncio.gather(*(client.send(READ.call(number)) for number in range(CROWD)))
            await until(lambda: origin.open_connections == min(CROWD, MAX_CONNECTIONS))
            origin.hold.set()
            replies = await crowd
            assert [f"/{number}" for number in range(CROWD)] == [reply.data["id"] for reply in replies]
            assert CROWD == len(origin.requests)
            assert tasks == asyncio.all_tasks()
            assert origin.most_open <= MAX_CONNECTIONS
            del replies, crowd
            origin.reset()
            footprints.append(footprint(origin))
    await until(lambda: origin.open_connections == 0)

    (kinds, files), (kinds_later, files_later) = footprints[2], footprints[-1]
    assert (kinds_later - kinds).total() < FEW
    assert files_later <= files


@pytest.mark.anyio
async def test_nothing_is_left_of_a_crowd_that_is_cancelled(origin):
    tasks, footprints = asyncio.all_tasks(), []

    async with AsyncClient(base_url=origin.url, timeout=120) as client:
        for _ in range(ROUNDS):
            origin.hold.clear()
            crowd = [asyncio.create_task(client.send(READ.call(number))) for number in range(CROWD)]
            await until(lambda: origin.requests)
            for task in crowd:
                task.cancel()
            outcomes = await asyncio.gather(*crowd, return_exceptions=True)
            assert {asyncio.CancelledError} == set(map(type, outcomes))
            assert tasks == asyncio.all_tasks()
            del crowd, outcomes, task
            origin.hold.set()
            assert "/after" == (await client.send(READ.call("after"))).data["id"]
            await until(lambda: origin.open_connections <= 1)
            origin.reset()
            footprints.append(footprint(origin))

    (kinds, files), (kinds_later, files_later) = footprints[2], footprints[-1]
    assert (kinds_later - kinds).total() < FEW
    assert files_later <= files
