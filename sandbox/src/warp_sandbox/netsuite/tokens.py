"""
The token service: grants for access tokens (RFC 6749, sections 4.1 and 6).

One rule: the client proves itself by HTTP Basic before its grant is looked at, and a code works once.
"""

from __future__ import annotations

import base64
import binascii
from datetime import datetime, timedelta
from random import Random

from starlette.datastructures import Headers

from warp_sandbox.errors import Refusal
from warp_sandbox.wire.exchange import Call, Caller, Reply

ACCESS_TOKEN = "sandbox-netsuite-token"
CLIENT_ID = "sandbox-client"
CLIENT_SECRET = "sandbox-secret"
CODE = "sandbox-code"
REFRESH_TOKEN = "sandbox-refresh-token"
LIFETIME = timedelta(seconds=3600)

_BEARER = 'Bearer realm="SANDBOX", error="invalid_token"'


class Tokens:
    """The access tokens of one sandbox; ``sandbox-netsuite-token`` never ends, issued ones after an hour."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._access: dict[str, datetime | None] = {ACCESS_TOKEN: None}
        self._codes = {CODE}

    def caller(self, headers: Headers, now: datetime) -> Caller:
        """
        The owner of the bearer token.

        Raises:
            Refusal: 401 INVALID_LOGIN.
        """
        scheme, _, token = headers.get("authorization", "").partition(" ")
        token = token.strip()
        ends = self._access.get(token)
        known = scheme.lower() == "bearer" and token in self._access
        if not known or (ends is not None and now >= ends):
            raise Refusal(401, "Invalid login attempt.", code="INVALID_LOGIN", headers={"WWW-Authenticate": _BEARER})
        return Caller("netsuite", credential=token)

    def client(self, headers: Headers) -> Caller:
        """
        The client that the Basic header proves.

        Raises:
            Refusal: 401 invalid_client.
        """
        scheme, _, text = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "basic" or _decoded(text) != f"{CLIENT_ID}:{CLIENT_SECRET}":
            challenge = {"WWW-Authenticate": 'Basic realm="SANDBOX"'}
            raise Refusal(401, "Unknown client.", code="invalid_client", headers=challenge)
        return Caller("client")

    def exchange(self, call: Call) -> Reply:
        """Tokens for the grant of the form; a renewal sends no refresh token, as the client keeps the one it has."""
        form = call.body
        if form["grant_type"] == "authorization_code" and form.get("code") in self._codes:
            self._codes.discard(form["code"])
            return self._issued(call.now, {"refresh_token": REFRESH_TOKEN})
        if form["grant_type"] == "refresh_token" and form.get("refresh_token") == REFRESH_TOKEN:
            return self._issued(call.now, {})
        raise Refusal(400, "The grant is not valid.", code="invalid_grant")

    def _issued(self, now: datetime, more: dict[str, str]) -> Reply:
        token = f"netsuite-{self._random.getrandbits(96):024x}"
        self._access[token] = now + LIFETIME
        seconds = str(int(LIFETIME.total_seconds()))
        body = {"access_token": token, "token_type": "bearer", "expires_in": seconds, **more}
        return Reply(200, body, {"Cache-Control": "no-store"})


def _decoded(text: str) -> str:
    try:
        return base64.b64decode(text.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""
