"""
Clients of the installed wheels, signed in to a sandbox of this process.

Where the time of the sandbox is virtual, so is theirs: a pause before a retry moves the clock and not the test. One
rule: the sandbox depends on no client; a wheel that is not installed is named in the error.
"""

from __future__ import annotations

from importlib import import_module
from random import Random
from typing import TYPE_CHECKING, Any

import anyio
import attrs

from warp_sandbox.errors import SandboxError
from warp_sandbox.transport import AsyncSandboxTransport, SandboxTransport

if TYPE_CHECKING:
    from warp_sandbox.sandbox import Sandbox


class WheelMissing(SandboxError, ImportError):
    """The wheel of a client is not installed; the message says which."""


@attrs.frozen
class _Wheel:
    """Where a client class is, and what it is made with."""

    wheel: str
    package: str
    name: str
    arguments: dict[str, str]


_WHEELS = {
    "customer": _Wheel(
        "warp-customer-client",
        "warp_customer",
        "CustomerClient",
        {"base_url": "https://sandbox.invalid/v1", "access_token": "sandbox-customer-token"},
    ),
    "admin": _Wheel(
        "warp-admin-client",
        "warp_admin",
        "AdminClient",
        {"base_url": "https://sandbox.invalid/v1", "access_token": "sandbox-admin-token"},
    ),
    "netsuite": _Wheel(
        "warp-netsuite-client",
        "warp_netsuite",
        "NetSuiteClient",
        {
            "base_url": "https://sandbox.invalid/services/rest",
            "access_token": "sandbox-netsuite-token",
            "account_id": "1234567_SB1",
            "client_id": "sandbox-client",
            "client_secret": "sandbox-secret",
            "redirect_uri": "https://app.example.com/callback",
        },
    ),
}


def connected(sandbox: Sandbox, name: str, *, is_async: bool = False, **options: Any) -> Any:
    """
    A client of a sandbox: ``customer``, ``admin`` or ``netsuite``.

    Args:
        is_async: The asynchronous flavour.
        options: Further arguments of the client, in place of the sandbox's own.

    Raises:
        WheelMissing: The wheel of the client is not installed.
    """
    wheel = _WHEELS[name]
    try:
        package = import_module(wheel.package)
    except ModuleNotFoundError as error:
        if error.name not in (wheel.package, "warp_client_core"):
            raise
        missing = wheel.wheel if error.name == wheel.package else "warp-client-core"
        raise WheelMissing(f"the {name} client needs the wheel {missing}; install it beside warp-sandbox") from error
    transport = AsyncSandboxTransport(sandbox) if is_async else SandboxTransport(sandbox)
    make = getattr(package, f"Async{wheel.name}" if is_async else wheel.name)
    ambient = {"ambient": _ambient(sandbox)} if sandbox.has_virtual_time else {}
    return make(**{"transport": transport, **wheel.arguments, **ambient, **options})


def _ambient(sandbox: Sandbox) -> Any:
    """Clock, sleep and dice of a client whose time is the sandbox's."""

    async def asleep(seconds: float) -> None:
        sandbox.pass_time(seconds)
        await anyio.sleep(0)

    return import_module("warp_client_core.steps").Ambient(
        clock=lambda: sandbox.elapsed,
        now=lambda: sandbox.clock(),
        chance=Random(0).random,
        sleep=sandbox.pass_time,
        asleep=asleep,
    )
