"""
One API over HTTP: from the request through every check to the reply.

One rule: the order is fixed. Rate limit, address, fault on demand, credentials, body, checks, the platform's answer,
and last the check of that answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any, Protocol
from urllib.parse import quote

import attrs
from starlette.requests import Request
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from warp_sandbox.errors import Refusal, Violation
from warp_sandbox.spec.document import Api, Operation
from warp_sandbox.wire.bodies import read_body
from warp_sandbox.wire.checks import Checks
from warp_sandbox.wire.connection import connection_of, drained, gone
from warp_sandbox.wire.exchange import Call, Caller, Clock, Reply
from warp_sandbox.wire.faults import NONE, Fault, Faults
from warp_sandbox.wire.limits import RateLimit
from warp_sandbox.wire.routing import Router
from warp_sandbox.wire.switches import Switches, as_reply, endless, stuck

_HTML = "<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Bad gateway</h1></body></html>"


class Platform(Protocol):
    """What an API does besides being checked."""

    def admit(self, request: Request, operation: Operation) -> Caller:
        """Who calls; raises a Refusal for those who may not."""

    def answer(self, call: Call) -> Reply:
        """The reply to a checked request."""

    def refuse(self, refusal: Refusal, operation: Operation | None, request_id: str) -> Reply:
        """The error reply in the words of the platform; without an operation the address was wrong."""


class Service:
    """
    An ASGI application for one document.

    Args:
        base: Path in front of the document's paths.
        request_ids: Gives the id of each request.
        limit: The rate limit, or None for an API that announces none.
        strict: Check replies too; one that breaks its schema becomes a 500 with code SANDBOX_REPLY_INVALID.
        switches: Faults, overrides and latency from outside.
    """

    def __init__(
        self,
        api: Api,
        platform: Platform,
        *,
        base: str,
        clock: Clock,
        request_ids: Callable[[], str],
        limit: RateLimit | None = None,
        strict: bool = True,
        switches: Switches | None = None,
    ) -> None:
        self._api = api
        self._platform = platform
        self._base = base
        self._clock = clock
        self._request_ids = request_ids
        self._limit = limit
        self._strict = strict
        self._switches = switches or Switches()
        self._faults = Faults(self._switches.script, [one.id for one in api.operations])
        self._checks = Checks(api)
        self._router = Router(api.operations, base=base)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection; only HTTP is spoken."""
        if scope["type"] != "http":
            await WebSocketClose()(scope, receive, send)
            return
        request_id = self._request_ids()
        reply, fault = await self._reply(Request(scope, receive), request_id)
        connection = connection_of(scope)
        if fault.latency or self._switches.latency:
            await connection.wait(fault.latency + self._switches.latency)
        if fault.kind in ("reset", "lost"):
            connection.reset()
            await gone(receive)
            return
        limits = self._limit.headers() if self._limit else {}
        await _send(send, receive, reply, {"X-Request-ID": request_id, **limits, **reply.headers}, fault)
        if fault.kind == "cut":
            connection.close()
            await gone(receive)

    async def _reply(self, request: Request, request_id: str) -> tuple[Reply, Fault]:
        operation: Operation | None = None
        fault = NONE
        try:
            if self._limit:
                self._limit.enter()
            match = self._router.match(request.method, _raw_path(request))
            operation = match.operation
            fault = self._faults.enter(request, operation)
            reply = await self._answer(request, operation, match.path, request_id, fault)
        except Refusal as refusal:
            reply = self._platform.refuse(refusal, operation, request_id)
        return self._checked(reply, operation, request_id), fault

    async def _answer(
        self, request: Request, operation: Operation, path: dict[str, str], request_id: str, fault: Fault
    ) -> Reply:
        refusal = fault.refusal()
        if refusal is None and fault.kind == "reset":
            refusal = Refusal(503, "Nobody reads this.")
        if refusal is not None:
            raise refusal
        call = await self._call(request, operation, path, request_id)
        with self._switches.lock:
            return self._done(call, fault)

    def _done(self, call: Call, fault: Fault) -> Reply:
        handler = self._switches.overrides.get(call.operation.id)
        if handler is not None:
            return as_reply(self._api, call, handler(call))
        if fault.kind != "stuck":
            return self._platform.answer(call)
        reply = self._platform.answer(stuck(call))
        return attrs.evolve(reply, body=endless(reply.body))

    async def _call(self, request: Request, operation: Operation, path: dict[str, str], request_id: str) -> Call:
        with self._switches.lock:
            caller = self._platform.admit(request, operation)
        body = await read_body(request, operation)
        checked = self._checks.request(request, operation, path, body)
        return Call(
            operation=operation,
            caller=caller,
            path=path,
            query=checked.query,
            headers=dict(request.headers),
            body=checked.body,
            uploads=body.uploads,
            media=body.media,
            base_url=f"{request.url.scheme}://{request.url.netloc}{self._base}",
            request_id=request_id,
            now=self._clock(),
        )

    def _checked(self, reply: Reply, operation: Operation | None, request_id: str) -> Reply:
        try:
            encoded(reply.body)
            violations = self._checks.reply(operation, reply) if self._strict and operation else []
        except (ValueError, TypeError, RecursionError) as error:
            violations = [Violation("", f"Cannot be written as JSON: {type(error).__name__}.")]
        if not violations:
            return reply
        message = f"The sandbox's own reply with status {reply.status} breaks the document."
        refusal = Refusal(500, message, code="SANDBOX_REPLY_INVALID", violations=violations)
        return self._platform.refuse(refusal, operation, request_id)


def request_ids(seed: int) -> Callable[[], str]:
    """Request ids that are the same for the same seed, ``req_`` and ten hexadecimal digits."""
    random = Random(f"{seed}/requests")
    return lambda: f"req_{random.getrandbits(40):010X}"


def _raw_path(request: Request) -> str:
    raw = request.scope.get("raw_path")
    return raw.decode("ascii", "replace") if raw else quote(request.url.path)


async def _send(send: Send, receive: Receive, reply: Reply, headers: dict[str, str], fault: Fault) -> None:
    body, media = _content(reply, fault)
    content = body or b""
    fields = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    if body is not None:
        fields.append((b"content-length", str(len(content)).encode()))
        fields.append((b"content-type", media))
    await send({"type": "http.response.start", "status": reply.status, "headers": fields})
    if fault.kind == "cut":
        await send(
            {"type": "http.response.body", "body": (content or b"")[: len(content or b"") // 2], "more_body": True}
        )
        return
    if fault.kind == "early":
        await send({"type": "http.response.body", "body": content, "more_body": True})
        await drained(receive)
        content = b""
    await send({"type": "http.response.body", "body": content})


def _content(reply: Reply, fault: Fault) -> tuple[bytes | None, bytes]:
    if fault.kind == "html":
        return _HTML.encode(), b"text/html; charset=utf-8"
    return None if reply.body is None else encoded(reply.body), b"application/json"


def encoded(body: Any) -> bytes:
    """A body as JSON."""
    return json.dumps(body, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
