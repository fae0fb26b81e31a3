"""
Many callers at once, on a network that fails at random: what the client says about a write is true.

The dice are seeded, but threads meet in any order; so the claims are such that hold in every order.
"""

import asyncio
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.conftest import kind_of
from warp_client_core.calls import Operation, Safety
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.errors import WarpError
from warp_client_core.replies import Enveloped
from warp_client_core.steps import Ambient
from warp_sandbox.proxy.faults import (
    BreakReply,
    Ending,
    Garbage,
    Interim,
    Mismeasure,
    Part,
    Pass,
    ResetAccepted,
    ResetRequest,
)

CALLS = 320
AT_A_TIME = 32
"""Threads or tasks."""

FAULTS = [
    *[Pass()] * 8,
    ResetAccepted(),
    ResetRequest(),
    ResetRequest(20),
    *[BreakReply(part, ending) for part in Part for ending in (Ending.RESET, Ending.CLOSE)],
    Garbage(),
    Interim(3),
    Mismeasure(+5),
    Mismeasure(-5),
]
CLASSES = (Safety.UNSAFE, Safety.KEYED)


def call(number):
    operation = Operation("write", "POST", f"/{number}", CLASSES[number % 2], Enveloped(dict))
    return operation.call(json={"number": number})


def settings(proxy):
    async def asleep(_seconds):
        await asyncio.sleep(0)

    return {"base_url": proxy.url, "ambient": Ambient(sleep=lambda _seconds: None, asleep=asleep)}


def in_threads(proxy):
    with SyncClient(**settings(proxy)) as client, ThreadPoolExecutor(AT_A_TIME) as threads:

        def send(number):
            try:
                return client.send(call(number))
            except WarpError as error:
                return error

        return list(threads.map(send, range(CALLS)))


def in_tasks(proxy):
    async def send(client, turns, number):
        async with turns:
            try:
                return await client.send(call(number))
            except WarpError as error:
                return error

    async def send_all():
        turns = asyncio.Semaphore(AT_A_TIME)
        async with AsyncClient(**settings(proxy)) as client:
            return await asyncio.gather(*(send(client, turns, number) for number in range(CALLS)))

    return asyncio.run(send_all())


def keys_of(requests):
    return {dict(request.fields).get("idempotency-key") for request in requests}


@pytest.mark.parametrize("send_all", [in_threads, in_tasks], ids=["threads", "tasks"])
def test_what_is_said_about_a_write_is_true(proxy, origin, send_all):
    dice = random.Random(20_251_122)
    proxy.order(*dice.choices(FAULTS, k=8 * CALLS))

    outcomes = send_all(proxy)
    proxy.settle()

    for number, outcome in enumerate(outcomes):
        arrived = [request for request in origin.requests if request.start[1] == f"/{number}"]
        keyed, said = CLASSES[number % 2] is Safety.KEYED, kind_of(outcome)
        assert len(arrived) <= (4 if keyed else 1)
        assert len(keys_of(arrived)) <= 1
        if said == "ok":
            assert arrived
            assert f"/{number}" == outcome.data["id"]
        elif said != "ResponseDecodeError":
            assert isinstance(outcome, WarpError)
            assert arrived == [] or said == "OutcomeUnknownError"
    said = Counter(map(kind_of, outcomes))
    assert {"ok", "OutcomeUnknownError"} <= said.keys()
    assert said["ok"] > CALLS / 4


def test_threads_get_the_replies_to_their_own_calls(proxy, origin):
    read = Operation("read", "GET", "/{id}", Safety.READ, Enveloped(dict))
    accepted = proxy.accepted

    def send(number):
        return client.send(read.call(number)).data["id"]

    with SyncClient(base_url=proxy.url) as client, ThreadPoolExecutor(AT_A_TIME) as threads:
        replies = list(threads.map(send, range(CALLS)))

    assert [f"/{number}" for number in range(CALLS)] == replies
    assert CALLS == len(origin.requests)
    assert accepted + AT_A_TIME >= proxy.accepted
