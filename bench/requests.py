"""
Cost of one small JSON GET, id by id, against bare httpx and against the telnyx client.

Ours runs with every policy on: retries, deadline, envelope, models, checks of ids. The yardstick is
``httpx.Client(base_url=..., headers=...).request`` and ``json.loads``; the same without a base URL to join, which is
7 % cheaper, is shown beside it. The telnyx runtime decodes ``{data}`` to models with the same fields.

    python -m bench.requests
"""

from __future__ import annotations

import argparse

from bench.measure import Costs, costs
from bench.server import serving
from bench.table import Row, main, ratio_of

BARS = (
    ("sync GET, own pool / bare httpx", "ours", "bare", "<= 0.85"),
    ("sync GET, injected client / bare httpx", "ours_injected", "bare", "<= 1.10"),
    ("sync GET, telnyx / own pool", "telnyx", "ours", ">= 2.2"),
    ("async GET, own pool / bare httpx", "async_ours", "async_bare", "<= 0.95"),
    ("async GET, injected client / bare httpx", "async_ours_injected", "async_bare", "<= 1.10"),
    ("async GET, own pool / with the aiohttp extra", "async_ours", "async_ours_aiohttp", ">= 2"),
    ("async GET, telnyx / with the aiohttp extra", "async_telnyx", "async_ours_aiohttp", ">= 2.2"),
    ("async GET, telnyx / own pool", "async_telnyx", "async_ours", ""),
    ("sync GET, own pool / bare httpx with whole URLs", "ours", "bare_whole_url", ""),
    ("async GET, own pool / bare httpx with whole URLs", "async_ours", "async_bare_whole_url", ""),
)
CALLS = 100


def run() -> list[Row]:
    """All figures about one small request."""
    arms = list(dict.fromkeys(arm for _, *pair, _ in BARS for arm in pair))
    with serving() as base:
        found = costs(base, arms, calls=CALLS)
    return [row(found, *bar) for bar in BARS]


def row(found: Costs, name: str, measured: str, yardstick: str, bar: str) -> Row:
    """The ratio of two arms as a row."""
    ratio, spread = ratio_of(found.rounds[measured], found.rounds[yardstick])
    if found.unit == "instructions":
        spread = " / ".join(f"{found.rounds[arm][0] / 1000:,.0f} k" for arm in (measured, yardstick))
    return Row(name, ratio, bar, found.unit, spread)


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    raise SystemExit(main(run))
