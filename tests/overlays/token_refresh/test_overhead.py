"""What the refresh costs a request whose token is good for a while yet, counted in calls of functions."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import httpx
import pytest

from warp_client_core import MemoryTokenStore, Tokens
from warp_customer import AsyncCustomerClient, CustomerClient

CALLS = 20
ACCOUNT = {"data": {"id": "c1", "ban": "B1", "company_name": "Example", "status": "active"}}


def counted(work: Callable[[], object]) -> int:
    """Functions that are called, those of the interpreter included."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def sync_calls(**credentials: Any) -> int:
    """Functions called by some calls of a sync client."""
    pool = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, json=ACCOUNT)))
    client = CustomerClient(http_client=pool, **credentials)
    client.account.get()
    return counted(lambda: [client.account.get() for _ in range(CALLS)])


def async_calls(**credentials: Any) -> int:
    """Functions called by some calls of an async client."""

    async def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=ACCOUNT)

    async def calls() -> None:
        for _ in range(CALLS):
            await client.account.get()

    client = AsyncCustomerClient(http_client=httpx.AsyncClient(transport=httpx.MockTransport(answer)), **credentials)
    with asyncio.Runner() as runner:
        runner.run(calls())
        return counted(lambda: runner.run(calls()))


@pytest.mark.parametrize("calls", [sync_calls, async_calls])
def test_a_token_that_is_good_costs_a_request_one_twentieth_at_most(calls: Callable[..., int]) -> None:
    """
    Compared with a token that nobody renews.
    """
    plain = calls(access_token="a")

    kept = calls(token_store=MemoryTokenStore(Tokens("a", "r", time.time() + 86_400)))

    assert plain > 100 * CALLS
    assert kept <= 1.05 * plain
