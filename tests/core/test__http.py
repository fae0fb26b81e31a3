"""Claims about `warp_client_core._http`, shown on real sockets of this machine."""

import asyncio
import contextlib
import gzip
import io
import pathlib
import re
import socket
import threading

import httpx
import pytest

from warp_client_core import _http
from warp_client_core.bodies import JsonBody
from warp_client_core.errors import ResponseDecodeError, UploadError
from warp_client_core.multipart import MultipartBody
from warp_client_core.steps import Failed, Received, Send


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
        with _http.pool(None, 5) as pool:
            return _http.send(pool, step, auth)


class Async:
    name = "async"

    def send(self, step, auth=None):
        async def run():
            async with _http.async_pool(None, 5) as pool:
                return await _http.asend(pool, step, auth)

        return asyncio.run(run())


@pytest.fixture(params=[Sync, Async], ids=lambda rim: rim.name)
def rim(request):
    return request.param()


def step(url, body=None, timeout=5, **keywords):
    common = {"method": "POST", "headers": (), "authenticated": True}
    return Send(**{**common, "url": url, "body": body, "timeout": timeout, **keywords})


def test_a_refused_connection_was_never_sent(rim):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    outcome = rim.send(step(f"http://127.0.0.1:{port}/"))

    assert isinstance(outcome, Failed)
    assert not outcome.may_have_arrived
    assert not outcome.timed_out


def test_a_connection_that_ends_without_a_reply_may_have_delivered(rim):
    with Server(b"") as server:
        outcome = rim.send(step(server.url, JsonBody(b"{}")))

    assert isinstance(outcome, Failed)
    assert outcome.may_have_arrived
    assert server.requests[0][1] == b"{}"


def test_a_reply_that_does_not_come_is_a_timeout_that_may_have_delivered(rim):
    with Server(None) as server:
        outcome = rim.send(step(server.url, JsonBody(b"{}"), timeout=0.2))

    assert isinstance(outcome, Failed)
    assert outcome.may_have_arrived
    assert outcome.timed_out


def test_a_reply_that_breaks_off_is_no_reply(rim):
    with Server(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf") as server:
        outcome = rim.send(step(server.url))

    assert isinstance(outcome, Failed)
    assert outcome.may_have_arrived


def test_a_reply_with_broken_compression_is_reported_as_such(rim):
    reply = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope"

    with Server(reply) as server, pytest.raises(ResponseDecodeError, match="cannot be decompressed"):
        rim.send(step(server.url))


@pytest.mark.parametrize(
    ("error", "may_have_arrived", "timed_out"),
    [
        (httpx.ConnectError, False, False),
        (httpx.ConnectTimeout, False, True),
        (httpx.PoolTimeout, False, True),
        (httpx.ProxyError, False, False),
        (httpx.WriteTimeout, True, True),
        (httpx.ReadTimeout, True, True),
        (httpx.WriteError, True, False),
        (httpx.ReadError, True, False),
        (httpx.RemoteProtocolError, True, False),
        (httpx.LocalProtocolError, True, False),
    ],
)
def test_only_what_is_certain_counts_as_never_sent(error, may_have_arrived, timed_out):
    failure = _http.failure(error("broken"))

    assert (failure.may_have_arrived, failure.timed_out) == (may_have_arrived, timed_out)


def test_a_file_that_is_not_there_is_told_before_anything_is_sent(rim):
    body = MultipartBody.of({"file": pathlib.Path("/nowhere/deck.csv")}, operation="import")

    with Server() as server, pytest.raises(UploadError, match=r"deck.csv"):
        rim.send(step(server.url, body))

    assert server.requests == []


def test_a_url_that_is_too_long_is_a_value_error(rim):
    with pytest.raises(ValueError, match="URL"):
        rim.send(step("http://127.0.0.1/?" + "x" * 70_000))


def test_a_redirect_is_not_followed(rim):
    with Server(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n") as server:
        outcome = rim.send(step(server.url))

    assert outcome.status_code == 302
    assert len(server.requests) == 1


@pytest.mark.parametrize("given", [httpx.AsyncClient(), "https://x.example", 7])
def test_a_sync_client_takes_sync_connections_only(given):
    with pytest.raises(TypeError, match=r"http_client must be an httpx\.Client"):
        _http.pool(given, 5)


@pytest.mark.parametrize("given", [httpx.Client(), "https://x.example"])
def test_an_async_client_takes_async_connections_only(given):
    with pytest.raises(TypeError, match=r"http_client must be an httpx\.AsyncClient"):
        _http.async_pool(given, 5)


def test_a_reply_is_given_decompressed(rim):
    body = gzip.compress(b'{"data": 1}')
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nX-Request-ID: r1\r\nContent-Length: {len(body)}\r\n\r\n"

    with Server(head.encode() + body) as server:
        outcome = rim.send(step(server.url))

    assert isinstance(outcome, Received)
    assert (outcome.status_code, outcome.content) == (200, b'{"data": 1}')
    assert outcome.headers["x-request-id"] == "r1"
    assert isinstance(outcome.http_response, httpx.Response)


@pytest.mark.parametrize("auth_seen", [True, False])
def test_a_signature_goes_only_where_credentials_may_go(rim, auth_seen):
    with Server(b"HTTP/1.1 204 No Content\r\n\r\n") as server:
        rim.send(step(server.url, authenticated=auth_seen), httpx.BasicAuth("u", "p"))

    assert (b"authorization: basic" in server.requests[0][0].lower()) is auth_seen


def test_a_body_in_memory_is_sent_with_its_length(rim):
    with Server(b"HTTP/1.1 204 No Content\r\n\r\n") as server:
        rim.send(step(server.url, JsonBody(b'{"a":1}')))

    head, body = server.requests[0]
    assert b"content-length: 7" in head.lower()
    assert body == b'{"a":1}'


class Pipe(io.BytesIO):
    def seekable(self):
        return False


@pytest.mark.parametrize(
    ("kind", "framing"), [(io.BytesIO, b"content-length: "), (Pipe, b"transfer-encoding: chunked")]
)
def test_a_file_is_streamed_with_its_length_where_it_is_known(rim, kind, framing):
    content = b"x" * 200_000
    body = MultipartBody.of({"file": kind(content)}, operation="import")

    with Server(b"HTTP/1.1 204 No Content\r\n\r\n") as server:
        outcome = rim.send(step(server.url, body))

    head, sent = server.requests[0]
    assert outcome.status_code == 204
    assert framing in head.lower()
    assert head.lower().count(b"content-length:") + head.lower().count(b"transfer-encoding:") == 1
    assert sent.count(b"x") >= len(content)


def test_a_signature_that_sends_twice_sends_the_whole_file_twice(rim):
    class Challenge(httpx.Auth):
        def auth_flow(self, request):
            response = yield request
            if response.status_code == 401:
                request.headers["Authorization"] = "Bearer fresh"
                yield request

    body = MultipartBody.of({"file": io.BytesIO(b"deck" * 1000)}, operation="import")
    unauthorized = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

    with Server(unauthorized, b"HTTP/1.1 204 No Content\r\n\r\n") as server:
        outcome = rim.send(step(server.url, body), Challenge())

    assert outcome.status_code == 204
    assert server.requests[0][1] == server.requests[1][1]
    assert b"deckdeck" in server.requests[1][1]


def test_the_body_of_a_streamed_success_is_left_unread(rim):
    with Server(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody") as server:
        outcome = rim.send(step(server.url, streamed=True))

    assert outcome.content == b""
    assert not outcome.http_response.is_stream_consumed


def test_the_body_of_a_streamed_failure_is_read(rim):
    with Server(b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nbody") as server:
        outcome = rim.send(step(server.url, streamed=True))

    assert outcome.content == b"body"
