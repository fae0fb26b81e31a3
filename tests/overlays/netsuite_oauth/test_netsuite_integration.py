"""The account decides where calls go, and nothing that is not an account id gets into a host name."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import Any

import pytest

from warp_client_core import AsyncClient, SyncClient
from warp_netsuite import AsyncNetSuiteClient, NetSuiteClient
from warp_netsuite.overlays.netsuite_oauth.arguments import AsyncPassedOn, SyncPassedOn
from warp_netsuite.overlays.netsuite_oauth.integration import Integration, integration_for

BOTH = pytest.mark.parametrize("kind", [NetSuiteClient, AsyncNetSuiteClient])


@pytest.mark.parametrize(
    "account_id",
    ["1.evil.com", "a/b", "x@y", "1234567_", "-1", "1--2", "1 2", "1\n", "12\u212a", "1:2", "1#", "1?", "é", "a" * 64],
)
@BOTH
def test_what_is_no_account_id_is_refused(kind: Any, account_id: str) -> None:
    """
    Anything that could lead to another host never reaches an address.
    """
    with pytest.raises(ValueError, match="account_id"):
        kind(account_id=account_id)


@BOTH
def test_without_account_and_base_url_the_error_names_both(kind: Any) -> None:
    """
    The message says what to pass or to set.
    """
    with pytest.raises(ValueError, match=r"NETSUITE_ACCOUNT_ID .*base_url"):
        kind(access_token="t")


@pytest.mark.parametrize("name", ["auth_url", "token_url", "base_url"])
def test_an_address_without_tls_is_refused(name: str) -> None:
    """
    Secrets and codes do not travel in the clear.
    """
    with pytest.raises(ValueError, match=name):
        NetSuiteClient(**{"account_id": "1234567", name: "http://netsuite.example.com/x"})  # type: ignore[arg-type] # a name chosen at run time


@BOTH
def test_an_unknown_argument_is_refused(kind: Any) -> None:
    """
    A misspelt argument is an error, although it is passed through two base classes.
    """
    with pytest.raises(TypeError, match="acount_id"):
        kind(account_id="1234567", acount_id="x")


@BOTH
def test_addresses_follow_from_the_account(kind: Any) -> None:
    """
    A sandbox's id becomes a host label; the id itself stays as it was written.
    """
    client = kind(account_id="1234567_SB1")

    services = "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest"
    assert services == client.settings.base_url
    assert f"{services}/auth/oauth2/v1/token" == client.integration.token_url
    assert "https://1234567-sb1.app.netsuite.com/app/login/oauth2/authorize.nl" == client.integration.auth_url
    assert "1234567_SB1" == client.account_id


@BOTH
def test_what_is_left_out_comes_from_the_environment_at_build_time(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    All nine variables are read; an argument wins over its variable.
    """
    names = ("ACCOUNT_ID", "AUTH_URL", "TOKEN_URL", "CLIENT_ID", "CLIENT_SECRET", "REDIRECT_URI", "BASE_URL")
    for name in names:
        value = f"https://{name.lower()}.example.com".replace("_", "-") if name.endswith("URL") else f"env-{name[:2]}"
        monkeypatch.setenv(f"NETSUITE_{name}", value)
    monkeypatch.setenv("NETSUITE_ACCESS_TOKEN", "env-access")
    monkeypatch.setenv("NETSUITE_REFRESH_TOKEN", "env-refresh")

    client = kind(client_id="mine")

    assert client.integration == Integration(
        account_id="env-AC",
        base_url="https://base-url.example.com",
        auth_url="https://auth-url.example.com",
        token_url="https://token-url.example.com",
        client_id="mine",
        client_secret="env-CL",
        redirect_uri="env-RE",
    )
    assert "https://base-url.example.com" == client.settings.base_url
    assert ("env-access", "env-refresh") == (client.credentials.access_token, client.credentials.refresh_token)


def test_an_empty_secret_makes_a_public_client() -> None:
    """
    The environment's secret is not taken when the caller passed none on purpose.
    """
    found = {"client_secret": "of another integration", "account_id": "1"}

    assert integration_for(Integration(client_secret=""), found).client_secret is None


def test_a_base_url_alone_is_enough_for_calls() -> None:
    """
    Without an account there is a client, but no way to sign in.
    """
    client = NetSuiteClient(base_url="http://127.0.0.1:1/services/rest", access_token="t")

    with pytest.raises(ValueError, match="account_id is missing"):
        client.oauth.build_authorize_url()


def test_the_secret_shows_nowhere() -> None:
    """
    Neither the client nor its integration shows it.
    """
    client = NetSuiteClient(account_id="1", client_secret="canary")

    assert "canary" not in f"{client!r} {client.integration!r} {client.authorizations!r} {client.oauth!r}"


def test_copies_share_integration_and_authorizations() -> None:
    """
    A flow begun on a copy may end on the original.
    """
    client = NetSuiteClient(account_id="1")

    copy = client.with_options(timeout=1)

    assert copy.authorizations is client.authorizations
    assert copy.integration is client.integration


@pytest.mark.parametrize(("base", "passed_on"), [(SyncClient, SyncPassedOn), (AsyncClient, AsyncPassedOn)])
def test_every_argument_of_a_client_is_named_for_type_checkers(base: Any, passed_on: Any) -> None:
    """
    The list of arguments passed on is the runtime's, without what is taken here, and with what the other overlays take.
    """
    taken = set(inspect.signature(base.__init__).parameters) - {"self", "base_url"}

    assert taken | {"platform", "max_concurrency"} == set(passed_on.__annotations__)


def test_a_client_without_a_key_loads_no_cryptography() -> None:
    """
    Nor a web server or a browser, until somebody signs in with them.
    """
    code = (
        "import sys; from warp_netsuite import NetSuiteClient\n"
        "client = NetSuiteClient(account_id='1', client_id='c', redirect_uri='https://x.y/z')\n"
        "client.oauth.build_authorize_url()\n"
        "print([one for one in ('jwt', 'cryptography', 'http.server', 'webbrowser') if one in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert "[]" == done.stdout.strip()


@pytest.mark.parametrize(
    ("token_url", "revoke_url", "expected"),
    [
        (None, None, "https://1.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/revoke"),
        ("https://x.y/oauth/token", None, "https://x.y/oauth/revoke"),
        ("https://x.y/oauth/token", "https://z.y/end", "https://z.y/end"),
        ("https://x.y/grant", None, None),
    ],
)
def test_revocation_is_beside_the_token_service(
    token_url: str | None, revoke_url: str | None, expected: str | None
) -> None:
    """
    Unless the client is told another address, or there is no telling.
    """
    with NetSuiteClient(account_id="1", token_url=token_url, revoke_url=revoke_url) as client:
        assert expected == client.integration.revoke_url


@pytest.mark.parametrize(
    "change",
    [
        {"account_id": "1234567_SB2"},
        {"token_url": "https://x.y/token"},
        {"client_id": "other"},
        {"subject": "3;12"},
        {"subject": "a|b"},
        {"base_url": "https://x.y"},
    ],
)
def test_every_part_of_the_owner_counts(change: dict[str, Any]) -> None:
    """
    Environment, account, client and subject name a slot of their own; spelling does not.
    """
    known = {"account_id": "1234567_SB1", "client_id": "c"}

    owner = NetSuiteClient(**known).token_owner()

    assert owner == NetSuiteClient(**{**known, "account_id": "1234567-sb1"}).token_owner()
    assert owner != NetSuiteClient(**{**known, **change}).token_owner()
