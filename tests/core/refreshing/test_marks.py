"""Claims about `warp_client_core.refreshing.marks`: what a store says while a refresh token is under way."""

import attrs
import httpx
import pytest

from tests.core.refreshing.conftest import GET, REFRESH, AsyncRenewingClient, RenewingClient
from warp_client_core import (
    MemoryTokenStore,
    ReauthenticationRequired,
    Safety,
    TokenRefreshError,
    Tokens,
    TokenStoreError,
)

OWNER = "warp-client-core|https://api.example.com:443"


class Leases(MemoryTokenStore):
    """A store that outlives processes, as far as anybody can tell, and whose claims may end any time."""

    ends_with = None

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.noted = []

    def claim(self, seconds):
        claim = super().claim(seconds)
        return claim and _Lease(claim, self.ends_with)

    def swap(self, tokens, *, version):
        self.noted.append(tokens)
        return super().swap(tokens, version=version)


class _Lease:
    def __init__(self, claim, ends_with):
        self.held, self.release, self.ends_with = claim.held, claim.release, ends_with


class Locks(Leases):
    """The same, with claims that last as long as whoever has them."""

    ends_with = "holder"


@pytest.fixture
def leases():
    """A store that holds the first tokens."""
    return Leases(Tokens("access-1", "refresh-1"))


def test_the_mark_is_there_before_the_token_is_sent_and_gone_after_it(drive, issuer, leases, world):
    seen = []
    issuer.on_renewal = lambda: seen.append(leases.load())
    client = drive.build(issuer, token_store=leases, ambient=world.ambient)

    drive.send(client, GET.call())

    assert [("refresh-1", world.seconds + 40)] == [(one.refresh_token, one.pending) for one in seen]
    assert ("refresh-2", None) == (leases.load().refresh_token, leases.load().pending)


@pytest.mark.parametrize("fault", [httpx.Response(503), httpx.Response(429), httpx.ConnectError("refused")])
def test_a_token_that_is_still_good_loses_its_mark(drive, issuer, leases, fault):
    issuer.faults = [fault]
    client = drive.build(issuer, token_store=leases, max_retries=0)

    with pytest.raises(TokenRefreshError):
        drive.send(client, GET.call())
    left = leases.load()
    drive.send(client, GET.call())

    assert ("refresh-1", None) == (left.refresh_token, left.pending)
    assert ["refresh-1", "refresh-1"] == issuer.renewals
    assert [] == issuer.reused


@pytest.mark.parametrize(
    ("kind", "left", "slept"), [(Leases, -1.0, 0), (Leases, 7.0, 7), (Leases, 7200.0, 40), (Locks, 7.0, 0)]
)
def test_a_mark_of_somebody_who_is_gone_is_a_doubt(drive, issuer, world, kind, left, slept):
    """
    Whoever may be at work is waited for, though not longer than an exchange takes, whatever their clock says.
    """
    store = kind(Tokens("access-1", "refresh-1", pending=world.seconds + left))
    client = drive.build(issuer, token_store=store, ambient=world.ambient)

    with pytest.raises(ReauthenticationRequired) as caught:
        drive.send(client, GET.call())

    assert "unknown_outcome" == caught.value.reason
    assert (slept, [], None) == (round(sum(world.slept)), issuer.renewals, store.load())


def test_a_mark_leaves_an_access_token_that_is_good(drive, issuer, world):
    issuer.valid.add("access-1")
    end = world.seconds + 3600
    store = Leases(Tokens("access-1", "refresh-1", end, pending=world.seconds - 1))
    client = drive.build(issuer, token_store=store, ambient=world.ambient)
    drive.send(client, GET.call())
    world.seconds = end - 10

    drive.send(client, GET.call())

    assert (Tokens("access-1", None, end), []) == (store.load(), issuer.renewals)


def test_an_answer_that_comes_while_it_is_waited_for_is_taken(drive, issuer, leases, world):
    store = Leases(Tokens("access-1", "refresh-1", pending=world.seconds + 30))
    issuer.valid.add("access-7")

    def answers(seconds):
        world.slept.append(seconds)
        if len(world.slept) == 3:
            store.save(Tokens("access-7", "refresh-7"))

    world._sleep = answers

    drive.send(drive.build(issuer, token_store=store, ambient=world.ambient), GET.call())

    assert (["access-1", "access-7"], []) == (issuer.data, issuer.renewals)


class Patient:
    """A server that takes a refresh token twice."""

    def renewal(self, refresh_token):
        operation = attrs.evolve(REFRESH, safety=Safety.IDEMPOTENT)
        return operation.call(json={"refresh_token": refresh_token})


class PatientClient(Patient, RenewingClient):
    pass


class AsyncPatientClient(Patient, AsyncRenewingClient):
    pass


def test_a_token_that_may_be_sent_twice_needs_no_mark(drive, issuer, leases):
    kind = PatientClient if drive.name == "sync" else AsyncPatientClient
    client = drive.build(issuer, kind=kind, token_store=leases)

    drive.send(client, GET.call())

    assert "access-2" == leases.load().access_token
    assert not [one for one in leases.noted if one.pending]


def test_tokens_of_this_process_alone_need_no_mark(drive, issuer, kept):
    seen = []
    issuer.on_renewal = lambda: seen.append(kept.load().pending)

    drive.send(drive.build(issuer, token_store=kept), GET.call())

    assert [None] == seen


def test_a_token_is_not_sent_when_that_cannot_be_noted(drive, issuer):
    """
    Nobody else would know that it was used up.
    """

    class Full(Leases):
        def swap(self, tokens, *, version):
            raise TokenStoreError("the disk is full", reason="unavailable")

    client = drive.build(issuer, token_store=Full(Tokens("access-1", "refresh-1")))

    with pytest.raises(TokenStoreError):
        drive.send(client, GET.call())

    assert [] == issuer.renewals


def test_a_change_just_before_is_looked_at(drive, issuer, world):
    class Contested(Leases):
        def swap(self, tokens, *, version):
            if tokens.pending and not self.noted:
                self.save(Tokens("access-7", "refresh-7"))
            return super().swap(tokens, version=version)

    issuer.valid.add("access-7")
    store = Contested(Tokens("access-1", "refresh-1", owner=OWNER))

    drive.send(drive.build(issuer, token_store=store), GET.call())

    assert (["access-1", "access-7"], []) == (issuer.data, issuer.renewals)


def test_a_mark_that_was_written_just_before_is_waited_for(drive, issuer, world):
    """
    The lease of whoever wrote it has run out on them, and they wait for their answer: the token is not sent again.
    """

    class Contested(Leases):
        def swap(self, tokens, *, version):
            if tokens.pending and not self.noted:
                self.save(attrs.evolve(tokens, pending=world.seconds + 30))
            return super().swap(tokens, version=version)

    def answers(seconds):
        world.slept.append(seconds)
        if len(world.slept) == 3:
            store.save(Tokens("access-7", "refresh-7", owner=OWNER))

    issuer.valid.add("access-7")
    store = Contested(Tokens("access-1", "refresh-1", owner=OWNER))
    world._sleep = answers

    drive.send(drive.build(issuer, token_store=store, ambient=world.ambient), GET.call())

    assert (["access-1", "access-7"], []) == (issuer.data, issuer.renewals)


def test_tokens_of_another_account_are_never_taken_up(drive, issuer, kept):
    """
    Somebody else signed in with the same slot: this session is over, and theirs is left alone.
    """
    kept.save(Tokens("access-1", "refresh-1", account="alice"))
    client = drive.build(issuer, token_store=kept)
    kept.save(Tokens("access-7", "refresh-7", account="bob"))

    with pytest.raises(ReauthenticationRequired) as caught:
        drive.send(client, GET.call())

    assert "other_account" == caught.value.reason
    assert (Tokens(), Tokens("access-7", "refresh-7")) == (client.credentials.tokens, kept.load())
    assert (["access-1"], []) == (issuer.data, issuer.renewals)
