"""
Processes with a client each, for tests of what becomes of a store that they share.

All are forked from one that has imported what they need, because starting an interpreter for each costs a second of a
core. The rule: the one they come from has no thread, no client and no store.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import redis  # noqa: F401 -- loaded before the forks
from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: F401 -- loaded before the forks

import warp_client_core.refreshing  # noqa: F401 -- loaded before the forks
from tests.core.stores.places import opened
from warp_client_core import WarpError
from warp_customer import AsyncCustomerClient, CustomerClient

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120.0
"""Seconds to wait for a worker to say something, on a machine that has other things to do."""


class Worker:
    """
    A process with a client, that waits to be told to go on.

    Attributes:
        pid: Its number.
    """

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(PATIENCE)
        self._connection = connection
        self._lines = connection.makefile("r")
        self.pid = int(self.said())

    def said(self) -> str:
        """The next line it says; empty when it has ended."""
        return self._lines.readline().strip()

    def go(self) -> None:
        """Have it go on."""
        self._connection.sendall(b"\n")

    def kill(self) -> None:
        """End it as the system does when there is no memory left."""
        os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """Hear no more of it; it ends when it is waiting."""
        self._lines.close()
        self._connection.close()


class Nursery:
    """Where workers come from."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(PATIENCE)
        command = [sys.executable, "-m", __name__, str(self._socket.getsockname()[1])]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True)

    def start(self, address: str, kind: str, place: str, task: str) -> Worker:
        """A worker that has made its client, and waits."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([address, kind, place, task]) + "\n")
        self._process.stdin.flush()
        connection, _peer = self._socket.accept()
        return Worker(connection)

    def close(self) -> None:
        """End all of them."""
        os.killpg(self._process.pid, signal.SIGKILL)
        with self._process:
            self._socket.close()


def main(port: str) -> None:
    """Fork a worker for each line of the standard input."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                with socket.create_connection(("127.0.0.1", int(port))) as connection:
                    _Work(connection, *json.loads(line)).done()
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(0)


class _Work:
    """What a worker does."""

    def __init__(self, connection: socket.socket, address: str, kind: str, place: str, task: str) -> None:
        self._lines = connection.makefile("rw")
        self._address, self._kind, self._place, self._task = address, kind, place, task
        self._store: Any = opened(kind, place)
        before, swap, claims = self._store.load(), self._store.swap, self._store.claim

        def dies_before_it_stores(tokens: Any, *, version: int) -> bool:
            if tokens is None or tokens.access_token == before.access_token:
                return bool(swap(tokens, version=version))
            self._say("dies")
            os.kill(os.getpid(), signal.SIGKILL)
            return False

        if task == "die":
            self._store.swap = dies_before_it_stores
        if task == "hasty":
            self._store.claim = lambda seconds: claims(0.3)
        # Who comes after a lease waits for 10 seconds more than this.
        timeout = 40 if task == "hasty" else 12 if kind == "redis" else 30
        self._client = CustomerClient(base_url=address, token_store=self._store, timeout=timeout)

    def done(self) -> None:
        """All of it; the last line that is said is how it ended."""
        self._say(str(os.getpid()))
        self._wait()
        if self._task == "hold":
            claim = self._store.claim(15)
            self._say("held" if claim else "not held")
            self._wait()
        try:
            if self._task == "many":
                self._all_at_once()
            else:
                self._client.account.get()
            self._say("ok")
        except WarpError as error:
            self._say(f"{type(error).__name__} {getattr(error, 'reason', None)}")
        self._client.close()

    def _all_at_once(self) -> None:
        with ThreadPoolExecutor(5) as pool:
            calls: list[Any] = [pool.submit(self._client.account.get) for _ in range(4)]
            calls.append(pool.submit(asyncio.run, self._tasks()))
            for call in calls:
                call.result()

    async def _tasks(self) -> None:
        store = opened(self._kind, self._place)
        async with AsyncCustomerClient(base_url=self._address, token_store=store, timeout=30) as other:
            await asyncio.gather(*(other.account.get() for _ in range(13)))

    def _say(self, line: str) -> None:
        self._lines.write(f"{line}\n")
        self._lines.flush()

    def _wait(self) -> None:
        if not self._lines.readline():
            os._exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
