"""Claims about `warp_client_core._http` when things go wrong, shown on real sockets of this machine."""

import asyncio
import pathlib
import socket
import time
import traceback

import httpx
import pytest

from warp_client_core import _http
from warp_client_core.bodies import JsonBody
from warp_client_core.connections import async_connections, connections
from warp_client_core.errors import ResponseDecodeError, UploadError
from warp_client_core.multipart import MultipartBody
from warp_client_core.steps import Failed


def test_a_refused_connection_was_never_sent(rim, step):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    outcome = rim.send(step(f"http://127.0.0.1:{port}/"))

    assert isinstance(outcome, Failed)
    assert not outcome.may_have_arrived
    assert not outcome.timed_out


def test_a_connection_that_ends_without_a_reply_may_have_delivered(rim, serve, step):
    with serve(b"") as server:
        outcome = rim.send(step(server.url, JsonBody(b"{}")))

    assert isinstance(outcome, Failed)
    assert outcome.may_have_arrived
    assert server.requests[0][1] == b"{}"


def test_a_reply_that_does_not_come_is_a_timeout_that_may_have_delivered(rim, serve, step):
    with serve(None) as server:
        outcome = rim.send(step(server.url, JsonBody(b"{}"), timeout=0.2))

    assert isinstance(outcome, Failed)
    assert outcome.may_have_arrived
    assert outcome.timed_out


def test_a_reply_that_breaks_off_is_no_reply(rim, serve, step):
    with serve(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf") as server:
        outcome = rim.send(step(server.url))

    assert isinstance(outcome, Failed)
    assert outcome.may_have_arrived


def test_a_reply_with_broken_compression_is_reported_as_such(rim, serve, step):
    reply = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope"

    with serve(reply) as server:
        outcome = rim.send(step(server.url))

    assert isinstance(outcome.fault, ResponseDecodeError)
    assert "cannot be decompressed" in str(outcome.fault)


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
    failure = _http.library("httpx").failure(error("broken"))

    assert (failure.may_have_arrived, failure.timed_out) == (may_have_arrived, timed_out)


def test_a_file_that_is_not_there_is_told_before_anything_is_sent(rim, serve, step):
    body = MultipartBody.of({"file": pathlib.Path("/nowhere/deck.csv")}, operation="import")

    with serve() as server, pytest.raises(UploadError, match=r"deck.csv"):
        rim.send(step(server.url, body))

    assert server.requests == []


def test_a_url_that_is_too_long_is_a_value_error(rim, step):
    with pytest.raises(ValueError, match="URL"):
        rim.send(step("http://127.0.0.1/?" + "x" * 70_000))


def test_a_redirect_is_not_followed(rim, serve, step):
    with serve(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n") as server:
        outcome = rim.send(step(server.url))

    assert outcome.status_code == 302
    assert len(server.requests) == 1


@pytest.mark.parametrize("given", [httpx.AsyncClient(), "https://x.example", 7])
def test_a_sync_client_takes_sync_connections_only(given):
    with pytest.raises(TypeError, match=r"http_client must be an httpx\.Client"):
        connections(time.monotonic, client=given)


@pytest.mark.parametrize("given", [httpx.Client(), "https://x.example"])
def test_an_async_client_takes_async_connections_only(given):
    with pytest.raises(TypeError, match=r"http_client must be an httpx\.AsyncClient"):
        async_connections(time.monotonic, client=given)


class Interrupted(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body whose reading is interrupted."""

    def __init__(self):
        self.closed = 0

    def __iter__(self):
        raise KeyboardInterrupt
        yield

    async def __aiter__(self):
        raise KeyboardInterrupt
        yield

    def close(self):
        self.closed += 1

    async def aclose(self):
        self.closed += 1


def test_a_connection_is_given_back_when_reading_is_interrupted(step):
    body = Interrupted()
    pool = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(200, stream=body)))

    with pytest.raises(KeyboardInterrupt):
        connections(time.monotonic, client=pool).send(step("http://127.0.0.1/"))

    assert body.closed == 1


def test_an_async_connection_is_given_back_when_reading_is_interrupted(step):
    body = Interrupted()
    pool = httpx.AsyncClient(transport=httpx.MockTransport(lambda request: httpx.Response(200, stream=body)))

    with pytest.raises(KeyboardInterrupt):
        asyncio.run(async_connections(time.monotonic, client=pool).send(step("http://127.0.0.1/")))

    assert body.closed == 1


def test_what_the_library_refuses_to_send_is_not_quoted(rim, serve, step):
    class Split(httpx.Auth):
        def auth_flow(self, request):
            request.headers["Authorization"] = "Bearer s3cret\r\nX-Other: 1"
            yield request

    with serve() as server:
        outcome = rim.send(step(server.url), Split())

    assert isinstance(outcome.error, httpx.LocalProtocolError)
    assert "s3cret" not in "".join(traceback.format_exception(outcome.error))
