"""Decks that are sent again, or must not be; tokens that have to last; memory that must not grow."""

import base64
import io
import json
import os
import time

import pytest

from bench.uploads import measured, sinking
from tests.overlays.rate_import.bad_decks import GOOD
from tests.overlays.rate_import.sink import JOB, Async, Sink, Sync, answer
from warp_admin.overlays.rate_import import validation
from warp_client_core import errors
from warp_client_core.parts import CHUNK
from warp_client_core.refreshing.lasting import LONGEST, PACE, SHORTEST, reckoned

REFRESHED = {"data": {"access_token": "new", "refresh_token": "r2", "expires_in": 3600, "token_type": "Bearer"}}
SIZE = int(os.environ.get("WARP_UPLOAD_SIZE", 2**27))
"""Bytes of the deck of which memory is measured; the bench takes 2 GB."""


@pytest.fixture(params=[Sync, Async], ids=lambda flavour: flavour.name)
def flavour(request):
    return request.param


class Pipe(io.BytesIO):
    """A file that can be read once, like a socket."""

    def seekable(self):
        return False


def token(*, ends, lifetime):
    """A token that says when it ends, in seconds from now."""
    now = time.time()
    claims = json.dumps({"iat": now + ends - lifetime, "exp": now + ends}).encode()
    return f"e30.{base64.urlsafe_b64encode(claims).decode().rstrip('=')}.c2ln"


@pytest.mark.parametrize("refusal", [answer(401), (CHUNK, answer(401))], ids=["at the end", "in the midst"])
def test_a_refused_token_is_renewed_and_the_same_bytes_are_sent(flavour, tmp_path, refusal):
    path, told = tmp_path / "deck.csv", []
    path.write_bytes(os.urandom(30 * CHUNK))

    with Sink(refusal, answer(200, REFRESHED), answer(202, JOB)) as sink:
        client = flavour(sink.url, refresh_token="r1")
        job = client.import_rates(path, validate=False, on_progress=lambda sent, _total: told.append(sent))
        first, _refresh, second = sink.uploads

    assert ("imp-1", ["/admin/rates/import", "/auth/refresh", "/admin/rates/import"]) == (job.job_id, sink.paths())
    assert b"Bearer new" in second.head
    assert path.read_bytes() == second.parts["file"][2]
    assert second.body.startswith(first.body)
    assert sorted(set(told)) == told
    assert 30 * CHUNK == told[-1]


def test_a_stream_is_never_sent_as_an_empty_file(flavour):
    with Sink(answer(401), answer(200, REFRESHED), answer(202, JOB)) as sink:
        with pytest.raises(errors.AuthenticationError):
            flavour(sink.url, refresh_token="r1").import_rates(Pipe(b"x" * 100), validate=False)

        assert 1 == sink.paths().count("/admin/rates/import")


def test_a_file_that_changed_before_it_is_sent_again_is_not_sent(flavour, tmp_path):
    path = tmp_path / "deck.csv"
    path.write_bytes(b"x" * 100)
    changed = []

    def change(_sent, _total):
        changed.append(path.write_bytes(b"y" * 100))
        os.utime(path, (1, 1))

    with Sink(answer(401), answer(200, REFRESHED), answer(202, JOB)) as sink:
        with pytest.raises(errors.UploadError, match="changed"):
            flavour(sink.url, refresh_token="r1").import_rates(path, validate=False, on_progress=change)

        assert [True] == [one.whole for one in sink.uploads if b"/rates/import" in one.head and one.whole]


def test_a_deck_that_changes_between_its_check_and_its_upload_is_not_sent(flavour, tmp_path, monkeypatch):
    path, check = tmp_path / "deck", validation.validate_deck
    path.write_bytes(GOOD)

    def change(deck, **keywords):
        report = check(deck, **keywords)
        path.write_bytes(GOOD.replace(b"303555", b"303556"))
        os.utime(path, (1, 1))
        return report

    monkeypatch.setattr(validation, "validate_deck", change)
    with Sink() as sink:
        with pytest.raises(errors.UploadError, match="changed"):
            flavour(sink.url).import_rates(path)

        assert not any(upload.whole for upload in sink.uploads)


@pytest.mark.parametrize("status", [400, 401, 413])
def test_a_platform_that_answers_and_reads_no_more_is_heard(flavour, status):
    with Sink((CHUNK, answer(status)), keeps=False) as sink:
        with pytest.raises(errors.ApiError) as raised:
            flavour(sink.url).import_rates(b"x" * 100 * CHUNK, validate=False)

        assert status == raised.value.status_code
        assert 100 * CHUNK > sink.uploads[0].length


def test_a_token_that_may_not_last_is_renewed_ahead(flavour):
    with Sink(answer(200, REFRESHED), answer(202, JOB)) as sink:
        client = flavour(sink.url, access_token=token(ends=50, lifetime=60), refresh_token="r1")
        client.import_rates(b"x", validate=False)

    assert ["/auth/refresh", "/admin/rates/import"] == sink.paths()
    assert b"Bearer new" in sink.uploads[1].head


def test_a_token_that_lasts_is_not_renewed(flavour):
    with Sink(answer(202, JOB)) as sink:
        client = flavour(sink.url, access_token=token(ends=400, lifetime=410), refresh_token="r1")
        client.import_rates(b"x", validate=False)

    assert ["/admin/rates/import"] == sink.paths()


def test_a_token_that_cannot_be_renewed_ahead_is_used(flavour):
    with Sink(answer(503), answer(202, JOB)) as sink:
        client = flavour(sink.url, access_token=token(ends=50, lifetime=60), refresh_token="r1", max_retries=0)
        job = client.import_rates(b"x", validate=False)

    assert "imp-1" == job.job_id


@pytest.mark.parametrize(("size", "seconds"), [(0, SHORTEST), (PACE, SHORTEST + 1), (2**50, LONGEST), (None, LONGEST)])
def test_longer_files_are_reckoned_to_take_longer(size, seconds):
    assert seconds == reckoned(size)


@pytest.mark.parametrize("arm", ["ours", "ours_async"])
def test_memory_does_not_grow_with_the_deck(tmp_path, arm):
    path = tmp_path / "deck.csv"
    path.write_bytes(b"")
    os.truncate(path, SIZE)

    with sinking() as url:
        took = measured(arm, os.fspath(path), url)

    assert 2**25 >= took["grown"]
