"""
NetSuite's REST web services as an ASGI application.

One rule: the wire has NetSuite's shape. Writes answer with an address and no body, lists hold ids and links, errors
come as ``o:errorDetails``.
"""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from random import Random
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Mount, request_response
from starlette.types import ASGIApp, Receive, Scope, Send

from warp_sandbox.clock import Schedule
from warp_sandbox.errors import Refusal, Violation
from warp_sandbox.netsuite.consent import PATH as CONSENT
from warp_sandbox.netsuite.consent import ConsentPage
from warp_sandbox.netsuite.forms import Forms
from warp_sandbox.netsuite.governance import Pause, Places
from warp_sandbox.netsuite.grants import Grants
from warp_sandbox.netsuite.handlers import Handlers
from warp_sandbox.netsuite.integrations import ACCOUNT, DEFAULTS, Integration, Verifier, any_signature
from warp_sandbox.netsuite.jobs import Jobs
from warp_sandbox.netsuite.oddities import NETSUITE, Oddities
from warp_sandbox.netsuite.records import Records
from warp_sandbox.netsuite.seed import fill
from warp_sandbox.netsuite.supplement import LIMITS, REVOKE, SUITEQL, TASK, extended
from warp_sandbox.netsuite.tables import Tables
from warp_sandbox.netsuite.tokens import Tokens
from warp_sandbox.spec.document import Api, Operation, load
from warp_sandbox.spec.pointers import Tree
from warp_sandbox.wire.exchange import Call, Caller, Clock, Handler, Reply, utc_now
from warp_sandbox.wire.service import Service, request_ids
from warp_sandbox.wire.switches import Switches

BASE = "/services/rest"
TOKEN = "/auth/oauth2/v1/token"

_ABOUT_ERRORS = "https://www.rfc-editor.org/rfc/rfc9110.html#section-15"
_TOKEN_ERRORS = ("invalid_client", "invalid_grant", "invalid_scope")
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
    *,
    seed: int = 0,
    document: Tree | None = None,
    clock: Clock = utc_now,
    strict: bool = True,
    supplemented: bool = True,
    account: str = ACCOUNT,
    integrations: Sequence[Integration] = DEFAULTS,
    verifier: Verifier = any_signature,
    concurrency: int | None = None,
    pause: Pause | None = None,
    job_seconds: float = 0.0,
    switches: Switches | None = None,
) -> Starlette:
    """
    A fresh NetSuite under ``/services/rest``, and the page of consent under ``/app/login``.

    The state of the application holds ``sandbox``, its records; ``consent``, the page of consent; ``places``, which
    counts what is in progress; and ``oddities``, whose script makes the next replies odd.

    Args:
        seed: The same seed and the same requests give the same records and tokens.
        document: A bundled document; the checkout's ``netsuite.yaml`` when it is left out.
        clock: The time, in UTC.
        strict: Refuse to send a reply that breaks its schema.
        supplemented: Serve also what the document does not show: queries, revocation, further methods on records.
        account: Id of the account, which the callback of a consent names.
        integrations: Who may ask for tokens.
        verifier: Judges the signatures of client assertions.
        concurrency: How many requests may be in progress at once; None refuses none.
        pause: What a request waits for while it is in progress.
        job_seconds: How long an asynchronous request takes.
        switches: Faults, overrides and latency from outside.
    """
    shown = load("netsuite") if document is None else document
    api = Api(extended(shown) if supplemented else shown)
    forms = Forms(api)
    records = Records(forms)
    fill(records, api, seed)
    tokens = Tokens(Random(f"{seed}/netsuite"), account=account)
    grants = Grants(tokens, integrations, verifier)
    schedule = Schedule()
    jobs = Jobs(schedule, job_seconds)
    platform = NetSuite(tokens, clock, schedule)
    ids = request_ids(seed)
    service = Service(api, platform, base=BASE, clock=clock, request_ids=ids, strict=strict, switches=switches)
    places = Places(service, concurrency, pause)
    fixed: dict[str, Handler] = {
        TOKEN: grants.exchange,
        REVOKE: grants.revoke,
        "/system/v1/serverTime": _server_time,
        LIMITS: places.limits,
        SUITEQL: Tables(records, forms).run,
        "/async/v1/job/{job_id}": jobs.get,
        "/async/v1/job/{job_id}/task": jobs.tasks,
        TASK: jobs.task,
        f"{TASK}/result": jobs.result,
    }
    platform.handlers |= {one.id: fixed[one.path] for one in api.operations if one.path in fixed}
    platform.handlers |= Handlers(records, forms, jobs).by_operation(api.operations)
    consent = ConsentPage(tokens, grants, clock)
    oddities = Oddities(places, NETSUITE)
    front = _Front(consent, oddities)
    app = Starlette(routes=[Mount("/", app=front)])
    app.state.sandbox, app.state.consent, app.state.places, app.state.oddities = records, consent, places, oddities
    app.state.service = front
    return app


def mounts(app: ASGIApp) -> list[Mount]:
    """Where NetSuite stands beside other platforms; the page of consent comes with it."""
    return [Mount(BASE, app=app), Mount("/app/login", app=app)]


class _Front:
    """The page of consent at its path, the REST web services at every other."""

    def __init__(self, consent: ConsentPage, services: ASGIApp) -> None:
        self._consent = request_response(consent.__call__)
        self._services = services

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_consent = scope["type"] == "http" and (scope["method"], scope["path"]) == ("GET", CONSENT)
        await (self._consent if is_consent else self._services)(scope, receive, send)


class NetSuite:
    """NetSuite: one handler per operation, and errors in its own form."""

    def __init__(self, tokens: Tokens, clock: Clock, schedule: Schedule) -> None:
        self.handlers: dict[str, Handler] = {}
        self._tokens = tokens
        self._clock = clock
        self._schedule = schedule

    def admit(self, request: Request, operation: Operation) -> Caller:
        """The owner of the access token; the token service asks for the client's own proof when it reads the form."""
        now = self._clock()
        self._schedule.settle(now)
        return Caller("client") if operation.path in (TOKEN, REVOKE) else self._tokens.caller(request.headers, now)

    def answer(self, call: Call) -> Reply:
        """The reply of the operation."""
        return self.handlers[call.operation.id](call)

    def refuse(self, refusal: Refusal, operation: Operation | None, request_id: str) -> Reply:
        """An OAuth error from the token service, a list of error details from everything else."""
        status = 400 if refusal.status == 422 else refusal.status
        if operation is not None and operation.path in (TOKEN, REVOKE) and status in (400, 401):
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


def _server_time(call: Call) -> Reply:
    return Reply(200, {"serverTime": call.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")})


def _title(status: int) -> str:
    known = {one.value: one.phrase for one in HTTPStatus}
    return known.get(status, "Error")


def _detail(violation: Violation, code: str, operation: Operation | None) -> dict[str, Any]:
    parameters = operation.parameters if operation else ()
    places = {parameter.name: parameter.place for parameter in parameters}
    place = "query" if code == "INVALID_PARAMETER" else places.get(violation.field, "")
    kind = {"query": "o:errorQueryParam", "header": "o:errorHeader"}.get(place, "o:errorPath")
    return {"detail": violation.message, "o:errorCode": code, kind: violation.field}
