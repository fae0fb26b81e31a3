"""Signing in with the identity service, and what a wrong password or code leaves behind: nothing."""

import io
import sys

import pytest

from tests.core.cli.conftest import KEYS
from warp_client_core.cli import exits
from warp_sandbox.identity.accounts import CUSTOMER, PASSWORD, WITH_TOTP
from warp_sandbox.identity.app import API_KEY

NOTHING = "  do: nothing was kept; check address, password and code, then repeat the command"


@pytest.fixture
def typed(warp, platform, monkeypatch):
    """Runs ``warp login customer`` with these lines on standard input."""
    monkeypatch.setenv("WARP_TOKEN_KEYS", KEYS)
    monkeypatch.setenv("WARP_API_URL", f"{platform.address}/v1")
    monkeypatch.setenv("WARP_AUTH_API_KEY", API_KEY)
    monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", platform.address.partition("://")[2])

    def login(*lines, options=()):
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return warp("login", "customer", *options)

    return login


def test_session_of_google_is_kept_sealed_and_used_by_later_commands(warp, typed, home):
    ended = typed(CUSTOMER, PASSWORD, options=("--google",))
    later = warp("call", "customer", "account.get")

    assert (0, f"signed in as {CUSTOMER} (customer)\n") == (ended.code, ended.err)
    # The platform of the sandbox does not know that service, so it refuses the token that was sent.
    assert (exits.SIGN_IN, True) == (later.code, "INVALID_TOKEN" in later.err)
    kept = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert not [word for word in (PASSWORD.encode(), b"eyJ") if word in kept]


def test_wrong_password_is_refused_where_a_session_is_kept(typed):
    typed(CUSTOMER, PASSWORD, options=("--google",))

    ended = typed(CUSTOMER, "wrong", options=("--google",))

    assert (exits.SIGN_IN, NOTHING) == (ended.code, ended.err.splitlines()[-1])


@pytest.mark.parametrize(
    ("lines", "options"),
    [
        ((WITH_TOTP, PASSWORD, "000000"), ("--google",)),
        (("mfa@customer.example.com", "any", "000000"), ()),
        (("a@customer.example.com", "wrong"), ()),
    ],
    ids=["code of google", "code", "password"],
)
def test_what_is_refused_keeps_nothing(typed, home, lines, options):
    ended = typed(*lines, options=options)

    assert (exits.SIGN_IN, NOTHING) == (ended.code, ended.err.splitlines()[-1])
    assert [] == [file for file in home.rglob("*.tokens") if file.is_file()]
    assert not (home / "settings.json").exists()


def test_session_that_ended_there_is_forgotten_without_an_error(warp, typed, home):
    typed(CUSTOMER, PASSWORD, options=("--google",))

    ended = warp("logout", "customer")

    assert (0, "signed out (customer)\n") == (ended.code, ended.err)
    assert exits.SIGN_IN == warp("logout", "customer").code


def test_logout_without_the_platform_forgets_and_says_so(warp, typed, monkeypatch):
    typed("a@customer.example.com", "any")
    monkeypatch.setenv("WARP_API_URL", "http://127.0.0.1:1/v1")

    ended = warp("logout", "customer")

    assert (exits.LATER, True) == (ended.code, "forgotten" in ended.err.splitlines()[0]), ended.err
    assert exits.SIGN_IN == warp("logout", "customer").code
