"""
Many calls at the same time on one client, round after round: nothing is left behind.

``WARP_CROWD=1000x50`` plays 1,000 calls at a time in 50 rounds; by default it is a small crowd.
"""

import asyncio
import gc
import os
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


PER_CONNECTION = 80
"""Objects of an idle connection, both ends of it; how many a crowd leaves open differs from round to round."""


def footprint(origin):
    """Objects of this process besides those of idle connections, and open files besides these."""
    gc.collect()
    connections = origin.open_connections
    objects = len(gc.get_objects()) - PER_CONNECTION * connections
    return objects, len(list(Path("/proc/self/fd").iterdir())) - 2 * connections


@pytest.mark.anyio
async def test_nothing_is_left_of_a_crowd(origin):
    tasks, footprints = asyncio.all_tasks(), []

    async with AsyncClient(base_url=origin.url, timeout=120) as client:
        for _ in range(ROUNDS):
            replies = await asyncio.gather(*(client.send(READ.call(number)) for number in range(CROWD)))
            assert [f"/{number}" for number in range(CROWD)] == [reply.data["id"] for reply in replies]
            assert CROWD == len(origin.requests)
            assert tasks == asyncio.all_tasks()
            assert origin.most_open <= MAX_CONNECTIONS
            del replies
            origin.reset()
            footprints.append(footprint(origin))
    await until(lambda: origin.open_connections == 0)

    (objects, files), (objects_later, files_later) = footprints[2], footprints[-1]
    assert objects_later - objects < CROWD
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

    (objects, files), (objects_later, files_later) = footprints[2], footprints[-1]
    assert objects_later - objects < CROWD
    assert files_later <= files
