"""
One event socket: what it sends, what it takes, and how it ends.

One rule: frames leave in the order of the events, numbered without a gap, and none that breaks its schema: such an
event ends the socket with 1011 and says what is wrong.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs
from starlette.websockets import WebSocket, WebSocketDisconnect

from warp_sandbox.errors import Refusal, Violation
from warp_sandbox.events import Event
from warp_sandbox.spec.document import Api
from warp_sandbox.spec.pointers import join
from warp_sandbox.spec.schemas import Schemas
from warp_sandbox.wire.bodies import json_of
from warp_sandbox.wire.connection import Connection
from warp_sandbox.wire.exchange import Caller, Clock, stamp
from warp_sandbox.wire.faults import Fault

_INVALID_EVENT = 1011
_ABRUPT = 1006


@attrs.frozen
class Numbered:
    """An event with its id and the time at which it happened."""

    id: str
    event: Event
    moment: datetime


class Channel:
    """What the document says about one socket: whom it is for, its events and its commands."""

    def __init__(self, api: Api, schemas: Schemas, path: str, entry: Mapping[str, Any]) -> None:
        self.audience: tuple[str, ...] = tuple(entry["x-audience"])
        self._schemas = schemas
        self._pointers = {
            kind: {name: join("/x-streams", path, kind, name) for name in entry[kind]}
            for kind in ("events", "commands")
        }

    @property
    def events(self) -> tuple[str, ...]:
        """Names of the events, in the order of the document."""
        return tuple(self._pointers["events"])

    def _names(self, kind: str) -> list[str]:
        return [*(["authenticate", "ping"] if kind == "commands" else []), *self._pointers[kind]]

    def violations(self, kind: str, name: str, payload: Any) -> list[Violation]:
        """What a payload breaks; ``kind`` is ``events`` or ``commands``. Unknown names are a violation."""
        pointer = self._pointers[kind].get(name)
        if pointer is None:
            return [Violation("event", f"{name!r} is not one of {', '.join(self._names(kind))}.")]
        return self._schemas.violations(pointer, payload)


@attrs.define
class Subscription:
    """What a connection wants to hear; everything, until it says otherwise."""

    channels: frozenset[str] | None = None
    trunk_id: str = ""
    customer_id: str = ""

    def wants(self, event: Event) -> bool:
        """Whether it wants this event."""
        if self.channels is not None and event.name not in self.channels:
            return False
        about = event.customer_id or event.payload.get("customer_id")
        is_other_trunk = self.trunk_id and event.payload.get("trunk_id", self.trunk_id) != self.trunk_id
        return not is_other_trunk and self.customer_id in ("", about)


class Stream:
    """
    One accepted connection.

    Args:
        fault: What goes wrong with it: ``drop`` with ``after``.
        heartbeat: Seconds of silence after which a ``heartbeat`` is sent.
    """

    def __init__(
        self, websocket: WebSocket, channel: Channel, connection: Connection, *, fault: Fault, heartbeat: float
    ) -> None:
        self.channel = channel
        self.caller: Caller | None = None
        self._websocket = websocket
        self._connection = connection
        self._fault = fault
        self._heartbeat = heartbeat
        self._subscription = Subscription()
        self._queue: asyncio.Queue[Numbered | tuple[int, str]] = asyncio.Queue()
        self._sent = 0
        self._told = 0

    def offer(self, numbered: Numbered) -> None:
        """Send an event when it is meant for the caller and asked for."""
        event, caller = numbered.event, self.caller
        if caller is None or event.audience != caller.role:
            return
        if caller.role == "customer" and event.customer_id != caller.customer_id:
            return
        if self._subscription.wants(event):
            self._queue.put_nowait(numbered)

    def end(self, code: int, reason: str) -> None:
        """Close it after what is on its way; with 1006 without a closing frame."""
        self._queue.put_nowait((code, reason))

    async def first_token(self, patience: float) -> str:
        """
        The token of the first frame, which must come within so many seconds.

        Raises:
            Refusal: 408 when nothing comes, 401 when it is something else.
        """
        try:
            text = await asyncio.wait_for(self._websocket.receive_text(), patience)
        except TimeoutError:
            raise Refusal(408, "Authenticate with the first frame.") from None
        except (WebSocketDisconnect, KeyError):
            raise Refusal(401, "Authenticate with the first frame.") from None
        name, payload = _read(text)
        token = payload.get("token") if isinstance(payload, dict) else None
        if name != "authenticate" or not isinstance(token, str):
            raise Refusal(401, "Authenticate with the first frame.")
        return token

    async def serve(self, clock: Clock) -> None:
        """Send and take frames until one side ends it."""
        tasks = [asyncio.create_task(self._push(clock)), asyncio.create_task(self._listen(clock))]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
        for result in results:
            if isinstance(result, Exception) and not isinstance(result, WebSocketDisconnect):
                raise result

    async def tell(self, name: str, payload: dict[str, Any], now: datetime, *, event_id: str = "") -> None:
        """Send one frame; what is no event gets an id of the connection's own."""
        if not event_id:
            self._told += 1
            event_id = f"ctl_{self._told}"
        self._sent += 1
        frame = {"event": name, "payload": payload, "id": event_id, "seq": self._sent, "timestamp": stamp(now)}
        await self._websocket.send_text(json.dumps(frame, ensure_ascii=False))

    async def close(self, code: int, reason: str) -> None:
        """Close it now; with 1006 without a closing frame."""
        if code == _ABRUPT:
            self._connection.close()
            return
        await self._websocket.close(code, reason.encode()[:120].decode(errors="ignore"))

    async def _push(self, clock: Clock) -> None:
        pushed = 0
        while True:
            if self._fault.kind == "drop" and pushed >= self._fault.after:
                await self.close(_ABRUPT, "")
                return
            try:
                one = await asyncio.wait_for(self._queue.get(), self._heartbeat)
            except TimeoutError:
                await self.tell("heartbeat", {}, clock())
                continue
            if isinstance(one, tuple):
                await self.close(*one)
                return
            violations = self.channel.violations("events", one.event.name, one.event.payload)
            if violations:
                await self.close(_INVALID_EVENT, f"{one.event.name}: {violations[0].field} {violations[0].message}")
                return
            await self.tell(one.event.name, one.event.payload, one.moment, event_id=one.id)
            pushed += 1

    async def _listen(self, clock: Clock) -> None:
        while True:
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                return
            name, payload = _read(message.get("text") or "")
            if name == "ping":
                await self.tell("pong", {}, clock())
            else:
                await self._command(name, payload, clock())

    async def _command(self, name: str, payload: Any, now: datetime) -> None:
        violations = self.channel.violations("commands", name, payload)
        channels = payload.get("channels") if isinstance(payload, dict) and not violations else None
        unknown = sorted(set(channels or ()) - set(self.channel.events))
        violations += [Violation("channels", f"{one} is no event of this socket.") for one in unknown]
        if channels == []:
            violations.append(Violation("channels", "Is empty; leave it out to hear everything."))
        if name == "subscribe" and isinstance(payload, dict):
            strange = sorted(payload.keys() - {"channels", "trunk_id", "customer_id"})
            violations += [Violation(one, "Is not a field of this command.") for one in strange]
        if violations:
            errors = [attrs.asdict(one) for one in violations]
            told = {"code": "VALIDATION_ERROR", "message": _message(name, violations), "errors": errors}
            await self.tell("error", told, now)
            return
        wanted = None if channels is None else frozenset(channels)
        self._subscription = Subscription(wanted, payload.get("trunk_id", ""), payload.get("customer_id", ""))
        await self.tell("subscribed", {"channels": list(channels or self.channel.events)}, now)


def _message(name: str, violations: list[Violation]) -> str:
    if not name:
        return "A frame is JSON text: an object with event and payload."
    return f"The frame is not valid: {violations[0].field or 'payload'}: {violations[0].message}"


def _read(text: str) -> tuple[str, Any]:
    """Name and payload of a frame; an empty name when it cannot be read."""
    try:
        frame = json_of(text)
    except (ValueError, RecursionError):
        return "", None
    if not isinstance(frame, dict) or not isinstance(frame.get("event"), str):
        return "", None
    return frame["event"], frame.get("payload", {})
