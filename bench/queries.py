"""
What cached data costs its reader: ``queries.trunks.list(...)``, without a request.

The yardstick is the bar itself, 5 microseconds of CPU; a lookup in a dict with the same key is shown beside it.

    python -m bench.queries
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

from bench.table import Row, main
from warp_client_core.query import AsyncQueryClient, QueryClient
from warp_client_core.steps import Ambient
from warp_sandbox import Sandbox, connected

READS: Final = 20_000
ROUNDS: Final = 9


def run() -> list[Row]:
    """Microseconds of CPU for a cache hit."""
    with connected(Sandbox(), "customer", ambient=Ambient()) as client, QueryClient(client, stale_time=1e6) as queries:
        trunk_id = queries.trunks.list(status="active").items[0].id
        queries.trunks.list()
        queries.trunks.get(trunk_id)
        held = queries.trunks.list.query(status="active")
        key = ("list_trunks", (), None, None, "active", None, None)
        table = {key: object()}
        rows = [
            _row("cached data, by its method", "<= 5", lambda: queries.trunks.list(status="active")),
            _row("cached data, by its method, nothing given", "<= 5", lambda: queries.trunks.list()),
            _row("cached data, by its method, an id given", "<= 5", lambda: queries.trunks.get(trunk_id)),
            _row("cached data, polled, by its method", "<= 5", lambda: queries.trunks.list(status="active", poll=60)),
            _row("cached data, by a query made for it", "<= 5", lambda: queries.trunks.get.query(trunk_id).get()),
            _row("cached data, by a query that is held", "<= 5", held.get),
        ]
        same = _row("the same from a dict", "", lambda: table[("list_trunks", (), None, None, "active", None, None)])
    return [*rows, *asyncio.run(_async_rows()), same]


async def _async_rows() -> list[Row]:
    async with (
        connected(Sandbox(), "customer", ambient=Ambient(), is_async=True) as client,
        AsyncQueryClient(client, stale_time=1e6) as queries,
    ):
        trunk_id = (await queries.trunks.list(status="active")).items[0].id
        await queries.trunks.get(trunk_id)
        return [
            await _async_row("cached data, awaited, a list", lambda: queries.trunks.list(status="active")),
            await _async_row("cached data, awaited, by an id", lambda: queries.trunks.get(trunk_id)),
        ]


async def _async_row(name: str, read: Callable[[], Awaitable[object]]) -> Row:
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(READS):
            await read()
        rounds.append((time.process_time() - begun) / READS * 1e6)
    return _told(name, "<= 5", sorted(rounds))


def _row(name: str, bar: str, read: Callable[[], object]) -> Row:
    return _told(name, bar, sorted(_microseconds(read) for _ in range(ROUNDS)))


def _told(name: str, bar: str, rounds: list[float]) -> Row:
    return Row(f"{name}, us of CPU", rounds[ROUNDS // 2], bar, "CPU", f"{rounds[0]:.2f} to {rounds[-1]:.2f}")


def _microseconds(read: Callable[[], object]) -> float:
    begun = time.process_time()
    for _ in range(READS):
        read()
    return (time.process_time() - begun) / READS * 1e6


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    raise SystemExit(main(run))
