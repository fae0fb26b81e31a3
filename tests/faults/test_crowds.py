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
    """Objects that a call is made of, by type, open files, and open connections, of which each has some of both."""
    gc.collect()
    kinds = Counter(
        kind.__qualname__
        for kind in map(type, gc.get_objects())
        if kind in RUNNING or str(kind.__module__).partition(".")[0] in OURS
    )
    return kinds, len(list(Path("/proc/self/fd").iterdir())), origin.open_connections


def comparable(footprints):
    """The first and the last after warming up that have the same connections open: a slow round lets some go."""
    last = footprints[-1]
    return next((one, last) for one in footprints[2:] if one[-1] == last[-1])


def enough(footprints):
    """Whether all rounds were played, and two of them can be compared; at most four times as many."""
    if len(footprints) < ROUNDS:
        return False
    return comparable(footprints)[0] is not footprints[-1] or len(footprints) >= 4 * ROUNDS


def assert_nothing_grew(footprints):
    (kinds, files, _), (kinds_later, files_later, _) = earlier, last = comparable(footprints)
    assert earlier is not last
    assert (kinds_later - kinds).total() < FEW
    assert files_later <= files


@pytest.mark.anyio
async def test_nothing_is_left_of_a_crowd(origin):
    tasks, footprints = asyncio.all_tasks(), []

    async with AsyncClient(base_url=origin.url, timeout=120) as client:
        while not enough(footprints):
            if not footprints:
                origin.hold.clear()
            crowd = asyncio.gather(*(client.send(READ.call(number)) for number in range(CROWD)))
            if not footprints:
                await until(lambda: origin.open_connections == min(CROWD, MAX_CONNECTIONS))
                assert origin.most_open <= MAX_CONNECTIONS
                origin.hold.set()
            replies = await crowd
            assert [f"/{number}" for number in range(CROWD)] == [reply.data["id"] for reply in replies]
            assert CROWD == len(origin.requests)
            assert tasks == asyncio.all_tasks()
            del replies, crowd
            origin.reset()
            footprints.append(footprint(origin))
    await until(lambda: origin.open_connections == 0)

    assert_nothing_grew(footprints)


@pytest.mark.anyio
async def test_nothing_is_left_of_a_crowd_that_is_cancelled(origin):
    tasks, footprints = asyncio.all_tasks(), []

    async with AsyncClient(base_url=origin.url, timeout=120) as client:
        while not enough(footprints):
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

    assert_nothing_grew(footprints)
