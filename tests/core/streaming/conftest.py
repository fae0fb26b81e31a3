"""What the tests of streams share: a platform whose sockets are scripted, and both flavours behind one face."""

import asyncio
import contextlib
import http
import json
import socket
import struct
import threading
from decimal import Decimal

import attrs
import httpx
import pytest
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Response
from websockets.sync.server import serve
from websockets.utils import accept_key

from warp_client_core import (
    AsyncClient,
    AsyncEventStream,
    EventStream,
    Operation,
    Safety,
    Session,
    StreamOptions,
    SyncClient,
)
from warp_client_core.client import Client
from warp_client_core.replies import Enveloped
from warp_client_core.steps import Ambient
from warp_client_core.streaming import Channel

TOKEN = "token-of-the-tests"
PATIENCE = 8.0


@attrs.frozen
class Low:
    """A payload."""

    current_balance: Decimal
    currency: str = "USD"


@attrs.frozen
class Subscribe:
    """A payload of a command."""

    channels: list[str] | None = None


@attrs.frozen
class Granted:
    """What a renewal gives."""

    access_token: str


RENEW = Operation(
    "renew", "POST", "/renew", Safety.UNSAFE, Enveloped(Granted), session=Session.RENEWS, authenticated=False
)


class Renewing(Client):
    """A client whose tokens can be renewed."""

    def renewal(self, refresh_token):
        return RENEW.call(json={"refresh_token": refresh_token})


class RenewingClient(Renewing, SyncClient):
    pass


class AsyncRenewingClient(Renewing, AsyncClient):
    pass


CHANNEL = Channel(events={"balance.low": Low, "late": lambda: Low}, commands={"subscribe": Subscribe}, name="/ws")


def frame(number, name="balance.low", **changes):
    """A frame of the platform."""
    whole = {"event": name, "payload": {"current_balance": number}, "id": f"e{number}", "seq": number, **changes}
    return json.dumps({key: value for key, value in whole.items() if value is not None})


def sending(*frames, then=None):
    """A script that sends frames, then does something; by default it stays."""

    def script(ws):
        for one in frames:
            ws.send(one)
        (then or staying)(ws)

    return script


def staying(ws):
    with contextlib.suppress(ConnectionClosed):
        for _ in ws:
            pass


def closing(code, reason=""):
    return lambda ws: ws.close(code, reason)


def kill(ws):
    """End the connection without a word, as a killed process does."""
    ws.socket.shutdown(socket.SHUT_RDWR)


def accept(connection):
    """The handshake of a server, by hand."""
    request = b""
    while b"\r\n\r\n" not in request:
        request += connection.recv(4_096)
    key = next(
        line.split()[1] for line in request.decode().split("\r\n") if line.lower().startswith("sec-websocket-key")
    )
    reply = f"HTTP/1.1 101 ok\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept_key(key)}"
    connection.sendall(f"{reply}\r\n\r\n".encode())


def write(connection, text):
    """A short message, by hand."""
    connection.sendall(bytes([0x81, len(text)]) + text.encode())


def heard(connection):
    """A short message of the client, by hand; answers nothing."""
    size = connection.recv(2, socket.MSG_WAITALL)[1] & 127
    key, data = (connection.recv(count, socket.MSG_WAITALL) for count in (4, size))
    return json.loads(bytes(byte ^ key[index % 4] for index, byte in enumerate(data)))


def vanish(connection):
    """Send a RST in place of goodbye."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def answer(status, *fields):
    """A script that refuses the handshake."""
    return Response(status, http.HTTPStatus(status).phrase, Headers([*fields, ("Content-Length", "0")]), b"")


class Place:
    """
    A platform whose nth connection runs the nth script, all further ones the last; a script is a function or an answer.
    """

    def __init__(self, *scripts, **options):
        self.scripts = scripts
        self.requests = []
        self.received = []
        self.opened = 0
        self._lock = threading.Lock()
        self.closes = []
        self.delay = threading.Event()
        self.delay.set()
        options = {"compression": None, "close_timeout": 1, **options}
        self.server = serve(self._handle, "127.0.0.1", 0, process_request=self._process, **options)
        self.port = self.server.socket.getsockname()[1]
        self._thread = threading.Thread(target=self.server.serve_forever)
        self._thread.start()

    def listening_for(self, ws, count):
        """Note so many messages."""
        for _ in range(count):
            self.received.append(json.loads(ws.recv()))

    @property
    def url(self):
        return f"ws://127.0.0.1:{self.port}/ws"

    def _process(self, ws, request):
        with self._lock:
            ws.script = self.scripts[min(len(self.requests), len(self.scripts) - 1)]
            self.requests.append(request)
        self.delay.wait(PATIENCE)
        return ws.script if isinstance(ws.script, Response) else None

    def _handle(self, ws):
        self.opened += 1
        with contextlib.suppress(ConnectionClosed, OSError):
            ws.script(ws)
        self.closes.append(ws.protocol.close_rcvd.code if ws.protocol.close_rcvd else None)

    def listening(self, ws):
        """A script that notes what comes."""
        with contextlib.suppress(ConnectionClosed):
            for text in ws:
                self.received.append(json.loads(text))

    def headers(self, name):
        return [request.headers.get(name) for request in self.requests]

    def close(self):
        self.server.shutdown()
        self._thread.join(PATIENCE)


@pytest.fixture
def place():
    """Makes a `Place`; closed at the end."""
    with contextlib.ExitStack() as stack:

        def make(*scripts, **options):
            made = Place(*scripts, **options)
            stack.callback(made.close)
            return made

        yield make


class SyncFlavour:
    """A stream of a sync client."""

    name = "sync"

    def __init__(self, stack, url, options, **keywords):
        issue = keywords.pop("issue", None)
        kind = SyncClient if issue is None else RenewingClient
        if issue is not None:
            keywords["http_client"] = stack.enter_context(httpx.Client(transport=httpx.MockTransport(issue)))
        client = stack.enter_context(kind(base_url="http://127.0.0.1:9/v1", ws_url=url, **keywords))
        self.stream = EventStream(client, CHANNEL, options)
        stack.callback(self.stream.close)

    def call(self, name, *arguments, **keywords):
        return getattr(self.stream, name)(*arguments, **keywords)

    def on(self, *arguments):
        self.stream.on(*arguments)

    def take(self, count):
        return [next(self.stream) for _ in range(count)]

    def frames(self, count):
        found = []
        for one in self.stream.frames():
            found.append(one)
            if len(found) == count:
                break
        return found


class AsyncFlavour:
    """A stream of an async client, in a loop of its own thread."""

    name = "async"

    def __init__(self, stack, url, options, **keywords):
        self._loop = asyncio.new_event_loop()
        thread = threading.Thread(target=self._loop.run_forever)
        thread.start()
        stack.callback(self._loop.close)
        stack.callback(thread.join, PATIENCE)
        stack.callback(lambda: self._loop.call_soon_threadsafe(self._loop.stop))
        issue = keywords.pop("issue", None)
        kind = AsyncClient if issue is None else AsyncRenewingClient
        if issue is not None:
            keywords["http_client"] = httpx.AsyncClient(transport=httpx.MockTransport(issue))
            stack.callback(lambda: self._wait(keywords["http_client"].aclose()))
        client = kind(base_url="http://127.0.0.1:9/v1", ws_url=url, **keywords)
        stack.callback(lambda: self._wait(client.aclose()))
        self.stream = self._wait(self._made(client, options))
        stack.callback(lambda: self._wait(self.stream.close()))

    async def _made(self, client, options):
        return AsyncEventStream(client, CHANNEL, options)

    def _wait(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def call(self, name, *arguments, **keywords):
        async def called():
            given = getattr(self.stream, name)(*arguments, **keywords)
            return await given if hasattr(given, "__await__") else given

        return self._wait(called())

    def on(self, *arguments):
        self.call("on", *arguments)

    def take(self, count):
        async def taken():
            return [await anext(self.stream) for _ in range(count)]

        return self._wait(taken())

    def frames(self, count):
        async def taken():
            found = []
            async for one in self.stream.frames():
                found.append(one)
                if len(found) == count:
                    break
            return found

        return self._wait(taken())


@pytest.fixture(params=[SyncFlavour, AsyncFlavour], ids=lambda flavour: flavour.name)
def opening(request):
    """Makes a stream of either flavour, not yet connected; no wait between attempts, unless told otherwise."""
    with contextlib.ExitStack() as stack:

        def make(url, chance=0.0, **options):
            keywords = {"access_token": TOKEN, "ambient": Ambient(chance=lambda: chance)}
            of_client = ("api_key", "access_token", "refresh_token", "issue", "auth")
            keywords |= {name: options.pop(name) for name in of_client if name in options}
            url = getattr(url, "url", url)
            return request.param(stack, url, StreamOptions(**{"close_timeout": 2.0, **options}), **keywords)

        yield make


@pytest.fixture
def opened(opening):
    """The same, connected."""

    def make(*arguments, **options):
        made = opening(*arguments, **options)
        made.call("connect")
        return made

    return make


class RawServer:
    """Accepts TCP connections and does what a function says with each, in a thread of its own."""

    def __init__(self, behave):
        self.accepted = 0
        self._behave = behave
        self._held = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.url = f"ws://127.0.0.1:{self.port}/ws"
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.accepted += 1
            self._held.append(connection)
            with contextlib.suppress(OSError):
                self._behave(connection)

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for one in self._held:
            one.close()
        self._thread.join(PATIENCE)


@pytest.fixture
def raw():
    """Makes a `RawServer`."""
    with contextlib.ExitStack() as stack:

        def make(behave):
            made = RawServer(behave)
            stack.callback(made.close)
            return made

        yield make


@pytest.fixture
def until():
    """Waits until something is true."""

    def wait(claim):
        moment = threading.Event()
        for _ in range(800):
            if claim():
                return
            moment.wait(0.01)
        raise AssertionError("it did not come true")

    return wait
