"""Consent from the command line: a listener on this machine takes the one callback that answers, and nothing else."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.overlays.netsuite_oauth.simulated import Simulated, simulated
from warp_client_core import ReauthenticationRequired
from warp_netsuite.overlays.netsuite_oauth.browser import CallbackListener, port_and_path

STATE = "s" * 43


@pytest.fixture
def redirect_uri() -> str:
    """A callback address of this machine, at a port that was free."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}/netsuite/callback"


@pytest.fixture
def netsuite(document: Any, redirect_uri: str) -> Iterator[Simulated]:
    """A simulator that knows the address."""
    with simulated(document, redirects=(redirect_uri,)) as found:
        yield found


class Browser:
    """Follows the consent page to the callback in a thread, as a user's browser does."""

    def __init__(self) -> None:
        self.visited: list[str] = []
        self.replies: list[httpx.Response] = []
        self._threads: list[threading.Thread] = []

    def open(self, address: str, *first: str) -> bool:
        """Go to the address, after others."""
        thread = threading.Thread(target=self._visit, args=(address, first))
        thread.start()
        self._threads.append(thread)
        return True

    def _visit(self, address: str, first: tuple[str, ...]) -> None:
        with httpx.Client(follow_redirects=True) as pool:
            for one in (*first, address):
                self.visited.append(one)
                self.replies.append(pool.get(one))

    def wait(self) -> None:
        """Until all pages are there."""
        for thread in self._threads:
            thread.join(10)


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A browser whose pages are all loaded at the end."""
    made = Browser()
    yield made
    made.wait()


def is_free(redirect_uri: str) -> bool:
    """Whether nobody listens at the port any more."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port_and_path(redirect_uri)[0])) != 0


def test_a_program_signs_in_with_the_users_browser(netsuite: Simulated, redirect_uri: str, browser: Browser) -> None:
    """
    The page is opened once, the code is exchanged, and the port is free again.
    """
    with netsuite.client(redirect_uri=redirect_uri) as client:
        tokens = client.oauth.authorize_in_browser(open_browser=browser.open, timeout=20)
        assert client.test_connection().ok
    browser.wait()

    assert tokens.refresh_token
    assert [200] == [one.status_code for one in browser.replies]
    assert "no-store" == browser.replies[0].headers["cache-control"]
    assert "code" not in browser.replies[0].text.replace("<title>", "")
    assert is_free(redirect_uri)


@pytest.mark.anyio
async def test_async_programs_do_so_alike(netsuite: Simulated, redirect_uri: str, browser: Browser) -> None:
    """
    The loop goes on meanwhile.
    """
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    async with netsuite.async_client(redirect_uri=redirect_uri) as client:
        ticking = asyncio.create_task(tick())
        tokens = await client.oauth.authorize_in_browser(open_browser=browser.open, timeout=20)
        ticking.cancel()

    assert tokens.access_token
    assert ticks > 1
    assert is_free(redirect_uri)


def test_what_else_knocks_changes_nothing(netsuite: Simulated, redirect_uri: str, browser: Browser) -> None:
    """
    Another path, a forged, missing or doubled state, a target without end: refused, and the user's callback is taken.
    """
    base = redirect_uri.removesuffix("/netsuite/callback")
    others = (
        f"{base}/favicon.ico",
        f"{redirect_uri}?code=x&company=1234567_SB1",
        f"{redirect_uri}?state={STATE}&code=forged",
        f"{redirect_uri}?state=a&state=b",
        f"{redirect_uri}?state=%C3%BF",
        f"{redirect_uri}?state={'x' * 9000}",
    )
    with netsuite.client(redirect_uri=redirect_uri) as client:
        client.oauth.authorize_in_browser(open_browser=lambda address: browser.open(address, *others), timeout=20)
    browser.wait()

    assert [404, 400, 400, 400, 400, 414, 200] == [one.status_code for one in browser.replies]
    assert 1 == len(netsuite.sent)


def test_a_user_who_denies_is_not_waited_for(netsuite: Simulated, redirect_uri: str, browser: Browser) -> None:
    """
    A callback with an error is an answer, too.
    """
    netsuite.state.consent.decisions.append("deny")
    with netsuite.client(redirect_uri=redirect_uri) as client, pytest.raises(ReauthenticationRequired) as caught:
        client.oauth.authorize_in_browser(open_browser=browser.open, timeout=20)

    assert "access_denied" == caught.value.reason
    assert [] == netsuite.sent


@pytest.mark.parametrize(
    ("open_browser", "timeout", "reason"),
    [(lambda _address: True, 0.05, "timeout"), (lambda _address: False, 20.0, "no_browser")],
)
def test_nobody_comes_back(
    netsuite: Simulated, redirect_uri: str, open_browser: Callable[[str], bool], timeout: float, reason: str
) -> None:
    """
    After the time is up, or where there is no browser, the port is given back.
    """
    with netsuite.client(redirect_uri=redirect_uri) as client, pytest.raises(ReauthenticationRequired) as caught:
        client.oauth.authorize_in_browser(open_browser=open_browser, timeout=timeout)

    assert reason == caught.value.reason
    assert is_free(redirect_uri)


def test_a_port_that_is_taken_is_named(netsuite: Simulated, redirect_uri: str) -> None:
    """
    The browser is not opened for an answer that nobody would hear.
    """
    opened: list[str] = []
    client, port = netsuite.client(redirect_uri=redirect_uri), port_and_path(redirect_uri)[0]
    refused = pytest.raises(ReauthenticationRequired, match=f"port {port} ")
    with CallbackListener(redirect_uri, state=STATE), client, refused as caught:
        client.oauth.authorize_in_browser(open_browser=opened.append)

    assert "port_taken" == caught.value.reason
    assert [] == opened


@pytest.mark.parametrize(
    "redirect",
    [
        "https://app.example.com/callback",
        "http://127.0.0.1/callback",
        "http://192.0.2.1:8000/",
        "http://127.0.0.1:1/?x=1",
    ],
)
def test_an_address_elsewhere_is_refused(netsuite: Simulated, redirect: str) -> None:
    """
    Only a registered address of this machine, with its port, can be listened at.
    """
    with netsuite.client(redirect_uri=redirect) as client, pytest.raises(ValueError, match=r"http://127\.0\.0\.1:PORT"):
        client.oauth.authorize_in_browser(open_browser=lambda _: True)


@pytest.mark.anyio
async def test_a_cancelled_program_gives_the_port_back(netsuite: Simulated, redirect_uri: str) -> None:
    """
    At once, not when the time is up.
    """
    is_open = threading.Event()

    def open_browser(_address: str) -> bool:
        is_open.set()
        return True

    async with netsuite.async_client(redirect_uri=redirect_uri) as client:
        waiting = asyncio.create_task(client.oauth.authorize_in_browser(open_browser=open_browser, timeout=60))
        assert await asyncio.to_thread(is_open.wait, 10)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    assert is_free(redirect_uri)


def test_a_listener_that_is_closed_waits_no_longer(redirect_uri: str) -> None:
    """
    And may be closed twice; the code shows nowhere.
    """
    listener = CallbackListener(redirect_uri, state=STATE)
    httpx.get(f"{redirect_uri}?state={STATE}&code=canary")
    listener.close()
    listener.close()

    assert f"{redirect_uri}?state={STATE}&code=canary" == listener.wait(1)
    assert listener.wait(1) is None
    assert STATE not in repr(listener)
