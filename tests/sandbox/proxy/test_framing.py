"""Where messages end."""

import asyncio

import pytest

from warp_sandbox.proxy import framing
from warp_sandbox.proxy.framing import Message, Unframed, read_reply, read_request

POST = b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKS = b"4;x=y\r\nwarp\r\n10\r\n0123456789abcdef\r\n0\r\n\r\n"


def reading(content, read, *arguments):
    """What is read from some bytes and then the end, and what is left of them."""

    async def work():
        reader = asyncio.StreamReader()
        reader.feed_data(content)
        reader.feed_eof()
        return await read(reader, *arguments), await reader.read()

    return asyncio.run(work())


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (POST, b"hello"),
        (b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n", b""),
        (b"PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", CHUNKS),
    ],
    ids=["length", "no body", "chunks"],
)
def test_a_request_ends_where_it_says(head, body):
    message, left = reading(head + body + b"next", read_request)

    assert Message(head, body) == message
    assert b"next" == left


@pytest.mark.parametrize(
    ("head", "method", "body", "left"),
    [
        (OK + b"Content-Length: 2\r\n\r\n", "GET", b"hi", b"!"),
        (OK + b"Content-Length: 2\r\n\r\n", "HEAD", b"", b"hi!"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", "GET", b"", b"hi!"),
        (OK + b"\r\n", "GET", b"hi!", b""),
    ],
    ids=["length", "HEAD", "204", "to the end"],
)
def test_a_reply_ends_where_it_says_or_with_the_connection(head, method, body, left):
    assert (Message(head, body), left) == reading(head + b"hi!", read_reply, method)


def test_what_was_read_before_belongs_to_the_request():
    message, _ = reading(POST[1:] + b"hello", read_request, POST[:1])

    assert ["POST", "/a", "HTTP/1.1"] == message.start
    assert [("host", "x"), ("content-length", "5")] == message.fields


@pytest.mark.parametrize("content", [POST, POST[:20], POST + b"hell"])
def test_a_request_that_breaks_off_is_no_request(content):
    with pytest.raises(asyncio.IncompleteReadError):
        reading(content, read_request)


@pytest.mark.parametrize(
    "content",
    [
        b"\x16\x03\x01\r\n\r\n",
        POST.replace(b"5", b"five"),
        POST.replace(b"5", b"-5"),
        POST.replace(b"5", b"99999999999"),
        b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n",
    ],
    ids=["TLS", "words", "negative", "too much", "long head"],
)
def test_what_has_no_end_is_not_read(content):
    with pytest.raises(Unframed):
        reading(content, read_request)


def test_chunks_are_bounded_together(monkeypatch):
    monkeypatch.setattr(framing, "LIMIT", 20)

    with pytest.raises(Unframed, match="too long"):
        reading(b"PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS, read_request)
