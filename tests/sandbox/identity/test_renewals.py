"""Refresh tokens: kept, rotated, used twice, and ended."""

from __future__ import annotations

import pytest

from warp_sandbox.identity.accounts import CUSTOMER
from warp_sandbox.identity.app import API_KEY, SECURE_TOKEN
from warp_sandbox.identity.jwt import read
from warp_sandbox.identity.sessions import Policy


def message(reply):
    return reply.json()["error"]["message"]


@pytest.fixture
def at(make_identity, sign_in_at, renew_at):
    """A service with a policy, a refresh token of it, and what renews there."""

    def make(**policy):
        app = make_identity(policy=Policy(**policy))
        return app, sign_in_at(app)().json()["refreshToken"], renew_at(app)

    return make


def test_renewal_speaks_the_words_of_the_token_host(at, clock):
    """
    Snake case, the id token twice, and a lifetime as text.
    """
    _, token, renew = at(lifetime=600)
    clock.advance(60)

    body = renew(token).json()

    tokens = {"access_token", "expires_in", "token_type", "refresh_token", "id_token"}
    assert {*tokens, "user_id", "project_id"} == set(body)
    assert body["access_token"] == body["id_token"]
    assert ("600", token) == (body["expires_in"], body["refresh_token"])
    claims = read(body["id_token"]).claims
    assert clock().timestamp() + 600 == claims["exp"]
    assert clock().timestamp() - 60 == claims["auth_time"]


def test_json_is_taken_too(at, client_of):
    """
    In either spelling of the names.
    """
    app, token, _ = at()
    client = client_of(app, base=SECURE_TOKEN, headers={"x-goog-api-key": API_KEY})

    for body in (
        {"grant_type": "refresh_token", "refresh_token": token},
        {"grantType": "refresh_token", "refreshToken": token},
    ):
        assert 200 == client("POST", "/v1/token", json=body).status_code


def test_refresh_token_is_kept_as_google_does(at):
    """
    It may be used again and again.
    """
    app, token, renew = at()

    assert [token, token] == [renew(token).json()["refresh_token"] for _ in range(2)]
    assert 2 == app.state.sessions.renewals


def test_rotation_uses_a_token_up(at):
    """
    The successor works, the old one does not; the family lives on.
    """
    app, token, renew = at(rotates=True)
    successor = renew(token).json()["refresh_token"]

    assert token != successor
    assert "INVALID_REFRESH_TOKEN" == message(renew(token))
    assert 200 == renew(successor).status_code
    assert (2, 1) == (app.state.sessions.renewals, app.state.sessions.reuses)


def test_reuse_ends_the_family(at):
    """
    Where reuse is watched for, the successor goes with the token that came twice.
    """
    _, token, renew = at(rotates=True, revokes_on_reuse=True)
    successor = renew(token).json()["refresh_token"]
    renew(token)

    assert "TOKEN_EXPIRED" == message(renew(successor))


def test_grace_gives_the_same_successor(at, clock):
    """
    A client whose reply was lost may ask again for a while.
    """
    _, token, renew = at(rotates=True, revokes_on_reuse=True, grace=10)
    first = renew(token).json()["refresh_token"]
    clock.advance(9)
    second = renew(token).json()["refresh_token"]
    clock.advance(1)

    assert first == second
    assert 400 == renew(token).status_code


def test_unknown_token_is_refused(renew):
    """
    Nothing is told about what it resembles.
    """
    assert (400, "INVALID_REFRESH_TOKEN") == (renew("guess").status_code, message(renew("guess")))


def test_ended_disabled_and_removed_accounts_are_told_apart(at):
    """
    Each has a code of its own; a client signs in again after any of them.
    """
    app, token, renew = at()
    app.state.sessions.end(CUSTOMER)
    ended = message(renew(token))
    app.state.accounts.of(CUSTOMER).is_disabled = True
    disabled = message(renew(token))
    app.state.accounts.remove(CUSTOMER)

    assert ["TOKEN_EXPIRED", "USER_DISABLED", "USER_NOT_FOUND"] == [ended, disabled, message(renew(token))]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({}, "MISSING_GRANT_TYPE"),
        ({"grant_type": "password"}, "INVALID_GRANT_TYPE"),
        ({"grant_type": "refresh_token"}, "MISSING_REFRESH_TOKEN"),
    ],
)
def test_incomplete_renewal_is_refused(form, code, identity_app, client_of):
    """
    What is missing is named.
    """
    client = client_of(identity_app, base=SECURE_TOKEN, headers={"x-goog-api-key": API_KEY})

    assert code == message(client("POST", "/v1/token", data=form))


@pytest.mark.parametrize("told", ["0", "soon", "99999999999", None])
def test_told_lifetime_may_be_anything(told, at):
    """
    The token itself ends when it ends.
    """
    _, token, renew = at(told_lifetime=told)

    body = renew(token).json()

    assert told == body.get("expires_in")
    claims = read(body["id_token"]).claims
    assert 3600 == claims["exp"] - claims["iat"]
