"""A fresh sandbox per test, clients that send as somebody, and a clock that only moves when it is told to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import anyio
import httpx
import pytest

from warp_sandbox.spec.document import load
from warp_sandbox.warp.app import create_app
from warp_sandbox.warp.auth import ADMIN_TOKEN, CUSTOMER_TOKEN


class Client:
    """Sends requests to an application in this process; every call is one connection."""

    def __init__(self, app, base="/v1", headers=None):
        self.app = app
        self._base = base
        self._headers = headers or {}

    def __call__(self, method, path, **options):
        """The reply to one request; the path comes after the base and is sent as it is written."""
        options["headers"] = {**self._headers, **(options.get("headers") or {})}

        async def send():
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport) as client:
                return await client.request(method, f"http://sandbox{self._base}{path}", **options)

        return anyio.run(send)


class Clock:
    """A time that stands still."""

    def __init__(self):
        self.now = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def advance(self, seconds):
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def document():
    """The bundled document of the checkout; tests do not change it."""
    return load()


@pytest.fixture
def clock():
    """The clock of the sandbox under test."""
    return Clock()


@pytest.fixture
def make(document, clock):
    """Makes an application with settings of the test's choice."""
    return lambda **settings: create_app(**{"document": document, "clock": clock, **settings})


@pytest.fixture
def client_of():
    """Makes a client for an application: ``client_of(app, token=..., base=...)``."""

    def make_client(app, *, token="", base="/v1", headers=None):
        return Client(app, base, {**({"Authorization": f"Bearer {token}"} if token else {}), **(headers or {})})

    return make_client


@pytest.fixture
def app(make):
    """A fresh platform."""
    return make()


@pytest.fixture
def customer(app, client_of):
    """Sends as the customer."""
    return client_of(app, token=CUSTOMER_TOKEN)


@pytest.fixture
def admin(app, client_of):
    """Sends as an admin of the same platform."""
    return client_of(app, token=ADMIN_TOKEN)


@pytest.fixture
def stranger(app, client_of):
    """Sends without credentials."""
    return client_of(app)


@pytest.fixture
def tiny():
    """Makes a document of one GET operation: ``tiny(data_schema, **operation)``."""

    def make_document(data, **operation):
        reply = {"type": "object", "required": ["data"], "properties": {"data": data}}
        content = {"application/json": {"schema": reply}}
        responses = {"200": {"description": "Good.", "content": content}}
        return {
            "openapi": "3.1.0",
            "info": {"title": "Tiny", "version": "1"},
            "paths": {"/things": {"get": {"operationId": "list_things", "responses": responses, **operation}}},
        }

    return make_document
