"""
A loopback HTTP/1.1 server with canned answers, in a process of its own.

The rule: it does so little that the client decides every figure, and it ends when the process that started it closes
its standard input or ends.

    python -m bench.server          # prints its port
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

from bench import payloads

PAGE_SIZES: Final = (100, 1000)


def answer(body: bytes) -> bytes:
    """A whole reply, head included."""
    head = (
        "HTTP/1.1 200 OK\r\nServer: bench\r\nDate: Sat, 01 Aug 2026 00:00:00 GMT\r\nContent-Type: application/json\r\n"
        f"X-Request-Id: req_5f1c9a2e\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Answering(asyncio.Protocol):
    """One connection: a canned answer to every request head; bodies of requests are not expected."""

    def __init__(self, trunk: bytes, pages: dict[bytes, bytes]) -> None:
        self._trunk, self._pages = trunk, pages
        self._pending = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Answer without waiting for more to send."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        """Answer each head that is complete."""
        *heads, self._pending = (self._pending + data).split(b"\r\n\r\n")
        for head in heads:
            target = head[4 : head.index(b" ", 4)]
            limit = target.rpartition(b"limit=")[2]
            self._transport.write(self._pages.get(limit, self._trunk) if b"/cdrs" in target else self._trunk)


async def serve() -> None:
    """Answer until standard input ends."""
    trunk = answer(payloads.one())
    pages = {str(size).encode(): answer(payloads.page(size)) for size in PAGE_SIZES}
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Answering(trunk, pages), "127.0.0.1", 0, backlog=2048)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await asyncio.to_thread(sys.stdin.read)


@contextlib.contextmanager
def serving() -> Iterator[str]:
    """The base URL of a server that runs inside the ``with`` block."""
    command = [sys.executable, "-m", "bench.server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        process.stdin.close()


if __name__ == "__main__":
    asyncio.run(serve())
