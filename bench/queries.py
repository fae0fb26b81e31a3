"""
What cached data costs its reader: ``queries.trunks.list(...)``, without a request.

The yardstick is the bar itself, 5 microseconds of CPU; a lookup in a dict with the same key is shown beside it.

    python -m bench.queries
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Final

from bench.table import Row, main
from warp_client_core.query import QueryClient
from warp_client_core.steps import Ambient
from warp_sandbox import Sandbox, connected

READS: Final = 20_000
ROUNDS: Final = 9


def run() -> list[Row]:
    """Microseconds of CPU for a cache hit."""
    with connected(Sandbox(), "customer", ambient=Ambient()) as client, QueryClient(client, stale_time=1e6) as queries:
        queries.trunks.list(status="active")
        held = queries.trunks.list.query(status="active")
        key = ("list_trunks", (), None, None, "active", None, None)
        table = {key: object()}
        return [
            _row("cached data, by its method", "<= 5", lambda: queries.trunks.list(status="active")),
            _row("cached data, polled, by its method", "<= 10", lambda: queries.trunks.list(status="active", poll=60)),
            _row("cached data, by a query that is held", "<= 5", held.get),
            _row("the same from a dict", "", lambda: table[("list_trunks", (), None, None, "active", None, None)]),
        ]


def _row(name: str, bar: str, read: Callable[[], object]) -> Row:
    rounds = sorted(_microseconds(read) for _ in range(ROUNDS))
    return Row(f"{name}, us of CPU", rounds[ROUNDS // 2], bar, "CPU", f"{rounds[0]:.2f} to {rounds[-1]:.2f}")


def _microseconds(read: Callable[[], object]) -> float:
    begun = time.process_time()
    for _ in range(READS):
        read()
    return (time.process_time() - begun) / READS * 1e6


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    raise SystemExit(main(run))
