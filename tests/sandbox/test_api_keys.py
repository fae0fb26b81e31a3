"""API keys: shown once, and then really used."""

from __future__ import annotations

import pytest

from warp_sandbox.warp.auth import CUSTOMER_KEY


@pytest.fixture
def create(customer):
    """Creates a key; returns the reply."""

    def send(*scopes, **fields):
        return customer("POST", "/api-keys", json={"name": "Mine", "scopes": scopes or ["api.manage"], **fields})

    return send


@pytest.fixture
def using(stranger):
    """Sends with a key."""

    def send(key, method, path, headers=None, **options):
        return stranger(method, path, headers={"X-API-Key": key, **(headers or {})}, **options)

    return send


def test_secret_is_shown_once(create, customer):
    """
    The list knows the prefix and nothing else of it.
    """
    created = create("cdr.read").json()["data"]
    listed = customer("GET", "/api-keys")

    assert created["key"].startswith(created["key_prefix"])
    assert created["key"] not in listed.text
    assert {name: value for name, value in created.items() if name != "key"} in listed.json()["data"]


def test_created_key_opens_what_its_scopes_name(create, using):
    """
    Reading trunks is allowed, changing them is not.
    """
    key = create("trunks.read").json()["data"]["key"]
    trunk = "/trunks/7c0e5a1e-52c3-4a8f-9d9c-1f2b3c4d5e6f"

    denied = using(key, "PATCH", trunk, json={"name": "New"})

    assert 200 == using(key, "GET", trunk).status_code
    assert (403, "ACCESS_DENIED") == (denied.status_code, denied.json()["code"])
    assert "The API key needs the scope trunks.write." == denied.json()["message"]


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("accounts.read", "GET", "/account"),
        ("billing.read", "GET", "/billing/balance"),
        ("billing.pay", "POST", "/billing/recharge"),
        ("billing.write", "POST", "/billing/payment-methods"),
        ("numbers.read", "GET", "/numbers"),
        ("numbers.port", "POST", "/numbers/port"),
        ("numbers.write", "POST", "/numbers/order"),
        ("trunks.read", "GET", "/customers/3f6b1c52-8a0e-4a53-9a55-0d6a1c7f2b10/trunks"),
        ("trunks.delete", "DELETE", "/trunks/none"),
        ("cdr.read", "GET", "/usage/summary?period=month"),
        ("cdr.export", "POST", "/cdrs/export"),
        ("api.manage", "GET", "/webhooks"),
    ],
)
def test_operation_needs_its_scope(scope, method, path, create, using):
    """
    With the scope the request comes to its own checks, without it the answer is a 403.
    """
    right, wrong = (create(one).json()["data"]["key"] for one in (scope, "accounts.delete"))

    assert 403 != using(right, method, path, json={} if method == "POST" else None).status_code
    assert 403 == using(wrong, method, path, json={} if method == "POST" else None).status_code


def test_key_never_reaches_the_admin_side(create, using):
    """
    Its role is that of the account.
    """
    assert 403 == using(create().json()["data"]["key"], "GET", "/admin/trunks").status_code


def test_deleted_key_is_refused(create, using, customer):
    """
    It ends at once, and deleting it again is a 404.
    """
    created = create("accounts.read").json()["data"]
    before = using(created["key"], "GET", "/account").status_code

    first, second = (customer("DELETE", f"/api-keys/{created['id']}") for _ in range(2))

    assert (200, 204, 404) == (before, first.status_code, second.status_code)
    assert 401 == using(created["key"], "GET", "/account").status_code
    assert created["id"] not in [one["id"] for one in customer("GET", "/api-keys").json()["data"]]


def test_key_ends_when_it_said(create, using, customer, clock):
    """
    From its expiry on it is refused and listed as inactive.
    """
    created = create("accounts.read", expires_at="2026-01-15T13:00:00+00:00").json()["data"]
    clock.advance(3599)
    before = using(created["key"], "GET", "/account").status_code
    clock.advance(1)

    after = using(created["key"], "GET", "/account").status_code

    assert (200, 401) == (before, after)
    listed = {one["id"]: one["active"] for one in customer("GET", "/api-keys").json()["data"]}
    assert (True, False) == (created["active"], listed[created["id"]])


def test_use_of_a_key_is_noted(create, using, customer, clock):
    """
    The list shows when it was last accepted.
    """
    created = create("accounts.read").json()["data"]
    clock.advance(5)
    using(created["key"], "GET", "/account")

    listed = {one["id"]: one["last_used_at"] for one in customer("GET", "/api-keys").json()["data"]}

    assert (None, "2026-01-15T12:00:05Z") == (created["last_used_at"], listed[created["id"]])


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 200), ({"X-Forwarded-For": "203.0.113.10, 10.0.0.1"}, 200), ({"X-Forwarded-For": "203.0.113.11"}, 403)],
)
def test_key_works_from_its_addresses(headers, status, create, using):
    """
    The first forwarded address decides; without one the sandbox cannot tell.
    """
    key = create("accounts.read", allowed_ips=["203.0.113.10"]).json()["data"]["key"]

    assert status == using(key, "GET", "/account", headers=headers).status_code


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"scopes": []}, "scopes"), ({"scopes": ["all"]}, "scopes.0"), ({"allowed_ips": ["here"]}, "allowed_ips")],
)
def test_key_must_make_sense(fields, field, customer):
    """
    Scopes are needed and known, addresses are addresses.
    """
    reply = customer("POST", "/api-keys", json={"name": "Mine", "scopes": ["cdr.read"], **fields})

    assert (422, field) == (reply.status_code, reply.json()["details"]["errors"][0]["field"])


def test_key_gives_no_more_than_it_has(create, using):
    """
    A key that manages keys makes keys of its own scopes only.
    """
    key = create("api.manage", "cdr.read").json()["data"]["key"]

    more, same = (
        using(key, "POST", "/api-keys", json={"name": "Next", "scopes": scopes})
        for scopes in (["cdr.read", "billing.pay"], ["cdr.read"])
    )

    assert (403, 201) == (more.status_code, same.status_code)
    assert "billing.pay" in more.json()["message"]


def test_seeded_key_can_be_deleted(customer, using):
    """
    The key of every sandbox is one like the others.
    """
    listed = customer("GET", "/api-keys").json()["data"]
    seeded = next(one["id"] for one in listed if one["name"] == "Sandbox")

    customer("DELETE", f"/api-keys/{seeded}")

    assert 401 == using(CUSTOMER_KEY, "GET", "/account").status_code


def test_key_does_not_end_before_it_begins(create):
    """
    An end in the past is refused.
    """
    reply = create("cdr.read", expires_at="2026-01-15T12:00:00Z")

    assert (422, "expires_at") == (reply.status_code, reply.json()["details"]["errors"][0]["field"])
