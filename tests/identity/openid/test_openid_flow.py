"""The OAuth flow of the NetSuite client passes at a certified provider that wants PKCE and rotates refresh tokens."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.identity.openid.provider import Provider
from warp_client_core import AuthenticationError, MemoryTokenStore, ReauthenticationRequired
from warp_netsuite import NetSuiteClient

BOTH = pytest.mark.parametrize("client_id", ["confidential", "public"])


def signed_in(provider: Provider, client: NetSuiteClient) -> str:
    """The access token of a client after its user has agreed."""
    return client.oauth.handle_callback(provider.consented(client.oauth.build_authorize_url())).access_token


@BOTH
def test_a_user_signs_in(provider: Provider, client_id: str) -> None:
    """
    The code is exchanged with its verifier, and the access token is good for calls.
    """
    with provider.client(client_id) as client:
        token = signed_in(provider, client)

        assert "somebody" == client.request("GET", "/me").data["sub"]
    assert 200 == provider.userinfo(token)


@BOTH
def test_renewals_follow_the_rotation(provider: Provider, client_id: str) -> None:
    """
    Each renewal sends the refresh token that the last one brought, and it is kept.
    """
    store = MemoryTokenStore()
    with provider.client(client_id, token_store=store) as client:
        signed_in(provider, client)
        used = [client.oauth.refresh().refresh_token for _ in range(3)]
        kept = store.load()

    assert 3 == len(set(used))
    assert kept is not None
    assert used[-1] == kept.refresh_token


@BOTH
def test_a_refresh_token_that_comes_twice_ends_the_session(provider: Provider, client_id: str) -> None:
    """
    The provider ends all tokens of the consent; the client asks for a new one and repeats nothing.
    """
    ended: list[ReauthenticationRequired] = []
    with provider.client(client_id) as client:
        signed_in(provider, client)
        old = client.credentials.refresh_token
        token = client.oauth.refresh().access_token
        copy = provider.client(client_id, refresh_token=old, on_reauthenticate=ended.append)
        with copy, pytest.raises(ReauthenticationRequired) as caught:
            copy.oauth.refresh()

    assert "invalid_grant" == caught.value.reason
    assert [caught.value] == ended
    assert 401 == provider.userinfo(token)


def test_many_threads_cause_no_reuse(provider: Provider) -> None:
    """
    Sixteen that renew at once make one exchange: a second one would have ended the session.
    """
    with provider.client("public") as client, ThreadPoolExecutor(16) as pool:
        signed_in(provider, client)
        tokens = {one.access_token for one in pool.map(lambda _: client.oauth.refresh(), range(16))}

        assert client.oauth.refresh().access_token
        assert {200} >= {provider.userinfo(one) for one in tokens}


@BOTH
@pytest.mark.parametrize("changes", [{"code_challenge": ""}, {"code_challenge_method": "plain"}])
def test_the_provider_insists_on_pkce(provider: Provider, client_id: str, changes: dict[str, str]) -> None:
    """
    Without a challenge, or with a plain one, there is no code.
    """
    with provider.client(client_id) as client:
        callback = provider.consented(client.oauth.build_authorize_url(), **changes)
        with pytest.raises(ReauthenticationRequired) as caught:
            client.oauth.handle_callback(callback)

    assert "invalid_request" == caught.value.reason


@BOTH
def test_the_code_of_another_flow_is_refused(provider: Provider, client_id: str) -> None:
    """
    The verifier does not fit, and the provider finds out.
    """
    with provider.client(client_id) as client:
        first, second = (provider.consented(client.oauth.build_authorize_url()) for _ in range(2))
        mixed = httpx.URL(first).copy_set_param("code", httpx.URL(second).params["code"])
        with pytest.raises(ReauthenticationRequired) as caught:
            client.oauth.handle_callback(str(mixed))

    assert "invalid_grant" == caught.value.reason


def test_a_user_may_deny(provider: Provider) -> None:
    """
    The provider's ``access_denied`` is the reason.
    """
    with provider.client("public") as client:
        callback = provider.consented(client.oauth.build_authorize_url(), login_hint="deny")
        with pytest.raises(ReauthenticationRequired) as caught:
            client.oauth.handle_callback(callback)

    assert "access_denied" == caught.value.reason


def test_a_wrong_secret_is_told_apart_from_a_wrong_grant(provider: Provider) -> None:
    """
    401 ``invalid_client``, which no consent mends.
    """
    with provider.client("confidential", client_secret="another") as client:
        callback = provider.consented(client.oauth.build_authorize_url())
        with pytest.raises(AuthenticationError) as caught:
            client.oauth.handle_callback(callback)

    assert (401, "invalid_client") == (caught.value.status_code, caught.value.code)


@BOTH
def test_revocation_ends_the_session(provider: Provider, client_id: str) -> None:
    """
    The access token dies with the refresh token.
    """
    with provider.client(client_id) as client:
        token = signed_in(provider, client)
        client.oauth.revoke()

        assert client.credentials.refresh_token is None
    assert 401 == provider.userinfo(token)


def test_a_program_signs_in_with_the_users_browser(provider: Provider) -> None:
    """
    The loopback callback of the command line, with the provider's own redirects.
    """
    with provider.client("public") as client:
        tokens = client.oauth.authorize_in_browser(open_browser=provider.open, timeout=30)

    assert 200 == provider.userinfo(tokens.access_token)


@pytest.mark.anyio
async def test_async_callers_sign_in_alike(provider: Provider) -> None:
    """
    In the browser, then a renewal, then the end.
    """
    async with provider.async_client("public") as client:
        first = await client.oauth.authorize_in_browser(open_browser=provider.open, timeout=30)
        second = await client.oauth.refresh()
        await client.oauth.revoke()

    assert first.refresh_token != second.refresh_token
    assert 401 == await asyncio.to_thread(provider.userinfo, second.access_token)
