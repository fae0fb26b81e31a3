"""
One way of making the same call, in a process of its own that is told how many calls to make.

The rule: an arm does what a user of that library would write, ids differ from call to call, and whatever is not the
client (the server, the parent) is another process and not counted.

    python -m bench.arms ARM BASE_URL             # reads counts from stdin, prints CPU and wall seconds for each
    python -m bench.arms ARM BASE_URL --fork N    # N and 2N calls in two child processes, for instruction counts
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

Many: TypeAlias = Callable[[int], None]
"""Makes so many calls."""

TOKEN: Final = "k" * 40
HEADERS: Final = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json"}
SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)
PATIENCE: Final = 600
"""Seconds that an async call may take: the first 1,000 calls at once keep bare httpx busy for a minute."""

SPAN: Final = "date_from=2026-01-01T00%3A00%3A00Z&date_to=2026-09-01T00%3A00%3A00Z"

ARMS: Final[dict[str, Callable[[str], Many]]] = {}


def arm(make: Callable[[str], Many]) -> Callable[[str], Many]:
    """List an arm under the name of its function."""
    ARMS[make.__name__] = make
    return make


def identifier(number: int) -> str:
    """An id that no earlier call had."""
    return f"{number * 2654435761 & 0xFFFFFFFF:08x}-5c1e-4f0a-9d52-{number:012x}"


def repeated(one: Callable[[str], object]) -> Many:
    """Calls one after the other."""
    numbers = iter(range(sys.maxsize))

    def many(count: int) -> None:
        for _ in range(count):
            one(identifier(next(numbers)))

    return many


def awaited(connect: Callable[[], Callable[[str], Awaitable[object]]], *, at_once: int = 1) -> Many:
    """
    Calls on an event loop of this process, which stays the same from count to count.

    Args:
        connect: Makes the client, on the loop.
        at_once: Calls in flight; each count is rounded down to a multiple of it, but never to none.
    """
    numbers = iter(range(sys.maxsize))

    @functools.cache
    def loop() -> asyncio.AbstractEventLoop:
        return asyncio.new_event_loop()

    @functools.cache
    def client() -> Callable[[str], Awaitable[object]]:
        return connect()

    async def worker(count: int) -> None:
        one = client()
        for _ in range(count):
            await one(identifier(next(numbers)))

    async def together(count: int) -> None:
        await asyncio.gather(*(worker(max(1, count // at_once)) for _ in range(at_once)))

    def many(count: int) -> None:
        loop().run_until_complete(worker(count) if at_once == 1 else together(count))

    return many


@arm
def bare(base: str) -> Many:
    """``httpx.Client.request`` with a base URL and headers of the client, and ``json.loads``."""
    import httpx

    client = httpx.Client(base_url=base, headers=HEADERS)
    return repeated(lambda one: json.loads(client.request("GET", f"/trunks/{one}").content))


@arm
def bare_whole_url(base: str) -> Many:
    """As `bare`, without a base URL to join: the cheapest way of using ``httpx.Client``."""
    import httpx

    client = httpx.Client(headers=HEADERS)
    return repeated(lambda one: json.loads(client.request("GET", f"{base}/trunks/{one}").content))


@arm
def ours(base: str) -> Many:
    """The customer client as it comes."""
    from warp_customer import CustomerClient

    client = CustomerClient(base_url=base, access_token=TOKEN)
    return repeated(client.trunks.get)


@arm
def ours_injected(base: str) -> Many:
    """The customer client through a client of httpx that the caller made."""
    import httpx

    from warp_customer import CustomerClient

    client = CustomerClient(base_url=base, access_token=TOKEN, http_client=httpx.Client())
    return repeated(client.trunks.get)


@arm
def telnyx(base: str) -> Many:
    """The runtime of the telnyx client, with models of the same fields."""
    from bench import peers

    return repeated(peers.telnyx_get(base, TOKEN))


@arm
def async_bare(base: str) -> Many:
    """As `bare`, with ``httpx.AsyncClient``."""
    return awaited(lambda: _async_bare(base))


@arm
def async_bare_whole_url(base: str) -> Many:
    """As `bare_whole_url`, with ``httpx.AsyncClient``."""
    return awaited(lambda: _async_bare(base, whole_url=True))


@arm
def async_ours(base: str) -> Many:
    """The async customer client as it comes."""
    return awaited(lambda: _async_ours(base))


@arm
def async_ours_injected(base: str) -> Many:
    """The async customer client through a client of httpx that the caller made."""
    import httpx

    return awaited(lambda: _async_ours(base, http_client=httpx.AsyncClient()))


@arm
def async_ours_aiohttp(base: str) -> Many:
    """The async customer client with aiohttp beneath it."""
    from warp_client_core.aiohttp_transport import aiohttp_transport

    return awaited(lambda: _async_ours(base, transport=aiohttp_transport))


@arm
def async_telnyx(base: str) -> Many:
    """As `telnyx`, async."""
    from bench import peers

    return awaited(lambda: peers.telnyx_async_get(base, TOKEN))


@arm
def page_bare(base: str) -> Many:
    """A page of 1,000 call records as dicts."""
    import httpx

    client = httpx.Client(base_url=base, headers=HEADERS)
    target = f"/cdrs?{SPAN}&limit=1000"
    return repeated(lambda _: json.loads(client.request("GET", target).content))


@arm
def page_ours(base: str) -> Many:
    """A page of 1,000 call records as models."""
    from warp_customer import CustomerClient

    client = CustomerClient(base_url=base, access_token=TOKEN)
    return repeated(lambda _: client.cdrs.list(date_from=SINCE, date_to=UNTIL, limit=1000).items)


@arm
def page_telnyx(base: str) -> Many:
    """A page of 1,000 call records as models of the telnyx runtime."""
    from bench import peers

    return repeated(peers.telnyx_page(base, TOKEN, f"/cdrs?{SPAN}&limit=1000"))


@arm
def fan_out_bare(base: str) -> Many:
    """1,000 calls at once on one ``httpx.AsyncClient`` with the limits of httpx."""
    return awaited(lambda: _async_bare(base), at_once=1000)


@arm
def fan_out_ours(base: str) -> Many:
    """1,000 calls at once on one async customer client."""
    return awaited(lambda: _async_ours(base), at_once=1000)


def _async_bare(base: str, *, whole_url: bool = False) -> Callable[[str], Awaitable[object]]:
    import httpx

    start, base = (base, "") if whole_url else ("", base)
    client = httpx.AsyncClient(base_url=base, headers=HEADERS, timeout=PATIENCE)

    async def get(one: str) -> object:
        reply = await client.request("GET", f"{start}/trunks/{one}")
        return json.loads(reply.content)

    return get


def _async_ours(base: str, **options: Any) -> Callable[[str], Awaitable[object]]:
    from warp_customer import AsyncCustomerClient

    return AsyncCustomerClient(base_url=base, access_token=TOKEN, timeout=PATIENCE, **options).trunks.get


def answer_counts(many: Many) -> None:
    """Make as many calls as each line of standard input says; print the seconds they took."""
    many(20)
    print("ready", flush=True)
    for line in sys.stdin:
        wall, cpu = time.perf_counter(), time.process_time()
        many(int(line))
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        print(cpu, wall, flush=True)


def fork_counts(many: Many, count: int) -> None:
    """Make ``count`` calls in one child process and twice as many in another; print their process ids."""
    for factor in (1, 2):
        child = os.fork()
        if child == 0:
            many(max(1, count // 5))
            many(factor * count)
            os._exit(0)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        if status:
            raise SystemExit(f"the calls of process {child} failed")


def main() -> None:
    """Be one arm."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("arm", choices=ARMS)
    parser.add_argument("base")
    parser.add_argument("--fork", type=int)
    given = parser.parse_args()
    if given.fork:
        fork_counts(ARMS[given.arm](given.base), given.fork)
    else:
        answer_counts(ARMS[given.arm](given.base))


if __name__ == "__main__":
    main()
