"""
What uploading a rate deck costs: CPU, time, memory and the patience of the event loop.

The rule: each arm is a process of its own and sends the same sparse file over HTTP to the same sink; the yardstick is
bare httpx, which tells of no progress and does not listen for an early answer.

    python -m bench.uploads                           # all rows
    python -m bench.uploads ours FILE URL             # one upload of one arm
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from bench.measure import clean_environment
from bench.table import Row, progress, ratio_of, show

SIZE: Final = int(os.environ.get("WARP_BENCH_UPLOAD", 2**29))
"""Bytes of the deck of which time is taken."""

LARGE: Final = 2**31
"""Bytes of the deck of which memory is measured."""

ROUNDS: Final = 5

_REPLY: Final = json.dumps({"data": {"job_id": "j1", "status": "queued"}}).encode()


def _ours(path: str, url: str) -> None:
    from warp_admin import AdminClient

    with AdminClient(base_url=url, access_token="t") as client:
        client.rates.import_rates(path, validate=False, on_progress=lambda _sent, _total: None)


async def _ours_async(path: str, url: str) -> None:
    from warp_admin import AsyncAdminClient

    async with AsyncAdminClient(base_url=url, access_token="t") as client:
        await client.rates.import_rates(path, validate=False, on_progress=lambda _sent, _total: None)


def _httpx(path: str, url: str) -> None:
    import httpx

    with httpx.Client(timeout=60) as client, open(path, "rb") as file:
        client.post(url, files={"file": file}).raise_for_status()


async def _httpx_async(path: str, url: str) -> None:
    import httpx

    async with httpx.AsyncClient(timeout=60) as client:
        with open(path, "rb") as file:
            (await client.post(url, files={"file": file})).raise_for_status()


ARMS: Final[dict[str, Callable[[str, str], Any]]] = {
    "ours": _ours,
    "ours_async": lambda path, url: asyncio.run(_ours_async(path, url)),
    "httpx": _httpx,
    "httpx_async": lambda path, url: asyncio.run(_httpx_async(path, url)),
}


def serve() -> None:
    """The sink: reads requests, keeps nothing, answers 202. Prints its port."""
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    room = bytearray(2**20)
    while True:
        connection, _ = listening.accept()
        with connection, contextlib.suppress(OSError):
            while _one(connection, room):
                pass


def _one(connection: socket.socket, room: bytearray) -> bool:
    head = b""
    while b"\r\n\r\n" not in head:
        if not (found := connection.recv(65_536)):
            return False
        head += found
    head, _, body = head.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    if length is None:
        while not body.endswith(b"0\r\n\r\n"):
            body = body[-8:] + connection.recv(65_536)
    else:
        left = int(length[1]) - len(body)
        while left > 0 and (got := connection.recv_into(room)):
            left -= got
    said = b"HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    connection.sendall(said % len(_REPLY) + _REPLY)
    return True


@contextlib.contextmanager
def sinking() -> Iterator[str]:
    """Serves the sink in a process of its own; gives its address."""
    command = [sys.executable, "-c", "from bench.uploads import serve; serve()"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=clean_environment()) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


def measured(arm: str, path: str, url: str) -> dict[str, float]:
    """CPU seconds, wall seconds and growth of memory in bytes of one upload."""
    command = [sys.executable, "-m", "bench.uploads", arm, path, url]
    told = subprocess.run(command, capture_output=True, text=True, check=True, env=clean_environment()).stdout
    found: dict[str, float] = json.loads(told)
    return found


def _upload(arm: str, path: str, url: str, warm: str) -> None:
    """Upload a small file, then the one that counts, and print what it took."""
    ARMS[arm](warm, url)
    before, cpu, wall = _resident("VmRSS"), time.process_time(), time.perf_counter()
    ARMS[arm](path, url)
    took = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
    print(json.dumps({**took, "grown": _resident("VmHWM") - before}))


def _resident(name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert found is not None
    return int(found[1]) * 1024


def lag(url: str, pipe: str) -> float:
    """The 99th percentile of seconds by which an event loop is late while a deck comes from a slow pipe."""
    os.mkfifo(pipe)

    def drip() -> None:
        with open(pipe, "wb", buffering=0) as file:
            for _ in range(100):
                file.write(b"x" * 16_384)
                time.sleep(0.02)

    async def run() -> float:
        late: list[float] = []

        async def tick() -> None:
            while True:
                due = time.perf_counter() + 0.002
                await asyncio.sleep(0.002)
                late.append(time.perf_counter() - due)

        ticking = asyncio.create_task(tick())
        await _ours_async(pipe, url)
        ticking.cancel()
        return statistics.quantiles(late, n=100)[98]

    writer = threading.Thread(target=drip, daemon=True)
    writer.start()
    return asyncio.run(run())


def run() -> list[Row]:
    """Throughput and CPU against bare httpx, growth of memory, lag of the event loop."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="warp-bench-") as folder, sinking() as url:
        deck, large = f"{folder}/deck.csv", f"{folder}/large.csv"
        for path, size in ((deck, SIZE), (large, LARGE)):
            with open(path, "wb") as file:
                file.truncate(size)
        rounds: dict[str, list[dict[str, float]]] = {name: [] for name in ARMS}
        for number in range(ROUNDS):
            progress(f"uploads: round {number + 1} of {ROUNDS}")
            for name in ARMS:
                rounds[name].append(measured(name, deck, url))
        for ours, theirs, flavour in (("ours", "httpx", "sync"), ("ours_async", "httpx_async", "async")):
            for kind, what, bar in (("wall", "throughput", ">= 0.9"), ("cpu", "bytes per CPU second", ">= 0.9")):
                ratio, spread = ratio_of([one[kind] for one in rounds[theirs]], [one[kind] for one in rounds[ours]])
                rows.append(Row(f"upload, {flavour}: {what} / bare httpx", ratio, bar, kind, spread))
            grown = measured(ours, large, url)["grown"]
            rows.append(Row(f"upload of 2 GB, {flavour}: growth of memory / 32 MiB", grown / 2**25, "<= 1", "bytes"))
        late = lag(url, f"{folder}/pipe")
        rows.append(Row("async upload from a slow pipe: p99 lag / 20 ms", late / 0.02, "<= 1", "wall"))
    return rows


if __name__ == "__main__":
    if len(sys.argv) > 1:
        with tempfile.NamedTemporaryFile(suffix=".csv") as small:
            small.write(b"x" * 100_000)
            small.flush()
            arm, path, url = sys.argv[1:4]
            _upload(arm, path, url, small.name)
    else:
        raise SystemExit(show(run()))
