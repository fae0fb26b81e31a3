"""No more requests of an account are in progress at once than it may have, whoever asks."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from warp_client_core import ApiTimeoutError, RequestOptions
from warp_client_core.steps import Ambient
from warp_netsuite.overlays.netsuite_governance.places import Accounts, Places


async def slow() -> None:
    """A request takes some time."""
    await asyncio.sleep(0.02)


@pytest.mark.anyio
async def test_fifty_tasks_never_exceed_the_limit(simulate: Any) -> None:
    """
    The account refuses a fifth request; none is refused.
    """
    simulator = simulate(concurrency=4, pause=slow)

    async with simulator.async_client(max_retries=0) as client:
        await asyncio.gather(*(client.customers.get("647") for _ in range(50)))

    assert (4, 0) == (simulator.places.most, simulator.places.refused)


def test_threads_loops_clients_and_copies_count_together(simulate: Any) -> None:
    """
    Two clients, a copy of one, and an async client in a thread with a loop of its own.
    """
    simulator = simulate(concurrency=3, pause=slow)

    async def many() -> None:
        async with simulator.async_client(max_concurrency=3, max_retries=0) as client:
            await asyncio.gather(*(client.customers.get("647") for _ in range(10)))

    with (
        simulator.client(max_concurrency=3, max_retries=0) as first,
        simulator.client(max_concurrency=3, max_retries=0) as second,
        ThreadPoolExecutor(9) as pool,
    ):
        clients = [first, second, first.with_options(timeout=20)]
        asked = [pool.submit(client.customers.get, "647") for client in clients for _ in range(8)]
        asked.append(pool.submit(asyncio.run, many()))
        for one in asked:
            one.result(60)

    assert (3, 0) == (simulator.places.most, simulator.places.refused)


@pytest.mark.parametrize("most", [0, -1, True, "4", 1.5])
def test_a_limit_that_is_no_number_of_requests_is_refused(simulator: Any, most: Any) -> None:
    """
    Zero would wait for ever.
    """
    with pytest.raises(ValueError, match="max_concurrency"):
        simulator.client(max_concurrency=most)


def test_four_is_the_limit_by_default(live: Any) -> None:
    """
    One less than the smallest account may have.
    """
    assert 4 == live.max_concurrency
    assert 4 == live.with_options(timeout=1).max_concurrency


@pytest.mark.anyio
async def test_a_place_is_free_while_a_call_waits_before_another_attempt(simulator: Any) -> None:
    """
    With one place, a second call is answered during the pause of the first.
    """
    paused, done = asyncio.Event(), asyncio.Event()

    async def asleep(_seconds: float) -> None:
        paused.set()
        await done.wait()

    simulator.script.append("html-502")
    ambient = Ambient(chance=lambda: 0.0, asleep=asleep)
    async with simulator.async_client(max_concurrency=1, ambient=ambient) as client:
        first = asyncio.ensure_future(client.customers.get("647"))
        await asyncio.wait_for(paused.wait(), 20)

        second = await asyncio.wait_for(client.customers.get("648"), 20)
        done.set()

        assert ("648", "647") == (second.id, (await first).id)


@pytest.mark.anyio
async def test_whoever_is_cancelled_gives_the_place_back(simulate: Any) -> None:
    """
    One task is cancelled on the wire, one in the queue, and all the others are answered.
    """
    simulator = simulate(pause=slow)

    async with simulator.async_client(max_concurrency=1) as client:
        tasks = [asyncio.ensure_future(client.customers.get("647")) for _ in range(6)]
        await asyncio.sleep(0.01)
        tasks[0].cancel()
        tasks[3].cancel()
        found = await asyncio.gather(*tasks, return_exceptions=True)
        again = await asyncio.wait_for(client.customers.get("648"), 20)

    assert [True, False, False, True, False, False] == [isinstance(one, asyncio.CancelledError) for one in found]
    assert "648" == again.id


@pytest.mark.anyio
async def test_a_deadline_holds_for_waiting_too(simulator: Any) -> None:
    """
    The error tells what was waited for, and nothing was sent.
    """
    async with simulator.async_client(max_concurrency=1) as client:
        held = client._places.ask(1)
        with pytest.raises(ApiTimeoutError) as caught:
            await client.customers.get("647", options=RequestOptions(deadline=0.2))
        held.give_back()

    assert "no place" in repr(caught.value.__cause__)
    assert 0 == simulator.places.most


def test_a_deadline_holds_for_waiting_threads_too(simulator: Any) -> None:
    """
    As for tasks.
    """
    with simulator.client(max_concurrency=1) as client:
        held = client._places.ask(1)
        with pytest.raises(ApiTimeoutError) as caught:
            client.customers.get("647", options=RequestOptions(deadline=0.2))
        held.give_back()

        assert "no place" in repr(caught.value.__cause__)
        assert "647" == client.customers.get("647").id


def test_places_are_given_in_the_order_of_asking() -> None:
    """
    Nobody overtakes, also not somebody who would be content with more in progress.
    """
    places, order = Places(), []
    held = places.ask(1)
    waiting = [places.ask(1), places.ask(5), places.ask(1)]
    threads = [
        threading.Thread(target=lambda number=number, one=one: (one.wait(20), order.append(number), one.give_back()))
        for number, one in enumerate(waiting)
    ]
    for thread in threads:
        thread.start()

    assert [False] * 3 == [one.is_held for one in waiting]
    held.give_back()
    for thread in threads:
        thread.join(20)

    assert {0, 1, 2} == set(order)
    assert 0 == places.taken


def test_a_place_given_back_twice_is_free_once() -> None:
    """
    Else the second return would let one too many in.
    """
    places = Places()
    first, _second = places.ask(2), places.ask(2)

    first.give_back()
    first.give_back()

    assert 1 == places.taken


def test_an_account_has_one_set_of_places_while_a_client_has_it() -> None:
    """
    And none is kept for accounts that nobody uses.
    """
    accounts = Accounts()
    places = accounts.places("a")

    assert places is accounts.places("a")
    assert places is not accounts.places("b")


def test_a_forked_process_begins_with_all_places_free() -> None:
    """
    What the parent has in progress is counted in the parent.
    """
    places = Places()
    held = places.ask(1)
    child = os.fork()
    if not child:
        held.give_back()
        os._exit(0 if places.ask(1).is_held and 1 == places.taken else 1)

    _, status = os.waitpid(child, 0)

    assert 0 == os.waitstatus_to_exitcode(status)
    assert 1 == places.taken
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child, os.WNOHANG)
