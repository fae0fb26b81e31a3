"""Claims about replies that are too long, or compressed to become so, in both flavours."""

import gzip
import zlib

import httpx
import pytest

from warp_client_core import Operation, Safety, errors
from warp_client_core.replies import Bare

READ = Operation("read", "GET", "/thing", Safety.READ, Bare(dict))
MOST = 100_000


class Endless(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body without end that counts what was taken of it."""

    def __init__(self, piece=b" " * 10_000):
        self.piece = piece
        self.taken = 0

    def __iter__(self):
        while self.taken < 100:
            self.taken += 1
            yield self.piece
        raise AssertionError("read far beyond the limit")

    async def __aiter__(self):
        for piece in self:
            yield piece


def client(flavour, reply, **keywords):
    return flavour.build(lambda request: reply, max_reply_bytes=MOST, max_retries=0, **keywords)


@pytest.mark.parametrize("status_code", [200, 404])
def test_a_reply_without_end_is_given_up(flavour, status_code):
    body = Endless()
    kind = errors.ResponseDecodeError if status_code == 200 else errors.NotFoundError

    with pytest.raises(kind) as caught:
        flavour.send(client(flavour, httpx.Response(status_code, stream=body)), READ.call())

    assert body.taken == 11
    if status_code == 200:
        assert "longer than 100000 bytes; read it with client.stream or raise max_reply_bytes" in str(caught.value)


def test_the_body_of_a_streamed_failure_is_given_up_as_well(flavour):
    body = Endless()

    with pytest.raises(errors.NotFoundError):
        flavour.read_streamed(client(flavour, httpx.Response(404, stream=body)), READ.call())

    assert body.taken == 11


class Once(Endless):
    def __iter__(self):
        self.taken += 1
        yield self.piece


def test_what_unpacks_to_more_than_the_limit_is_given_up(flavour):
    bomb = gzip.compress(b" " * 50_000_000)
    reply = httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=Once(bomb))

    with pytest.raises(errors.ResponseDecodeError, match="longer than"):
        flavour.send(client(flavour, reply), READ.call())


@pytest.mark.parametrize(
    ("coding", "body", "said"),
    [
        ("gzip, gzip", gzip.compress(gzip.compress(b"{}", mtime=0), mtime=0), "not asked for"),
        ("br", b"x", "not asked for"),
        ("gzip", b"nope", "cannot be decompressed"),
        ("gzip", gzip.compress(b"{}", mtime=0)[:-4], "ends in the middle"),
    ],
)
def test_a_coding_that_cannot_be_taken_off_is_told(flavour, coding, body, said):
    reply = httpx.Response(200, headers={"Content-Encoding": coding, "X-Request-ID": "r1"}, stream=Once(body))

    with pytest.raises(errors.ResponseDecodeError, match=said) as caught:
        flavour.send(client(flavour, reply), READ.call())

    assert (caught.value.request_id, caught.value.operation_id, caught.value.status_code) == ("r1", "read", 200)


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_compressed_reply_is_read(flavour, coding, pack):
    reply = httpx.Response(200, headers={"Content-Encoding": coding}, stream=Once(pack(b'{"a": 1}')))

    response = flavour.send(client(flavour, reply), READ.call())

    assert response.data == {"a": 1}
    assert response.http_response.json() == {"a": 1}


def test_a_failure_whose_body_cannot_be_read_keeps_its_status(flavour):
    reply = httpx.Response(409, headers={"Content-Encoding": "gzip"}, stream=Once(b"nope"))

    with pytest.raises(errors.ConflictError):
        flavour.send(client(flavour, reply), READ.call())
