"""Claims about aiohttp beneath the async client: the same calls, and no repetition of its own."""

import asyncio
import io
import socket

import pytest

from warp_client_core import AsyncClient, Operation, Safety, errors
from warp_client_core.aiohttp_transport import aiohttp_transport
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Bare, Nothing

READ = Operation("read", "GET", "/thing", Safety.READ, Bare(dict))
ORDER = Operation("order", "POST", "/order", Safety.UNSAFE, Nothing())
CHANGE = Operation("change", "PUT", "/thing", Safety.UNSAFE, Nothing())
DONE = b"HTTP/1.1 204 No Content\r\n\r\n"
ONCE = RequestOptions(max_retries=0)


def run(url, *calls, options=None):
    """The last reply, or the error that ended the calls."""

    async def talk():
        async with AsyncClient(base_url=url, access_token="t", transport=aiohttp_transport) as client:
            for call in calls:
                reply = await client.send(call, options)
            return reply

    try:
        return asyncio.run(talk())
    except errors.WarpError as error:
        return error


def test_a_reply_is_read(serve):
    with serve(b"HTTP/1.1 200 OK\r\nX-Request-ID: r1\r\nContent-Length: 7\r\n\r\n" + b'{"a":1}') as server:
        reply = run(server.url, READ.call(query={"q": "a b/c"}))

    assert (reply.data, reply.request_id) == ({"a": 1}, "r1")
    head = server.requests[0][0].lower()
    assert head.startswith(b"get /thing?q=a%20b%2fc http/1.1")
    assert b"authorization: bearer t" in head
    assert b"transfer-encoding" not in head


@pytest.mark.parametrize("value", ["..;x", "a;b", "a%2Fb", "a+b", "\u00e9"])
def test_a_path_is_sent_as_it_was_encoded(serve, value):
    operation = Operation("get", "GET", "/thing/{id}", Safety.READ, Nothing())
    call = operation.call(value)

    with serve(DONE) as server:
        run(server.url, call)

    assert server.requests[0][0].startswith(f"GET {call.path} HTTP/1.1".encode())


def test_no_cookies_are_kept(serve):
    with serve(*[b"HTTP/1.1 204 No Content\r\nSet-Cookie: sess=1\r\nConnection: close\r\n\r\n"] * 2) as server:
        run(server.url.replace("127.0.0.1", "localhost"), ORDER.call(json={}), ORDER.call(json={}))

    assert len(server.requests) == 2
    assert b"cookie" not in server.requests[1][0].lower()


@pytest.mark.parametrize(
    "reply",
    [
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 20_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
    ],
)
def test_whatever_is_answered_the_error_is_ours(serve, reply):
    with serve(reply, reply) as server:
        read = run(server.url, READ.call(), options=ONCE)
        order = run(server.url, ORDER.call(json={}), options=ONCE)

    assert isinstance(read, errors.ApiConnectionError)
    assert isinstance(order, errors.OutcomeUnknownError)


@pytest.mark.parametrize("body", [{"json": {"a": 1}}, {"multipart": {"file": io.BytesIO(b"x" * 200_000)}}])
def test_a_body_is_sent_whole_with_its_length(serve, body):
    with serve(DONE) as server:
        reply = run(server.url, ORDER.call(**body))

    head, sent = server.requests[0]
    assert reply.status_code == 204
    assert f"content-length: {len(sent)}".encode() in head.lower()
    assert b"transfer-encoding" not in head.lower()


def test_a_write_that_got_no_answer_is_in_doubt_and_not_repeated(serve):
    with serve(b"", b"") as server:
        error = run(server.url, ORDER.call(json={"a": 1}))

    assert isinstance(error, errors.OutcomeUnknownError)
    assert len(server.requests) == 1


def test_a_write_that_never_left_may_be_repeated():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    error = run(f"http://127.0.0.1:{port}", ORDER.call(json={}), options=ONCE)

    assert type(error) is errors.ApiConnectionError


def test_a_reply_that_does_not_come_is_a_timeout(serve):
    with serve(None) as server:
        error = run(server.url, READ.call(), options=RequestOptions(timeout=0.3, max_retries=0))

    assert isinstance(error, errors.ApiTimeoutError)


class Dropping:
    """Answers the first request of each connection and drops the connection at the second."""

    def __init__(self):
        self.requests = 0

    async def __call__(self, reader, writer):
        for number in (1, 2):
            head = await reader.readuntil(b"\r\n\r\n")
            self.requests += b"HTTP/1.1" in head
            if number == 1:
                writer.write(DONE)
        writer.close()


def test_a_kept_connection_that_is_dropped_does_not_send_a_write_twice():
    async def talk():
        dropping = Dropping()
        server = await asyncio.start_server(dropping, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with server, AsyncClient(base_url=url, transport=aiohttp_transport) as client:
            await client.send(CHANGE.call())
            with pytest.raises(errors.OutcomeUnknownError):
                await client.send(CHANGE.call())
        return dropping.requests

    assert asyncio.run(talk()) == 2
