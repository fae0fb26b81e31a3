"""Claims about `warp_client_core.flight`."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from warp_client_core.flight import SingleFlight


class Work:
    """Something slow that counts how often it is done, and ends when it is let go."""

    def __init__(self, result="done"):
        self.count = 0
        self.started = threading.Event()
        self.let_go = threading.Event()
        self._result = result

    def __call__(self):
        self.count += 1
        self.started.set()
        assert self.let_go.wait(20)
        if isinstance(self._result, BaseException):
            raise self._result
        return self._result


def joined(flight, key, waiting):
    """Wait until so many callers wait for a key: their callbacks and conditions hang on its future."""
    deadline = threading.Event()
    for _ in range(2_000):
        future = flight._flights.get(key)
        if future is not None and len(future._condition._waiters) + len(future._done_callbacks) >= waiting:
            return
        deadline.wait(0.005)
    raise AssertionError("callers did not join")


def test_a_failure_reaches_every_thread_that_waits():
    flight, work = SingleFlight(), Work(LookupError("gone"))

    with ThreadPoolExecutor(5) as pool:
        results = [pool.submit(flight.run, "k", work) for _ in range(5)]
        joined(flight, "k", 4)
        work.let_go.set()

    assert work.count == 1
    for result in results:
        assert isinstance(result.exception(), LookupError)


def test_when_the_leading_thread_is_interrupted_one_that_waits_takes_over():
    flight = SingleFlight()
    first, second = Work(KeyboardInterrupt()), Work("second")
    second.let_go.set()

    with ThreadPoolExecutor(2) as pool:
        leader = pool.submit(flight.run, "k", first)
        assert first.started.wait(20)
        follower = pool.submit(flight.run, "k", second)
        joined(flight, "k", 1)
        first.let_go.set()

        assert follower.result(20) == "second"
        assert isinstance(leader.exception(20), KeyboardInterrupt)


def test_threads_share_one_piece_of_work():
    flight, work = SingleFlight(), Work()

    with ThreadPoolExecutor(8) as pool:
        results = [pool.submit(flight.run, "k", work) for _ in range(8)]
        joined(flight, "k", 7)
        work.let_go.set()

    assert [result.result() for result in results] == ["done"] * 8
    assert work.count == 1


def test_after_the_work_nothing_is_kept():
    flight = SingleFlight()

    assert [flight.run("k", lambda number=number: number) for number in (1, 2)] == [1, 2]
    assert flight._flights == {}


def test_other_keys_are_not_held_up():
    flight, work = SingleFlight(), Work()

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(flight.run, "slow", work)
        assert work.started.wait(20)
        assert flight.run("other", lambda: 1) == 1
        work.let_go.set()

    assert slow.result() == "done"


@pytest.mark.anyio
async def test_a_failure_reaches_every_task_that_waits():
    flight, count = SingleFlight(), 0

    async def work():
        nonlocal count
        count += 1
        await asyncio.sleep(0.01)
        raise LookupError("gone")

    results = await asyncio.gather(*(flight.arun("k", work) for _ in range(5)), return_exceptions=True)

    assert [type(result) for result in results] == [LookupError] * 5
    assert count == 1


@pytest.mark.anyio
async def test_when_the_leading_task_is_cancelled_one_that_waits_takes_over():
    flight, done = SingleFlight(), []

    async def work(name, seconds):
        await asyncio.sleep(seconds)
        done.append(name)
        return name

    leader = asyncio.create_task(flight.arun("k", lambda: work("leader", 60)))
    await asyncio.sleep(0)
    followers = [asyncio.create_task(flight.arun("k", lambda: work("follower", 0))) for _ in range(3)]
    await asyncio.sleep(0)
    leader.cancel()

    assert await asyncio.gather(*followers) == ["follower"] * 3
    assert done == ["follower"]
    with pytest.raises(asyncio.CancelledError):
        await leader


@pytest.mark.anyio
async def test_when_a_task_that_waits_is_cancelled_nobody_else_notices():
    flight, gate = SingleFlight(), asyncio.Event()

    async def work():
        await gate.wait()
        return "done"

    leader, quitter, stayer = (asyncio.create_task(flight.arun("k", work)) for _ in range(3))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    quitter.cancel()
    await asyncio.sleep(0)
    gate.set()

    assert await asyncio.gather(leader, stayer) == ["done", "done"]
    assert quitter.cancelled()
    assert flight._flights == {}


@pytest.mark.anyio
async def test_no_task_is_left_behind():
    flight = SingleFlight()

    async def work():
        await asyncio.sleep(0)
        return 1

    before = asyncio.all_tasks()
    await asyncio.gather(*(flight.arun("k", work) for _ in range(3)))

    assert asyncio.all_tasks() == before


def test_threads_and_tasks_of_several_loops_share_one_piece_of_work():
    flight, work = SingleFlight(), Work()

    async def wait_for_it():
        async def never():
            raise AssertionError("a task led although a thread did")

        return await asyncio.gather(*(flight.arun("k", never) for _ in range(2)))

    with ThreadPoolExecutor(4) as pool:
        leader = pool.submit(flight.run, "k", work)
        assert work.started.wait(20)
        loops = [pool.submit(asyncio.run, wait_for_it()) for _ in range(2)]
        thread = pool.submit(flight.run, "k", lambda: "led")
        joined(flight, "k", 5)
        work.let_go.set()

    assert leader.result() == thread.result() == "done"
    assert [loop.result() for loop in loops] == [["done", "done"]] * 2
    assert work.count == 1


def test_work_that_takes_longer_than_there_is_patience_goes_on():
    flight, work = SingleFlight(), Work()

    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(TimeoutError):
            flight.run("k", work, patience=0.01, takes=60)
        follower = pool.submit(flight.run, "k", work, patience=20, takes=60)
        joined(flight, "k", 1)
        work.let_go.set()

    assert follower.result() == "done"
    assert work.count == 1


def test_work_that_takes_no_longer_than_there_is_patience_is_done_here():
    flight = SingleFlight()

    assert flight.run("k", threading.get_ident, patience=60, takes=60) == threading.get_ident()


def test_a_task_of_its_own_outlives_the_patience_and_the_caller():
    flight = SingleFlight()

    async def go():
        let_go, count = asyncio.Event(), []

        async def work():
            count.append(1)
            await let_go.wait()
            return "done"

        with pytest.raises(TimeoutError):
            await flight.arun("k", work, patience=0.01)
        cancelled = asyncio.ensure_future(flight.arun("k", work, patience=20))
        await asyncio.sleep(0)
        cancelled.cancel()
        waiting = asyncio.ensure_future(flight.arun("k", work, patience=20))
        await asyncio.sleep(0)
        let_go.set()
        return await waiting, count

    assert asyncio.run(go()) == ("done", [1])


@pytest.mark.parametrize("patience", [20, None])
def test_a_failure_of_work_that_goes_on_reaches_who_waits(patience):
    flight = SingleFlight()

    async def fails():
        raise LookupError("gone")

    with pytest.raises(LookupError):
        asyncio.run(flight.arun("k", fails, patience=patience))
    with pytest.raises(ZeroDivisionError):
        flight.run("k", lambda: 1 // 0, patience=patience, takes=60)
