"""Claims about `warp_client_core._http` when a reply arrives, shown on real sockets of this machine."""

import gzip
import io

import httpx
import pytest

from warp_client_core.bodies import JsonBody
from warp_client_core.multipart import MultipartBody
from warp_client_core.steps import Received


def test_a_reply_is_given_decompressed(rim, serve, step):
    body = gzip.compress(b'{"data": 1}')
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nX-Request-ID: r1\r\nContent-Length: {len(body)}\r\n\r\n"

    with serve(head.encode() + body) as server:
        outcome = rim.send(step(server.url))

    assert isinstance(outcome, Received)
    assert (outcome.status_code, outcome.content) == (200, b'{"data": 1}')
    assert outcome.headers["x-request-id"] == "r1"
    assert isinstance(outcome.http_response, httpx.Response)


@pytest.mark.parametrize("auth_seen", [True, False])
def test_a_signature_goes_only_where_credentials_may_go(rim, auth_seen, serve, step):
    with serve(b"HTTP/1.1 204 No Content\r\n\r\n") as server:
        rim.send(step(server.url, authenticated=auth_seen), httpx.BasicAuth("u", "p"))

    assert (b"authorization: basic" in server.requests[0][0].lower()) is auth_seen


def test_a_body_in_memory_is_sent_with_its_length(rim, serve, step):
    with serve(b"HTTP/1.1 204 No Content\r\n\r\n") as server:
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
def test_a_file_is_streamed_with_its_length_where_it_is_known(rim, kind, framing, serve, step):
    content = b"x" * 200_000
    body = MultipartBody.of({"file": kind(content)}, operation="import")

    with serve(b"HTTP/1.1 204 No Content\r\n\r\n") as server:
        outcome = rim.send(step(server.url, body))

    head, sent = server.requests[0]
    assert outcome.status_code == 204
    assert framing in head.lower()
    assert head.lower().count(b"content-length:") + head.lower().count(b"transfer-encoding:") == 1
    assert sent.count(b"x") >= len(content)


def test_a_signature_that_sends_twice_sends_the_whole_file_twice(rim, serve, step):
    class Challenge(httpx.Auth):
        def auth_flow(self, request):
            response = yield request
            if response.status_code == 401:
                request.headers["Authorization"] = "Bearer fresh"
                yield request

    body = MultipartBody.of({"file": io.BytesIO(b"deck" * 1000)}, operation="import")
    unauthorized = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

    with serve(unauthorized, b"HTTP/1.1 204 No Content\r\n\r\n") as server:
        outcome = rim.send(step(server.url, body), Challenge())

    assert outcome.status_code == 204
    assert server.requests[0][1] == server.requests[1][1]
    assert b"deckdeck" in server.requests[1][1]


def test_the_body_of_a_streamed_success_is_left_unread(rim, serve, step):
    with serve(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody") as server:
        outcome = rim.send(step(server.url, streamed=True))

    assert outcome.content == b""
    assert not outcome.http_response.is_stream_consumed


def test_the_body_of_a_streamed_failure_is_read(rim, serve, step):
    with serve(b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nbody") as server:
        outcome = rim.send(step(server.url, streamed=True))

    assert outcome.content == b"body"
