"""What becomes of the tokens of a consent, against the NetSuite simulator over a socket: renewed, told of, ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.overlays.netsuite_oauth.simulated import Simulated
from warp_client_core import AuthenticationError, MemoryTokenStore, ReauthenticationRequired, TokenRefreshError
from warp_client_core.tokens import Tokens
from warp_netsuite import NetSuiteClient


def test_a_renewal_keeps_the_refresh_token_of_a_confidential_client(netsuite: Simulated) -> None:
    """
    The reply has none, and the old one goes on working.
    """
    with netsuite.client() as client:
        signed_in = client.oauth.handle_callback(netsuite.consented(client.oauth.build_authorize_url()))
        netsuite.advance(minutes=59)
        first, second = client.oauth.refresh(), client.oauth.refresh()

    assert signed_in.refresh_token == first.refresh_token == second.refresh_token
    assert 3 == len({signed_in.access_token, first.access_token, second.access_token})


class WatchedStore:
    """Keeps tokens and notes what the client was using at the moment they were kept."""

    def __init__(self) -> None:
        self.held: Tokens | None = None
        self.kept_before_use: list[bool] = []
        self.in_use: Callable[[], str | None] = lambda: None

    def load(self) -> Tokens | None:
        return self.held

    def save(self, tokens: Tokens) -> None:
        self.kept_before_use.append(self.in_use() != tokens.refresh_token)
        self.held = tokens

    def clear(self) -> None:
        self.held = None


def test_a_rotated_refresh_token_is_stored_before_it_is_used(netsuite: Simulated) -> None:
    """
    A process that dies right after a renewal leaves the one token that still works.
    """
    store = WatchedStore()
    with netsuite.public(token_store=store) as client:
        client.oauth.handle_callback(netsuite.consented(client.oauth.build_authorize_url()))
        store.in_use = lambda: client.credentials.refresh_token
        store.kept_before_use.clear()
        client.oauth.refresh()
        kept = store.held

    assert [True] == store.kept_before_use
    assert kept is not None
    with netsuite.public(token_store=store) as successor:
        assert successor.oauth.refresh().refresh_token != kept.refresh_token


def test_the_end_of_the_refresh_token_shows_and_is_told_a_day_ahead(
    netsuite: Simulated, caplog: pytest.LogCaptureFixture
) -> None:
    """
    Seven days after the consent it ends, however often it is used; the hook hears of it once.
    """
    told: list[Any] = []
    begun = netsuite.moment
    with netsuite.client(on_consent_ending=told.append) as client:
        client.oauth.handle_callback(netsuite.consented(client.oauth.build_authorize_url()))
        for _ in range(6):
            assert [] == told
            netsuite.advance(days=1)
            client.oauth.refresh()
        client.oauth.refresh()
        ends = client.oauth.refresh_expires_at
        netsuite.advance(days=1)
        requests = len(netsuite.sent)
        with pytest.raises(ReauthenticationRequired) as caught:
            client.oauth.refresh()

    assert begun + timedelta(days=7) == ends
    assert [ends] == told
    assert ["WARNING"] == [one.levelname for one in caplog.records if "session ends" in one.message]
    assert "invalid_grant" == caught.value.reason
    assert 1 == len(netsuite.sent) - requests


def test_a_client_that_was_away_hears_of_the_end_with_its_first_call(netsuite: Simulated) -> None:
    """
    Its tokens come from a store, and the access token needs no renewal yet.
    """
    told: list[Any] = []
    store = MemoryTokenStore()
    with netsuite.client(token_store=store) as client:
        client.oauth.handle_callback(netsuite.consented(client.oauth.build_authorize_url()))
        netsuite.advance(days=6, hours=1)
        client.oauth.refresh()
    sent = len(netsuite.sent)
    with netsuite.client(token_store=store, on_consent_ending=told.append) as client:
        for _ in range(2):
            assert client.test_connection().ok

    assert [client.oauth.refresh_expires_at] == told
    assert sent == len(netsuite.sent)


def test_a_hook_that_fails_stops_no_renewal(netsuite: Simulated, caplog: pytest.LogCaptureFixture) -> None:
    """
    Its error is logged by its class.
    """

    def fail(_ends: Any) -> None:
        raise LookupError("canary")

    with netsuite.client(on_consent_ending=fail) as client:
        client.oauth.handle_callback(netsuite.consented(client.oauth.build_authorize_url()))
        netsuite.advance(days=6, hours=1)

        assert client.oauth.refresh().access_token
    assert ["on_consent_ending raised LookupError"] == [
        one.message for one in caplog.records if "raised" in one.message
    ]


def test_a_public_client_is_not_warned_of_a_token_that_is_replaced(netsuite: Simulated) -> None:
    """
    Its refresh token lasts two days from each renewal.
    """
    told: list[Any] = []
    with netsuite.public(on_consent_ending=told.append) as client:
        client.oauth.handle_callback(netsuite.consented(client.oauth.build_authorize_url()))
        netsuite.advance(days=1, hours=23)
        client.oauth.refresh()

        assert netsuite.moment + timedelta(days=2) == client.oauth.refresh_expires_at
    assert [] == told


def test_a_client_without_tokens_has_no_end_to_tell(netsuite: Simulated) -> None:
    """
    Nor has one whose refresh token says nothing of its end.
    """
    with netsuite.client() as one, netsuite.client(refresh_token="opaque") as other:
        assert (None, None) == (one.oauth.refresh_expires_at, other.oauth.refresh_expires_at)


def test_a_renewal_happens_by_itself_within_a_call(netsuite: Simulated) -> None:
    """
    An access token that has ended costs the caller nothing.
    """
    with netsuite.client() as client:
        client.oauth.handle_callback(netsuite.consented(client.oauth.build_authorize_url()))
        netsuite.advance(hours=2)

        assert client.test_connection().ok
    assert ["authorization_code", "refresh_token"] == [form["grant_type"][0] for _, form in netsuite.sent]


def test_revocation_ends_the_session_on_both_sides(netsuite: Simulated) -> None:
    """
    The access token is dead, the client knows no tokens, and the store is empty.
    """
    store = WatchedStore()
    with netsuite.client(token_store=store) as client:
        tokens = client.oauth.handle_callback(netsuite.consented(client.oauth.build_authorize_url()))
        client.oauth.revoke()

        assert (None, None) == (client.credentials.access_token, client.credentials.refresh_token)
    assert store.held is None
    with netsuite.client(access_token=tokens.access_token) as other:
        assert not other.test_connection().ok


def test_a_revocation_that_fails_drops_the_tokens_nevertheless(netsuite: Simulated) -> None:
    """
    Whoever signs out is signed out here.
    """
    with netsuite.client(refresh_token="r", access_token="a", client_secret="another") as client:
        with pytest.raises(AuthenticationError):
            client.oauth.revoke()

        assert (None, None) == (client.credentials.access_token, client.credentials.refresh_token)


def test_revocation_without_an_address_does_nothing(netsuite: Simulated) -> None:
    """
    A token URL of another form does not tell where it would be.
    """
    arguments = {"token_url": f"{netsuite.url}/elsewhere", "refresh_token": "r"}
    with netsuite.client(**arguments) as client:
        with pytest.raises(ValueError, match="revoke_url"):
            client.oauth.revoke()

        assert "r" == client.credentials.refresh_token


def test_clients_of_one_store_do_not_take_each_others_tokens(netsuite: Simulated) -> None:
    """
    Account, client, grant and subject tell them apart.
    """
    store = MemoryTokenStore()
    with netsuite.client(token_store=store) as first:
        first.oauth.handle_callback(netsuite.consented(first.oauth.build_authorize_url()))
    others: list[NetSuiteClient] = [
        netsuite.client(token_store=store, subject="somebody else"),
        netsuite.client(token_store=store, account_id="7654321"),
        netsuite.public(token_store=store),
    ]
    same = netsuite.client(token_store=store, account_id="1234567-sb1")

    assert [None] * 3 == [one.credentials.access_token for one in others]
    assert same.credentials.access_token == first.credentials.access_token
    assert same.credentials.access_token is not None
    for one in [*others, same]:
        one.close()


@pytest.mark.anyio
async def test_async_callers_sign_in_renew_and_revoke(netsuite: Simulated) -> None:
    """
    The same steps, awaited.
    """
    async with netsuite.async_client() as client:
        address = client.oauth.build_authorize_url()
        signed_in = await client.oauth.handle_callback(await asyncio.to_thread(netsuite.consented, address))
        renewed = await client.oauth.refresh()
        ends = client.oauth.refresh_expires_at
        await client.oauth.revoke()
        with pytest.raises(TokenRefreshError):
            await client.oauth.refresh()

    assert signed_in.refresh_token == renewed.refresh_token
    assert netsuite.moment + timedelta(days=7) == ends
