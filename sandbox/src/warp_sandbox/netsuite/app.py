"""
NetSuite's REST web services as an ASGI application.

One rule: the wire has NetSuite's shape. Writes answer with an address and no body, lists hold ids and links, errors
come as ``o:errorDetails``.
"""

from __future__ import annotations

from http import HTTPStatus
from random import Random
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Mount

from warp_sandbox.errors import Refusal, Violation
from warp_sandbox.netsuite.forms import Forms
from warp_sandbox.netsuite.handlers import Handlers
from warp_sandbox.netsuite.records import Records
from warp_sandbox.netsuite.seed import fill
from warp_sandbox.netsuite.tokens import Tokens
from warp_sandbox.spec.document import Api, Operation, load
from warp_sandbox.spec.pointers import Tree
from warp_sandbox.wire.exchange import Call, Caller, Clock, Handler, Reply, utc_now
from warp_sandbox.wire.service import Service, request_ids

BASE = "/services/rest"
TOKEN_OPERATION = "exchange_netsuite_token"

_ABOUT_ERRORS = "https://www.rfc-editor.org/rfc/rfc9110.html#section-15"
_TOKEN_ERRORS = ("invalid_client", "invalid_grant")
_CODES = {
    "VALIDATION_ERROR": "INVALID_CONTENT",
    "INVALID_REQUEST": "INVALID_CONTENT",
    "RATE_LIMIT_EXCEEDED": "CONCURRENCY_LIMIT_EXCEEDED",
    "INTERNAL_ERROR": "UNEXPECTED_ERROR",
    "GATEWAY_UNAVAILABLE": "SERVICE_UNAVAILABLE",
    "ACCESS_DENIED": "INSUFFICIENT_PERMISSION",
    "UNAUTHORIZED": "INVALID_LOGIN",
}


def create_netsuite_app(
    *, seed: int = 0, document: Tree | None = None, clock: Clock = utc_now, strict: bool = True
) -> Starlette:
    """
    A fresh NetSuite under ``/services/rest``; its records are at ``app.state.sandbox``.

    Args:
        seed: The same seed and the same requests give the same records and tokens.
        document: A bundled document; the checkout's ``netsuite.yaml`` when it is left out.
        clock: The time, in UTC.
        strict: Refuse to send a reply that breaks its schema.
    """
    api = Api(load("netsuite") if document is None else document)
    records = Records(Forms(api))
    fill(records, api, seed)
    tokens = Tokens(Random(f"{seed}/netsuite"))
    platform = NetSuite(Handlers(records).by_operation(api.operations), tokens, clock)
    service = Service(api, platform, base=BASE, clock=clock, request_ids=request_ids(seed), strict=strict)
    app = Starlette(routes=[Mount("/", app=service)])
    app.state.sandbox = records
    return app


class NetSuite:
    """NetSuite: one handler per operation, and errors in its own form."""

    def __init__(self, handlers: dict[str, Handler], tokens: Tokens, clock: Clock) -> None:
        self._tokens = tokens
        self._clock = clock
        self._handlers = {**handlers, TOKEN_OPERATION: tokens.exchange}

    def admit(self, request: Request, operation: Operation) -> Caller:
        """The client at the token service, the owner of the access token everywhere else."""
        if operation.id == TOKEN_OPERATION:
            return self._tokens.client(request.headers)
        return self._tokens.caller(request.headers, self._clock())

    def answer(self, call: Call) -> Reply:
        """The reply of the operation."""
        return self._handlers[call.operation.id](call)

    def refuse(self, refusal: Refusal, operation: Operation | None, request_id: str) -> Reply:
        """An OAuth error from the token service, a list of error details from everything else."""
        status = 400 if refusal.status == 422 else refusal.status
        if operation is not None and operation.id == TOKEN_OPERATION and status in (400, 401):
            code = refusal.code if refusal.code in _TOKEN_ERRORS else "invalid_request"
            return Reply(status, {"error": code, "error_description": refusal.message}, refusal.headers)
        title = "Conflict" if refusal.code == "IDEMPOTENCY_ERROR" else _title(status)
        code = _CODES.get(refusal.code, refusal.code)
        details: list[dict[str, Any]] = [_detail(one, code, operation) for one in refusal.violations]
        body = {
            "type": _ABOUT_ERRORS,
            "title": title,
            "status": status,
            "o:errorDetails": details or [{"detail": refusal.message, "o:errorCode": code}],
        }
        return Reply(status, body, refusal.headers)


def _title(status: int) -> str:
    known = {one.value: one.phrase for one in HTTPStatus}
    return known.get(status, "Error")


def _detail(violation: Violation, code: str, operation: Operation | None) -> dict[str, Any]:
    parameters = operation.parameters if operation else ()
    places = {parameter.name: parameter.place for parameter in parameters}
    kind = {"query": "o:errorQueryParam", "header": "o:errorHeader"}.get(places.get(violation.field, ""), "o:errorPath")
    return {"detail": violation.message, "o:errorCode": code, kind: violation.field}
