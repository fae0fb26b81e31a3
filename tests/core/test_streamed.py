"""Claims about `warp_client_core.streamed`; each holds for both flavours unless its name says otherwise."""

import asyncio
import contextlib
import gzip
import os
import tracemalloc
import zlib

import httpx
import pytest

from warp_client_core import errors
from warp_client_core.calls import Operation, Safety
from warp_client_core.decompression import PIECE
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.errors import ApiConnectionError
from warp_client_core.replies import Binary

GET: Operation = Operation("get_file", "GET", "/file", Safety.READ, Binary())
BASE_URL = "https://api.example.com"


class Body(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes piece by piece, as from a socket; an exception among the pieces is raised."""

    def __init__(self, *pieces):
        self._pieces = pieces
        self.closed = 0

    def __iter__(self):
        for piece in self._pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    async def __aiter__(self):
        for piece in self:
            await asyncio.sleep(0)
            yield piece

    def close(self):
        self.closed += 1

    async def aclose(self):
        self.closed += 1


class Sync:
    """Opens a streamed reply and does something with it."""

    def use(self, reply, work):
        http_client = httpx.Client(transport=httpx.MockTransport(lambda _request: reply))
        with (
            SyncClient(base_url=BASE_URL, http_client=http_client) as client,
            client.stream(GET.call()) as streamed,
        ):
            return work(streamed)

    def chunks(self, reply, *sizes):
        return self.use(reply, lambda streamed: list(streamed.iter_bytes(*sizes)))

    def save(self, reply, path):
        return self.use(reply, lambda streamed: streamed.save(path))


class Async:
    """As `Sync`, in an event loop of its own."""

    def use(self, reply, work):
        async def use():
            http_client = httpx.AsyncClient(transport=httpx.MockTransport(lambda _request: reply))
            async with (
                AsyncClient(base_url=BASE_URL, http_client=http_client) as client,
                client.stream(GET.call()) as streamed,
            ):
                return await work(streamed)

        return asyncio.run(use())

    def chunks(self, reply, *sizes):
        async def collect(streamed):
            return [chunk async for chunk in streamed.aiter_bytes(*sizes)]

        return self.use(reply, collect)

    def save(self, reply, path):
        return self.use(reply, lambda streamed: streamed.asave(path))


@pytest.fixture(params=[Sync, Async])
def opener(request):
    return request.param()


def packed(data, coding="gzip", size=1_000, **headers):
    """A compressed reply and its body."""
    whole = gzip.compress(data) if coding == "gzip" else zlib.compress(data)
    body = Body(*[whole[start : start + size] for start in range(0, len(whole), size)])
    return httpx.Response(200, stream=body, headers={"Content-Encoding": coding, **headers}), body


def test_a_streamed_reply_is_read_in_pieces(flavour, platform):
    client = flavour.build(platform(httpx.Response(200, content=b"large body")))

    assert flavour.read_streamed(client, GET.call()) == (200, b"large body")


def test_a_streamed_reply_with_an_error_status_raises(flavour, platform):
    client = flavour.build(platform(httpx.Response(404, json={"code": "NOT_FOUND", "message": "gone"})))

    with pytest.raises(errors.NotFoundError, match="gone"):
        flavour.read_streamed(client, GET.call())


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (httpx.ReadError("reset"), ApiConnectionError),
        (httpx.ReadTimeout("slow"), errors.ApiTimeoutError),
        (httpx.DecodingError("gzip"), errors.ResponseDecodeError),
    ],
)
def test_a_streamed_reply_that_breaks_off_raises_an_error_of_ours(flavour, error, kind, platform):
    client = flavour.build(platform(httpx.Response(200, stream=Body(b"half", error))))

    with pytest.raises(errors.WarpError) as caught:
        flavour.read_streamed(client, GET.call())

    assert type(caught.value) is kind
    assert caught.value.__cause__ is error


def test_a_streamed_reply_gives_its_connection_back_when_the_block_ends(platform):
    reply = httpx.Response(200, content=b"large body", headers={"X-Request-ID": "req-1"})
    http_client = httpx.Client(transport=httpx.MockTransport(platform(reply)))
    client = SyncClient(base_url="https://api.example.com", http_client=http_client)

    with client.stream(GET.call()) as streamed:
        live = streamed.http_response
        assert streamed.request_id == "req-1"
        assert streamed.headers["X-REQUEST-ID"] == "req-1"
        assert streamed.retries_taken == 0
        assert streamed.elapsed >= 0
        assert b"".join(streamed.iter_bytes(3)) == b"large body"

    assert live.is_closed


@pytest.mark.parametrize(
    ("size", "lengths"), [(None, [3, 1, 4]), (1, [1] * 8), (3, [3, 3, 2]), (4, [4, 4]), (8, [8]), (9, [8])]
)
def test_chunks_have_the_size_that_was_asked_for(opener, size, lengths):
    body = Body(b"abc", b"", b"d", b"efgh")

    chunks = opener.chunks(httpx.Response(200, stream=body), size)

    assert b"".join(chunks) == b"abcdefgh"
    assert [len(chunk) for chunk in chunks] == lengths


@pytest.mark.parametrize("size", [0, -1])
def test_a_size_of_chunks_that_makes_no_sense_is_refused_at_once(size):
    def ask(streamed):
        with pytest.raises(ValueError, match="chunk_size must be 1 or more"):
            streamed.iter_bytes(size)

    Sync().use(httpx.Response(200, stream=Body()), ask)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
@pytest.mark.parametrize("size", [None, 100])
def test_a_compressed_body_comes_decompressed(opener, coding, size):
    data = bytes(range(256)) * 40
    reply, _body = packed(data, coding, size=7)

    assert b"".join(opener.chunks(reply, size)) == data


def test_a_body_that_grows_a_thousandfold_comes_in_small_pieces(opener, tmp_path):
    reply, _body = packed(b"\0" * 30_000_000, size=1_000_000)

    tracemalloc.start()
    opener.save(reply, tmp_path / "zeros")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (tmp_path / "zeros").stat().st_size == 30_000_000
    assert peak < 3_000_000
    assert all(len(chunk) <= PIECE for chunk in opener.chunks(packed(b"\0" * 1_000_000, size=1_000_000)[0]))


def test_a_compressed_body_that_ends_in_the_middle_is_no_success(opener):
    whole = gzip.compress(b"some text")
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/csv", "X-Request-ID": "req-1"}

    with pytest.raises(errors.ResponseDecodeError, match=r"get_file: the 200 reply .* ends in the middle") as caught:
        opener.chunks(httpx.Response(200, stream=Body(whole[:-1]), headers=headers))

    assert (caught.value.status_code, caught.value.operation_id) == (200, "get_file")
    assert (caught.value.content_type, caught.value.request_id) == ("text/csv", "req-1")


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip"])
def test_a_coding_that_was_not_asked_for_is_refused(opener, coding):
    reply = httpx.Response(200, stream=Body(b"x"), headers={"Content-Encoding": coding})

    with pytest.raises(errors.ResponseDecodeError, match="not asked for"):
        opener.chunks(reply)


def test_a_reply_that_a_test_double_holds_in_memory_is_not_decompressed_twice(opener):
    reply = httpx.Response(200, content=gzip.compress(b"text"), headers={"Content-Encoding": "gzip"})

    assert opener.chunks(reply) == [b"text"]


def test_a_saved_body_is_in_the_file_and_nothing_else_in_the_folder(opener, tmp_path):
    path = tmp_path / "cdrs.csv"

    assert opener.save(packed(b"a,b\n" * 9)[0], path) == path
    assert path.read_bytes() == b"a,b\n" * 9
    assert os.listdir(tmp_path) == ["cdrs.csv"]


@pytest.mark.parametrize(
    "pieces", [(b"half", httpx.ReadError("reset")), (b"half", httpx.ReadTimeout("slow")), (b"\x1f\x8b damaged",)]
)
def test_a_body_that_cannot_be_saved_leaves_nothing(opener, pieces, tmp_path):
    path = tmp_path / "cdrs.csv"
    path.write_bytes(b"old")
    headers = {"Content-Encoding": "gzip"} if len(pieces) == 1 else {}
    body = Body(*pieces)

    with pytest.raises(errors.WarpError):
        opener.save(httpx.Response(200, stream=body, headers=headers), path)

    assert os.listdir(tmp_path) == ["cdrs.csv"]
    assert path.read_bytes() == b"old"
    assert body.closed == 1


def test_a_body_cannot_be_read_twice():
    def twice(streamed):
        assert streamed.read() == b"text"
        with pytest.raises(RuntimeError):
            streamed.read()

    Sync().use(httpx.Response(200, stream=Body(b"text")), twice)


def test_a_body_cannot_be_read_after_its_block():
    streamed = Sync().use(httpx.Response(200, stream=Body(b"text")), lambda streamed: streamed)

    with pytest.raises(RuntimeError):
        streamed.read()


@pytest.mark.parametrize("error", [ValueError("the caller's"), KeyboardInterrupt()])
def test_an_error_in_the_block_gives_the_connection_back(opener, error):
    body = Body(b"one", b"two")

    def fail(streamed):
        next(streamed.iter_bytes())
        raise error

    async def afail(streamed):
        await anext(streamed.aiter_bytes())
        raise error

    with pytest.raises(type(error)):
        opener.use(httpx.Response(200, stream=body), fail if isinstance(opener, Sync) else afail)

    assert body.closed == 1


def test_leaving_the_pieces_early_gives_the_connection_back_with_the_block(opener):
    body = Body(b"one", b"two", b"three")

    def leave(streamed):
        for _piece in streamed.iter_bytes(2):
            break

    async def aleave(streamed):
        async for _piece in streamed.aiter_bytes(2):
            break

    opener.use(httpx.Response(200, stream=body), leave if isinstance(opener, Sync) else aleave)

    assert body.closed == 1


class Hanging(Body):
    """A body whose second piece never comes."""

    def __init__(self):
        super().__init__()
        self.is_waited_for = asyncio.Event()

    async def __aiter__(self):
        yield b"one"
        self.is_waited_for.set()
        await asyncio.Event().wait()


@pytest.mark.anyio
@pytest.mark.parametrize("is_saved", [False, True])
async def test_cancelling_gives_the_connection_back_and_leaves_nothing(is_saved, tmp_path):
    body = Hanging()
    reply = httpx.Response(200, stream=body)
    http_client = httpx.AsyncClient(transport=httpx.MockTransport(lambda _request: reply))

    async def read():
        async with (
            AsyncClient(base_url=BASE_URL, http_client=http_client) as client,
            client.stream(GET.call()) as found,
        ):
            await (found.asave(tmp_path / "cdrs.csv") if is_saved else found.aread())

    task = asyncio.ensure_future(read())
    await body.is_waited_for.wait()
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task

    assert task.cancelled()
    assert body.closed == 1
    assert os.listdir(tmp_path) == []
