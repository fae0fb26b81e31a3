"""Grants for access tokens, and their ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from warp_sandbox.identity.jwt import read
from warp_sandbox.netsuite.integrations import ACCOUNT, CLIENT_ID, CLIENT_SECRET, PUBLIC_CLIENT_ID, REDIRECTS
from warp_sandbox.netsuite.tokens import CODE, REFRESH_TOKEN

PATH = "/auth/oauth2/v1/token"
REVOKE = "/auth/oauth2/v1/revoke"
CLIENT = (CLIENT_ID, CLIENT_SECRET)
BY_CODE = {"grant_type": "authorization_code", "code": CODE, "redirect_uri": REDIRECTS[0]}
BY_REFRESH = {"grant_type": "refresh_token", "refresh_token": REFRESH_TOKEN}


@pytest.mark.parametrize(
    "header",
    [
        "Basic ???",
        "Basic c2FuZGJveC1jbGllbnQ6Z3Vlc3M=",
        "Basic b3RoZXI6c2FuZGJveC1zZWNyZXQ=",
        "Bearer c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ=",
        None,
    ],
)
def test_unknown_client_is_refused(header, nobody):
    """
    The client is looked at before its grant, and challenged for HTTP Basic of this account.
    """
    reply = nobody("POST", PATH, data=BY_CODE, headers={"Authorization": header} if header else {})

    assert (401, "invalid_client") == (reply.status_code, reply.json()["error"])
    assert f'Basic realm="{ACCOUNT}"' == reply.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({**BY_CODE, "code": "guess"}, "invalid_grant"),
        ({"grant_type": "authorization_code"}, "invalid_grant"),
        ({**BY_REFRESH, "refresh_token": "guess"}, "invalid_grant"),
        ({"grant_type": "refresh_token"}, "invalid_grant"),
        ({"grant_type": "client_credentials"}, "invalid_request"),
        ({"grant_type": "password"}, "invalid_request"),
        ({"code": CODE}, "invalid_request"),
        ({**BY_CODE, "colour": "red"}, "invalid_request"),
        ({**BY_CODE, "client_secret": CLIENT_SECRET}, "invalid_request"),
        ({**BY_CODE, "client_id": CLIENT_ID}, "invalid_request"),
        ({**BY_CODE, "code": [CODE, CODE]}, "invalid_request"),
    ],
)
def test_wrong_grant_is_refused(form, error, token_request):
    """
    Errors are those of OAuth; a client that proves itself twice, or in the form, made a wrong request.
    """
    reply = token_request(form)

    assert (400, error) == (reply.status_code, reply.json()["error"])


def test_json_is_no_token_request(netsuite_app, client_of, basic):
    """
    The token service takes a form.
    """
    reply = client_of(netsuite_app, base="/services/rest", headers=basic)("POST", PATH, json=BY_CODE)

    assert (400, "invalid_request") == (reply.status_code, reply.json()["error"])


def test_code_works_once(token_request, works):
    """
    A code that comes again takes the tokens with it that it gave.
    """
    token = token_request(BY_CODE).json()["access_token"]
    before = works(token)

    assert "invalid_grant" == token_request(BY_CODE).json()["error"]
    assert (True, False) == (before, works(token))


def test_code_gives_both_tokens(token_request, works):
    """
    The access token opens the record service; the reply must not be cached.
    """
    reply = token_request(BY_CODE)
    tokens = reply.json()

    assert {"access_token", "refresh_token", "token_type", "expires_in"} == set(tokens)
    assert ("bearer", "3600") == (tokens["token_type"], tokens["expires_in"])
    assert "no-store" == reply.headers["Cache-Control"]
    assert works(tokens["access_token"])


def test_refresh_token_tells_when_it_ends(token_request, clock):
    """
    It is a JSON web token with the role, the account and the time.
    """
    claims = read(token_request(BY_CODE).json()["refresh_token"]).claims

    assert (clock() + timedelta(days=7)).timestamp() == claims["exp"]
    assert "3;12" == claims["sub"]
    assert f"{CLIENT_ID};{ACCOUNT}" in claims["aud"]


def test_renewal_sends_no_refresh_token(token_request):
    """
    The client keeps the one it has, and may use it again.
    """
    first, second = (token_request(BY_REFRESH).json() for _ in range(2))

    assert "refresh_token" not in first
    assert first["access_token"] != second["access_token"]


def test_refresh_token_ends_seven_days_after_consent(token_request, clock):
    """
    Renewals do not make it last longer.
    """
    form = {"grant_type": "refresh_token", "refresh_token": token_request(BY_CODE).json()["refresh_token"]}
    clock.advance(6 * 86400)
    last = token_request(form).status_code
    clock.advance(86400)

    assert (200, "invalid_grant") == (last, token_request(form).json()["error"])


def test_refresh_token_is_bound_to_its_client(nobody):
    """
    Another client has no use for it.
    """
    reply = nobody("POST", PATH, data={**BY_REFRESH, "client_id": PUBLIC_CLIENT_ID})

    assert (400, "invalid_grant") == (reply.status_code, reply.json()["error"])


def test_issued_token_ends(token_request, works, clock):
    """
    An hour later the token is refused.
    """
    token = token_request(BY_REFRESH).json()["access_token"]
    clock.advance(3600)

    assert not works(token)


def test_revoked_session_is_over(token_request, works, nobody, basic):
    """
    The refresh token and the access tokens that came from it; what is not known is revoked already.
    """
    tokens = token_request(BY_CODE).json()
    form = {"token": tokens["refresh_token"]}

    replies = [nobody("POST", REVOKE, data=form, headers=basic) for _ in range(2)]

    assert [(200, b"")] * 2 == [(reply.status_code, reply.content) for reply in replies]
    assert not works(tokens["access_token"])
    again = token_request({"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]})
    assert "invalid_grant" == again.json()["error"]


def test_only_a_client_revokes(nobody):
    """
    Errors are those of the token service.
    """
    reply = nobody("POST", REVOKE, data={"token": REFRESH_TOKEN})

    assert (401, "invalid_client") == (reply.status_code, reply.json()["error"])


@pytest.fixture
def basic():
    """The header that proves the client."""
    return {"Authorization": "Basic c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ="}


@pytest.fixture
def token_request(nobody, basic):
    """Sends a form to the token service as the known client."""
    return lambda form: nobody("POST", PATH, data=form, headers=basic)


@pytest.fixture
def works(nobody):
    """Whether an access token opens the record service."""
    path = "/system/v1/serverTime"
    return lambda token: 200 == nobody("GET", path, headers={"Authorization": f"Bearer {token}"}).status_code
