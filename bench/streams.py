"""
Receiving live events: messages per second of CPU, against the websockets library with a bare loop.

A server process sends the same frames to each arm, as fast as they are taken; the arms run in turns, each in its own
process. Ours decodes every event to its type, tells doubles and gaps, and keeps a bounded queue. The yardsticks are a
loop over ``websockets`` connections with ``json.loads``, and with a msgspec decoder of the type of the event.

    python -m bench.streams                 # all arms
    python -m bench.streams ours ws://... 50000
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from bench.measure import clean_environment
from bench.table import Row, main, progress, ratio_of

COUNT: Final = 30_000
ROUNDS: Final = 7
BURSTS: Final = 3
"""Others on the machine make a burst dearer, never cheaper."""
WARM: Final = 2_000
BARS = (
    ("async events, ours / websockets and json.loads", "ours", "bare_json", ">= 0.7"),
    ("async events, ours / websockets and msgspec, typed", "ours", "bare_msgspec", ">= 1.0"),
    ("sync events, ours / websockets.sync and json.loads", "sync_ours", "sync_json", ">= 0.7"),
    ("sync events, ours / websockets.sync and msgspec, typed", "sync_ours", "sync_msgspec", ">= 1.0"),
)


def frame(number: int) -> str:
    """One event as the platform sends it."""
    payload = {
        "call_id": f"c-{number}", "trunk_id": "7c0e5a1e-52c3-4a8f-9d9c-1f2b3c4d5e6f", "direction": "outbound",
        "ani": "+12125550123", "dnis": "+13125550199", "state": "answered", "start_time": "2026-01-15T12:00:00Z",
        "duration": 12,
    }  # fmt: skip
    told = {"id": f"evt_{number}", "seq": number + 1, "timestamp": "2026-01-15T12:00:00Z"}
    return json.dumps({"event": "call.active", "payload": payload, **told})


async def serve() -> None:
    """Send as many frames as the address says to whoever connects; prints the address."""
    from websockets.asyncio.server import ServerConnection, serve

    frames = [frame(number) for number in range(COUNT)]

    async def send(connection: ServerConnection) -> None:
        assert connection.request is not None
        for text in frames[: int(connection.request.path.rpartition("/")[2])]:
            await connection.send(text)
        # Whoever has all of them closes.
        await connection.wait_closed()

    async with serve(send, "127.0.0.1", 0, compression=None) as server:
        print(f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
        await server.serve_forever()


def typed_decoder() -> Callable[[bytes], Any]:
    """What a careful caller of msgspec would write."""
    import datetime as dt
    from typing import Literal

    import msgspec

    times = dt.datetime
    call = msgspec.defstruct(
        "Call",
        [
            ("call_id", str), ("ani", str), ("dnis", str), ("state", str), ("start_time", times),
            ("trunk_id", str | None, None), ("direction", str | None, None), ("duration", int | None, None),
        ],
    )  # fmt: skip
    event = msgspec.defstruct(
        "Event",
        [
            ("event", Literal["call.active"]), ("payload", call), ("id", str | None, None), ("seq", int | None, None),
            ("timestamp", times | None, None),
        ],
    )  # fmt: skip
    return msgspec.json.Decoder(event).decode


async def _bare(url: str, count: int, decode: Callable[[bytes], Any] | None) -> None:
    from websockets.asyncio.client import connect

    async with connect(url, compression=None, proxy=None) as socket:
        if decode is None:
            for _ in range(count):
                json.loads(await socket.recv())
        else:
            for _ in range(count):
                decode(await socket.recv(decode=False))


def _sync_bare(url: str, count: int, decode: Callable[[bytes], Any] | None) -> None:
    from websockets.sync.client import connect

    with connect(url, compression=None, proxy=None) as socket:
        if decode is None:
            for _ in range(count):
                json.loads(socket.recv())
        else:
            for _ in range(count):
                decode(socket.recv(decode=False))


async def _ours(url: str, count: int) -> None:
    from warp_customer import AsyncCustomerClient

    async with AsyncCustomerClient(access_token="x", ws_url=url) as client, client.events.connect() as stream:
        left = count
        async for _ in stream:
            left -= 1
            if not left:
                return


def _sync_ours(url: str, count: int) -> None:
    from warp_customer import CustomerClient

    with CustomerClient(access_token="x", ws_url=url) as client, client.events.connect() as stream:
        left = count
        for _ in stream:
            left -= 1
            if not left:
                return


ARMS: dict[str, Callable[[str, int], Any]] = {
    "bare_json": lambda url, count: asyncio.run(_bare(url, count, None)),
    "bare_msgspec": lambda url, count: asyncio.run(_bare(url, count, typed_decoder())),
    "ours": lambda url, count: asyncio.run(_ours(url, count)),
    "sync_json": lambda url, count: _sync_bare(url, count, None),
    "sync_msgspec": lambda url, count: _sync_bare(url, count, typed_decoder()),
    "sync_ours": _sync_ours,
}


def tell(arm: str, url: str, count: int) -> None:
    """Print the CPU seconds of this process for one message: the least of some bursts, after one to warm up."""
    ARMS[arm](f"{url}/{WARM}", WARM)
    print(min(_burst(arm, url, count // BURSTS) for _ in range(BURSTS)))


def _burst(arm: str, url: str, count: int) -> float:
    before = time.process_time()
    ARMS[arm](f"{url}/{count}", count)
    return (time.process_time() - before) / count


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """The server in a process of its own; yields its address."""
    command = [sys.executable, "-m", "bench.streams", "serve"]
    with subprocess.Popen(command, text=True, env=clean_environment(), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def run() -> list[Row]:
    """All figures about receiving events."""
    rates: dict[str, list[float]] = {arm: [] for arm in ARMS}
    with serving() as url:
        for _ in range(ROUNDS):
            for arm, found in rates.items():
                command = [sys.executable, "-m", "bench.streams", arm, url, str(COUNT)]
                told = subprocess.run(command, env=clean_environment(), stdout=subprocess.PIPE, text=True, check=True)
                found.append(1 / float(told.stdout))
    for arm, found in rates.items():
        progress(f"{arm}: {sorted(found)[len(found) // 2]:,.0f} messages per second of CPU")
    return [row(rates, *bar) for bar in BARS]


def row(rates: dict[str, list[float]], name: str, measured: str, yardstick: str, bar: str) -> Row:
    """The ratio of two arms as a row."""
    ratio, spread = ratio_of(rates[measured], rates[yardstick])
    return Row(name, ratio, bar, "CPU", spread)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve"]:
            with contextlib.suppress(KeyboardInterrupt):
                asyncio.run(serve())
        case [arm, url, count]:
            tell(arm, url, int(count))
        case _:
            raise SystemExit(main(run))
