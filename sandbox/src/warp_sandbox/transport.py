"""
The sandbox beneath an HTTP client, in the same process: no socket, no thread, no event loop of its own.

    CustomerClient(transport=SandboxTransport(sandbox), access_token=CUSTOMER_TOKEN)
    httpx.Client(transport=SandboxTransport(sandbox))

The application is a coroutine that never waits for anything outside itself, so it is run to its end by one step; that
works everywhere, also in synchronous code below a running event loop. One rule: a fault looks to the client as it does
on a real connection. A delay moves the sandbox's virtual clock instead of the test, and is a timeout of the client
when it is longer than the client would wait.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Coroutine, Iterable, Iterator
from threading import RLock
from typing import Any, Protocol, cast

import httpx
from starlette.types import ASGIApp, Message, Scope

from warp_sandbox.errors import SandboxError
from warp_sandbox.wire.connection import KEY


class SandboxWaits(SandboxError):
    """The application waited for something; what runs in it must not: serve it on a socket instead."""


class Box(Protocol):
    """What a transport wants from a sandbox."""

    @property
    def app(self) -> ASGIApp:
        """The application."""

    @property
    def lock(self) -> RLock:
        """Held while a request is answered, so that threads do not meet in the records."""

    def pass_time(self, seconds: float) -> object:
        """Let time pass, as far as the clock can be moved."""


class SandboxTransport(httpx.BaseTransport):
    """Carries the requests of a synchronous client to a sandbox. Safe to use from several threads."""

    def __init__(self, sandbox: Box) -> None:
        self._sandbox = sandbox

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """
        The reply.

        Raises:
            httpx.TransportError: What a fault looks like.
            SandboxWaits: The application waited.
        """
        return _exchange(self._sandbox, request, iter(cast("Iterable[bytes]", request.stream)))


class AsyncSandboxTransport(httpx.AsyncBaseTransport):
    """Carries the requests of an asynchronous client to a sandbox, under any event loop."""

    def __init__(self, sandbox: Box) -> None:
        self._sandbox = sandbox

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """
        The reply; the body of the request is read whole before it is carried out.

        Raises:
            httpx.TransportError: What a fault looks like.
            SandboxWaits: The application waited.
        """
        content = [chunk async for chunk in cast("AsyncIterable[bytes]", request.stream)]
        return _exchange(self._sandbox, request, iter(content))


class _Carried:
    """One request and what came back; its own connection."""

    def __init__(self, sandbox: Box, request: httpx.Request, chunks: Iterator[bytes]) -> None:
        self._sandbox = sandbox
        self._request = request
        self._chunks: Iterator[bytes] | None = chunks
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.body: list[bytes] = []
        self.is_cut = False

    async def receive(self) -> Message:
        """A piece of the request's body, or the end of the connection after the last one."""
        if self._chunks is None:
            return {"type": "http.disconnect"}
        chunk = next(self._chunks, None)
        if chunk is None:
            self._chunks = None
            return {"type": "http.request", "body": b"", "more_body": False}
        return {"type": "http.request", "body": chunk, "more_body": True}

    async def send(self, message: Message) -> None:
        """Take a piece of the reply."""
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        else:
            self.body.append(message.get("body", b""))

    async def wait(self, seconds: float) -> None:
        """Move the clock, by no more than the client waits."""
        patience = self._request.extensions.get("timeout", {}).get("read")
        if patience is not None and seconds > patience:
            self._sandbox.pass_time(patience)
            raise httpx.ReadTimeout("timed out", request=self._request)
        self._sandbox.pass_time(seconds)

    def close(self) -> None:
        """What was sent so far is all that comes."""
        self.is_cut, self._chunks = True, None

    def reset(self) -> None:
        """Nothing comes."""
        raise httpx.ReadError("[Errno 104] Connection reset by peer", request=self._request)

    def response(self) -> httpx.Response:
        """The reply as the client gets it."""
        content = b"".join(self.body)
        stream = _Cut(content, self._declared(), self._request) if self.is_cut else httpx.ByteStream(content)
        extensions = {"http_version": b"HTTP/1.1"}
        return httpx.Response(self.status, headers=self.headers, stream=stream, extensions=extensions)

    def _declared(self) -> str:
        return dict(self.headers).get(b"content-length", b"0").decode()


class _Cut(httpx.ByteStream):
    """A body that ends before its time."""

    def __init__(self, content: bytes, declared: str, request: httpx.Request) -> None:
        self._content = content
        received = f"received {len(content)} bytes, expected {declared}"
        message = f"peer closed connection without sending complete message body ({received})"
        self._error = httpx.RemoteProtocolError(message, request=request)

    def __iter__(self) -> Iterator[bytes]:
        yield self._content
        raise self._error

    async def __aiter__(self) -> Any:
        yield self._content
        raise self._error


def _exchange(sandbox: Box, request: httpx.Request, chunks: Iterator[bytes]) -> httpx.Response:
    carried = _Carried(sandbox, request, chunks)
    with sandbox.lock:
        done(sandbox.app(_scope(request, carried), carried.receive, carried.send))
    return carried.response()


def done(work: Any) -> Any:
    """
    The result of a coroutine that does not wait.

    Raises:
        SandboxWaits: It does.
    """
    coroutine = cast("Coroutine[Any, Any, Any]", work)
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    coroutine.close()
    raise SandboxWaits("the application waits for something outside itself; serve it with warp_sandbox.server.running")


def _scope(request: httpx.Request, carried: _Carried) -> Scope:
    url = request.url
    raw_path, _, query = url.raw_path.partition(b"?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": raw_path,
        "query_string": query,
        "server": (url.host, url.port),
        "client": ("127.0.0.1", 123),
        "root_path": "",
        "extensions": {KEY: carried},
    }
