"""
The reference platform: the WARP API and NetSuite on this machine, made from their OpenAPI documents.

Every request and every reply is checked against the document, and every request that the WARP document shows as an
example works on a fresh sandbox. One rule: nothing outside the process is ever reached, and nothing outlives it.

    Sandbox                     all of it, with its time and its faults
    SandboxTransport            beneath a synchronous client, in the same process
    AsyncSandboxTransport       beneath an asynchronous one
    connected                   a client of an installed wheel, signed in
    Fault, Reply, Refusal       for scripts and overrides
    VirtualClock                a time that stands still until it is moved

    warp_sandbox.server.running                   any of it on a real loopback socket
    warp_sandbox.warp.app.create_app              the WARP API alone, under ``/v1``
    warp_sandbox.netsuite.app.create_netsuite_app NetSuite alone, under ``/services/rest``
    warp_sandbox.spec.examples.example_request    a request made from the document's examples
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from warp_sandbox.clients import WheelMissing, connected
    from warp_sandbox.clock import VirtualClock
    from warp_sandbox.errors import Refusal, SandboxError
    from warp_sandbox.sandbox import Sandbox, UnknownOperation
    from warp_sandbox.transport import AsyncSandboxTransport, SandboxTransport
    from warp_sandbox.wire.exchange import Reply
    from warp_sandbox.wire.faults import Fault, FaultError

_FROM = {
    "AsyncSandboxTransport": "warp_sandbox.transport",
    "Fault": "warp_sandbox.wire.faults",
    "FaultError": "warp_sandbox.wire.faults",
    "Refusal": "warp_sandbox.errors",
    "Reply": "warp_sandbox.wire.exchange",
    "Sandbox": "warp_sandbox.sandbox",
    "SandboxError": "warp_sandbox.errors",
    "SandboxTransport": "warp_sandbox.transport",
    "UnknownOperation": "warp_sandbox.sandbox",
    "VirtualClock": "warp_sandbox.clock",
    "WheelMissing": "warp_sandbox.clients",
    "connected": "warp_sandbox.clients",
}

__all__ = [
    "AsyncSandboxTransport",
    "Fault",
    "FaultError",
    "Refusal",
    "Reply",
    "Sandbox",
    "SandboxError",
    "SandboxTransport",
    "UnknownOperation",
    "VirtualClock",
    "WheelMissing",
    "connected",
]


def __getattr__(name: str) -> Any:
    """What the package shows is loaded when it is asked for, so that a part of it costs no more than that part."""
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_FROM[name]), name)
