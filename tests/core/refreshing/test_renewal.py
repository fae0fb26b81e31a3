"""Claims about `warp_client_core.refreshing.renewal`: what becomes of tokens when renewing them goes wrong."""

import logging
import traceback

import httpx
import pytest

from tests.core.refreshing.conftest import GET
from warp_client_core import (
    AuthenticationError,
    MemoryTokenStore,
    ReauthenticationRequired,
    TokenRefreshError,
    Tokens,
    TokenStoreError,
)

READ_TIMEOUT = httpx.ReadTimeout("slow")


@pytest.fixture
def told():
    """The errors that the hook was told of."""
    return []


@pytest.fixture
def client(drive, issuer, kept, told, world):
    """A client with a store and a hook."""
    return drive.build(issuer, token_store=kept, on_reauthenticate=drive.hook(told.append), ambient=world.ambient)


def test_a_refused_refresh_token_ends_the_session_once(drive, issuer, client, kept, told):
    issuer.number = 7
    client.credentials.derived["customer_id"] = "c1"

    with pytest.raises(ReauthenticationRequired) as caught:
        drive.send(client, GET.call())
    with pytest.raises(AuthenticationError):
        drive.send(client, GET.call())

    assert caught.value.reason == "invalid_grant"
    assert told == [caught.value]
    assert (client.credentials.tokens, kept.load(), client.credentials.derived) == (Tokens(), None, {})
    assert issuer.renewals == ["refresh-1"]
    assert issuer.data == ["access-1", ""]


def test_a_refused_refresh_token_is_looked_up_first(drive, issuer, client, kept):
    """
    Another process renewed beside the claim; its tokens are taken up.
    """
    issuer.number = 7
    issuer.valid.add("access-7")
    issuer.on_renewal = lambda: kept.save(Tokens("access-7", "refresh-7"))

    drive.send(client, GET.call())

    assert issuer.data == ["access-1", "access-7"]
    assert client.credentials.refresh_token == "refresh-7"


@pytest.mark.parametrize("fault", [READ_TIMEOUT, httpx.ReadError("reset"), httpx.Response(200, text="<html>")])
def test_a_refresh_token_that_may_be_used_up_is_not_sent_again(drive, issuer, client, kept, told, fault):
    issuer.faults = [fault]

    with pytest.raises(ReauthenticationRequired) as caught:
        drive.send(client, GET.call())
    with pytest.raises(AuthenticationError):
        drive.send(client, GET.call())

    assert caught.value.reason == "unknown_outcome"
    assert [caught.value] == told
    assert issuer.renewals == ["refresh-1"]
    assert kept.load() is None


def test_a_lost_answer_leaves_an_access_token_that_is_good(drive, issuer, kept, told, world):
    """
    The refresh token is dropped where others would find it; the session ends with the access token.
    """
    issuer.valid.add("access-1")
    kept.save(Tokens("access-1", "refresh-1", world.seconds + 3600))
    client = drive.build(issuer, token_store=kept, on_reauthenticate=drive.hook(told.append), ambient=world.ambient)
    drive.send(client, GET.call())
    world.seconds += 3500
    issuer.faults = [READ_TIMEOUT]

    drive.send(client, GET.call())
    drive.send(client, GET.call())
    stored = kept.load()
    issuer.valid.clear()
    with pytest.raises(ReauthenticationRequired) as caught:
        drive.send(client, GET.call())

    assert stored == Tokens("access-1", None, 1_000.0 + 3600)
    assert caught.value.reason == "unknown_outcome"
    assert told == [caught.value]
    assert issuer.renewals == ["refresh-1"]


def test_doubts_of_another_process_end_the_session_no_sooner_than_its_token(drive, issuer, client, kept, told, world):
    """
    It left the access token without a refresh token; that is used for as long as it lasts.
    """
    issuer.valid.add("access-1")
    kept.save(Tokens("access-1", "refresh-1", world.seconds + 3600))
    client = drive.build(issuer, token_store=kept, on_reauthenticate=drive.hook(told.append), ambient=world.ambient)
    kept.save(Tokens("access-1", None, world.seconds + 3600))
    world.seconds += 3590

    drive.send(client, GET.call())
    drive.send(client, GET.call())
    before = list(told)
    issuer.valid.clear()
    with pytest.raises(ReauthenticationRequired) as caught:
        drive.send(client, GET.call())

    assert (before, told) == ([], [caught.value])
    assert caught.value.reason == "no_refresh_token"
    assert issuer.renewals == []


def test_a_refused_connection_is_tried_again(drive, issuer, client):
    issuer.faults = [httpx.ConnectError("refused"), httpx.ConnectError("refused")]

    drive.send(client, GET.call())

    assert issuer.renewals == ["refresh-1"] * 3
    assert issuer.reused == []
    assert client.credentials.access_token == "access-2"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (httpx.ConnectError("refused"), "unreachable"),
        (httpx.Response(500, json={"code": "INTERNAL_ERROR"}), "internal_error"),
        (httpx.Response(429), "unknown_error"),
        (httpx.Response(403, json={"code": "USER_LOCKED"}), "user_locked"),
    ],
)
def test_a_failure_that_may_pass_leaves_the_tokens(drive, issuer, client, kept, told, fault, reason):
    issuer.faults = [fault] * 9

    with pytest.raises(TokenRefreshError) as caught:
        drive.send(client, GET.call())
    issuer.faults = []
    drive.send(client, GET.call())

    assert not isinstance(caught.value, ReauthenticationRequired)
    assert caught.value.reason == reason
    assert told == []
    assert kept.load() == client.credentials.tokens == Tokens("access-2", "refresh-2", kept.load().expires_at)


@pytest.mark.parametrize("when", ["before", "during"])
def test_tokens_that_another_process_stored_are_taken_up(drive, issuer, client, kept, when):
    issuer.valid.add("access-7")

    def store(request):
        kept.save(Tokens("access-7", "refresh-7"))

    if when == "before":
        store(None)
    else:
        issuer.on_data = store
    drive.send(client, GET.call())

    assert issuer.data == ["access-1", "access-7"]
    assert issuer.renewals == []


def test_tokens_that_another_process_stored_are_renewed_when_they_have_ended(drive, issuer, client, kept):
    issuer.number = 7
    kept.save(Tokens("access-7", "refresh-7", 1.0))

    drive.send(client, GET.call())

    assert issuer.renewals == ["refresh-7"]
    assert issuer.data == ["access-1", "access-8"]


def test_an_empty_store_is_looked_at_when_a_call_is_refused(drive, issuer, world):
    store = MemoryTokenStore()
    client = drive.build(issuer, token_store=store)
    store.save(Tokens("access-7"))
    issuer.valid.add("access-7")

    drive.send(client, GET.call())

    assert issuer.data == ["", "access-7"]


def test_a_sign_out_by_another_process_ends_the_session(drive, issuer, client, kept, told):
    kept.clear()

    with pytest.raises(ReauthenticationRequired) as caught:
        drive.send(client, GET.call())

    assert caught.value.reason == "signed_out"
    assert told == [caught.value]
    assert issuer.renewals == []


def test_a_sign_out_during_a_renewal_wins(drive, issuer, client, kept):
    def sign_out():
        client.credentials.close()
        kept.clear()

    issuer.on_renewal = sign_out

    with pytest.raises(AuthenticationError):
        drive.send(client, GET.call())

    assert issuer.renewals == ["refresh-1"]
    assert kept.load() is None
    assert client.credentials.tokens == Tokens()


class Broken(MemoryTokenStore):
    """Cannot be written to."""

    def swap(self, tokens, *, version):
        raise TokenStoreError("the disk is full", reason="unwritable")


def test_tokens_that_cannot_be_kept_are_used(drive, issuer, world, caplog):
    caplog.set_level(logging.INFO, "warp_client_core.tokens")
    store = Broken(Tokens("access-1", "refresh-1"))
    client = drive.build(issuer, token_store=store)

    drive.send(client, GET.call())
    issuer.valid.clear()
    drive.send(client, GET.call())

    assert issuer.renewals == ["refresh-1", "refresh-2"]
    assert issuer.reused == []
    assert "TokenStoreError" in caplog.text


def test_a_store_that_cannot_be_read_is_an_error(drive, issuer):
    class Unreadable(MemoryTokenStore):
        is_broken = False

        def read(self):
            if self.is_broken:
                raise TokenStoreError("it was sealed with another key", reason="foreign_key")
            return super().read()

    store = Unreadable(Tokens("access-1", "refresh-1"))
    client = drive.build(issuer, token_store=store)
    store.is_broken = True

    with pytest.raises(TokenStoreError):
        drive.send(client, GET.call())

    assert issuer.renewals == []


def test_a_claim_of_somebody_else_is_waited_for(drive, issuer, kept, world):
    claim = kept.claim(60)
    issuer.valid.add("access-7")
    seen = []

    def renews(seconds):
        seen.append(seconds)
        if len(seen) == 3:
            kept.save(Tokens("access-7", "refresh-7"))

    world._sleep = renews

    drive.send(drive.build(issuer, token_store=kept, ambient=world.ambient), GET.call())

    assert claim.held()
    assert issuer.renewals == []
    assert 3 == len(seen)
    assert issuer.data == ["access-1", "access-7"]


def test_a_claim_that_never_ends_is_not_waited_for_for_ever(drive, issuer, client, kept, world):
    claim = kept.claim(60)

    with pytest.raises(TokenRefreshError) as caught:
        drive.send(client, GET.call())

    assert claim.held()
    assert caught.value.reason == "busy"
    assert issuer.renewals == []


def test_a_simple_store_of_the_callers_will_do(drive, issuer):
    class Simple:
        tokens = Tokens("access-1", "refresh-1")

        def load(self):
            return self.tokens

        def save(self, tokens):
            self.tokens = tokens

        def clear(self):
            self.tokens = None

    store = Simple()

    drive.send(drive.build(issuer, token_store=store), GET.call())

    assert store.tokens.refresh_token == "refresh-2"


@pytest.mark.parametrize("sent", ["3600", "3600.0", 3600.0])
def test_a_lifetime_may_be_text(drive, issuer, client, world, sent):
    issuer.lifetime = {"expires_in": sent}

    drive.send(client, GET.call())

    assert client.credentials.tokens.expires_at == world.seconds + 3600


@pytest.mark.parametrize("lifetime", [{}, {"expires_in": 0}, {"expires_in": None}, {"expires_in": 10**30}])
def test_a_lifetime_that_says_nothing_is_no_reason_to_renew(drive, issuer, client, lifetime):
    issuer.lifetime = lifetime

    for _ in range(3):
        drive.send(client, GET.call())

    assert client.credentials.tokens.expires_at is None
    assert issuer.renewals == ["refresh-1"]


def test_a_failing_hook_does_not_hide_why(drive, issuer, kept):
    def fails(error):
        raise LookupError("no browser")

    issuer.number = 7
    client = drive.build(issuer, token_store=kept, on_reauthenticate=drive.hook(fails))

    with pytest.raises(ReauthenticationRequired) as caught:
        drive.send(client, GET.call())

    assert caught.value.__notes__ == ["on_reauthenticate raised LookupError"]


ECHO = {"error": {"code": "REUSED", "message": "no refresh-1", "details": {"errors": [{"field": "refresh-1"}]}}}


@pytest.mark.parametrize(
    "fault", [None, READ_TIMEOUT, httpx.Response(500), httpx.Response(401), httpx.Response(401, json=ECHO)]
)
def test_no_token_shows(drive, issuer, client, kept, caplog, fault):
    caplog.set_level(logging.DEBUG)
    kept.save(Tokens("access-1", "refresh-1"))
    issuer.faults = [] if fault is None else [fault]
    shown = [repr(client), repr(kept), repr(client.credentials), repr(client.credentials.tokens)]

    try:
        drive.send(client, GET.call())
    except TokenRefreshError as error:
        report = traceback.TracebackException.from_exception(error, capture_locals=True)
        while report is not None:
            frames = [frame for frame in report.stack if "warp_client_core" in frame.filename]
            shown += [repr(error), *report.format_exception_only(), *(str(frame.locals) for frame in frames)]
            report = report.__cause__

    assert not [text for text in [*shown, caplog.text] if "access-" in text or "refresh-1" in text]
