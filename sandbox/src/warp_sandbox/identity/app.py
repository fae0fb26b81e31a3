"""
Google's identity service as an ASGI application, at the paths of its two hosts.

    /identitytoolkit.googleapis.com/v1/accounts:signInWithPassword
    /identitytoolkit.googleapis.com/v1/accounts:signInWithCustomToken
    /identitytoolkit.googleapis.com/v2/accounts/mfaSignIn:start and :finalize
    /securetoken.googleapis.com/v1/token
    /emulator/v1/projects/sandbox-project/verificationCodes    the codes that were sent by SMS

The name of the host may be left out. One rule: no reply but the last one needs no key of the project.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from random import Random
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, request_response
from starlette.types import ASGIApp

from warp_sandbox.errors import Refusal
from warp_sandbox.identity.accounts import Accounts
from warp_sandbox.identity.sessions import PROJECT, Policy, Sessions
from warp_sandbox.identity.sign_in import SignIns, Step
from warp_sandbox.netsuite.oddities import Oddities
from warp_sandbox.wire.exchange import Clock, utc_now

API_KEY = "sandbox-api-key"
TOOLKIT = "/identitytoolkit.googleapis.com"
SECURE_TOKEN = "/securetoken.googleapis.com"
CODES = f"/emulator/v1/projects/{PROJECT}/verificationCodes"
TOKEN = "/v1/token"

_FORM = "application/x-www-form-urlencoded"
_PASSWORD = {"email", "password", "returnSecureToken", "tenantId", "clientType", "captchaResponse", "recaptchaVersion"}
_CUSTOM = {"token", "returnSecureToken", "tenantId"}
_SECOND = {"mfaPendingCredential", "mfaEnrollmentId", "tenantId"}
_FINALIZE = _SECOND | {"phoneVerificationInfo", "totpVerificationInfo"}
_RENAMED = {"grantType": "grant_type", "refreshToken": "refresh_token"}
_TITLED = {"INVALID_ARGUMENT", "NOT_FOUND", "PERMISSION_DENIED", "UNAVAILABLE", "RESOURCE_EXHAUSTED", "INTERNAL"}


def create_identity_app(
    *, seed: int = 0, clock: Clock = utc_now, policy: Policy | None = None, api_keys: tuple[str, ...] = (API_KEY,)
) -> Starlette:
    """
    A fresh identity service. The state of the application holds ``accounts``, ``sessions``, ``sign_ins`` and
    ``oddities``, whose script makes the next replies odd: ``lost-reply``, ``unavailable-503``, ``quota-429``,
    ``html-502``.

    Args:
        seed: The same seed and the same requests give the same ids, codes and tokens.
        clock: The time, in UTC.
        policy: How tokens and guesses are treated; as Google does when it is left out.
        api_keys: Keys of the project.
    """
    rules = policy or Policy()
    accounts = Accounts(Random(f"{seed}/identity/accounts"))
    sessions = Sessions(accounts, rules, Random(f"{seed}/identity/tokens"))
    sign_ins = SignIns(accounts, sessions, rules, Random(f"{seed}/identity/sign-ins"))
    service = Identity(sign_ins, sessions, clock, api_keys)
    oddities = Oddities(request_response(service.serve), _oddities())
    app = Starlette(routes=[Mount("/", app=oddities)])
    app.state.accounts, app.state.sessions = accounts, sessions
    app.state.sign_ins, app.state.oddities = sign_ins, oddities
    app.state.service = oddities
    return app


def mounts(app: ASGIApp) -> list[Mount]:
    """Where the service stands beside other platforms."""
    return [Mount(path, app=app) for path in (TOOLKIT, SECURE_TOKEN, "/emulator")]


class Identity:
    """From a request through the checks of its key and its fields to the reply."""

    def __init__(self, sign_ins: SignIns, sessions: Sessions, clock: Clock, api_keys: tuple[str, ...]) -> None:
        self._sign_ins = sign_ins
        self._sessions = sessions
        self._clock = clock
        self._api_keys = api_keys
        self._steps: Mapping[str, tuple[set[str], Step]] = {
            "/v1/accounts:signInWithPassword": (_PASSWORD, sign_ins.by_password),
            "/v1/accounts:signInWithCustomToken": (
                {"token", "returnSecureToken", "tenantId"},
                sign_ins.by_custom_token,
            ),
            "/v2/accounts/mfaSignIn:start": (_SECOND | {"phoneSignInInfo"}, sign_ins.start),
            "/v2/accounts/mfaSignIn:finalize": (_FINALIZE, sign_ins.finalize),
            TOKEN: ({"grant_type", "refresh_token"}, self._renew),
        }

    async def serve(self, request: Request) -> Response:
        """The reply to one request."""
        try:
            return JSONResponse(await self._answer(request), headers={"Cache-Control": "no-store"})
        except Refusal as refusal:
            return JSONResponse(_error(refusal), status_code=refusal.status)

    async def _answer(self, request: Request) -> dict[str, Any]:
        path = str(request.scope["path"]).removeprefix(TOOLKIT).removeprefix(SECURE_TOKEN)
        if (request.method, path) == ("GET", CODES):
            return self._codes()
        if path not in self._steps or request.method != "POST":
            raise Refusal(404, "There is no such method.", code="NOT_FOUND")
        self._check_key(request)
        known, step = self._steps[path]
        body = await _body(request, with_form=path == TOKEN)
        for name in body:
            if name not in known:
                raise Refusal(400, f"Unknown name {name!a}: there is no such field.", code="INVALID_ARGUMENT")
        return step(body, self._clock())

    def _renew(self, body: Mapping[str, Any], now: datetime) -> dict[str, Any]:
        if "grant_type" not in body:
            raise Refusal(400, "", code="MISSING_GRANT_TYPE")
        if body["grant_type"] != "refresh_token":
            raise Refusal(400, "", code="INVALID_GRANT_TYPE")
        if not isinstance(body.get("refresh_token"), str) or not body["refresh_token"]:
            raise Refusal(400, "", code="MISSING_REFRESH_TOKEN")
        return dict(self._sessions.renew(body["refresh_token"], now))

    def _codes(self) -> dict[str, Any]:
        sent = [
            {"phoneNumber": one.phone, "sessionInfo": session, "code": one.code}
            for session, one in self._sign_ins.codes.items()
        ]
        return {"verificationCodes": sent}

    def _check_key(self, request: Request) -> None:
        given = {*request.query_params.getlist("key"), *request.headers.getlist("x-goog-api-key")}
        if not given:
            raise Refusal(403, "The request has no API key.", code="PERMISSION_DENIED")
        if not given <= set(self._api_keys):
            raise Refusal(400, "The API key is not valid.", code="INVALID_ARGUMENT")


async def _body(request: Request, *, with_form: bool) -> dict[str, Any]:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if with_form and media == _FORM:
        async with request.form() as form:
            return {name: str(value) for name, value in form.items()}
    try:
        body = json.loads(await request.body() or b"{}")
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Refusal(400, "The body is no JSON object.", code="INVALID_ARGUMENT")
    renamed: dict[str, str] = _RENAMED if with_form else {}
    return {renamed.get(str(name), str(name)): value for name, value in body.items()}


def _error(refusal: Refusal) -> dict[str, Any]:
    """An error in one of the two forms that Google uses: named by a status, or by the message alone."""
    if refusal.code in _TITLED:
        return {"error": {"code": refusal.status, "message": refusal.message, "status": refusal.code}}
    message = f"{refusal.code} : {refusal.message}" if refusal.message else refusal.code
    errors = [{"message": message, "domain": "global", "reason": "invalid"}]
    return {"error": {"code": refusal.status, "message": message, "errors": errors}}


def _oddities() -> dict[str, Response]:
    unavailable = Refusal(503, "The service is currently unavailable.", code="UNAVAILABLE")
    quota = Refusal(429, "The quota of the project is exceeded.", code="RESOURCE_EXHAUSTED")
    return {
        "unavailable-503": JSONResponse(_error(unavailable), status_code=503),
        "quota-429": JSONResponse(_error(quota), status_code=429),
        "html-502": Response(b"<html><body>502. That is an error.</body></html>", 502, media_type="text/html"),
    }
