"""A sandbox per test, reached in-process, and the documents behind it, read once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from warp_sandbox import AsyncSandboxTransport, Sandbox, SandboxTransport
from warp_sandbox.spec.document import load

ROOT = Path(__file__).resolve().parents[2]
TOKENS = {
    "customer": "sandbox-customer-token",
    "admin": "sandbox-admin-token",
    "netsuite": "sandbox-netsuite-token",
}
BASES = {"customer": "/v1", "admin": "/v1", "netsuite": "/services/rest"}


@pytest.fixture(scope="session")
def documents() -> dict[str, dict[str, Any]]:
    """The bundled document behind each client."""
    warp = load()
    return {"customer": warp, "admin": warp, "netsuite": load("netsuite")}


@pytest.fixture
def app() -> Callable[[str], Sandbox]:
    """A fresh sandbox for one client."""
    return lambda client: Sandbox()


def connect(client: str, app: Sandbox) -> tuple[type, dict[str, Any]]:
    """The synchronous client class and the arguments that lead it to an application in this process."""
    return classes(client)[0], {**arguments(client), "http_client": httpx.Client(transport=SandboxTransport(app))}


def aconnect(client: str, app: Sandbox) -> tuple[type, dict[str, Any]]:
    """As `connect`, for the asynchronous class."""
    pool = httpx.AsyncClient(transport=AsyncSandboxTransport(app))
    return classes(client)[1], {**arguments(client), "http_client": pool}


def arguments(client: str) -> dict[str, Any]:
    """Constructor arguments, the connection excepted."""
    given: dict[str, Any] = {"base_url": f"http://testserver{BASES[client]}", "access_token": TOKENS[client]}
    if client == "netsuite":
        given |= {
            "account_id": "1234567_SB1",
            "client_id": "sandbox-client",
            "client_secret": "sandbox-secret",
            "redirect_uri": "https://app.example.com/callback",
        }
    return given


def classes(client: str) -> tuple[type, type]:
    """The two client classes of an installed wheel."""
    import warp_admin
    import warp_customer
    import warp_netsuite

    package = {"customer": warp_customer, "admin": warp_admin, "netsuite": warp_netsuite}[client]
    name = {"customer": "CustomerClient", "admin": "AdminClient", "netsuite": "NetSuiteClient"}[client]
    return getattr(package, name), getattr(package, f"Async{name}")
