"""What the tests of the refresh share: the sandbox, with what it was asked for, and clients that live in its time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from warp_admin import AdminClient, AsyncAdminClient
from warp_client_core.steps import Ambient
from warp_customer import AsyncCustomerClient, CustomerClient
from warp_sandbox import AsyncSandboxTransport, Sandbox, SandboxTransport

SYNC = {"customer": CustomerClient, "admin": AdminClient}
ASYNC = {"customer": AsyncCustomerClient, "admin": AsyncAdminClient}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on what the developer has set."""
    for name in [one for one in os.environ if one.startswith(("WARP_", "NETSUITE_"))]:
        monkeypatch.delenv(name)


class Platform:
    """
    A sandbox that notes what it is asked.

    Attributes:
        paths: Paths of the requests, and their statuses.
    """

    def __init__(self, **settings: Any) -> None:
        self.sandbox = Sandbox(**settings)
        self.paths: list[tuple[str, int]] = []
        self.clients: list[Any] = []

    @property
    def ambient(self) -> Ambient:
        """The sandbox's time."""
        return Ambient(
            clock=lambda: self.sandbox.elapsed,
            now=lambda: datetime.fromtimestamp(self.sandbox.clock().timestamp(), UTC),
            sleep=self.sandbox.advance,
        )

    def count(self, path: str) -> int:
        """Requests for a path, below ``/v1``."""
        return sum(one == f"/v1{path}" for one, _status in self.paths)

    def client(self, kind: str = "customer", *, signed_in: bool = True, **keywords: Any) -> Any:
        """A client that is signed in."""
        made = SYNC[kind](**{"transport": _Noting(self), "ambient": self.ambient, **keywords})
        self.clients.append(made)
        if signed_in:
            made.auth.login(email=f"somebody@{kind}.example.com", password="right")
        return made

    def async_client(self, kind: str = "customer", **keywords: Any) -> Any:
        """A client for async callers, which closes it."""
        return ASYNC[kind](**{"transport": _AsyncNoting(self), "ambient": self.ambient, **keywords})


class _Noting(SandboxTransport):
    def __init__(self, platform: Platform) -> None:
        super().__init__(platform.sandbox)
        self._platform = platform

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        reply = super().handle_request(request)
        self._platform.paths.append((request.url.path, reply.status_code))
        return reply


class _AsyncNoting(AsyncSandboxTransport):
    def __init__(self, platform: Platform) -> None:
        super().__init__(platform.sandbox)
        self._platform = platform

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        reply = await super().handle_async_request(request)
        self._platform.paths.append((request.url.path, reply.status_code))
        return reply


@pytest.fixture
def make_platform() -> Iterator[Callable[..., Platform]]:
    """Makes a platform; its clients are closed at the end."""
    made: list[Platform] = []

    def make(**settings: Any) -> Platform:
        made.append(Platform(**settings))
        return made[-1]

    yield make
    for platform in made:
        for client in platform.clients:
            client.close()


@pytest.fixture
def platform(make_platform: Callable[..., Platform]) -> Platform:
    """A fresh platform whose access tokens last an hour."""
    return make_platform()
