"""A scripted server on a real socket, and the two ways of talking to it."""

import asyncio
import contextlib
import re
import socket
import threading
import time

import pytest

from warp_client_core.connections import async_connections, connections
from warp_client_core.steps import Send


class Server:
    """Answers each connection with bytes from a list, after reading one request; then closes it."""

    def __init__(self, *answers):
        self.requests = []
        self._answers = list(answers)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(20)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._done = threading.Event()

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self._done.set()
        self._socket.close()
        self._thread.join(20)

    def _serve(self):
        for answer in self._answers:
            with contextlib.suppress(OSError):
                connection, _ = self._socket.accept()
                with connection:
                    connection.settimeout(20)
                    self.requests.append(self._read(connection))
                    if answer is None:
                        self._done.wait(20)
                    else:
                        connection.sendall(answer)

    def _read(self, connection):
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(65_536)
        head, _, body = data.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        chunked = b"chunked" in head.lower()
        while len(body) < int(length[1]) if length else chunked and not body.endswith(b"0\r\n\r\n"):
            body += connection.recv(65_536)
        return head, body


class Sync:
    name = "sync"

    def send(self, step, auth=None):
        made = connections(time.monotonic, auth=auth)
        try:
            return made.send(step)
        finally:
            made.close()


class Async:
    name = "async"

    def send(self, step, auth=None):
        async def run():
            made = async_connections(time.monotonic, auth=auth)
            try:
                return await made.send(step)
            finally:
                await made.aclose()

        return asyncio.run(run())


@pytest.fixture(params=[Sync, Async], ids=lambda rim: rim.name)
def rim(request):
    return request.param()


@pytest.fixture
def serve():
    """Makes a `Server` from the bytes it shall answer with."""
    return Server


@pytest.fixture
def step():
    """Makes a `Send`."""
    return _step


def _step(url, body=None, timeout=5, **keywords):
    common = {"method": "POST", "headers": (), "authenticated": True}
    return Send(**{**common, "url": url, "body": body, "timeout": timeout, **keywords})
