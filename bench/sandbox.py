"""
What the sandbox costs a test suite: CPU up to the first reply, and requests per CPU second in one process.

The start is a process of its own that imports the sandbox, makes one with NetSuite in it and answers one request. A
request is ``get_trunk`` with all checks on, strict ones included. The bars are about the sandbox alone, beneath no
client; what a client of ours and bare httpx on top of it come to is shown beside them.

    python -m bench.sandbox
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Final

import httpx

from bench.measure import process_seconds
from bench.table import Row, main
from warp_customer import CustomerClient
from warp_sandbox import Sandbox, SandboxTransport
from warp_sandbox.warp.auth import CUSTOMER_TOKEN

START: Final = (
    "from warp_sandbox.clients import connected; from warp_sandbox.sandbox import Sandbox;"
    "box = Sandbox(); box.place(__import__('warp_sandbox.places').places.NETSUITE);"
    "client = connected(box, 'customer'); client.trunks.get(next(iter(box.world.trunks))); client.close()"
)
CALLS: Final = 300
ROUNDS: Final = 7


def run() -> list[Row]:
    """All figures about the sandbox."""
    starts = [process_seconds(START) for _ in range(5)]
    start = statistics.median(starts)
    rows = [Row("sandbox, start to first reply", start, "<= 1.5", "CPU s", _spread(starts))]
    for name, bar, call in _calls():
        rates = [_rate(call) for _ in range(ROUNDS)]
        rows.append(
            Row(f"sandbox, get_trunk a CPU second, {name}", statistics.median(rates), bar, "requests", _spread(rates))
        )
    return rows


def _calls() -> list[tuple[str, str, Callable[[], object]]]:
    """One request, with its name and bar, three ways."""
    sandbox = Sandbox()
    trunk = next(iter(sandbox.world.trunks))
    transport = SandboxTransport(sandbox)
    pool = httpx.Client(transport=transport, headers={"Authorization": f"Bearer {CUSTOMER_TOKEN}"})
    url = f"https://sandbox.invalid/v1/trunks/{trunk}"
    request = pool.build_request("GET", url)
    client = CustomerClient(transport=transport, base_url="https://sandbox.invalid/v1", access_token=CUSTOMER_TOKEN)
    return [
        ("transport alone", ">= 1000", lambda: transport.handle_request(request).read()),
        ("our client", ">= 1000", lambda: client.trunks.get(trunk)),
        ("httpx client", "", lambda: pool.get(url)),
    ]


def _rate(call: Callable[[], object]) -> float:
    call()
    begun = time.process_time()
    for _ in range(CALLS):
        call()
    return CALLS / (time.process_time() - begun)


def _spread(figures: list[float]) -> str:
    digits = 2 if max(figures) < 100 else 0
    return f"{min(figures):,.{digits}f}..{max(figures):,.{digits}f} over {len(figures)} rounds"


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    raise SystemExit(main(run))
