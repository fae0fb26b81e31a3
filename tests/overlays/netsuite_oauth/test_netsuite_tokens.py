"""Token requests: who may be told what, and what is kept of the reply."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from warp_client_core import (
    MemoryTokenStore,
    ReauthenticationRequired,
)

Build = Callable[..., Any]


def test_the_authorize_url_holds_state_and_challenge(build: Build, query_of: Any) -> None:
    """
    Every flow has a state and a challenge of its own; the secret is not in the address.
    """
    client = build(redirect_uri="https://app.example.com/cb?tenant=a&b=c d")

    addresses = [client.oauth.build_authorize_url() for _ in range(2)]

    host = "https://1234567-sb1.app.netsuite.com/app/login/oauth2/authorize.nl?"
    first, second = (query_of(address) for address in addresses)
    assert all(address.startswith(host) and "canary" not in address for address in addresses)
    assert {
        "response_type": "code",
        "client_id": "the-client",
        "redirect_uri": "https://app.example.com/cb?tenant=a&b=c d",
        "scope": "rest_webservices",
        "code_challenge_method": "S256",
    }.items() <= first.items()
    assert 22 <= len(first["state"]) <= 1024
    assert 43 == len(first["code_challenge"])
    assert not {first["state"], first["code_challenge"]} & {second["state"], second["code_challenge"]}


def test_the_code_is_exchanged_with_the_secret_in_the_header(build: Build, service: Any, callback_of: Any) -> None:
    """
    HTTP Basic once, no secret and no client id in the body, no bearer token although the client has one.
    """
    client = build(access_token="old-access")

    client.oauth.handle_callback(callback_of(client.oauth.build_authorize_url()))

    request, form = service.requests[0], service.forms[0]
    assert "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token" == str(request.url)
    assert ["Basic " + base64.b64encode(b"the-client:the-canary-secret").decode()] == request.headers.get_list(
        "authorization"
    )
    assert {"grant_type", "code", "redirect_uri", "code_verifier"} == form.keys()
    assert "https://app.example.com/netsuite/callback" == form["redirect_uri"]
    assert 43 <= len(form["code_verifier"]) <= 128


def test_a_public_client_names_itself_in_the_body(build: Build, service: Any) -> None:
    """
    No Authorization header at all, although the token service shares the origin of the base URL.
    """
    client = build(client_secret="", access_token="old-access", refresh_token="refresh-1")

    client.oauth.refresh()

    assert "authorization" not in service.requests[0].headers
    assert {"grant_type": "refresh_token", "refresh_token": "refresh-1", "client_id": "the-client"} == service.forms[0]


def test_token_requests_go_to_the_token_url(build: Build, service: Any) -> None:
    """
    Whatever the base URL is, and without the headers that are meant for its origin.
    """
    client = build(
        base_url="https://proxy.example.com/rest",
        token_url="https://tokens.example.com/t",
        default_headers={"X-Proxy-Key": "k"},
        refresh_token="refresh-1",
    )

    client.oauth.refresh()

    assert "https://tokens.example.com/t" == str(service.requests[0].url)
    assert "x-proxy-key" not in service.requests[0].headers


def test_the_callers_auth_does_not_sign_token_requests(build: Build, service: Any) -> None:
    """
    A given ``auth`` is for the REST services only.
    """
    client = build(auth=httpx.BasicAuth("someone", "else"), refresh_token="refresh-1")

    client.oauth.refresh()

    assert (
        service.requests[0]
        .headers["authorization"]
        .endswith(base64.b64encode(b"the-client:the-canary-secret").decode())
    )


def test_the_tokens_are_used_and_stored(build: Build, service: Any, callback_of: Any, store: MemoryTokenStore) -> None:
    """
    After the callback the client is the user who consented; the lifetime came as text.
    """
    client = build(token_store=store, access_token="old", refresh_token="old-refresh")
    identity = client.credentials.identity

    tokens = client.oauth.handle_callback(callback_of(client.oauth.build_authorize_url()))

    assert ("access-1", "refresh-1", 3600, "bearer") == (
        tokens.access_token,
        tokens.refresh_token,
        tokens.expires_in,
        str(tokens.token_type).lower(),
    )
    assert client.credentials.tokens == store.load()
    assert "access-1" == client.credentials.access_token
    assert client.credentials.tokens.expires_at is not None
    assert identity + 1 == client.credentials.identity


@pytest.mark.parametrize(
    ("sent", "lifetime"),
    [
        ({"expires_in": 3600}, 3600),
        ({"expires_in": " 3600 "}, 3600),
        ({}, None),
        ({"expires_in": 0}, None),
        ({"expires_in": "0"}, None),
        ({"expires_in": -5}, None),
        ({"expires_in": "soon"}, None),
        ({"expires_in": ""}, None),
        ({"expires_in": "\u0663"}, None),
        ({"expires_in": "9" * 5000}, None),
        ({"expires_in": 10**15}, None),
    ],
)
def test_a_lifetime_may_arrive_in_any_form(build: Build, service: Any, sent: Any, lifetime: int | None) -> None:
    """
    What is not a positive number says nothing: the token is used until it is refused.
    """
    service.reply = {"access_token": "access-2", **sent}
    client = build(refresh_token="refresh-1")

    tokens = client.oauth.refresh()

    assert lifetime == tokens.expires_in
    assert (lifetime is None) == (client.credentials.tokens.expires_at is None)


def test_the_old_refresh_token_stays_when_none_comes(build: Build, store: MemoryTokenStore) -> None:
    """
    A confidential client gets no new one; the tokens returned hold the one that is valid.
    """
    client = build(refresh_token="refresh-1", token_store=store)

    tokens = client.oauth.refresh()

    kept = store.load()
    assert kept is not None
    assert ["refresh-1"] * 3 == [tokens.refresh_token, client.credentials.refresh_token, kept.refresh_token]


def test_a_rotated_refresh_token_takes_the_place_of_the_old(build: Build, service: Any) -> None:
    """
    A public client's next renewal uses the new one.
    """
    service.reply["refresh_token"] = "refresh-2"
    client = build(client_secret="", refresh_token="refresh-1")

    client.oauth.refresh()

    assert "refresh-2" == client.credentials.refresh_token


@pytest.mark.anyio
async def test_renewals_at_the_same_time_share_one_request(abuild: Build, service: Any) -> None:
    """
    Eight tasks get the tokens of one exchange: a one-time refresh token is sent once.
    """

    async def slow(request: httpx.Request) -> httpx.Response:
        for _ in range(20):
            await asyncio.sleep(0)
        return await service.answer(request)  # type: ignore[no-any-return] # the fixture's type is not imported

    pool = httpx.AsyncClient(transport=httpx.MockTransport(slow))
    async with abuild(client_secret="", refresh_token="refresh-1", http_client=pool) as client:
        tokens = await asyncio.gather(*(client.oauth.refresh() for _ in range(8)))

    assert 1 == len(service.requests)
    assert ["access-1"] * 8 == [one.access_token for one in tokens]


@pytest.mark.anyio
async def test_async_callers_sign_in_and_renew(abuild: Build, service: Any, callback_of: Any) -> None:
    """
    The address is a plain function; the rest is awaited.
    """
    async with abuild() as client:
        callback = callback_of(client.oauth.build_authorize_url())
        signed_in = await client.oauth.handle_callback(callback)
        renewed = await client.oauth.refresh()

    assert ("refresh-1", "refresh-1") == (signed_in.refresh_token, renewed.refresh_token)
    assert ["authorization_code", "refresh_token"] == [form["grant_type"] for form in service.forms]


@pytest.mark.anyio
async def test_async_callers_are_refused_alike(abuild: Build, service: Any, callback_of: Any) -> None:
    """
    A forged state raises the same error without a request.
    """
    async with abuild() as client:
        callback = callback_of(client.oauth.build_authorize_url(), state="x" * 43)
        with pytest.raises(ReauthenticationRequired):
            await client.oauth.handle_callback(callback)

    assert [] == service.requests
