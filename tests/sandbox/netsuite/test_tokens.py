"""Grants for access tokens."""

from __future__ import annotations

import pytest

from warp_sandbox.netsuite.tokens import CLIENT_ID, CLIENT_SECRET, CODE, REFRESH_TOKEN

PATH = "/auth/oauth2/v1/token"
CLIENT = (CLIENT_ID, CLIENT_SECRET)
BY_CODE = {"grant_type": "authorization_code", "code": CODE, "redirect_uri": "https://app.example.com/callback"}
BY_REFRESH = {"grant_type": "refresh_token", "refresh_token": REFRESH_TOKEN}


@pytest.mark.parametrize("auth", [None, (CLIENT_ID, "guess"), ("other", CLIENT_SECRET)])
def test_unknown_client_is_refused(auth, nobody):
    """
    The client is looked at before its grant.
    """
    headers = {} if auth else {"Authorization": "Basic ???"}

    reply = nobody("POST", PATH, data=BY_CODE, headers=headers)

    assert (401, "invalid_client") == (reply.status_code, reply.json()["error"])
    assert reply.headers["WWW-Authenticate"].startswith("Basic")


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({**BY_CODE, "code": "guess"}, "invalid_grant"),
        ({"grant_type": "authorization_code"}, "invalid_grant"),
        ({**BY_REFRESH, "refresh_token": "guess"}, "invalid_grant"),
        ({"grant_type": "client_credentials"}, "invalid_grant"),
        ({"grant_type": "password"}, "invalid_request"),
        ({"code": CODE}, "invalid_request"),
        ({**BY_CODE, "colour": "red"}, "invalid_request"),
        ({**BY_CODE, "code": [CODE, CODE]}, "invalid_request"),
    ],
)
def test_wrong_grant_is_refused(form, error, token_request):
    """
    Errors are those of OAuth, not of the record service.
    """
    reply = token_request(form)

    assert (400, error) == (reply.status_code, reply.json()["error"])


def test_json_is_no_token_request(netsuite_app, client_of, basic):
    """
    The token service takes a form.
    """
    reply = client_of(netsuite_app, base="/services/rest", headers=basic)("POST", PATH, json=BY_CODE)

    assert (400, "invalid_request") == (reply.status_code, reply.json()["error"])


def test_code_works_once(token_request):
    """
    A code that was exchanged is spent.
    """
    assert 200 == token_request(BY_CODE).status_code
    assert "invalid_grant" == token_request(BY_CODE).json()["error"]


def test_code_gives_both_tokens(token_request, nobody):
    """
    The access token opens the record service; the reply must not be cached.
    """
    reply = token_request(BY_CODE)
    tokens = reply.json()

    assert (REFRESH_TOKEN, "bearer", "3600") == (tokens["refresh_token"], tokens["token_type"], tokens["expires_in"])
    assert "no-store" == reply.headers["Cache-Control"]
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert 200 == nobody("GET", "/system/v1/serverTime", headers=headers).status_code


def test_renewal_sends_no_refresh_token(token_request):
    """
    The client keeps the one it has, and may use it again.
    """
    first, second = (token_request(BY_REFRESH).json() for _ in range(2))

    assert "refresh_token" not in first
    assert first["access_token"] != second["access_token"]


def test_issued_token_ends(token_request, nobody, clock):
    """
    An hour later the token is refused.
    """
    headers = {"Authorization": f"Bearer {token_request(BY_REFRESH).json()['access_token']}"}
    clock.advance(3600)

    assert 401 == nobody("GET", "/system/v1/serverTime", headers=headers).status_code


@pytest.fixture
def basic():
    """The header that proves the client."""
    return {"Authorization": "Basic c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ="}


@pytest.fixture
def token_request(nobody, basic):
    """Sends a form to the token service as the known client."""
    return lambda form: nobody("POST", PATH, data=form, headers=basic)
