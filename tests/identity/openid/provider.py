"""
A certified OpenID provider, another program by other people, and a browser for its users.

One rule: the provider knows nothing of NetSuite. What only NetSuite says, the account that a code comes from, is added
by the browser on its way back.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from warp_netsuite import AsyncNetSuiteClient, NetSuiteClient

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "tools" / "openid" / "server.js"
ACCOUNT = "1234567_SB1"
SECRETS = {"confidential": "not-a-secret", "public": ""}


class Provider:
    """A provider at an address."""

    def __init__(self, url: str, redirect_uri: str) -> None:
        self.url = url
        self.redirect_uri = redirect_uri

    def arguments(self, client_id: str, **changes: Any) -> dict[str, Any]:
        """What a NetSuite client is built with to meet this provider in NetSuite's place."""
        return {
            "account_id": ACCOUNT,
            "base_url": self.url,
            "auth_url": f"{self.url}/auth",
            "token_url": f"{self.url}/token",
            "revoke_url": f"{self.url}/token/revocation",
            "client_id": client_id,
            "client_secret": SECRETS[client_id],
            "redirect_uri": self.redirect_uri,
            "scope": "openid rest_webservices",
            **changes,
        }

    def client(self, client_id: str, **changes: Any) -> NetSuiteClient:
        """A client of one of the two integrations."""
        return NetSuiteClient(**self.arguments(client_id, **changes))

    def async_client(self, client_id: str, **changes: Any) -> AsyncNetSuiteClient:
        """As `client`, for async callers."""
        return AsyncNetSuiteClient(**self.arguments(client_id, **changes))

    def consented(self, address: str, **changes: str) -> str:
        """Where the browser of a user who agrees is sent; ``changes`` are to the query of the address."""
        url = httpx.URL(address)
        for name, value in changes.items():
            url = url.copy_set_param(name, value)
        with httpx.Client() as browser:
            reply = browser.get(url)
            for _ in range(5):
                location = httpx.URL(reply.headers["location"])
                if str(location).startswith(self.redirect_uri):
                    return str(location.copy_add_param("company", ACCOUNT))
                reply = browser.get(reply.url.join(location))
        raise AssertionError("the provider sent the browser around in circles")

    def open(self, address: str) -> threading.Thread:
        """A browser of its own that goes where the user is sent, and then to the callback."""
        thread = threading.Thread(target=lambda: httpx.get(self.consented(address)), daemon=True)
        thread.start()
        return thread

    def userinfo(self, access_token: str) -> int:
        """The status that the provider gives to a call with an access token."""
        return httpx.get(f"{self.url}/me", headers={"Authorization": f"Bearer {access_token}"}).status_code


@contextlib.contextmanager
def providing() -> Iterator[Provider]:
    """A provider of its own, until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        redirect_uri = f"http://127.0.0.1:{free.getsockname()[1]}/netsuite/callback"
    with tempfile.TemporaryFile() as log:
        command = ["node", str(PROGRAM), redirect_uri]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=log, cwd=PROGRAM.parent, text=True) as process:
            assert process.stdout is not None
            try:
                url = process.stdout.readline().strip()
                log.seek(0)
                assert url.startswith("http://127.0.0.1:"), log.read().decode(errors="replace")
                yield Provider(url, redirect_uri)
            finally:
                process.terminate()
