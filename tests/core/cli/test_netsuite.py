"""Commands of NetSuite against the simulator: signing in by one command or by two, and what the platform is asked."""

from __future__ import annotations

import json
import socket
import threading
import webbrowser

import httpx
import pytest

from tests.core.cli.conftest import KEYS
from tests.overlays.netsuite_oauth.simulated import TOKEN_PATH, simulated
from warp_client_core.cli import exits
from warp_sandbox.netsuite.integrations import ACCOUNT, CLIENT_ID, CLIENT_SECRET
from warp_sandbox.spec.document import load


@pytest.fixture(scope="module")
def redirect_uri():
    """A callback address of this machine, at a port that was free."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}/netsuite/callback"


@pytest.fixture(scope="module")
def simulator(redirect_uri):
    """A simulator that knows the address."""
    with simulated(load("netsuite"), redirects=(redirect_uri,)) as found:
        yield found


@pytest.fixture
def netsuite(simulator, redirect_uri, monkeypatch):
    """Sets what an integration is called with, and gives the simulator."""
    values = {
        "ACCOUNT_ID": ACCOUNT,
        "BASE_URL": f"{simulator.url}/services/rest",
        "AUTH_URL": f"{simulator.url}/app/login/oauth2/authorize.nl",
        "TOKEN_URL": f"{simulator.url}{TOKEN_PATH}",
        "CLIENT_ID": CLIENT_ID,
        "CLIENT_SECRET": CLIENT_SECRET,
        "REDIRECT_URI": redirect_uri,
    }
    for name, value in values.items():
        monkeypatch.setenv(f"NETSUITE_{name}", value)
    monkeypatch.setenv("WARP_TOKEN_KEYS", KEYS)
    return simulator


@pytest.fixture
def browser(monkeypatch):
    """A user who consents at once: the page is followed to the callback in a thread, as a browser does."""
    threads = []

    def opened(address):
        threads.append(threading.Thread(target=httpx.get, args=(address,), kwargs={"follow_redirects": True}))
        threads[-1].start()
        return True

    monkeypatch.setattr(webbrowser, "open", opened)
    yield threads
    for thread in threads:
        thread.join(10)


def test_user_consents_in_the_browser_and_stays_signed_in(warp, netsuite, browser):
    first = warp("netsuite", "authorize", "--wait", "20", "--json")
    second = warp("call", "netsuite", "test_connection")

    assert (0, True) == (first.code, json.loads(first.out)["signed_in"]), first.err
    assert (0, True) == (second.code, json.loads(second.out)["ok"]), second.err
    assert 1 == len(browser)


def test_user_who_does_not_come_back_is_not_signed_in(warp, netsuite, home, monkeypatch):
    monkeypatch.setattr(webbrowser, "open", lambda _address: True)

    ended = warp("netsuite", "authorize", "--wait", "0.05")

    assert (exits.SIGN_IN, "", False) == (ended.code, ended.out, (home / "settings.json").exists())


def test_two_commands_sign_in_and_no_secret_is_shown_or_kept_open(warp, netsuite, home):
    address = warp("call", "netsuite", "oauth.build_authorize_url").out.strip()
    callback = netsuite.consented(address)
    planned = warp("call", "netsuite", "oauth.handle_callback", callback, "--dry-run", "--json")

    ended = warp("call", "netsuite", "oauth.handle_callback", callback)

    assert [0, 0] == [planned.code, ended.code], planned.err + ended.err
    body = json.loads(planned.out)["body"]
    assert {"code=***", "code_verifier=***"} <= set(body.split("&"))
    assert {"***"} == {json.loads(ended.out)[name] for name in ("access_token", "refresh_token")}
    assert 0 == warp("call", "netsuite", "test_connection").code
    verifier = netsuite.sent[-1][1]["code_verifier"][0].encode()
    assert not [file for file in home.rglob("*") if file.is_file() and verifier in file.read_bytes()]


def test_callback_is_taken_once(warp, netsuite):
    callback = netsuite.consented(warp("call", "netsuite", "oauth.build_authorize_url").out.strip())
    warp("call", "netsuite", "oauth.handle_callback", callback)

    ended = warp("call", "netsuite", "oauth.handle_callback", callback)

    assert (exits.SIGN_IN, "") == (ended.code, ended.out)


def test_synchronisation_is_asked_of_the_platform_as_an_operator(warp, netsuite, signed_in):
    signed_in("admin")

    asked = warp("call", "netsuite", "get_sync_status")

    assert warp("call", "admin", "netsuite.get_sync_status").out == asked.out
    assert (0, True) == (asked.code, "status" in asked.out or "last" in asked.out), asked.err
