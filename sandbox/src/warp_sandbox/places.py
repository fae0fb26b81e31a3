"""
The platforms that one sandbox stands in for, and which requests go to which.

One rule: the path decides, so that the real addresses of the clients work as well as those of this machine; only the
identity service, whose paths look like WARP's, is also known by its hosts.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs
from starlette.applications import Starlette
from starlette.types import Scope

from warp_sandbox.wire.exchange import Clock
from warp_sandbox.wire.switches import Switches


@attrs.frozen(kw_only=True)
class Settings:
    """What all platforms of a sandbox are made from; see `warp_sandbox.sandbox.Sandbox`."""

    seed: int
    clock: Clock
    rate_limit: int | None
    rate_window: float
    token_lifetime: float
    strict: bool


@attrs.frozen
class Place:
    """
    One platform.

    Attributes:
        name: For messages.
        document: Name of its document; empty when it has none.
        prefixes: Paths that it serves.
        create: Makes a fresh one.
        hosts: Hosts that it serves whatever the path.
    """

    name: str
    document: str
    prefixes: tuple[str, ...]
    create: Callable[[Settings, Switches], Starlette]
    hosts: frozenset[bytes] = frozenset()

    def serves(self, scope: Scope) -> bool:
        """Whether a request is for this platform."""
        path: str = scope["path"]
        return path.startswith(self.prefixes) or (bool(self.hosts) and _host(scope) in self.hosts)


def _warp(settings: Settings, switches: Switches) -> Starlette:
    from warp_sandbox.warp.app import create_app

    return create_app(
        seed=settings.seed,
        clock=settings.clock,
        rate_limit=settings.rate_limit,
        rate_window=settings.rate_window,
        token_lifetime=settings.token_lifetime,
        strict=settings.strict,
        switches=switches,
    )


def _netsuite(settings: Settings, switches: Switches) -> Starlette:
    from warp_sandbox.netsuite.app import create_netsuite_app

    return create_netsuite_app(seed=settings.seed, clock=settings.clock, strict=settings.strict, switches=switches)


def _identity(settings: Settings, _switches: Switches) -> Starlette:
    from warp_sandbox.identity.app import create_identity_app

    return create_identity_app(seed=settings.seed, clock=settings.clock)


def _host(scope: Scope) -> bytes:
    host: bytes = next((value for name, value in scope["headers"] if name == b"host"), b"")
    return host.partition(b":")[0].lower()


_GOOGLE = ("identitytoolkit.googleapis.com", "securetoken.googleapis.com")

IDENTITY = Place(
    "identity",
    "",
    (*(f"/{host}/" for host in _GOOGLE), "/emulator/"),
    _identity,
    frozenset(host.encode() for host in _GOOGLE),
)
WARP = Place("WARP", "warp", ("/v1/", "/ws", "/admin/ws"), _warp)
NETSUITE = Place("NetSuite", "netsuite", ("/services/rest/", "/app/login"), _netsuite)
PLACES = (IDENTITY, NETSUITE, WARP)
