"""
The event sockets: ``/v1/ws`` for customers, ``/v1/admin/ws`` for admins; both without ``/v1`` as well.

Frames are JSON text, ``{"event": name, "payload": object}`` in both directions; those of the platform also have ``id``,
``seq`` (1, 2, 3 on each connection) and ``timestamp``. Commands and answers:

    authenticate    {"token": ...}, first frame of who sent no credentials with the handshake -> authenticated
    subscribe       {"channels": [...], "trunk_id": ..., "customer_id": ...} -> subscribed
    ping            {} -> pong

One rule: a credential never stands in the address; a handshake that carries one there is refused.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from warp_sandbox.errors import Refusal, SandboxError
from warp_sandbox.events import KEPT, Event, Events
from warp_sandbox.spec.document import Api
from warp_sandbox.spec.schemas import Schemas
from warp_sandbox.streams import Channel, Numbered, Stream
from warp_sandbox.warp.auth import Sessions
from warp_sandbox.wire.connection import connection_of
from warp_sandbox.wire.exchange import Caller, Clock
from warp_sandbox.wire.faults import HEADER, NONE, FaultError, parse_fault

MOST = 10
"""Connections of one account."""

PATIENCE = 10.0
"""Seconds until the first frame of who has to authenticate."""

_CODES = (*range(1000, 1004), *range(1006, 1015))
_CLOSES = {400: 4400, 401: 4401, 403: 4403, 408: 4408, 429: 4429}


class Sockets:
    """
    The sockets of one sandbox, an ASGI application.

    Args:
        base: Path in front of ``/ws``, which may be left out.
        tick: Called every `pace` seconds while somebody listens; publishes what went on meanwhile.
        heartbeat: Seconds of silence after which a ``heartbeat`` is sent.

    Attributes:
        pace: Seconds between two ticks.
        heartbeat: As given; counts for connections opened from now on.
    """

    def __init__(
        self,
        api: Api,
        events: Events,
        sessions: Sessions,
        *,
        clock: Clock,
        base: str,
        tick: Callable[[datetime], None],
        heartbeat: float = 30.0,
    ) -> None:
        schemas = Schemas(api.tree)
        streams = api.tree.get("x-streams", {}).items()
        channels = {path: Channel(api, schemas, path, entry) for path, entry in streams}
        self._channels = {front + path: channel for path, channel in channels.items() for front in (base, "")}
        self._sessions = sessions
        self._clock = clock
        self._tick = tick
        self.pace = 5.0
        self.heartbeat = heartbeat
        self._log: deque[Numbered] = deque(maxlen=KEPT)
        self._count = 0
        self._open: dict[Stream, asyncio.AbstractEventLoop] = {}
        events.listen(self._publish)

    @property
    def open(self) -> int:
        """Connections that are open now."""
        return len(self._open)

    def drop(self, code: int = 1012, reason: str = "") -> int:
        """
        Close all connections; with code 1006 without a closing frame. Gives back how many there were.

        Raises:
            SandboxError: Nobody may close with that code (RFC 6455, 7.4).
        """
        if not (code in _CODES or 3000 <= code <= 4999):
            raise SandboxError("a socket closes with 1000 to 1003, 1006 to 1014, or 3000 to 4999")
        found = list(self._open.items())
        for socket, loop in found:
            loop.call_soon_threadsafe(socket.end, code, reason)
        return len(found)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket until either side ends it."""
        websocket = WebSocket(scope, receive, send)
        await websocket.receive()
        try:
            channel = self._channel(scope)
            fault = parse_fault(websocket.headers[HEADER]) if HEADER in websocket.headers else NONE
            _raise(fault.refusal())
            caller = self._caller(websocket.headers, channel)
        except FaultError as error:
            await _refuse(websocket, Refusal(400, str(error)))
            return
        except Refusal as refusal:
            await _refuse(websocket, refusal)
            return
        await websocket.accept()
        socket = Stream(websocket, channel, connection_of(scope), fault=fault, heartbeat=self.heartbeat)
        try:
            await self._serve(socket, caller, websocket.headers.get("last-event-id", ""))
        except Refusal as refusal:
            await socket.close(_CLOSES[refusal.status], refusal.message)

    async def _serve(self, socket: Stream, caller: Caller | None, last: str) -> None:
        if caller is None:
            token = await socket.first_token(PATIENCE)
            caller = self._caller(Headers({"authorization": f"Bearer {token}"}), socket.channel)
            assert caller is not None
            await socket.tell("authenticated", {"role": caller.role}, self._clock())
        socket.caller = caller
        accounts = Counter(_account(one.caller) for one in self._open)
        if accounts[_account(caller)] >= MOST:
            raise Refusal(429, f"An account has at most {MOST} connections.")
        self._open[socket] = asyncio.get_running_loop()
        pulse = asyncio.create_task(self._pulse(socket))
        try:
            for numbered in _after(last, self._log):
                socket.offer(numbered)
            await socket.serve(self._clock)
        finally:
            del self._open[socket]
            pulse.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await pulse

    async def _pulse(self, socket: Stream) -> None:
        """Tick as long as the socket is the one that has been open longest; the next one takes over from it."""
        while True:
            await asyncio.sleep(self.pace)
            if next(iter(self._open)) is socket:
                self._tick(self._clock())

    def _publish(self, event: Event) -> None:
        self._count += 1
        numbered = Numbered(f"evt_{self._count}", event, self._clock())
        self._log.append(numbered)
        for socket, loop in tuple(self._open.items()):
            loop.call_soon_threadsafe(socket.offer, numbered)

    def _channel(self, scope: Scope) -> Channel:
        if scope["path"] not in self._channels:
            raise Refusal(404, f"There is no such socket; there are {' and '.join(self._channels)}.")
        if scope["query_string"]:
            raise Refusal(400, "A socket takes no query; send credentials as a header or in the first frame.")
        return self._channels[scope["path"]]

    def _caller(self, headers: Headers, channel: Channel) -> Caller | None:
        if "authorization" not in headers and "x-api-key" not in headers:
            return None
        caller = self._sessions.caller(headers, self._clock())
        if caller.role not in channel.audience:
            raise Refusal(403, f"This socket is for the role {' or '.join(channel.audience)}.")
        return caller


def _raise(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal


def _account(caller: Caller | None) -> tuple[str, str]:
    return (caller.role, caller.customer_id) if caller else ("", "")


def _after(last: str, log: deque[Numbered]) -> list[Numbered]:
    """What was published after the event with that id; nothing when it is not known any more."""
    ids = [one.id for one in log]
    return list(log)[ids.index(last) + 1 :] if last in ids else []


async def _refuse(websocket: WebSocket, refusal: Refusal) -> None:
    """Refuse the handshake with an HTTP reply where the server can send one, else with 403 as all servers do."""
    if "websocket.http.response" not in websocket.scope.get("extensions", {}):
        await websocket.close()
        return
    body = {"code": refusal.code, "message": refusal.message}
    await websocket.send_denial_response(JSONResponse(body, refusal.status, refusal.headers))
