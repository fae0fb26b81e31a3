"""What the tests of the sign-in share: an empty environment, a clock that is set by hand, and a token service."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.overlays.netsuite_oauth.simulated import Simulated, simulated
from warp_client_core import MemoryTokenStore
from warp_client_core.steps import Ambient
from warp_netsuite import AsyncNetSuiteClient, NetSuiteClient
from warp_sandbox.spec.document import load

REGISTERED = {
    "account_id": "1234567_SB1",
    "client_id": "the-client",
    "client_secret": "the-canary-secret",
    "redirect_uri": "https://app.example.com/netsuite/callback",
}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on what the developer has set."""
    for name in [one for one in os.environ if one.startswith("NETSUITE_")]:
        monkeypatch.delenv(name)


class TokenService:
    """Answers as NetSuite does: the first code and refresh token work, a second use is ``invalid_grant``."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.codes = {"the-code"}
        self.refresh_tokens = {"refresh-1"}
        self.reply: dict[str, Any] = {"access_token": "access-1", "token_type": "Bearer", "expires_in": "3600"}
        self.fault: Exception | httpx.Response | None = None
        self.seconds = 1_000.0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if isinstance(self.fault, Exception):
            raise self.fault
        if self.fault is not None:
            return self.fault
        form = self.forms[-1]
        if form.get("code") in self.codes:
            self.codes.discard(form["code"])
            return httpx.Response(200, json={"refresh_token": "refresh-1", **self.reply})
        if form.get("refresh_token") in self.refresh_tokens:
            return httpx.Response(200, json=self.reply)
        return httpx.Response(400, json={"error": "invalid_grant"})

    async def answer(self, request: httpx.Request) -> httpx.Response:
        return self(request)

    @property
    def forms(self) -> list[dict[str, str]]:
        return [dict(httpx.QueryParams(request.content.decode())) for request in self.requests]

    @property
    def ambient(self) -> Ambient:
        return Ambient(clock=lambda: self.seconds, sleep=lambda _: None)


@pytest.fixture
def service() -> TokenService:
    """A fresh token service."""
    return TokenService()


@pytest.fixture
def build(service: TokenService) -> Callable[..., NetSuiteClient]:
    """Makes a client of a confidential integration that talks to the token service."""

    def make(**changes: Any) -> NetSuiteClient:
        pool = httpx.Client(transport=httpx.MockTransport(service))
        return NetSuiteClient(**{"http_client": pool, "ambient": service.ambient, **REGISTERED, **changes})

    return make


@pytest.fixture
def abuild(service: TokenService) -> Callable[..., AsyncNetSuiteClient]:
    """As `build`, for async callers."""

    def make(**changes: Any) -> AsyncNetSuiteClient:
        pool = httpx.AsyncClient(transport=httpx.MockTransport(service.answer))
        return AsyncNetSuiteClient(**{"http_client": pool, "ambient": service.ambient, **REGISTERED, **changes})

    return make


@pytest.fixture
def store() -> MemoryTokenStore:
    """Where tokens are kept."""
    return MemoryTokenStore()


@pytest.fixture
def query_of() -> Callable[[str], dict[str, str]]:
    """The query of an address; no name may stand in it twice."""

    def read(address: str) -> dict[str, str]:
        found = parse_qs(urlsplit(address).query, keep_blank_values=True)
        assert all(1 == len(values) for values in found.values())
        return {name: values[0] for name, values in found.items()}

    return read


@pytest.fixture
def callback_of(query_of: Callable[[str], dict[str, str]]) -> Callable[..., str]:
    """The callback that NetSuite would send a browser to after consent."""

    def make(authorize_url: str, **changes: str | None) -> str:
        asked = query_of(authorize_url)
        values = {"state": asked["state"], "code": "the-code", "role": "3", "entity": "12", "company": "1234567_SB1"}
        sent = {name: value for name, value in {**values, **changes}.items() if value is not None}
        return f"{asked['redirect_uri']}?{httpx.QueryParams(sent)}"

    return make


@pytest.fixture(scope="session")
def document() -> Any:
    """The bundled document; tests do not change it."""
    return load("netsuite")


@pytest.fixture
def netsuite(document: Any) -> Iterator[Simulated]:
    """A fresh simulator."""
    with simulated(document) as found:
        yield found
