"""
The constructor arguments that the sign-in passes on.

For type checkers only. The rule: they see the first constructor of a class and no other, so everything that the other
base classes of the client take has to be named here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from warp_client_core._http import AsyncPool, AsyncTransport, Auth, Pool, Transport
    from warp_client_core.client import OnReauthenticate
    from warp_client_core.middleware import AsyncMiddleware, Middleware
    from warp_client_core.steps import Ambient
    from warp_client_core.tokens import TokenStore


class PassedOn(TypedDict, total=False):
    """What clients of both flavours take; described at `warp_client_core.driver.SyncClient`."""

    access_token: str | None
    refresh_token: str | None
    api_key: str | None
    token_store: TokenStore | None
    auth: Auth | None
    timeout: float
    max_retries: int
    default_headers: Mapping[str, str] | None
    ws_url: str | None
    strict: bool
    allow_insecure: bool
    max_reply_bytes: int
    ambient: Ambient | None
    on_reauthenticate: OnReauthenticate | None
    platform: Any
    max_concurrency: int | None


class SyncPassedOn(PassedOn, total=False):
    """What a sync client takes."""

    http_client: Pool | None
    transport: Transport | None
    middleware: Iterable[Middleware]


class AsyncPassedOn(PassedOn, total=False):
    """What an async client takes."""

    http_client: AsyncPool | None
    transport: AsyncTransport | None
    middleware: Iterable[AsyncMiddleware]
