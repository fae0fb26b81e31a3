"""A callback is believed in the order state, error, account, code; tokens are asked for once and kept."""

from __future__ import annotations

import base64
import hashlib
import pickle
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from warp_client_core import (
    AuthenticationError,
    OutcomeUnknownError,
    RateLimitError,
    ReauthenticationRequired,
    ResponseDecodeError,
    ServerError,
    TokenRefreshError,
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
    A public client's refresh token works once: one that may be used up is not sent again, any other is kept.
    """
    service.fault = fault
    client = build(client_secret="", access_token="access-0", refresh_token="refresh-1")

    with pytest.raises(TokenRefreshError) as caught:
        client.oauth.refresh()

    is_lost = kind in (OutcomeUnknownError, ResponseDecodeError)
    assert isinstance(caught.value.__cause__, kind)
    assert ("unknown_outcome" == caught.value.reason) == is_lost
    assert 1 == len(service.requests)
    assert ("access-0", None if is_lost else "refresh-1") == (
        client.credentials.access_token,
        client.credentials.refresh_token,
    )
    assert "canary" not in repr(caught.value) + str(caught.value) + str(pickle.dumps(caught.value))


def test_a_token_in_an_unreadable_reply_does_not_travel_with_the_error(build: Build, service: Any) -> None:
    """
    The error of a faulty token reply quotes nothing of it.
    """
    service.fault = httpx.Response(200, json={"access_token": ["canary"], "refresh_token": "canary"})

    with pytest.raises(TokenRefreshError) as caught:
        build(refresh_token="r").oauth.refresh()

    cause = caught.value.__cause__
    assert isinstance(cause, ResponseDecodeError)
    assert "" == cause.body
    assert "canary" not in f"{caught.value} {cause}"


@pytest.mark.parametrize("fault", [httpx.ReadTimeout("slow"), httpx.Response(503)])
def test_a_confidential_client_asks_again(build: Build, service: Any, fault: Any) -> None:
    """
    Its refresh token lasts for days and is not used up.
    """
    service.fault = fault
    client = build(refresh_token="refresh-1", max_retries=2)

    with pytest.raises(TokenRefreshError):
        client.oauth.refresh()
    service.fault = None
    client.oauth.refresh()

    assert 4 == len(service.requests)
    assert "access-1" == client.credentials.access_token


def test_a_request_that_was_never_sent_is_repeated(build: Build, service: Any) -> None:
    """
    A refused connection spends no grant.
    """
    service.fault = httpx.ConnectError("refused")
    client = build(refresh_token="refresh-1", max_retries=2)

    with pytest.raises(TokenRefreshError) as caught:
        client.oauth.refresh()

    assert "unreachable" == caught.value.reason
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
