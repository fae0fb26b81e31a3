"""Users of tenants: each tenant has its own."""

from __future__ import annotations

import pytest

from warp_sandbox.identity.accounts import CUSTOMER, PASSWORD
from warp_sandbox.identity.jwt import read
from warp_sandbox.identity.sign_in import custom_token

SIGN_IN, CUSTOM = "/v1/accounts:signInWithPassword", "/v1/accounts:signInWithCustomToken"


@pytest.fixture
def accounts(identity_app):
    """The accounts of the service."""
    return identity_app.state.accounts


def test_same_address_is_another_account_in_a_tenant(accounts, sign_in):
    """
    The tenant decides whose password counts, and the id token names it.
    """
    tenant = accounts.add_tenant("alpha")
    added = accounts.add(CUSTOMER, tenant=tenant, password="of-the-tenant")

    replies = [sign_in(CUSTOMER, PASSWORD), sign_in(CUSTOMER, "of-the-tenant", tenantId=tenant)]

    claims = [read(reply.json()["idToken"]).claims for reply in replies]
    assert [None, tenant] == [one["firebase"].get("tenant") for one in claims]
    assert added.id == claims[1]["sub"] != claims[0]["sub"]


def test_renewed_token_names_the_tenant(accounts, sign_in, renew):
    """
    A refresh token knows where it belongs.
    """
    tenant = accounts.add_tenant("alpha")
    accounts.add("somebody@alpha.example.com", tenant=tenant)
    signed_in = sign_in("somebody@alpha.example.com", tenantId=tenant).json()

    renewed = renew(signed_in["refreshToken"]).json()

    assert tenant == read(renewed["id_token"]).claims["firebase"]["tenant"]


def test_unknown_tenant_is_refused(sign_in):
    """
    By its own code, before the password is looked at.
    """
    reply = sign_in(CUSTOMER, "wrong", tenantId="nobody-knows")

    assert (400, "TENANT_NOT_FOUND") == (reply.status_code, reply.json()["error"]["message"])


def test_account_by_custom_token_stays_in_its_tenant(accounts, toolkit, clock):
    """
    The first sign-in settles the tenant of a new account; another one is refused.
    """
    tenant, body = accounts.add_tenant("alpha"), {"token": custom_token("user-7", clock())}

    first = toolkit(CUSTOM, {**body, "tenantId": tenant})
    second = toolkit(CUSTOM, body)

    assert (200, 400) == (first.status_code, second.status_code)
    assert "TENANT_ID_MISMATCH" == second.json()["error"]["message"]
