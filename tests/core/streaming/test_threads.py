"""Claims about streams that are shared by threads, tasks, loops and processes."""

import asyncio
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from warp_client_core import AsyncClient, AsyncEventStream, EventStream, StreamState, SyncClient

from .conftest import CHANNEL, TOKEN, Low, frame, sending, staying


@pytest.fixture
def client():
    with SyncClient(base_url="http://127.0.0.1:9/v1", access_token=TOKEN, ws_url="ws://127.0.0.1:9/ws") as made:
        yield made


def clients(kind, place):
    return kind(base_url="http://127.0.0.1:9/v1", access_token=TOKEN, ws_url=place.url)


def test_threads_share_a_stream(place):
    """
    Each event goes to one of them, and all are sent what all of them send.
    """
    made = place(
        lambda ws: (
            made.listening_for(ws, 40),
            [ws.send(frame(number)) for number in range(1, 401)],
            staying(ws),
        )
    )
    with clients(SyncClient, made) as client, EventStream(client, CHANNEL) as stream, ThreadPoolExecutor(4) as pool:
        for part in range(4):
            pool.submit(lambda part=part: [stream.send("note", {"of": part, "number": n}) for n in range(10)])
        taken = [pool.submit(lambda: [next(stream) for _ in range(100)]) for _ in range(4)]
        found = [event.current_balance for one in taken for event in one.result(10)]

    assert list(range(1, 401)) == sorted(found)
    for part in range(4):
        assert list(range(10)) == [one["payload"]["number"] for one in made.received if one["payload"]["of"] == part]


def test_closing_wakes_every_thread(place):
    """
    Their iterations end.
    """
    made = place(staying)
    with clients(SyncClient, made) as client, ThreadPoolExecutor(4) as pool:
        stream = EventStream(client, CHANNEL)
        stream.connect()
        waiting = [pool.submit(list, stream) for _ in range(4)]

        stream.close()

        assert [[]] * 4 == [one.result(5) for one in waiting]


def test_sync_streams_work_inside_of_a_loop(place):
    """
    A thread with a running loop may use one, as far as blocking it is fine.
    """

    async def use():
        with clients(SyncClient, made) as client, EventStream(client, CHANNEL) as stream:
            return next(stream)

    made = place(sending(frame(1)))

    assert Low(1) == asyncio.run(use())


def test_a_stream_belongs_to_the_loop_that_connected_it(place):
    """
    Another one may have it once it is closed.
    """
    made = place(sending(frame(1)), sending(frame(2)))

    async def opened(stream):
        await stream.connect()
        return await anext(stream)

    with asyncio.Runner() as one, asyncio.Runner() as other:
        client = clients(AsyncClient, made)
        stream = AsyncEventStream(client, CHANNEL)
        one.run(opened(stream))
        with pytest.raises(RuntimeError, match="another event loop"):
            other.run(stream.connect())
        one.run(stream.close())

        assert Low(2) == other.run(opened(stream))
        other.run(stream.close())


def test_a_cancelled_entry_leaves_nothing_behind(place):
    """
    No task, no connection.
    """
    made = place(staying)
    made.delay.clear()

    async def use():
        async with clients(AsyncClient, made) as client:
            stream = AsyncEventStream(client, CHANNEL)
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2), stream:
                    raise AssertionError("never open")
            return stream.state, len(asyncio.all_tasks())

    assert (StreamState.CLOSED, 1) == asyncio.run(use())
    made.delay.set()


def test_a_cancelled_iteration_loses_no_event(place):
    """
    The next one gets it.
    """
    made = place(lambda ws: (ws.recv(), ws.send(frame(1)), staying(ws)))

    async def use():
        async with clients(AsyncClient, made) as client, AsyncEventStream(client, CHANNEL) as stream:
            for _ in range(3):
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(anext(stream), 0.02)
            await stream.send("note")
            return await anext(stream)

    assert Low(1) == asyncio.run(use())


FORKING = """
import os, sys
from warp_client_core import EventStream, StreamState, SyncClient
from warp_client_core.streaming import Channel
client = SyncClient(base_url="http://127.0.0.1:9/v1", access_token="t", ws_url=sys.argv[1])
with EventStream(client, Channel()) as stream:
    first = next(stream).seq
    if (child := os.fork()) == 0:
        assert stream.state is StreamState.CLOSED
        stream.connect()
        second = next(stream).seq
        stream.close()
        os._exit(second)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(first, status, stream.state.value)
"""


def test_a_forked_child_has_a_closed_stream_of_its_own(place):
    """
    It may connect; the parent's goes on.
    """
    made = place(sending(frame(1)), sending(frame(2)))

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORKING, made.url], capture_output=True, text=True, timeout=20
    )

    assert ("1 2 open\n", "") == (done.stdout, done.stderr)


def test_importing_and_building_load_neither_websockets_nor_asyncio():
    """
    Who never connects pays for nothing.
    """
    script = (
        "import sys, warp_client_core\n"
        "from warp_client_core import StreamOptions, SyncClient\n"
        "StreamOptions(); SyncClient(base_url='https://a.invalid', ws_url='wss://a.invalid/ws')\n"
        "print([name for name in ('websockets', 'asyncio') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=20)

    assert "[]\n" == done.stdout


def test_many_cycles_leave_no_thread(place):
    """
    Nor do callbacks.
    """
    made = place(staying)
    before = threading.active_count()
    with clients(SyncClient, made) as client:
        for _ in range(20):
            with EventStream(client, CHANNEL) as stream:
                stream.on("balance.low", print)
    made.close()

    assert before >= threading.active_count()
