"""
Credentials of the WARP API: the ones that are there from the start, and sign-in, refresh and sign-out.

One rule: a credential that is not known, has ended or was used up is a 401, and no reply tells which of the known
ones it resembles.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

import attrs
from starlette.datastructures import Headers

from warp_sandbox.errors import Refusal
from warp_sandbox.wire.exchange import Call, Caller, Handler, Reply, stamp
from warp_sandbox.wire.replies import enveloped

CUSTOMER_TOKEN = "sandbox-customer-token"
ADMIN_TOKEN = "sandbox-admin-token"
CUSTOMER_KEY = "sandbox-customer-key"
ADMIN_KEY = "sandbox-admin-key"
MFA_CODE = "123456"
WRONG_PASSWORD = "wrong"

_ROLES = {"@customer.example.com": "customer", "@admin.example.com": "admin", "@example.com": "customer"}
_USER_ROLES = {"customer": "customer_admin", "admin": "super_admin"}


@attrs.frozen
class _Grant:
    """What a token stands for; all tokens of one sign-in share its session."""

    role: str
    session: str
    ends: datetime | None = None


class Sessions:
    """
    The sessions of one sandbox.

    Who signs in with an address at ``admin.example.com`` is an admin, at ``customer.example.com`` or ``example.com`` a
    customer. Any password but ``wrong`` is right. Addresses that start with ``mfa`` need the code ``123456``.

    Args:
        customer_id: The account that every customer belongs to.
        lifetime: How long an access token is good for, in seconds.
        refresh_tokens: Refresh tokens of customers that work from the start, once each.
    """

    def __init__(self, random: Random, *, customer_id: str, lifetime: float, refresh_tokens: tuple[str, ...]) -> None:
        self._random = random
        self._customer_id = customer_id
        self._lifetime = timedelta(seconds=lifetime)
        self._keys = {CUSTOMER_KEY: "customer", ADMIN_KEY: "admin"}
        seeded = {CUSTOMER_TOKEN: "customer", ADMIN_TOKEN: "admin"}
        self._access = {token: _Grant(role, token) for token, role in seeded.items()}
        self._refresh = {token: _Grant("customer", token) for token in refresh_tokens}

    def handlers(self) -> Mapping[str, Handler]:
        """The operations that open, renew and close sessions."""
        return {"login": self._login, "refresh_token": self._renew, "logout": self._logout}

    def caller(self, headers: Headers, now: datetime) -> Caller:
        """
        Who sent these headers; a bearer token counts before an API key.

        Raises:
            Refusal: 401.
        """
        authorization = headers.get("authorization")
        if authorization is None:
            role = self._keys.get(headers.get("x-api-key", ""))
            if role is None:
                raise Refusal(401, "Send a bearer token, or a known key as X-API-Key.")
            return self._known(role)
        scheme, _, token = authorization.partition(" ")
        grant = self._access.get(token.strip()) if scheme.lower() == "bearer" else None
        if grant is None:
            raise Refusal(401, "The access token is not valid.", code="INVALID_TOKEN")
        if grant.ends is not None and now >= grant.ends:
            raise Refusal(401, "The access token has expired.", code="INVALID_TOKEN")
        return self._known(grant.role, token.strip())

    def _known(self, role: str, token: str = "") -> Caller:
        return Caller(role, self._customer_id if role == "customer" else "", token)

    def _login(self, call: Call) -> Reply:
        email = call.body["email"]
        role = _ROLES.get(email[email.find("@") :])
        if role is None or call.body["password"] == WRONG_PASSWORD:
            raise Refusal(401, "The e-mail address or the password is wrong.")
        has_mfa = email.startswith("mfa")
        if has_mfa and call.body.get("mfa_code") != MFA_CODE:
            raise Refusal(401, "A valid second-factor code is needed.", code="MFA_REQUIRED")
        user = {
            "id": f"user-{email}",
            "email": email,
            "role": _USER_ROLES[role],
            "permissions": ["trunks.read", "trunks.write"],
            "mfa_enabled": has_mfa,
            "created_at": stamp(call.now),
        }
        session = f"{self._random.getrandbits(96):024x}"
        return enveloped(call, {**self._tokens(role, session, call.now), "user": user})

    def _renew(self, call: Call) -> Reply:
        grant = self._refresh.pop(call.body["refresh_token"], None)
        if grant is None:
            raise Refusal(401, "Sign in again.", code="INVALID_REFRESH_TOKEN")
        return enveloped(call, self._tokens(grant.role, grant.session, call.now))

    def _logout(self, call: Call) -> Reply:
        grant = self._access.get(call.caller.credential)
        if grant is not None:
            for tokens in (self._access, self._refresh):
                for token in [token for token, one in tokens.items() if one.session == grant.session]:
                    del tokens[token]
        return Reply(204)

    def _tokens(self, role: str, session: str, now: datetime) -> dict[str, Any]:
        access, refresh = (f"{kind}-{self._random.getrandbits(96):024x}" for kind in ("access", "refresh"))
        self._access[access] = _Grant(role, session, now + self._lifetime)
        self._refresh[refresh] = _Grant(role, session)
        seconds = int(self._lifetime.total_seconds())
        return {"access_token": access, "refresh_token": refresh, "token_type": "Bearer", "expires_in": seconds}
