"""Claims about `warp_client_core.sending`."""

import asyncio
import os
import threading

import pytest

from warp_client_core.errors import UploadError
from warp_client_core.multipart import FilePart, MultipartBody
from warp_client_core.parts import CHUNK
from warp_client_core.sending import AsyncChunks, SyncChunks


class Deck:
    """A file that counts what was read of it, and can be made to wait."""

    def __init__(self, pieces):
        self.given, self.pieces, self.gate = 0, pieces, threading.Event()
        self.gate.set()

    def read(self, _size):
        self.gate.wait(10)
        self.given += 1
        return b"x" * 10 if self.given <= self.pieces else b""

    def seekable(self):
        return False


class Plain:
    """A body that tells of no progress."""

    def chunks(self):
        return iter([b"a", b"b"])


def body(source, **keywords):
    return MultipartBody((), (FilePart("file", "deck.csv", source, "text/csv"),), **keywords)


async def collected(chunks):
    return [chunk async for chunk in chunks]


def test_both_flavours_send_the_same_bytes():
    made = body(b"x" * (2 * CHUNK + 5))

    assert b"".join(SyncChunks(made)) == b"".join(asyncio.run(collected(AsyncChunks(made)))) == b"".join(made.chunks())


def test_any_body_can_be_sent():
    assert [b"a", b"b"] == list(SyncChunks(Plain())) == asyncio.run(collected(AsyncChunks(Plain())))


@pytest.mark.parametrize("raised", [asyncio.CancelledError, SystemExit])
def test_a_file_that_breaks_off_in_any_way_is_not_taken_for_a_whole_one(raised):
    class Broken(Deck):
        def read(self, size):
            return super().read(size) or self.breaks()

        def breaks(self):
            raise raised

    deck = Broken(pieces=1)

    with pytest.raises(UploadError, match=raised.__name__) as caught:
        asyncio.run(collected(AsyncChunks(body(deck))))

    assert isinstance(caught.value.__cause__, raised)


def test_an_async_body_is_read_one_piece_ahead():
    deck = Deck(pieces=20)

    async def run():
        chunks = AsyncChunks(body(deck))
        sending = aiter(chunks)
        for _ in range(4):
            await anext(sending)
        await asyncio.sleep(0.05)
        given = deck.given
        await chunks.finish()
        return given

    # The head, three pieces that were taken, and one ahead.
    assert 4 == asyncio.run(run())


def test_the_event_loop_goes_on_while_a_file_does_not_answer():
    deck, turns = Deck(pieces=1), []
    deck.gate.clear()

    async def run():
        sending = asyncio.create_task(collected(AsyncChunks(body(deck))))
        for turn in range(20):
            turns.append(turn)
            await asyncio.sleep(0.001)
        deck.gate.set()
        return await sending

    assert b"x" * 10 in asyncio.run(run())
    assert 20 == len(turns)


def test_what_a_file_raises_is_raised_by_the_upload():
    class Broken(Deck):
        def read(self, _size):
            raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError, match="the disk is gone"):
        asyncio.run(collected(AsyncChunks(body(Broken(1)))))


def test_an_upload_that_is_given_up_does_not_wait_for_a_pipe_that_nobody_writes_to(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    async def run():
        chunks = AsyncChunks(body(tmp_path / "pipe"))
        sending = asyncio.create_task(collected(chunks))
        await asyncio.sleep(0.01)
        sending.cancel()
        await chunks.finish()
        with pytest.raises(asyncio.CancelledError):
            await sending

    asyncio.run(asyncio.wait_for(run(), 10))


@pytest.mark.parametrize("size", [0, CHUNK + 1])
def test_progress_is_told_when_a_piece_has_gone(size):
    told = []
    chunks = iter(SyncChunks(body(b"x" * size, on_progress=lambda *pair: told.append(pair))))

    next(chunks), next(chunks)
    before = list(told)
    list(chunks)

    assert [] == before
    assert (size, size) == told[-1]


def test_progress_does_not_go_back_when_a_body_is_sent_again():
    told = []
    made = body(b"x" * 3 * CHUNK, on_progress=lambda sent, _total: told.append(sent))
    first = iter(SyncChunks(made))
    for _ in range(4):
        next(first)

    list(SyncChunks(made))

    assert [CHUNK, 2 * CHUNK, 3 * CHUNK] == told
