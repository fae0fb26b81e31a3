"""Processes that share a Redis share the places of an account; one that is killed keeps none."""

from __future__ import annotations

import asyncio
import itertools
import logging
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.core.stores.redis_server import RedisServer, running
from tests.overlays.netsuite_governance.worker import KEYS
from warp_client_core import ApiTimeoutError, RedisTokenStore, RequestOptions, Tokens
from warp_client_core.steps import Ambient
from warp_netsuite.overlays.netsuite_governance.leases import Lease, Leases
from warp_sandbox.netsuite.tokens import ACCESS_TOKEN

NUMBERS = itertools.count()


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A Redis of the tests' own."""
    with running(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def leases(redis: RedisServer) -> Leases:
    """The places of an account that no other test uses."""
    store = RedisTokenStore(redis.url, keys=KEYS)
    return Leases(store, f"places-{next(NUMBERS)}", Ambient())


async def slow() -> None:
    """A request takes some time."""
    await asyncio.sleep(0.05)


def test_fifty_tasks_in_four_processes_never_exceed_the_limit(simulate: Any, redis: RedisServer) -> None:
    """
    The account refuses a fifth request, and the clients make no second attempt: none may be refused.
    """
    simulator = simulate(concurrency=4, pause=slow)
    command = [sys.executable, "-m", "tests.overlays.netsuite_governance.worker", simulator.base_url, redis.url]

    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    workers = [subprocess.Popen([*command, str(tasks), "4"], text=True, **pipes) for tasks in (13, 13, 12, 12)]
    ready = [worker.stdout.readline() for worker in workers if worker.stdout is not None]
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    said = [worker.communicate(timeout=120)[1] for worker in workers]

    assert ["ready\n"] * 4 == ready
    assert ["", "", "", ""] == said
    assert (True, 0) == (simulator.places.most <= 4, simulator.places.refused)


def test_a_killed_holder_frees_its_place_when_the_lease_ends(leases: Leases) -> None:
    """
    Nobody gives it back, and the next one gets it.
    """
    dead, alive = Lease(leases), Lease(leases)
    assert dead.take(1, 0.2)
    assert not alive.take(1, 5)

    assert waited(lambda: alive.take(1, 5))


def test_places_are_given_in_the_order_of_asking(leases: Leases) -> None:
    """
    Across processes too: who came later waits, though a place is free when it looks.
    """
    held, first, second = Lease(leases), Lease(leases), Lease(leases)
    assert held.take(1, 60)
    assert [False, False] == [first.take(1, 60), second.take(1, 60)]

    held.leave()

    assert [False, True] == [second.take(1, 60), first.take(1, 60)]


def test_who_waits_and_dies_loses_the_turn(leases: Leases) -> None:
    """
    Two seconds without a look, and the next in the queue is served.
    """
    held, dead, alive = Lease(leases), Lease(leases), Lease(leases)
    assert held.take(1, 60)
    assert not dead.take(1, 60)
    assert not alive.take(1, 60)
    held.leave()

    assert waited(lambda: alive.take(1, 60))


def test_asking_twice_takes_one_place(leases: Leases) -> None:
    """
    A script may run again when its reply was lost.
    """
    one, other = Lease(leases), Lease(leases)

    assert [True, True, True] == [one.take(2, 60), one.take(2, 60), other.take(2, 60)]


def test_a_deadline_holds_for_other_processes_places_too(simulator: Any, redis: RedisServer) -> None:
    """
    All places are held elsewhere: the call ends in time, and its turn is given back.
    """
    store = RedisTokenStore(redis.url, keys=KEYS)
    store.save(Tokens(ACCESS_TOKEN))
    with simulator.client(access_token=None, token_store=store, max_concurrency=1, ambient=None) as client:
        elsewhere = Lease(client._leases)
        assert elsewhere.take(1, 60)

        with pytest.raises(ApiTimeoutError) as caught:
            client.customers.get("647", options=RequestOptions(deadline=0.3))
        elsewhere.leave()

        assert "no place" in repr(caught.value.__cause__)
        assert "647" == client.customers.get("647").id


@pytest.mark.anyio
async def test_whoever_is_cancelled_gives_the_place_back(simulate: Any, redis: RedisServer) -> None:
    """
    Without waiting for Redis while it is cancelled.
    """
    simulator = simulate(pause=slow)
    store = RedisTokenStore(redis.url, keys=KEYS)
    store.save(Tokens(ACCESS_TOKEN))
    async with simulator.async_client(access_token=None, token_store=store, max_concurrency=1, ambient=None) as client:
        tasks = [asyncio.ensure_future(client.customers.get("647")) for _ in range(4)]
        await asyncio.sleep(0.1)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

        found = await asyncio.wait_for(client.customers.get("648"), 20)

    assert "648" == found.id


def test_a_redis_that_is_gone_costs_the_sharing_only(
    simulator: Any, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """
    Told once in the log, and not asked again for a while.
    """
    with running(tmp_path) as server:
        store = RedisTokenStore(server.url, keys=KEYS, timeout=0.2)
    with simulator.client(ambient=None) as client, caplog.at_level(logging.WARNING):
        client._leases = Leases(store, "gone", client.ambient)

        found = [client.customers.get("647").id for _ in range(3)]

    assert ["647"] * 3 == found
    assert 1 == sum("Redis does not answer" in one.message for one in caplog.records)


def waited(claim: Any) -> bool:
    """Whether it comes true within some seconds."""
    ends = time.monotonic() + 10
    while time.monotonic() < ends:
        if claim():
            return True
        time.sleep(0.02)
    return False
