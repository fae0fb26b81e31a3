"""A callback is believed in the order state, error, account, code; tokens are asked for once and kept."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import pickle
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from warp_client_core import (
    AuthenticationError,
    MemoryTokenStore,
    OutcomeUnknownError,
    RateLimitError,
    ReauthenticationRequired,
    ResponseDecodeError,
    ServerError,
)

Build = Callable[..., Any]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"state": None}, "invalid_state"),
        ({"state": ""}, "invalid_state"),
        ({"state": "x" * 43}, "invalid_state"),
        ({"state": "ÿ\u2028"}, "invalid_state"),
        ({"state": "x" * 2000, "error": "access_denied"}, "invalid_state"),
        ({"error": "access_denied", "company": "1.evil.com"}, "access_denied"),
        ({"error": "no\r\nsuch: word"}, "unknown_error"),
        ({"company": "7654321"}, "company_mismatch"),
        ({"company": "1.evil.com", "code": None}, "company_mismatch"),
        ({"company": None}, "company_mismatch"),
        ({"code": None}, "no_code"),
        ({"code": ""}, "no_code"),
    ],
)
def test_a_faulty_callback_is_refused(
    build: Build, service: Any, callback_of: Any, changes: dict[str, str | None], reason: str
) -> None:
    """
    The first fault in the order of checks is named, and nothing is sent.
    """
    client = build()
    callback = callback_of(client.oauth.build_authorize_url(), **changes)

    with pytest.raises(ReauthenticationRequired) as caught:
        client.oauth.handle_callback(callback)

    assert reason == caught.value.reason
    assert "\n" not in str(caught.value)
    assert [] == service.requests


def test_a_parameter_that_stands_twice_is_refused(build: Build, service: Any, callback_of: Any) -> None:
    """
    Nobody can know which of two states another reader would take.
    """
    client = build()
    callback = callback_of(client.oauth.build_authorize_url())

    with pytest.raises(ReauthenticationRequired) as caught:
        client.oauth.handle_callback(f"{callback}&state=other")

    assert "invalid_callback" == caught.value.reason


def test_a_state_works_once(build: Build, service: Any, callback_of: Any) -> None:
    """
    A callback that is replayed is refused before anything is sent.
    """
    client = build()
    callback = callback_of(client.oauth.build_authorize_url())
    client.oauth.handle_callback(callback)

    with pytest.raises(ReauthenticationRequired) as caught:
        client.oauth.handle_callback(callback)

    assert "invalid_state" == caught.value.reason
    assert 1 == len(service.requests)


def test_a_refused_callback_spends_its_state(build: Build, callback_of: Any) -> None:
    """
    After a denial the same state is not taken with a code.
    """
    client = build()
    address = client.oauth.build_authorize_url()
    with pytest.raises(ReauthenticationRequired):
        client.oauth.handle_callback(callback_of(address, error="access_denied"))

    with pytest.raises(ReauthenticationRequired) as caught:
        client.oauth.handle_callback(callback_of(address))

    assert "invalid_state" == caught.value.reason


@pytest.mark.parametrize(("age", "is_taken"), [(599.0, True), (600.0, False), (10_000.0, False)])
def test_a_state_ends_after_ten_minutes(
    build: Build, service: Any, callback_of: Any, age: float, is_taken: bool
) -> None:
    """
    What took longer has to begin again.
    """
    client = build()
    callback = callback_of(client.oauth.build_authorize_url())
    service.seconds += age

    if not is_taken:
        with pytest.raises(ReauthenticationRequired, match="10 minutes"):
            client.oauth.handle_callback(callback)
    else:
        client.oauth.handle_callback(callback)

    assert is_taken == bool(service.requests)


def test_several_flows_may_be_pending(build: Build, service: Any, callback_of: Any) -> None:
    """
    Each callback finds its own verifier, in any order; a forged one disturbs none of them.
    """
    service.codes = {"code-0", "code-1", "code-2"}
    client = build()
    addresses = [client.oauth.build_authorize_url() for _ in range(3)]
    with pytest.raises(ReauthenticationRequired):
        client.oauth.handle_callback(callback_of(addresses[0], state="forged" * 8))

    for number in (2, 0, 1):
        client.oauth.handle_callback(callback_of(addresses[number], code=f"code-{number}"))

    challenges = [httpx.URL(addresses[number]).params["code_challenge"] for number in (2, 0, 1)]
    sent = [base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()) for form in service.forms]
    assert [challenge + "=" for challenge in challenges] == [one.decode() for one in sent]


def test_a_client_does_not_take_the_state_of_another(build: Build, callback_of: Any) -> None:
    """
    States belong to the client that began the flow.
    """
    address = build().oauth.build_authorize_url()

    with pytest.raises(ReauthenticationRequired, match="state"):
        build().oauth.handle_callback(callback_of(address))


def test_a_spent_code_wants_a_new_consent(build: Build, service: Any, callback_of: Any) -> None:
    """
    ``invalid_grant`` becomes ReauthenticationRequired, is not repeated, and leaves the old session alone.
    """
    service.codes = set()
    client = build(access_token="old", refresh_token="old-refresh")

    with pytest.raises(ReauthenticationRequired) as caught:
        client.oauth.handle_callback(callback_of(client.oauth.build_authorize_url()))

    assert "invalid_grant" == caught.value.reason
    assert 1 == len(service.requests)
    assert "old" == client.credentials.access_token


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (httpx.ReadTimeout("slow"), OutcomeUnknownError),
        (httpx.RemoteProtocolError("gone"), OutcomeUnknownError),
        (httpx.Response(503, text="<html>"), ServerError),
        (httpx.Response(429, json={"title": "Too Many Requests"}), RateLimitError),
        (httpx.Response(401, json={"error": "invalid_client"}), AuthenticationError),
        (httpx.Response(200, json={"token_type": "bearer"}), ResponseDecodeError),
        (httpx.Response(200, text="<html>"), ResponseDecodeError),
    ],
)
def test_a_token_request_is_never_repeated(build: Build, service: Any, fault: Any, kind: type[Exception]) -> None:
    """
    A public client's refresh token works once, so a second attempt could only end the session.
    """
    service.fault = fault
    client = build(refresh_token="refresh-1")

    with pytest.raises(kind) as caught:
        client.oauth.refresh()

    assert 1 == len(service.requests)
    assert "refresh-1" == client.credentials.refresh_token
    assert "canary" not in repr(caught.value) + str(caught.value) + str(pickle.dumps(caught.value))


def test_a_token_in_an_unreadable_reply_does_not_travel_with_the_error(build: Build, service: Any) -> None:
    """
    The error of a faulty token reply quotes nothing of it.
    """
    service.fault = httpx.Response(200, json={"access_token": ["canary"], "refresh_token": "canary"})

    with pytest.raises(ResponseDecodeError) as caught:
        build(refresh_token="r").oauth.refresh()

    assert "" == caught.value.body
    assert "canary" not in str(caught.value)


def test_a_request_that_was_never_sent_is_repeated(build: Build, service: Any) -> None:
    """
    A refused connection spends no grant.
    """
    service.fault = httpx.ConnectError("refused")
    client = build(refresh_token="refresh-1", max_retries=2)

    with pytest.raises(Exception, match="3 attempts"):
        client.oauth.refresh()

    assert 3 == len(service.requests)


def test_a_refresh_without_a_refresh_token_sends_nothing(build: Build, service: Any) -> None:
    """
    Only a new consent helps.
    """
    with pytest.raises(ReauthenticationRequired) as caught:
        build(access_token="a").oauth.refresh()

    assert "no_refresh_token" == caught.value.reason
    assert [] == service.requests


def test_a_refused_refresh_token_wants_a_new_consent(build: Build) -> None:
    """
    On day seven the refresh token of a confidential client ends.
    """
    with pytest.raises(ReauthenticationRequired) as caught:
        build(refresh_token="ended").oauth.refresh()

    assert "invalid_grant" == caught.value.reason


@pytest.mark.parametrize("name", ["client_id", "redirect_uri"])
def test_an_incomplete_integration_cannot_begin(build: Build, name: str) -> None:
    """
    The error names the argument and its variable.
    """
    client = build(**{name: None})

    with pytest.raises(ValueError, match=f"{name} is missing.*NETSUITE_{name.upper()}"):
        client.oauth.build_authorize_url()


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
        ({"expires_in": 10**15}, 10**9),
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
