"""
Claims about `warp_client_core.downloads`, against a server on loopback that cuts, lies and changes its mind; each
holds for both flavours unless its name says otherwise.
"""

import asyncio
import contextlib
import gzip
import hashlib
import os
import re
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from warp_client_core import errors
from warp_client_core.calls import Operation, Safety
from warp_client_core.downloads import adownload, download
from warp_client_core.driver import AsyncClient, SyncClient
from warp_client_core.options import RequestOptions
from warp_client_core.replies import Binary

GET: Operation = Operation("get_recording", "GET", "/recording", Safety.READ, Binary())
OLD = b"".join(hashlib.sha256(bytes([number % 256, number // 256])).digest() for number in range(10_000))
NEW = OLD[::-1][:200_000]


class Handler(BaseHTTPRequestHandler):
    """Gives each request to the next turn of the server; the last turn goes on for ever."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        server = self.server
        server.asked.append((self.headers.get("Range"), self.headers.get("If-Range")))
        server.encodings.add(self.headers["Accept-Encoding"])
        turn = server.turns.pop(0) if len(server.turns) > 1 else server.turns[0]
        turn(self)

    def head(self, status, length, **headers):
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def cut(self, *, reset=False):
        """Close the connection in the middle of a body."""
        self.close_connection = True
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def log_message(self, *_args):
        pass


def serve(content=OLD, tag='"v1"', *, stop=None, ranges=True, reset=False, shift=0, **headers):
    """
    A turn that serves some content.

    Args:
        content: The whole.
        tag: Names its version; None for none.
        stop: Break off after so many bytes.
        ranges: Whether ranges are understood.
        reset: Break off with a reset, as a server that died.
        shift: How far off the part is that is sent and said to be sent.
        headers: Further header fields.
    """

    def turn(handler):
        named = {"ETag": tag, **headers} if tag else headers
        found = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", ""))
        is_part = ranges and found and handler.headers.get("If-Range") in (tag, headers.get("Last_Modified"))
        start = int(found[1]) + shift if is_part else 0
        if is_part and start >= len(content):
            return handler.head(416, 0, Content_Range=f"bytes */{len(content)}")
        body = content[start:]
        if is_part:
            named["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        handler.head(206 if is_part else 200, len(body), **named)
        handler.wfile.write(body[:stop])
        if stop is not None:
            handler.cut(reset=reset)
        return None

    return turn


def say(status, length=0, **headers):
    return lambda handler: handler.head(status, length, **headers)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, *turns):
        super().__init__(("127.0.0.1", 0), Handler)
        self.turns = list(turns)
        self.asked = []
        self.encodings = set()
        self.goes_on = threading.Event()

    def handle_error(self, *_args):
        """A client that goes away is part of the play."""


@contextlib.contextmanager
def serving(*turns):
    with Server(*turns) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class Sync:
    def download(self, server, path, world, call=None, max_retries=0, **keywords):
        url = f"http://127.0.0.1:{server.server_port}"
        with SyncClient(base_url=url, max_retries=max_retries, ambient=world.ambient) as client:
            return download(client, call or GET.call(), path, **keywords)


class Async:
    def download(self, server, path, world, call=None, max_retries=0, **keywords):
        url = f"http://127.0.0.1:{server.server_port}"

        async def run():
            async with AsyncClient(base_url=url, max_retries=max_retries, ambient=world.ambient) as client:
                return await adownload(client, call or GET.call(), path, **keywords)

        return asyncio.run(run())


@pytest.fixture(params=[Sync, Async])
def flavour(request):
    return request.param()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "recording.wav"


def ranges(server):
    return [asked for asked, _version in server.asked]


def test_a_file_comes_in_one_request(flavour, path, world):
    told = []
    with serving(serve()) as server:
        assert flavour.download(server, path, world, on_progress=lambda *now: told.append(now)) == path

    assert path.read_bytes() == OLD
    assert server.asked == [(None, None)]
    assert server.encodings == {"identity"}
    assert told[-1] == (len(OLD), len(OLD))
    assert [now for now, _total in told] == sorted({now for now, _total in told})
    assert os.listdir(path.parent) == ["recording.wav"]
    assert world.slept == []


def test_a_broken_transfer_is_gone_on_with_where_it_broke_off(flavour, path, world):
    with serving(serve(stop=100_000), serve(stop=50_000), serve()) as server:
        flavour.download(server, path, world)

    assert path.read_bytes() == OLD
    assert server.asked == [(None, None), ("bytes=100000-", '"v1"'), ("bytes=150000-", '"v1"')]
    assert world.slept == [0.5, 1.0]


def test_a_connection_that_is_reset_is_a_broken_transfer(flavour, path, world):
    with serving(serve(stop=100_000, reset=True), serve()) as server:
        flavour.download(server, path, world)

    assert path.read_bytes() == OLD
    assert len(server.asked) == 2


def test_a_date_will_do_where_there_is_no_tag(flavour, path, world):
    dated = {"tag": None, "Last_Modified": "Sun, 01 Nov 2026 12:00:00 GMT"}
    with serving(serve(stop=100_000, **dated), serve(**dated)) as server:
        flavour.download(server, path, world)

    assert path.read_bytes() == OLD
    assert server.asked[1] == ("bytes=100000-", dated["Last_Modified"])


@pytest.mark.parametrize("tag", [None, 'W/"v1"'])
def test_without_a_name_for_the_version_it_starts_over(flavour, tag, path, world):
    with serving(serve(tag=tag, stop=100_000), serve(tag=tag)) as server:
        flavour.download(server, path, world)

    assert path.read_bytes() == OLD
    assert ranges(server) == [None, None]


def test_content_that_has_changed_starts_over(flavour, path, world):
    told = []
    with serving(serve(stop=250_000), serve(NEW, '"v2"', stop=100_000), serve(NEW, '"v2"')) as server:
        flavour.download(server, path, world, on_progress=lambda *now: told.append(now))

    assert path.read_bytes() == NEW
    assert [version for _range, version in server.asked] == [None, '"v1"', '"v2"']
    assert told[-1] == (len(NEW), len(NEW))


def test_a_server_that_does_not_know_ranges_starts_over(flavour, path, world):
    with serving(serve(stop=100_000, ranges=False), serve(ranges=False)) as server:
        flavour.download(server, path, world)

    assert path.read_bytes() == OLD
    assert len(server.asked) == 2


@pytest.mark.parametrize("shift", [-7, 7])
def test_a_part_that_lies_beside_the_point_is_not_used(flavour, shift, path, world):
    with serving(serve(stop=100_000), serve(shift=shift), serve()) as server:
        flavour.download(server, path, world)

    assert path.read_bytes() == OLD
    assert [asked is None for asked in ranges(server)] == [True, False, True]


def test_a_part_of_another_version_is_not_used(flavour, path, world):
    def careless(handler):
        length = len(NEW) - 10
        handler.head(206, length, ETag='"v2"', Content_Range=f"bytes 10-{len(NEW) - 1}/{len(NEW)}")
        handler.wfile.write(NEW[10:])

    with serving(serve(stop=100_000), careless, serve(NEW, '"v2"')) as server:
        flavour.download(server, path, world)

    assert path.read_bytes() == NEW


def test_a_range_that_cannot_be_had_starts_over(flavour, path, world):
    with serving(serve(stop=100_000), say(416, Content_Range="bytes */10"), serve(NEW, '"v2"')) as server:
        flavour.download(server, path, world)

    assert path.read_bytes() == NEW
    assert [asked is None for asked in ranges(server)] == [True, False, True]


def test_a_transfer_of_unknown_length_that_broke_after_its_last_byte_is_whole(flavour, path, world):
    def all_but_the_end(handler):
        handler.head(200, None, ETag='"v1"', Transfer_Encoding="chunked")
        handler.wfile.write(b"%x\r\n%b\r\n" % (len(OLD), OLD))
        handler.close_connection = True

    with serving(all_but_the_end, serve()) as server:
        flavour.download(server, path, world)

    assert path.read_bytes() == OLD
    assert ranges(server) == [None, f"bytes={len(OLD)}-"]


def test_a_server_that_fails_in_between_is_waited_for(flavour, path, world):
    with serving(serve(stop=100_000), say(503, Retry_After="7"), serve()) as server:
        flavour.download(server, path, world)

    assert path.read_bytes() == OLD
    assert world.slept == [0.5, 7.0]


def test_a_compressed_reply_is_decompressed_and_never_put_together(flavour, path, world):
    packed = serve(gzip.compress(OLD), Content_Encoding="gzip")
    with serving(serve(gzip.compress(OLD), stop=100_000, Content_Encoding="gzip"), packed) as server:
        flavour.download(server, path, world)

    assert path.read_bytes() == OLD
    assert ranges(server) == [None, None]


def test_an_empty_file_is_a_file(flavour, path, world):
    with serving(serve(b"")) as server:
        flavour.download(server, path, world)

    assert path.read_bytes() == b""


def test_in_the_end_the_last_error_is_raised_and_nothing_is_left(flavour, path, world):
    path.write_bytes(b"old")
    with serving(serve(stop=10)) as server, pytest.raises(errors.ApiConnectionError, match="get_recording: the reply"):
        flavour.download(server, path, world, attempts=4)

    assert len(server.asked) == 4
    assert os.listdir(path.parent) == ["recording.wav"]
    assert path.read_bytes() == b"old"


def test_an_error_status_is_raised_at_once(flavour, path, world):
    with serving(say(404)) as server, pytest.raises(errors.NotFoundError):
        flavour.download(server, path, world)

    assert len(server.asked) == 1
    assert os.listdir(path.parent) == []


def test_each_request_has_the_retries_of_the_client(flavour, path, world):
    with serving(say(503), serve(stop=100_000), say(503), serve()) as server:
        flavour.download(server, path, world, max_retries=1, attempts=2)

    assert path.read_bytes() == OLD
    assert len(server.asked) == 4


def test_the_options_of_the_caller_go_with_every_request(flavour, path, world):
    notes = []

    def noting(turn):
        def noted(handler):
            notes.append((handler.headers["X-Note"], handler.path))
            turn(handler)

        return noted

    options = RequestOptions(headers={"X-Note": "n"}, query={"format": "wav"})
    with serving(noting(serve(stop=100_000)), noting(serve())) as server:
        flavour.download(server, path, world, options=options)

    assert notes == [("n", "/recording?format=wav")] * 2


def test_a_deadline_ends_it(flavour, path, world):
    with serving(serve(stop=100_000)) as server, pytest.raises(errors.ApiConnectionError):
        flavour.download(server, path, world, options=RequestOptions(deadline=3.0), attempts=1_000)

    assert world.slept == [0.5, 1.0]


def test_an_error_of_the_caller_leaves_nothing(flavour, path, world):
    def stop(_now, _total):
        raise KeyboardInterrupt

    with serving(serve()) as server, pytest.raises(KeyboardInterrupt):
        flavour.download(server, path, world, on_progress=stop)

    assert os.listdir(path.parent) == []


def test_nothing_is_asked_when_the_file_cannot_be_written(flavour, tmp_path, world):
    write = Operation("start", "POST", "/recording", Safety.UNSAFE, Binary()).call()

    with serving(serve()) as server:
        with pytest.raises(FileExistsError):
            flavour.download(server, tmp_path, world)
        with pytest.raises(ValueError, match="only operations that read"):
            flavour.download(server, tmp_path / "x", world, call=write)

    assert server.asked == []


def test_cancelling_a_download_leaves_nothing(path, world):
    async def run(server):
        begun = asyncio.Event()
        url = f"http://127.0.0.1:{server.server_port}"
        async with AsyncClient(base_url=url, ambient=world.ambient) as client:
            task = asyncio.ensure_future(adownload(client, GET.call(), path, on_progress=lambda *_now: begun.set()))
            await begun.wait()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            return task.cancelled()

    def hang(handler):
        handler.head(200, len(OLD))
        handler.wfile.write(OLD[:100_000])
        assert handler.server.goes_on.wait(10)
        handler.cut()

    with serving(hang) as server:
        assert asyncio.run(run(server))
        server.goes_on.set()

    assert os.listdir(path.parent) == []
