"""
Cost of a page of 1,000 call records, fetched and decoded, against bare httpx and against the telnyx client.

The yardstick is bare httpx with ``json.loads``, which gives dicts; ours gives frozen models with Decimal, aware times
and enums. The telnyx runtime builds its own page class over a model with the same fields.

    python -m bench.pages
"""

from __future__ import annotations

import argparse

from bench.measure import costs
from bench.requests import row
from bench.server import serving
from bench.table import Row, main

BARS = (
    ("page of 1,000 CDRs, ours / bare httpx and json.loads", "page_ours", "page_bare", "< 1"),
    ("page of 1,000 CDRs, telnyx / ours", "page_telnyx", "page_ours", ">= 15"),
)
CALLS = 2


def run() -> list[Row]:
    """All figures about one large page."""
    with serving() as base:
        found = costs(base, ["page_bare", "page_ours", "page_telnyx"], calls=CALLS)
    return [row(found, *bar) for bar in BARS]


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    raise SystemExit(main(run))
