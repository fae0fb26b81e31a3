"""Customers and operators stay signed in, for as long as the platform takes their refresh token."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import Any

import httpx
import pytest

from warp_client_core import AuthenticationError, MemoryTokenStore, ReauthenticationRequired, Tokens

KINDS = ["customer", "admin"]


def look(client: Any, kind: str = "customer") -> Any:
    return client.account.get() if kind == "customer" else client.customers.list()


@pytest.mark.parametrize("kind", KINDS)
def test_a_session_outlives_its_access_tokens(platform: Any, kind: str) -> None:
    """
    A day of calls, one every ten minutes: tokens are renewed in time, and no request is refused.
    """
    client = platform.client(kind)

    for _ in range(144):
        platform.sandbox.advance(600)
        look(client, kind)

    assert 20 <= platform.count("/auth/refresh") <= 30
    assert {200} == {status for _path, status in platform.paths}


@pytest.mark.parametrize("kind", KINDS)
def test_an_access_token_that_has_ended_unnoticed_is_renewed(platform: Any, kind: str) -> None:
    """
    Tokens from elsewhere tell no lifetime; the first 401 does.
    """
    first = platform.client(kind).credentials.tokens
    platform.sandbox.advance(4000)
    client = platform.client(kind, signed_in=False, access_token=first.access_token, refresh_token=first.refresh_token)

    look(client, kind)

    assert [401, 200, 200] == [status for _path, status in platform.paths[1:]]


@pytest.mark.anyio
@pytest.mark.parametrize("kind", KINDS)
async def test_async_callers_renew_once(platform: Any, kind: str) -> None:
    """
    Fifty calls with a token that has ended cost one renewal.
    """
    async with platform.async_client(kind) as client:
        await client.auth.login(email=f"somebody@{kind}.example.com", password="right")
        platform.sandbox.advance(4000)
        await asyncio.gather(*(look(client, kind) for _ in range(50)))

    assert 1 == platform.count("/auth/refresh")


def test_the_account_is_not_looked_up_again_after_a_renewal(platform: Any) -> None:
    """
    A renewed token is that of the same account.
    """
    client = platform.client()
    client.trunks.list()
    platform.sandbox.advance(4000)

    client.trunks.list()

    assert 1 == platform.count("/account")
    assert 1 == platform.count("/auth/refresh")


def test_after_signing_out_nothing_is_renewed(platform: Any) -> None:
    """
    Tokens, store and what was derived are gone, although the platform's answer was an error.
    """
    store = MemoryTokenStore()
    client = platform.client(token_store=store)
    client.trunks.list()
    platform.sandbox.script(["operation=logout;status=500"])

    with pytest.raises(Exception, match="500"):
        client.auth.logout()
    with pytest.raises(AuthenticationError):
        client.account.get()

    assert (None, Tokens(), {}) == (store.load(), client.credentials.tokens, client.credentials.derived)
    assert 0 == platform.count("/auth/refresh")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [("operation=refresh_token;lost", "unknown_outcome"), ("operation=refresh_token;status=401", "invalid_grant")],
)
def test_the_end_of_a_session_is_told_once(platform: Any, fault: str, reason: str) -> None:
    """
    A lost answer or a refusal: signing in again is all that helps, and does.
    """
    told: list[ReauthenticationRequired] = []
    client = platform.client(on_reauthenticate=told.append)
    platform.sandbox.advance(4000)
    platform.sandbox.script([fault])

    with pytest.raises(ReauthenticationRequired):
        client.account.get()
    with pytest.raises(AuthenticationError):
        client.account.get()
    client.auth.login(email="somebody@customer.example.com", password="right")
    client.account.get()

    assert [reason] == [one.reason for one in told]


def test_a_failure_of_the_platform_is_overcome(platform: Any) -> None:
    """
    A renewal that fails in the last minutes is made up for, and no caller notices.
    """
    client = platform.client()
    platform.sandbox.script(["operation=refresh_token;status=503;times=2"])
    platform.sandbox.advance(3600 - 235)

    for _ in range(8):
        client.account.get()
        platform.sandbox.advance(31)

    assert 3 == platform.count("/auth/refresh")
    assert 8 == platform.count("/account")


def test_static_tokens_and_keys_load_nothing_of_it() -> None:
    """
    Neither the layer nor a store is imported by a client that has nothing to renew.
    """
    code = (
        f"import sys, {httpx.__name__}; sys.modules['httpx'] = {httpx.__name__}; "
        "from warp_sandbox import Sandbox, SandboxTransport; from warp_customer import CustomerClient; "
        "sandbox = Sandbox(); made = {'api_key': 'sandbox-customer-key'}, {'access_token': 'sandbox-customer-token'}; "
        "[CustomerClient(transport=SandboxTransport(sandbox), **one).account.get() for one in made]; "
        "print([name for name in sys.modules if name.startswith(('warp_client_core.refreshing', "
        "'warp_client_core.stores', 'warp_client_core.sessions', 'warp_customer.overlays.token_refresh.'))])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert "[]" == done.stdout.strip()
