"""The server behind the proxy: answers as it is told and remembers every request that reached it."""

import asyncio
import contextlib
import json
import threading

from warp_sandbox.proxy.framing import Unframed, read_request
from warp_sandbox.proxy.thread import LoopThread, bound

REFUSAL = {"code": "FAULT", "message": "as ordered"}


class Origin:
    """
    Keeps its own count, so that nothing depends on what the proxy says.

    Attributes:
        status: Status of the next replies. With 200 the data is ``{"id": <path>}``, so that a reply that belongs to
            another request shows.
        extra: Further header lines of the next replies, each with its line break.
        requests: The requests so far, complete ones only.
        hold: While not set, replies are held back.
        connections: Paths of the requests so far, a list for each connection.
        most_open: Most connections open at a time so far.
    """

    def __init__(self, lifetime=600.0):
        self.hold = threading.Event()
        self._open = set()
        self._thread = LoopThread("origin", lifetime=lifetime)
        self.reset()

    def reset(self):
        """As new: answers 200 at once and has seen nothing."""
        self.status, self.extra, self.requests, self.connections, self.most_open = 200, b"", [], [], 0
        self.hold.set()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def open_connections(self):
        return len(self._open)

    def __enter__(self):
        self._thread.__enter__()
        listener = bound()
        self.port = listener.getsockname()[1]
        self._thread.run(self._thread.serve(self._serve, listener))
        return self

    def __exit__(self, *_error):
        self._thread.end()

    def arrived(self, path):
        """How many requests for a path have arrived."""
        return sum(path_of(request) == path for request in list(self.requests))

    async def _serve(self, reader, writer):
        paths = []
        self._open.add(writer)
        self.most_open = max(self.most_open, len(self._open))
        with contextlib.suppress(asyncio.IncompleteReadError, asyncio.CancelledError, OSError, Unframed):
            while True:
                request = await read_request(reader)
                self.requests.append(request)
                if not paths:
                    self.connections.append(paths)
                paths.append(path_of(request))
                while not self.hold.is_set():
                    await asyncio.sleep(0.005)
                writer.write(self._reply(request))
                await writer.drain()
        self._open.discard(writer)
        writer.transport.abort()

    def _reply(self, request):
        body = json.dumps({"data": {"id": path_of(request)}} if self.status == 200 else REFUSAL).encode()
        head = b"HTTP/1.1 %d As Ordered\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
        return head % (self.status, len(body), self.extra) + body


def path_of(request):
    """Path of a request, without its query."""
    return request.start[1].partition("?")[0]
