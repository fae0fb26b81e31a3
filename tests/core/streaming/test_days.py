"""Claims about streams that live for long, with a clock that jumps."""

import asyncio
import gc
import itertools
import os
import selectors
import tracemalloc

import pytest

from warp_client_core import AsyncClient, AsyncEventStream, StreamError, StreamOptions, StreamState
from warp_client_core.codec.event_frames import EventFrame
from warp_client_core.steps import Ambient
from warp_client_core.streaming import async_stream
from warp_client_core.streaming.links import Refused
from warp_client_core.streaming.machine import End
from warp_client_core.streaming.values import EXCEEDED

from .conftest import CHANNEL, TOKEN, Low, answer, frame, kill, sending

DAY = 86_400.0


class Jumping(selectors.SelectSelector):
    """Waits for nothing: time goes on by as much."""

    now = 0.0

    def select(self, timeout=None):
        found = super().select(0)
        if not found and timeout:
            self.now += timeout
        return found


@pytest.fixture
def runner():
    """Runs coroutines in a loop whose clock jumps."""
    selector = Jumping()

    def make():
        loop = asyncio.SelectorEventLoop(selector)
        loop.time = lambda: selector.now
        return loop

    with asyncio.Runner(loop_factory=make) as made:
        yield made


class Flapping:
    """A dialer whose connections last for a while, and which refuses every third time."""

    alive = peak = 0

    def __init__(self, lasting):
        self.lasting = lasting
        self.dialled = self.number = 0

    async def dial(self, last_event_id):
        self.dialled += 1
        if self.dialled % 3 == 0:
            raise Refused(503, 20.0)
        return Line(self)

    async def renew(self):
        raise AssertionError("nobody asked")

    def can_renew(self):
        return False

    def lacks_credentials(self):
        return False


class Line:
    """A connection with an event every half minute, which breaks by itself."""

    def __init__(self, owner):
        Flapping.alive += 1
        Flapping.peak = max(Flapping.peak, Flapping.alive)
        self._owner = owner
        self._loop = asyncio.get_running_loop()
        self.heard = self._loop.time()
        self.ended = self._loop.create_future()
        self._timer = None

    def start(self, on_message, on_pong):
        self._until = self._loop.time() + self._owner.lasting
        self._on_message = on_message
        self._beat()

    def _beat(self):
        self._owner.number += 1
        self.heard = self._loop.time()
        self._on_message(frame(self._owner.number, seq=None).encode(), True)
        if self.heard >= self._until:
            self._finish()
        else:
            self._timer = self._loop.call_later(30.0, self._beat)

    def _finish(self):
        if self._timer is not None:
            self._timer.cancel()
        if not self.ended.done():
            Flapping.alive -= 1
            self.ended.set_result(End())

    said_goodbye = True

    def write(self, text):
        return True

    async def drained(self):
        pass

    async def close(self):
        self._finish()

    abort = _finish

    def ping(self, count=0):
        pass

    pong = pause = resume = ping


@pytest.fixture
def flapping(monkeypatch):
    """Makes streams on a `Flapping` dialer."""

    def make(lasting, **options):
        dialer = Flapping(lasting)
        monkeypatch.setattr(async_stream, "dialer_of", lambda *_: dialer)
        client = AsyncClient(
            base_url="http://127.0.0.1:9/v1",
            ws_url="ws://127.0.0.1:9/ws",
            access_token=TOKEN,
            ambient=Ambient(chance=lambda: 0.5),
        )
        return AsyncEventStream(client, CHANNEL, StreamOptions(**options)), dialer

    return make


def test_a_day_of_flapping_leaves_no_task_no_connection_and_no_memory(runner, flapping):
    """
    Connections that last 90 seconds, a third of the attempts refused; each event arrives once, in order.
    """
    stream, dialer = flapping(90.0)

    async def live():
        marks, last, loop = [], 0, asyncio.get_running_loop()
        async with stream:
            async for event in stream:
                last += 1
                assert last == event.current_balance
                if last % 1_000 == 0:
                    gc.collect()
                    marks.append((len(asyncio.all_tasks()), tracemalloc.get_traced_memory()[0]))
                if loop.time() > DAY:
                    return marks, last, len(asyncio.all_tasks())

    tracemalloc.start()
    try:
        marks, count, _ = runner.run(live())
    finally:
        tracemalloc.stop()

    left = [one for one in gc.get_objects() if isinstance(one, (EventFrame, Line))]
    assert count > 2_000
    assert dialer.dialled > 700
    assert 6 > max(tasks for tasks, _ in marks)
    assert 300_000 > marks[-1][1] - marks[1][1]
    assert (0, 1, True) == (Flapping.alive, Flapping.peak, len(left) < 3)
    assert StreamState.CLOSED is stream.state


def test_flapping_over_real_sockets_leaves_no_descriptor(opening, place, until):
    """
    Connections that are killed, refused and closed; each one's event arrives. Others may hold a few more.
    """

    def descriptors():
        return len(os.listdir("/proc/self/fd"))

    broken = [[sending(frame(number), then=kill), answer(503)] for number in range(1, 25)]
    made = place(*itertools.chain(*broken), sending(frame(25)))
    stream = opening(made, max_attempts=None)
    before = descriptors()

    stream.call("connect")
    found = stream.take(25)
    stream.call("close")

    assert ([Low(number) for number in range(1, 26)], 49) == (found, len(made.requests))
    until(lambda: descriptors() < before + 12)


def test_a_server_that_never_lasts_uses_up_the_budget(runner, flapping):
    """
    Connections shorter than the stable period do not pay for new attempts.
    """
    stream, dialer = flapping(20.0, max_attempts=7)
    told = []
    stream.on(EXCEEDED, told.append)

    async def live():
        async with stream:
            async for _ in stream:
                pass

    with pytest.raises(StreamError):
        runner.run(live())

    assert (7, [7]) == (dialer.dialled, told)


def test_attempts_spread_while_a_server_is_down(runner, flapping, monkeypatch):
    """
    Half of the limit each time: 0.5, 1, 2, 4, 8, 15, 15 seconds.
    """
    stream, dialer = flapping(20.0, max_attempts=8)
    times = []

    async def refuse(last_event_id):
        times.append(asyncio.get_running_loop().time())
        raise Refused(503)

    monkeypatch.setattr(dialer, "dial", refuse)
    with pytest.raises(StreamError):
        runner.run(stream.connect())

    waits = [round(after - before, 3) for before, after in itertools.pairwise(times)]
    assert [0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 15.0] == waits
