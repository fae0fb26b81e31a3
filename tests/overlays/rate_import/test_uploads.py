"""Decks on their way to a real server: what arrives, what is told, and what is refused before."""

import asyncio
import datetime as dt
import gzip
import hashlib
import io
import os
import pathlib
import tempfile
import threading

import httpx
import pytest

from tests.overlays.rate_import.sink import JOB, Async, Sink, Sync, answer
from warp_admin import AsyncAdminClient
from warp_client_core import errors
from warp_client_core.options import RequestOptions
from warp_client_core.parts import CHUNK
from warp_sandbox.server import running
from warp_sandbox.warp.app import create_app

GOOD = b"prefix,interstate,intrastate,local,effective_date\n303555,0.0041250,0.0068000,0.0041250,2026-02-01\n"
UNCHECKED = {"validate": False}


@pytest.fixture(params=[Sync, Async], ids=lambda flavour: flavour.name)
def flavour(request):
    return request.param


@pytest.fixture
def sink():
    with Sink() as made:
        yield made


class Pipe:
    """A file that can be read once, like a socket."""

    def __init__(self, content):
        self._file = io.BytesIO(content)

    def read(self, size=-1):
        return self._file.read(size)

    def seekable(self):
        return False


def as_file(content, _folder):
    return io.BytesIO(content)


def as_path(content, folder):
    (folder / "deck.csv").write_bytes(content)
    return folder / "deck.csv"


def as_text_path(content, folder):
    return os.fspath(as_path(content, folder))


@pytest.mark.parametrize(
    "make", [as_file, as_path, as_text_path, lambda content, _: content, lambda content, _: bytearray(content)]
)
def test_each_kind_of_deck_arrives(flavour, sink, tmp_path, make):
    job = flavour(sink.url).import_rates(make(GOOD, tmp_path), provider_id="p1", effective_date=dt.date(2026, 2, 1))

    (upload,) = sink.uploads
    assert GOOD == upload.parts["file"][2]
    assert (b"p1", b"2026-02-01") == (upload.parts["provider_id"][2], upload.parts["effective_date"][2])
    assert {"file", "provider_id", "effective_date"} == set(upload.parts)
    assert ("imp-1", [3]) == (job.job_id, [issue.row for issue in job.errors])


def test_the_deck_of_a_provider_goes_to_the_provider(flavour, sink):
    flavour(sink.url).import_rates(GOOD, for_provider="p/1", notify_customers=True)

    (upload,) = sink.uploads
    assert upload.head.startswith(b"POST /admin/providers/p%2F1/rates/import ")
    assert b"true" == upload.parts["notify_customers"][2]


def test_an_open_file_is_sent_from_where_it_stands_and_stays_open(flavour, sink):
    deck = io.BytesIO(b"not this\n" + GOOD)
    deck.seek(9)

    flavour(sink.url).import_rates(deck)

    assert GOOD == sink.uploads[0].parts["file"][2]
    assert not deck.closed


@pytest.mark.parametrize("content", [b"", b"x", b"x" * CHUNK, b"x" * (3 * CHUNK + 7)], ids=len)
def test_progress_is_exact_and_only_grows(flavour, sink, content):
    told = []

    flavour(sink.url).import_rates(content, on_progress=lambda *pair: told.append(pair), **UNCHECKED)

    assert (len(content), len(content)) == told[-1]
    assert sorted(set(told)) == told
    assert {len(content)} == {total for _, total in told}


@pytest.mark.parametrize("size", [0, 100, 3 * CHUNK])
def test_a_stream_of_unknown_length_arrives_whole(flavour, sink, size):
    told = []

    flavour(sink.url).import_rates(Pipe(b"x" * size), on_progress=lambda *pair: told.append(pair), **UNCHECKED)

    (upload,) = sink.uploads
    assert b"chunked" in upload.head
    assert (size, None) == told[-1]


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (GOOD, "deck.csv", "text/csv"),
        (b"PK\x03\x04", "deck.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"\xd0\xcf\x11\xe0", "deck.xls", "application/vnd.ms-excel"),
        (gzip.compress(GOOD, mtime=0), "deck.csv.gz", "application/gzip"),
    ],
    ids=["csv", "xlsx", "xls", "gzip"],
)
@pytest.mark.parametrize("make", [bytes, io.BytesIO])
def test_a_deck_without_a_name_says_what_it_is(flavour, sink, make, head, name, kind):
    flavour(sink.url).import_rates(make(head), **UNCHECKED)

    assert (name, kind, head) == sink.uploads[0].parts["file"]


def test_a_file_whose_name_does_not_tell_keeps_it(flavour, sink, tmp_path):
    (tmp_path / "tmpx7").write_bytes(GOOD)

    with open(tmp_path / "tmpx7", "rb") as deck:
        flavour(sink.url).import_rates(deck)

    assert ("tmpx7", "text/csv", GOOD) == sink.uploads[0].parts["file"]


def test_a_progress_that_has_to_be_awaited_is_refused(flavour, sink):
    async def tell(_sent, _total): ...

    with pytest.raises(TypeError, match="on_progress must be a plain function"):
        flavour(sink.url).import_rates(GOOD, on_progress=tell)
    assert [] == sink.uploads


def test_a_stream_is_copied_to_be_checked(flavour, sink):
    flavour(sink.url).import_rates(Pipe(GOOD))

    (upload,) = sink.uploads
    assert GOOD == upload.parts["file"][2]
    assert b"chunked" not in upload.head


def test_a_progress_that_raises_ends_the_upload(flavour, sink):
    def cancel(_sent, _total):
        raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        flavour(sink.url).import_rates(b"x" * 10 * CHUNK, on_progress=cancel, **UNCHECKED)
    assert not any(upload.whole for upload in sink.uploads)


@pytest.mark.parametrize("deck", [io.StringIO("prefix"), "prefix,rate\n1,2\n", 7, None])
def test_what_is_no_deck_is_refused_before_anything_is_sent(flavour, sink, deck):
    with pytest.raises(TypeError, match=r"deck|mode 'rb'"):
        flavour(sink.url).import_rates(deck)
    assert [] == sink.uploads


def test_temporary_files_that_are_open_as_text_are_refused(flavour, sink):
    with tempfile.NamedTemporaryFile("w+") as deck, pytest.raises(TypeError, match="mode 'rb'"):
        flavour(sink.url).import_rates(deck, **UNCHECKED)


def test_a_deck_with_faults_is_not_sent(flavour, sink):
    with pytest.raises(errors.DeckValidationError) as raised:
        flavour(sink.url).import_rates(GOOD + b"30x,0.1,0.1,0.1,2026-02-01\n")

    assert (3,) == raised.value.lines
    assert "line 3" in str(raised.value)
    assert [] == sink.uploads


def test_a_missing_file_is_told_by_its_name(flavour, sink):
    with pytest.raises(errors.UploadError, match=r"none\.csv: No such file"):
        flavour(sink.url).import_rates(pathlib.Path("/nowhere/none.csv"))
    assert [] == sink.uploads


@pytest.mark.parametrize("name", ['a"b.csv', "ставки 2026.csv", "a\r\nX-Evil: 1.csv", "a;b=c.csv", "a\\b.csv"])
def test_a_file_name_cannot_leave_its_place(flavour, sink, tmp_path, name):
    (tmp_path / name).write_bytes(GOOD)

    flavour(sink.url).import_rates(tmp_path / name)

    (upload,) = sink.uploads
    shown = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    assert f'filename="{shown}"\r\n'.encode() in upload.body
    assert {"file"} == set(upload.parts)


def test_a_client_that_says_json_everywhere_sends_a_form(flavour, sink):
    flavour(sink.url, default_headers={"Content-Type": "application/json"}).import_rates(GOOD)

    (upload,) = sink.uploads
    assert 1 == upload.head.lower().count(b"content-type:")
    assert GOOD == upload.parts["file"][2]


def test_a_deck_that_holds_lines_like_boundaries_arrives_bit_for_bit(flavour, sink):
    deck = b"".join(b"\r\n--%s--\r\n" % os.urandom(16).hex().encode() for _ in range(2000)) + b"--\r\n\r\n--cassette--"

    flavour(sink.url).import_rates(deck, **UNCHECKED)

    (upload,) = sink.uploads
    start = upload.body.index(b"\r\n\r\n") + 4
    assert deck == upload.body[start : start + len(deck)]
    assert b"\r\n--%s--\r\n" % upload.boundary == upload.body[start + len(deck) :]


def test_a_packed_deck_has_a_length_and_says_what_it_is(flavour, sink, tmp_path):
    flavour(sink.url).import_rates(as_path(GOOD, tmp_path), compress=True)

    (upload,) = sink.uploads
    name, kind, content = upload.parts["file"]
    assert ("deck.csv.gz", "application/gzip", GOOD) == (name, kind, gzip.decompress(content))
    assert b"chunked" not in upload.head


def test_the_digest_is_compared_while_the_deck_is_sent(flavour, sink):
    flavour(sink.url).import_rates(GOOD, sha256=hashlib.sha256(GOOD).hexdigest().upper())

    with pytest.raises(errors.UploadError, match="SHA-256"):
        flavour(sink.url).import_rates(GOOD, sha256="0" * 64)
    assert 1 == sum(upload.whole for upload in sink.uploads)


def test_a_digest_that_is_none_is_refused(flavour, sink):
    with pytest.raises(ValueError, match="sha256"):
        flavour(sink.url).import_rates(GOOD, sha256="abc")


@pytest.mark.parametrize("size", [10, 40 * CHUNK])
def test_a_file_that_grows_or_shrinks_meanwhile_is_not_imported(flavour, sink, tmp_path, size):
    path = tmp_path / "deck.csv"
    path.write_bytes(b"x" * 20 * CHUNK)
    done = []

    def change(_sent, _total):
        if not done:
            done.append(os.truncate(path, size))

    with pytest.raises(errors.UploadError, match=r"deck\.csv changed while it was sent"):
        flavour(sink.url).import_rates(path, on_progress=change, **UNCHECKED)
    assert not any(upload.whole for upload in sink.uploads)


def test_a_file_that_is_rewritten_meanwhile_is_not_imported(flavour, sink, tmp_path):
    path = tmp_path / "deck.csv"
    path.write_bytes(b"x" * 20 * CHUNK)

    def change(_sent, _total):
        with open(path, "r+b") as file:
            file.write(b"y")
        os.utime(path, (1, 1))

    with pytest.raises(errors.UploadError, match=r"deck\.csv changed while it was sent"):
        flavour(sink.url).import_rates(path, on_progress=change, **UNCHECKED)
    assert not any(upload.whole for upload in sink.uploads)


def test_a_broken_connection_leaves_doubt_and_is_not_repeated(flavour):
    with Sink(2 * CHUNK) as sink:
        with pytest.raises(errors.OutcomeUnknownError):
            flavour(sink.url).import_rates(b"x" * 40 * CHUNK, **UNCHECKED)

        assert 1 == len(sink.uploads)


@pytest.mark.parametrize("deck", [Pipe(GOOD), io.BytesIO(GOOD)], ids=["stream", "file"])
def test_an_unavailable_platform_is_not_asked_twice(flavour, deck):
    with Sink(answer(503)) as sink:
        with pytest.raises(errors.ServerError):
            flavour(sink.url).import_rates(deck, **UNCHECKED)

        assert 1 == len(sink.uploads)


def test_an_upload_may_take_longer_than_the_attempts_of_other_calls(sink):
    deck = Pipe(GOOD)
    deck.read = lambda _size, read=deck.read: (threading.Event().wait(0.15) and b"") or read(10)

    job = Async(sink.url).import_rates(deck, options=RequestOptions(timeout=0.4, max_retries=0), **UNCHECKED)

    assert JOB["data"]["job_id"] == job.job_id


def test_a_cancelled_upload_closes_its_file_and_its_connection(sink, tmp_path, monkeypatch):
    path = tmp_path / "deck.csv"
    path.write_bytes(b"")
    os.truncate(path, 2**33)
    opened, real = [], open
    monkeypatch.setattr("builtins.open", lambda *args, **keywords: opened.append(real(*args, **keywords)) or opened[-1])

    async def run():
        async with AsyncAdminClient(base_url=sink.url, access_token="t") as client:
            begun = asyncio.Event()
            upload = client.rates.import_rates(path, on_progress=lambda *_pair: begun.set(), **UNCHECKED)
            task = asyncio.create_task(upload)
            await asyncio.wait_for(begun.wait(), 10)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert [True] == [file.closed for file in opened if file.name == os.fspath(path)]

    sink._keeps = False
    asyncio.run(run())

    assert sink.closed.wait(10)


def test_the_platform_takes_a_deck_in_part_and_tells_the_rows(flavour):
    deck = GOOD + b"303556,-1,0.0068,0.0041,2026-02-01\n"

    with running(create_app()) as url:
        job = flavour(f"{url}/v1", access_token="sandbox-admin-token").import_rates(
            deck, provider_id="level3", **UNCHECKED
        )

    assert ("partial", 1, 1) == (job.status, job.rows_imported, job.rows_rejected)
    assert [3] == [issue.row for issue in job.errors]


def test_a_borrowed_client_sends_decks_too(sink):
    with httpx.Client() as http:
        job = Sync(sink.url, http_client=http).import_rates(GOOD)

    assert "imp-1" == job.job_id
