"""A sandbox per test, reached in-process, and the documents behind it, read once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from warp_sandbox.netsuite.app import create_netsuite_app
from warp_sandbox.spec.document import load
from warp_sandbox.warp.app import create_app

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
def app(documents: dict[str, dict[str, Any]]) -> Callable[[str], Starlette]:
    """A fresh platform for one client."""

    def make(client: str) -> Starlette:
        create = create_netsuite_app if client == "netsuite" else create_app
        return create(document=documents[client])

    return make


class InProcess(httpx.BaseTransport):
    """Carries synchronous requests to an ASGI application without a socket."""

    def __init__(self, app: Starlette) -> None:
        self._inner = httpx.ASGITransport(app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()

        async def exchange() -> httpx.Response:
            response = await self._inner.handle_async_request(request)
            content = await response.aread()
            return httpx.Response(response.status_code, headers=response.headers, content=content, request=request)

        # In a thread of its own, so that synchronous clients also work inside async tests.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(exchange())).result()


def connect(client: str, app: Starlette) -> tuple[type, dict[str, Any]]:
    """The synchronous client class and the arguments that lead it to an application in this process."""
    return classes(client)[0], {**arguments(client), "http_client": httpx.Client(transport=InProcess(app))}


def aconnect(client: str, app: Starlette) -> tuple[type, dict[str, Any]]:
    """As `connect`, for the asynchronous class."""
    pool = httpx.AsyncClient(transport=httpx.ASGITransport(app))
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
