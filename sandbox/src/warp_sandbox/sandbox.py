"""
The whole sandbox as one object: the WARP platform, NetSuite and the identity service, their time and their faults.

    sandbox = Sandbox()
    client = CustomerClient(transport=SandboxTransport(sandbox), access_token=CUSTOMER_TOKEN)

One rule: a sandbox shares nothing with another one and is made in milliseconds, so that every test has its own.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from threading import RLock
from typing import Any, TypeVar, overload

from starlette.applications import Starlette
from starlette.datastructures import State
from starlette.types import ASGIApp, Receive, Scope, Send

from warp_sandbox.clock import VirtualClock
from warp_sandbox.errors import SandboxError
from warp_sandbox.events import Events
from warp_sandbox.places import IDENTITY, NETSUITE, PLACES, WARP, Place, Settings
from warp_sandbox.sockets import Sockets
from warp_sandbox.spec.document import load
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Clock
from warp_sandbox.wire.faults import Fault, parse_fault
from warp_sandbox.wire.switches import Switches

Override = Callable[[Call], Any]
"""Answers an operation: a `Reply`, or the data of its documented success."""

Handled = TypeVar("Handled", bound=Override)


class UnknownOperation(SandboxError, LookupError):
    """No document has this operation; the message names the one that comes nearest."""


class Sandbox:
    """
    A fresh sandbox.

    Args:
        seed: The same seed and the same requests at the same times give the same ids, tokens and records.
        clock: The time, in UTC; by default one that only `advance` moves, which begins on 15 January 2026.
        rate_limit: Requests to the WARP API per window; None refuses none.
        rate_window: Length of the window in seconds.
        token_lifetime: How long an access token from a sign-in is good for, in seconds.
        latency: Seconds before every answer.
        strict: Refuse to send a reply that breaks the document, with a 500 and code SANDBOX_REPLY_INVALID.

    Attributes:
        clock: As given or made.
        lock: Held while records are looked at or changed; hold it to do so beside a server.
        elapsed: Seconds by which the clock was moved so far; `reset` leaves it alone.
    """

    def __init__(
        self,
        seed: int = 0,
        *,
        clock: Clock | None = None,
        rate_limit: int | None = None,
        rate_window: float = 60.0,
        token_lifetime: float = 3600.0,
        latency: float = 0.0,
        strict: bool = True,
    ) -> None:
        self.lock = RLock()
        self.clock: Clock = clock or VirtualClock()
        self.elapsed = 0.0
        self._begun = self.clock()
        self._latency = latency
        self._settings = Settings(
            seed=seed,
            clock=lambda: self.clock(),
            rate_limit=rate_limit,
            rate_window=rate_window,
            token_lifetime=token_lifetime,
            strict=strict,
        )
        self._operations = {one["operationId"] for tree in self._documents() for one in _operations(tree)}
        self._switches = Switches(latency=latency, lock=self.lock)
        self._apps: dict[str, Starlette] = {}

    @property
    def app(self) -> ASGIApp:
        """All of it as one ASGI application, also after `reset`; the sandbox itself."""
        return self

    @property
    def world(self) -> World:
        """The records of the WARP platform."""
        world: World = self.place(WARP).state.sandbox
        return world

    @property
    def events(self) -> Events:
        """What happened on the WARP platform: ``events.log``, ``events.listen(...)``, ``events.publish(...)``."""
        return self.world.events

    @property
    def sockets(self) -> Sockets:
        """The event sockets, such as ``sockets.drop()``."""
        sockets: Sockets = self.place(WARP).state.sockets
        return sockets

    @property
    def netsuite(self) -> State:
        """NetSuite's state: ``sandbox``, its records, and what else `create_netsuite_app` tells of."""
        return self.place(NETSUITE).state

    @property
    def identity(self) -> State:
        """The identity service's state: ``accounts``, ``sessions``, ``sign_ins``, ``oddities``."""
        return self.place(IDENTITY).state

    @property
    def operations(self) -> frozenset[str]:
        """The ids of all operations."""
        return frozenset(self._operations)

    @property
    def has_virtual_time(self) -> bool:
        """Whether `advance` can be called."""
        return isinstance(self.clock, VirtualClock)

    def advance(self, seconds: float) -> None:
        """
        Let time pass, do what is due by then, and publish what went on meanwhile.

        Raises:
            SandboxError: The clock is not one that can be moved.
            ValueError: The clock would go back.
        """
        if not isinstance(self.clock, VirtualClock):
            raise SandboxError("only a VirtualClock can be moved; this sandbox was given another clock")
        with self.lock:
            self.clock.advance(seconds)
            self.elapsed += seconds
            if WARP.name in self._apps:
                self.world.schedule.settle(self.clock())
                self.world.tick(self.clock())

    def pass_time(self, seconds: float) -> None:
        """Let time pass when the clock can be moved; the delay of a fault does."""
        if self.has_virtual_time:
            self.advance(seconds)

    def reset(self) -> None:
        """
        As on the first day: records, sessions, script and overrides; a virtual clock goes back to its start.

        Event sockets are closed.
        """
        with self.lock:
            if WARP.name in self._apps:
                self.sockets.drop()
            self._apps.clear()
            self._switches = Switches(latency=self._latency, lock=self.lock)
            if isinstance(self.clock, VirtualClock):
                self.clock = VirtualClock(self._begun)

    def script(self, faults: Iterable[Fault | str]) -> None:
        """
        What goes wrong with the requests to come: the first fault that is meant for a request strikes it.

        Args:
            faults: Each as a `Fault` or as it is written in the header: ``"operation=get_trunk;status=503;times=2"``.

        Raises:
            FaultError: A fault cannot be read.
            UnknownOperation: A fault names an operation that does not exist.
        """
        read = [parse_fault(one) if isinstance(one, str) else one for one in faults]
        for fault in read:
            if fault.operation:
                self._check(fault.operation)
        self._switches.script.extend(read)

    @property
    def scripted(self) -> list[Fault]:
        """The faults of the script that are still to come."""
        return self._switches.script.left

    @overload
    def override(self, operation_id: str) -> Callable[[Handled], Handled]: ...
    @overload
    def override(self, operation_id: str, handler: Handled) -> Handled: ...
    def override(self, operation_id: str, handler: Any = None) -> Any:
        """
        Answer an operation yourself, as ``override("get_trunk", handler)`` or as a decorator.

        The request was checked before; what the handler gives is checked like every reply.

        Raises:
            UnknownOperation: There is no such operation.
        """
        self._check(operation_id)
        if handler is None:
            return lambda handler: self.override(operation_id, handler)
        self._switches.overrides[operation_id] = handler
        return handler

    def restore(self, operation_id: str) -> None:
        """Let the platform answer an operation again."""
        self._switches.overrides.pop(operation_id, None)

    def place(self, place: Place) -> Starlette:
        """One of the platforms, made when it is first asked for."""
        with self.lock:
            if place.name not in self._apps:
                self._apps[place.name] = place.create(self._settings, self._switches)
            return self._apps[place.name]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        place = next((one for one in PLACES if one.serves(scope)), WARP)
        app = self.place(place)
        await getattr(app.state, "service", app)(scope, receive, send)

    def _check(self, operation_id: str) -> None:
        if operation_id not in self._operations:
            nearest = difflib.get_close_matches(operation_id, sorted(self._operations), n=1, cutoff=0.5)
            hint = f"; the nearest is {nearest[0]}" if nearest else ""
            raise UnknownOperation(f"there is no operation {operation_id}{hint}")

    @staticmethod
    def _documents() -> list[dict[str, Any]]:
        return [load(place.document) for place in (WARP, NETSUITE)]


def _operations(tree: dict[str, Any]) -> Iterable[dict[str, Any]]:
    for entry in tree["paths"].values():
        yield from (one for one in entry.values() if isinstance(one, dict) and "operationId" in one)
