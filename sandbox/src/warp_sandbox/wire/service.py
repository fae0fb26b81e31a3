"""
One API over HTTP: from the request through every check to the reply.

One rule: the order is fixed. Rate limit, fault on demand, address, credentials, body, checks, the platform's answer,
and last the check of that answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Protocol
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from warp_sandbox.errors import Refusal
from warp_sandbox.spec.document import Api, Operation
from warp_sandbox.wire.bodies import read_body
from warp_sandbox.wire.checks import Checks
from warp_sandbox.wire.exchange import Call, Caller, Clock, Reply
from warp_sandbox.wire.faults import Faults
from warp_sandbox.wire.limits import RateLimit
from warp_sandbox.wire.routing import Router


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
    ) -> None:
        self._platform = platform
        self._base = base
        self._clock = clock
        self._request_ids = request_ids
        self._limit = limit
        self._strict = strict
        self._faults = Faults()
        self._checks = Checks(api)
        self._router = Router(api.operations, base=base)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection; only HTTP is spoken."""
        if scope["type"] != "http":
            await WebSocketClose()(scope, receive, send)
            return
        request_id = self._request_ids()
        reply = await self._reply(Request(scope, receive), request_id)
        headers = {"X-Request-ID": request_id, **(self._limit.headers() if self._limit else {}), **reply.headers}
        await _response(reply, headers)(scope, receive, send)

    async def _reply(self, request: Request, request_id: str) -> Reply:
        operation: Operation | None = None
        try:
            if self._limit:
                self._limit.enter()
            self._faults.enter(request)
            match = self._router.match(request.method, _raw_path(request))
            operation = match.operation
            call = await self._call(request, operation, match.path, request_id)
            reply = self._platform.answer(call)
        except Refusal as refusal:
            reply = self._platform.refuse(refusal, operation, request_id)
        return self._checked(reply, operation, request_id)

    async def _call(self, request: Request, operation: Operation, path: dict[str, str], request_id: str) -> Call:
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
        violations = self._checks.reply(operation, reply) if self._strict and operation else []
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


def _response(reply: Reply, headers: dict[str, str]) -> Response:
    if reply.body is None:
        return Response(status_code=reply.status, headers=headers)
    text = json.dumps(reply.body, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Response(text.encode(), status_code=reply.status, headers=headers, media_type="application/json")
