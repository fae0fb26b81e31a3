"""
1,000 calls at once on one async client: throughput against bare httpx, and what is left behind after 50 rounds.

Both sides have at most 100 connections, as httpx has by itself. Throughput is calls per second of wall time after one
round that is not counted, both sides taken in turns, each call fetching one trunk. What must not grow from the tenth
round to the last are open descriptors (connections), tasks, objects that the garbage collector knows, and memory.

    python -m bench.concurrency
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Final

import attrs

from bench.arms import PATIENCE, TOKEN, identifier
from bench.measure import clean_environment, seconds
from bench.server import serving
from bench.table import Row, main, ratio_of

AT_ONCE: Final = 1000
ROUNDS: Final = 50
SETTLED: Final = 10
"""The round from which on nothing may grow."""

LIMITS: Final = {"descriptors": "<= 1.05", "tasks": "<= 1.00", "objects": "<= 1.01", "memory": "<= 1.05"}


@attrs.frozen
class Held:
    """What a process holds after a round: open descriptors, unfinished tasks, objects, kilobytes of memory."""

    descriptors: int
    tasks: int
    objects: int
    memory: int


def run() -> list[Row]:
    """All figures about many calls at once."""
    with serving() as base:
        told = seconds(base, ["fan_out_ours", "fan_out_bare"], AT_ONCE, rounds=7)
        held = _rounds(base)
    ours, bare = ([wall for _, wall in told[name]] for name in ("fan_out_ours", "fan_out_bare"))
    ratio, spread = ratio_of(bare, ours)
    early, late = held[SETTLED], held[-1]
    per_second = f"{1 / statistics.median(ours):,.0f} / {1 / statistics.median(bare):,.0f} calls a second, {spread}"
    rows = [Row(f"{AT_ONCE:,} calls at once: throughput / bare httpx", ratio, ">= 0.9", "wall", per_second)]
    for name, limit in (
        ("descriptors", "<= 1.05"),
        ("tasks", "<= 1.00"),
        ("objects", "<= 1.01"),
        ("memory", "<= 1.05"),
    ):
        first, last = getattr(early, name), getattr(late, name)
        title = f"{ROUNDS} rounds of {AT_ONCE:,}: {name} at the end / after round {SETTLED}"
        rows.append(Row(title, last / first, limit, name, f"{last:,} / {first:,}"))
    return rows


def _rounds(base: str) -> list[Held]:
    command = [sys.executable, "-m", "bench.concurrency", "--within", base]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=clean_environment())
    return [Held(*map(int, line.split())) for line in done.stdout.splitlines()]


async def _hold(base: str) -> None:
    """Print what this process holds after each round."""
    from warp_customer import AsyncCustomerClient

    async with AsyncCustomerClient(base_url=base, access_token=TOKEN, timeout=PATIENCE) as client:
        for turn in range(ROUNDS + 1):
            start = turn * AT_ONCE
            await asyncio.gather(*(client.trunks.get(identifier(start + one)) for one in range(AT_ONCE)))
            gc.collect()
            descriptors, tasks = len(os.listdir("/proc/self/fd")), len(asyncio.all_tasks())
            print(descriptors, tasks, len(gc.get_objects()), _resident(), flush=True)


def _resident() -> int:
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--within", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.within:
        asyncio.run(_hold(given.within))
    else:
        raise SystemExit(main(run))
