"""Credentials: seeded ones, sign-in, refresh and sign-out."""

from __future__ import annotations

import pytest

from warp_sandbox.warp.auth import ADMIN_KEY, ADMIN_TOKEN, CUSTOMER_KEY, CUSTOMER_TOKEN

LOGIN = {"email": "ada@customer.example.com", "password": "right"}


@pytest.fixture
def login(stranger):
    """Signs in; returns the reply."""
    return lambda **fields: stranger("POST", "/auth/login", json={**LOGIN, **fields})


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "UNAUTHORIZED"),
        ({"X-API-Key": "unknown"}, "UNAUTHORIZED"),
        ({"Authorization": "Bearer unknown"}, "INVALID_TOKEN"),
        ({"Authorization": "Bearer"}, "INVALID_TOKEN"),
        ({"Authorization": f"Basic {CUSTOMER_TOKEN}"}, "INVALID_TOKEN"),
        ({"Authorization": "Bearer unknown", "X-API-Key": CUSTOMER_KEY}, "INVALID_TOKEN"),
    ],
)
def test_unknown_credentials_are_a_401(headers, code, stranger):
    """
    A bearer token that is wrong is not saved by a key that is right.
    """
    reply = stranger("GET", "/account", headers=headers)

    assert (401, code) == (reply.status_code, reply.json()["code"])


def test_credentials_come_before_the_body(stranger):
    """
    A stranger learns nothing about what a body should look like.
    """
    assert 401 == stranger("POST", "/webhooks", json={"nonsense": 1}).status_code


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/admin/trunks", bearer(CUSTOMER_TOKEN)),
        ("/admin/trunks", {"X-API-Key": CUSTOMER_KEY}),
        ("/account", bearer(ADMIN_TOKEN)),
        ("/account", {"X-API-Key": ADMIN_KEY}),
        ("/netsuite/auth/status", bearer(CUSTOMER_TOKEN)),
    ],
)
def test_other_role_is_denied(path, headers, stranger):
    """
    Operations are for the roles that the document names, in both directions.
    """
    reply = stranger("GET", path, headers=headers)

    assert (403, "ACCESS_DENIED") == (reply.status_code, reply.json()["code"])


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/account", bearer(CUSTOMER_TOKEN)),
        ("/account", {"X-API-Key": CUSTOMER_KEY}),
        ("/account", {"Authorization": f"bearer {CUSTOMER_TOKEN}"}),
        ("/admin/trunks", bearer(ADMIN_TOKEN)),
        ("/admin/trunks", {"X-API-Key": ADMIN_KEY}),
    ],
)
def test_seeded_credentials_work(path, headers, stranger):
    """
    Tokens and keys are there from the start.
    """
    assert 200 == stranger("GET", path, headers=headers).status_code


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"password": "wrong"}, "UNAUTHORIZED"),
        ({"email": "ada@elsewhere.example.org"}, "UNAUTHORIZED"),
        ({"email": "ada@x@customer.example.com"}, "UNAUTHORIZED"),
        ({"email": "mfa.ada@customer.example.com"}, "MFA_REQUIRED"),
        ({"email": "mfa.ada@customer.example.com", "mfa_code": "654321"}, "MFA_REQUIRED"),
    ],
)
def test_wrong_sign_in_is_a_401(fields, code, login):
    """
    Wrong passwords, unknown addresses and missing second factors open no session.
    """
    reply = login(**fields)

    assert (401, code) == (reply.status_code, reply.json()["code"])


@pytest.mark.parametrize(
    ("email", "path"),
    [("ada@customer.example.com", "/account"), ("ada@admin.example.com", "/admin/trunks")],
)
def test_address_decides_the_role(email, path, login, stranger):
    """
    The token of a sign-in opens the operations of its role.
    """
    data = login(email=email).json()["data"]

    assert 200 == stranger("GET", path, headers=bearer(data["access_token"])).status_code
    assert (email, "Bearer", 3600) == (data["user"]["email"], data["token_type"], data["expires_in"])


def test_second_factor_opens_the_session(login):
    """
    The right code is enough.
    """
    reply = login(email="mfa.ada@customer.example.com", mfa_code="123456")

    assert reply.json()["data"]["user"]["mfa_enabled"]


def test_access_token_ends(login, stranger, clock):
    """
    After its lifetime a token is refused; before it works.
    """
    token = login().json()["data"]["access_token"]
    clock.advance(3599)
    before = stranger("GET", "/account", headers=bearer(token))
    clock.advance(1)

    after = stranger("GET", "/account", headers=bearer(token))

    assert (200, 401) == (before.status_code, after.status_code)
    assert "INVALID_TOKEN" == after.json()["code"]


def test_refresh_token_works_once(login, stranger):
    """
    Refresh tokens rotate: the old access token is gone, and who uses a spent one ends the session.
    """
    old = login().json()["data"]
    first = {"refresh_token": old["refresh_token"]}
    renewed = stranger("POST", "/auth/refresh", json=first).json()["data"]
    fresh = stranger("GET", "/account", headers=bearer(renewed["access_token"]))

    spent = stranger("POST", "/auth/refresh", json=first)

    assert 401 == stranger("GET", "/account", headers=bearer(old["access_token"])).status_code

    assert (401, "INVALID_REFRESH_TOKEN") == (spent.status_code, spent.json()["code"])
    assert 200 == fresh.status_code
    assert 401 == stranger("GET", "/account", headers=bearer(renewed["access_token"])).status_code
    assert "user" not in renewed


def test_sign_out_ends_the_whole_session(login, stranger):
    """
    Access tokens and refresh tokens of the session are gone, other sessions go on.
    """
    other = login().json()["data"]
    old = login().json()["data"]
    new = stranger("POST", "/auth/refresh", json={"refresh_token": old["refresh_token"]}).json()["data"]

    reply = stranger("POST", "/auth/logout", headers=bearer(new["access_token"]))

    assert 204 == reply.status_code
    assert 401 == stranger("GET", "/account", headers=bearer(new["access_token"])).status_code
    assert 401 == stranger("POST", "/auth/refresh", json={"refresh_token": new["refresh_token"]}).status_code
    assert 200 == stranger("GET", "/account", headers=bearer(other["access_token"])).status_code


def test_sign_out_with_a_key_changes_nothing(stranger):
    """
    A key has no session to end.
    """
    headers = {"X-API-Key": CUSTOMER_KEY}

    assert 204 == stranger("POST", "/auth/logout", headers=headers).status_code
    assert 200 == stranger("GET", "/account", headers=headers).status_code


def test_tokens_follow_from_the_seed(make, client_of):
    """
    The same seed and the same requests give the same tokens.
    """
    replies = [client_of(make(seed=3))("POST", "/auth/login", json=LOGIN).json()["data"] for _ in range(2)]

    assert replies[0] == replies[1]


def test_address_names_another_account(login, stranger, clock):
    """
    The BAN stands in the domain, in any letter case; the user was created on the same day at every sign-in.
    """
    first = login(email="ada@BAN-100043.Customer.Example.com").json()["data"]
    clock.advance(60)
    second = login(email="ada@ban-100043.customer.example.com").json()["data"]

    account = stranger("GET", "/account", headers=bearer(first["access_token"])).json()["data"]
    assert "BAN-100043" == account["ban"]
    assert first["user"]["created_at"] == second["user"]["created_at"]
    assert 401 == login(email="ada@ban-0.customer.example.com").status_code


def test_admins_have_permissions_of_their_own(login):
    """
    They are not those of a customer.
    """
    admin, own = (login(email=f"ada@{kind}.example.com").json()["data"]["user"] for kind in ("admin", "customer"))

    assert admin["permissions"] != own["permissions"]
