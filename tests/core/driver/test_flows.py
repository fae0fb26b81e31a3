"""Claims about the drivers and the flows that they carry out."""

import asyncio
import threading

import pytest

from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.steps import Ambient, Blocking, Shared, Sleep


def test_a_failure_inside_a_step_is_thrown_into_the_flow(flavour, platform):
    client = flavour.build(platform())

    def flow():
        def fail():
            raise LookupError("store is gone")

        try:
            yield Blocking(fail)
        except LookupError as error:
            handled = str(error)
        return handled, (yield Blocking(lambda: "next"))

    result = client.run(flow())

    assert (result if flavour.name == "sync" else asyncio.run(result)) == ("store is gone", "next")


def test_a_flow_is_closed_when_a_step_is_interrupted():
    closed = []

    def flow():
        try:
            yield Sleep(1)
        finally:
            closed.append(True)

    def interrupt(seconds):
        raise KeyboardInterrupt

    # Held here, so that it is the driver who closes it and not the end of its last reference.
    steps = flow()
    with (
        SyncClient(base_url="https://api.example.com", ambient=Ambient(sleep=interrupt)) as client,
        pytest.raises(KeyboardInterrupt),
    ):
        client.run(steps)

    assert closed == [True]


@pytest.mark.anyio
async def test_blocking_work_of_an_async_client_leaves_the_event_loop_alone():
    threads = []

    def flow():
        yield Blocking(lambda: threads.append(threading.current_thread()))

    async with AsyncClient(base_url="https://api.example.com") as client:
        await client.run(flow())

    assert threads[0] is not threading.current_thread()


@pytest.mark.anyio
async def test_shared_steps_run_once_for_all_who_ask_at_the_same_time():
    runs = []

    def work():
        runs.append(1)
        yield Sleep(0.01)
        return "token"

    def flow():
        return (yield Shared("refresh", work))

    async with AsyncClient(base_url="https://api.example.com") as client:
        copies = [client, client.with_options(timeout=5)]
        results = await asyncio.gather(*(copies[number % 2].run(flow()) for number in range(6)))

    assert results == ["token"] * 6
    assert runs == [1]


def test_shared_steps_run_through_a_sync_client(world):
    def flow():
        def work():
            yield Sleep(2)
            return "token"

        return (yield Shared("refresh", work))

    with SyncClient(base_url="https://api.example.com", ambient=world.ambient) as client:
        assert client.run(flow()) == "token"

    assert world.slept == [2]
