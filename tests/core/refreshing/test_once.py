"""Claims about renewals that are wanted at the same time: one is made, whoever waits, leaves or is killed."""

import asyncio
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.core.refreshing.conftest import GET, async_client, sync_client
from warp_client_core import MemoryTokenStore, RequestOptions, TokenRefreshError, Tokens

ROOT = Path(__file__).resolve().parents[3]


async def settled(condition):
    """Wait until the condition holds."""
    for _ in range(5_000):
        if condition():
            return
        await asyncio.sleep(0.002)
    raise AssertionError("it did not come to that")


def test_a_hundred_tasks_and_thirty_two_threads_renew_once(issuer, kept):
    sync, asynchronous = sync_client(issuer, token_store=kept), async_client(issuer, token_store=kept)
    issuer.gate.clear()

    async def tasks():
        calls = [asyncio.ensure_future(asynchronous.send(GET.call())) for _ in range(100)]
        await settled(lambda: len(issuer.data) == 132)
        issuer.gate.set()
        return await asyncio.gather(*calls)

    with ThreadPoolExecutor(32) as pool:
        threads = [pool.submit(sync.send, GET.call()) for _ in range(32)]
        replies = asyncio.run(tasks()) + [one.result(20) for one in threads]

    assert {200} == {one.status_code for one in replies}
    assert issuer.renewals == ["refresh-1"]
    assert issuer.reused == []


def test_two_event_loops_in_two_threads_renew_once(issuer):
    client = async_client(issuer)
    issuer.gate.clear()

    async def calls():
        return await asyncio.gather(*(client.send(GET.call()) for _ in range(10)))

    with ThreadPoolExecutor(2) as pool:
        loops = [pool.submit(asyncio.run, calls()) for _ in range(2)]
        asyncio.run(settled(lambda: len(issuer.data) == 20))
        issuer.gate.set()
        replies = [reply for one in loops for reply in one.result(20)]

    assert {200} == {one.status_code for one in replies}
    assert issuer.renewals == ["refresh-1"]


def test_twenty_calls_during_a_renewal_wait_for_one(issuer, world):
    """
    Counted in requests: one renewal, and no call is sent before it with a token that has ended.
    """
    client = async_client(issuer, access_token=None)

    async def calls():
        issuer.gate.clear()
        waiting = [asyncio.ensure_future(client.send(GET.call())) for _ in range(20)]
        await settled(issuer.renewing.is_set)
        before = len(issuer.data)
        issuer.gate.set()
        await asyncio.gather(*waiting)
        return before

    assert asyncio.run(calls()) == 0
    assert issuer.renewals == ["refresh-1"]
    assert issuer.data == ["access-2"] * 20


@pytest.mark.parametrize("access_token", [None, "access-1"])
def test_twenty_calls_take_as_long_as_one_renewal_and_one_call(issuer, access_token):
    """
    Counted in rounds, which do not depend on the machine: no reply is sent before all twenty requests are in flight,
    so calls that waited for each other would never end.
    """
    rounds, answer = [], issuer.answer

    async def calls():
        together = asyncio.Barrier(20)

        async def in_rounds(request):
            if request.url.path != "/v1/refresh" and 0 == await together.wait():
                rounds.append("20 calls")
            elif request.url.path == "/v1/refresh":
                rounds.append("renewal")
            return await answer(request)

        pool = httpx.AsyncClient(transport=httpx.MockTransport(in_rounds))
        client = async_client(issuer, access_token=access_token, http_client=pool)
        async with asyncio.timeout(20):
            await asyncio.gather(*(client.send(GET.call()) for _ in range(20)))

    asyncio.run(calls())

    assert ["20 calls"] * (access_token is not None) + ["renewal", "20 calls"] == rounds


def test_a_cancelled_leader_cancels_nobody_else(issuer):
    client = async_client(issuer)

    async def calls():
        issuer.gate.clear()
        leader = asyncio.ensure_future(client.send(GET.call()))
        await settled(issuer.renewing.is_set)
        others = [asyncio.ensure_future(client.send(GET.call())) for _ in range(5)]
        await settled(lambda: len(issuer.data) == 6)
        leader.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leader
        issuer.gate.set()
        return await asyncio.gather(*others)

    replies = asyncio.run(calls())

    assert [200] * 5 == [one.status_code for one in replies]
    assert issuer.renewals == ["refresh-1"]


def test_a_leader_without_time_leaves_the_renewal_to_the_others(issuer):
    """
    The thread that began it gives up; the exchange goes on and is not made a second time.
    """
    client = sync_client(issuer)
    issuer.gate.clear()

    with ThreadPoolExecutor(2) as pool:
        leader = pool.submit(client.send, GET.call(), RequestOptions(deadline=0.2))
        assert issuer.renewing.wait(20)
        other = pool.submit(client.send, GET.call())
        with pytest.raises(TokenRefreshError, match="deadline"):
            leader.result(20)
        issuer.gate.set()
        reply = other.result(20)

    assert reply.status_code == 200
    assert issuer.renewals == ["refresh-1"]


def test_a_loop_that_ends_during_a_renewal_leaves_the_token_in_doubt(issuer, kept):
    """
    It may be used up, so neither this client nor another process sends it again.
    """
    client = async_client(issuer, token_store=kept)
    issuer.gate.clear()

    async def leave():
        call = asyncio.ensure_future(client.send(GET.call()))
        await settled(issuer.renewing.is_set)
        call.cancel()

    asyncio.run(leave())
    issuer.gate.set()
    with pytest.raises(TokenRefreshError) as caught:
        asyncio.run(client.send(GET.call()))

    assert caught.value.reason == "unknown_outcome"
    assert issuer.reused == []
    assert kept.load() is None


def test_an_interrupted_thread_does_not_have_the_token_sent_again(issuer, kept):
    def interrupted(request):
        if request.url.path == "/v1/refresh":
            issuer(request)
            raise KeyboardInterrupt
        return issuer(request)

    client = sync_client(interrupted, token_store=kept)

    with pytest.raises(KeyboardInterrupt):
        client.send(GET.call())
    with pytest.raises(TokenRefreshError) as caught:
        client.send(GET.call())

    assert caught.value.reason == "unknown_outcome"
    assert issuer.renewals == ["refresh-1"]


def test_a_failure_reaches_all_and_is_forgotten(issuer):
    client = async_client(issuer)
    issuer.faults = [httpx.Response(500)]

    async def calls():
        issuer.gate.clear()
        waiting = [asyncio.ensure_future(client.send(GET.call())) for _ in range(8)]
        await settled(lambda: len(issuer.data) == 8 and issuer.renewing.is_set())
        issuer.gate.set()
        failed = await asyncio.gather(*waiting, return_exceptions=True)
        return failed, await client.send(GET.call())

    failed, reply = asyncio.run(calls())

    assert {TokenRefreshError} == {type(one) for one in failed}
    assert reply.status_code == 200
    assert issuer.renewals == ["refresh-1"] * 2


def test_in_the_advisory_time_one_tries_and_the_others_go_on(issuer, world):
    issuer.valid.add("access-1")
    store = MemoryTokenStore(Tokens("access-1", "refresh-1", world.seconds + 3600))
    client = sync_client(issuer, token_store=store, ambient=world.ambient)
    client.send(GET.call())
    world.seconds += 3450
    issuer.gate.clear()

    with ThreadPoolExecutor(1) as pool:
        leader = pool.submit(client.send, GET.call())
        assert issuer.renewing.wait(20)
        others = [client.send(GET.call()).status_code for _ in range(5)]
        issuer.gate.set()
        leader.result(20)

    assert others == [200] * 5
    assert issuer.renewals == ["refresh-1"]
    assert issuer.data == ["access-1"] * 6 + ["access-2"]


def test_two_clients_with_one_store_renew_once(issuer, kept):
    clients = [sync_client(issuer, token_store=kept) for _ in range(8)]
    issuer.gate.clear()

    with ThreadPoolExecutor(8) as pool:
        calls = [pool.submit(client.send, GET.call()) for client in clients]
        asyncio.run(settled(lambda: len(issuer.data) == 8 and issuer.renewing.is_set()))
        issuer.gate.set()
        replies = [call.result(20) for call in calls]

    assert [200] * 8 == [one.status_code for one in replies]
    assert issuer.renewals == ["refresh-1"]


def test_closing_waits_for_an_exchange_that_is_under_way(issuer, kept):
    """
    The caller has been cancelled; cut off, the exchange would cost the session.
    """

    async def calls():
        client = async_client(issuer, token_store=kept)
        issuer.gate.clear()
        call = asyncio.ensure_future(client.send(GET.call()))
        await settled(issuer.renewing.is_set)
        call.cancel()
        closing = asyncio.ensure_future(client.aclose())
        await asyncio.sleep(0)
        issuer.gate.set()
        await closing

    asyncio.run(calls())

    assert kept.load().refresh_token == "refresh-2"


def test_closing_waits_for_an_exchange_in_a_thread(issuer, kept):
    client = sync_client(issuer, token_store=kept)
    issuer.gate.clear()
    with pytest.raises(TokenRefreshError):
        client.send(GET.call(), RequestOptions(deadline=0.05))

    with ThreadPoolExecutor(1) as pool:
        closing = pool.submit(client.close)
        issuer.gate.set()
        closing.result(20)

    assert kept.load().refresh_token == "refresh-2"


FORKED = """
    import os, threading
    import tests.conftest
    from tests.core.refreshing.conftest import GET, Issuer, sync_client

    issuer = Issuer()
    client = sync_client(issuer)
    issuer.gate.clear()
    thread = threading.Thread(target=client.send, args=(GET.call(),))
    thread.start()
    issuer.renewing.wait(20)
    child = os.fork()
    if child == 0:
        issuer._lock = threading.Lock()
        issuer.gate.set()
        os._exit(0 if client.send(GET.call()).status_code == 200 else 1)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    issuer.gate.set()
    thread.join(20)
    print(client.credentials.refresh_token)
"""


def test_a_forked_process_renews_although_the_parent_was_at_it():
    """
    The flight of the parent's thread is not the child's to wait for.
    """
    command = [sys.executable, "-W", "ignore", "-c", textwrap.dedent(FORKED)]

    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd=ROOT)

    assert done.stdout.split() == ["0", "refresh-2"]
