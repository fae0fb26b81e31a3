"""
What the code of the documentation runs against: a sandbox on a real socket, and an environment that leads there.

One rule: code is run as it stands on the page; addresses and credentials come from the environment only.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator

from starlette.types import ASGIApp, Receive, Scope, Send

from warp_sandbox import Sandbox
from warp_sandbox.netsuite.app import create_netsuite_app
from warp_sandbox.netsuite.integrations import ACCOUNT, CLIENT_ID, CLIENT_SECRET, Integration
from warp_sandbox.server import running
from warp_sandbox.warp.auth import ADMIN_TOKEN, CUSTOMER_TOKEN

TOKENS = {"customer": CUSTOMER_TOKEN, "admin": ADMIN_TOKEN, "netsuite": ADMIN_TOKEN}


class Switch:
    """Serves the platform of the moment; ``is_untouched`` while it was only read from."""

    def __init__(self) -> None:
        self.app: ASGIApp = Sandbox()
        self.is_untouched = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One ASGI connection."""
        await self.app(scope, receive, send)


@contextlib.contextmanager
def served() -> Iterator[tuple[Switch, str]]:
    """A switch, and the address at which its platform answers."""
    switch = Switch()
    with running(switch) as address:
        yield switch, address


def environment(client: str, address: str) -> dict[str, str]:
    """What a user of a client sets, so that it needs no argument."""
    path = "/v1/ws" if client == "customer" else "/v1/admin/ws"
    return {
        "WARP_API_URL": f"{address}/v1",
        "WARP_WS_URL": f"{address.replace('http', 'ws')}{path}",
        "WARP_ACCESS_TOKEN": TOKENS[client],
        "NETSUITE_ACCOUNT_ID": ACCOUNT,
        "NETSUITE_BASE_URL": f"{address}/services/rest",
        "NETSUITE_AUTH_URL": f"{address}/app/login/oauth2/authorize.nl",
        "NETSUITE_TOKEN_URL": f"{address}/services/rest/auth/oauth2/v1/token",
        "NETSUITE_REVOKE_URL": f"{address}/services/rest/auth/oauth2/v1/revoke",
        "NETSUITE_CLIENT_ID": CLIENT_ID,
        "NETSUITE_CLIENT_SECRET": CLIENT_SECRET,
        "NETSUITE_ACCESS_TOKEN": "sandbox-netsuite-token",
        "NETSUITE_REFRESH_TOKEN": "sandbox-refresh-token",
        "NETSUITE_REDIRECT_URI": "https://app.example.com/callback",
    }


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def listening_at(redirect_uri: str) -> ASGIApp:
    """A NetSuite that knows a callback address of this machine."""
    return create_netsuite_app(integrations=(Integration(CLIENT_ID, CLIENT_SECRET, (redirect_uri,)),))
