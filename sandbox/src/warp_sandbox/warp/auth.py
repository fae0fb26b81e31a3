"""
Credentials of the WARP API: the ones that are there from the start, and sign-in, refresh and sign-out.

One rule: a credential that is not known, has ended or was used up is a 401, and no reply tells which of the known
ones it resembles. What a known key may not do is a 403.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from types import MappingProxyType
from typing import Any

import attrs
from starlette.datastructures import Headers

from warp_sandbox.errors import Refusal
from warp_sandbox.spec.document import Operation
from warp_sandbox.warp.api_scopes import scope_of
from warp_sandbox.wire.exchange import Call, Caller, Handler, Record, Reply
from warp_sandbox.wire.replies import enveloped

CUSTOMER_TOKEN = "sandbox-customer-token"
ADMIN_TOKEN = "sandbox-admin-token"
CUSTOMER_KEY = "sandbox-customer-key"
ADMIN_KEY = "sandbox-admin-key"
MFA_CODE = "123456"
WRONG_PASSWORD = "wrong"

_ROLES = {"@customer.example.com": "customer", "@admin.example.com": "admin", "@example.com": "customer"}
_OF_ACCOUNT = re.compile(r"@([^@]+)\.customer\.example\.com")
_CREATED = "2025-11-03T09:15:00Z"
_PERMISSIONS = {
    "customer": ["trunks.read", "trunks.write"],
    "admin": ["customers.manage", "routing.manage", "trunks.manage"],
}
_USER_ROLES = {"customer": "customer_admin", "admin": "super_admin"}


@attrs.define
class Key:
    """
    An API key as it is checked.

    Attributes:
        scopes: What it may do; None is everything that its role may do.
        ends: When it stops working.
        addresses: Where it works from; empty is anywhere.
        used: When it was last accepted.
    """

    role: str
    customer_id: str = ""
    scopes: frozenset[str] | None = None
    ends: datetime | None = None
    addresses: tuple[str, ...] = ()
    used: datetime | None = None


@attrs.frozen
class _Grant:
    """What a token stands for; all tokens of one sign-in share its session."""

    role: str
    session: str
    customer_id: str = ""
    ends: datetime | None = None


class Sessions:
    """
    The sessions of one sandbox.

    Who signs in with an address at ``admin.example.com`` is an admin, at ``customer.example.com`` or ``example.com`` a
    customer; ``ada@ban-100043.customer.example.com`` signs in to the account with that BAN. Any password but ``wrong``
    is right. Addresses that start with ``mfa`` need the code ``123456``. A refresh ends the access token before it, and
    a refresh token that is used twice ends the session.

    A key that is bound to addresses is checked against the first one of ``X-Forwarded-For``: everybody calls a sandbox
    from the machine that it runs on, so without that header a key works.

    Args:
        customer_id: The account of customers whose address names none.
        accounts: The accounts that addresses may name, by id.
        lifetime: How long an access token is good for, in seconds.
        refresh_tokens: Refresh tokens of customers that work from the start, once each.

    Attributes:
        keys: The API keys by their secrets.
    """

    def __init__(
        self,
        random: Random,
        *,
        customer_id: str,
        lifetime: float,
        refresh_tokens: tuple[str, ...],
        accounts: Mapping[str, Record] = MappingProxyType({}),
    ) -> None:
        self._accounts = accounts
        self._random = random
        self._customer_id = customer_id
        self._lifetime = timedelta(seconds=lifetime)
        self.keys = {CUSTOMER_KEY: Key("customer", customer_id), ADMIN_KEY: Key("admin")}
        seeded = {CUSTOMER_TOKEN: "customer", ADMIN_TOKEN: "admin"}
        self._access = {
            token: _Grant(role, token, customer_id if role == "customer" else "") for token, role in seeded.items()
        }
        self._refresh = {token: _Grant("customer", token, customer_id) for token in refresh_tokens}
        self._spent: dict[str, str] = {}

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
            return self._key_holder(headers, now)
        scheme, _, token = authorization.partition(" ")
        grant = self._access.get(token.strip()) if scheme.lower() == "bearer" else None
        if grant is None:
            raise Refusal(401, "The access token is not valid.", code="INVALID_TOKEN")
        if grant.ends is not None and now >= grant.ends:
            raise Refusal(401, "The access token has expired.", code="INVALID_TOKEN")
        return Caller(grant.role, grant.customer_id, token.strip())

    def check_scopes(self, caller: Caller, operation: Operation) -> None:
        """
        Refuse an operation that the scopes of the caller's key leave out; sessions may do all that their role may.

        Raises:
            Refusal: 403.
        """
        scopes = self.scopes(caller)
        needed = scope_of(operation)
        if scopes is not None and needed and needed not in scopes:
            raise Refusal(403, f"The API key needs the scope {needed}.")

    def scopes(self, caller: Caller) -> frozenset[str] | None:
        """What the caller's key may do; None is everything that the caller's role may do."""
        key = self.keys.get(caller.credential)
        return key.scopes if key else None

    def _key_holder(self, headers: Headers, now: datetime) -> Caller:
        secret = headers.get("x-api-key", "")
        key = self.keys.get(secret)
        if key is None or (key.ends is not None and now >= key.ends):
            raise Refusal(401, "Send a bearer token, or a known key as X-API-Key.")
        address = headers.get("x-forwarded-for", "").partition(",")[0].strip()
        if address and key.addresses and address not in key.addresses:
            raise Refusal(403, "The API key does not work from this address.")
        key.used = now
        return Caller(key.role, key.customer_id, secret)

    def _signing_in(self, email: str) -> tuple[str | None, str]:
        """Role and account of an address; letter case does not matter."""
        domain = email[email.find("@") :].casefold()
        named = _OF_ACCOUNT.fullmatch(domain)
        if named:
            found = (key for key, one in self._accounts.items() if one["ban"].casefold() == named[1])
            customer_id = next(found, "")
            return ("customer" if customer_id else None), customer_id
        role = _ROLES.get(domain)
        return role, self._customer_id if role == "customer" else ""

    def _login(self, call: Call) -> Reply:
        email = call.body["email"]
        role, customer_id = self._signing_in(email)
        if role is None or call.body["password"] == WRONG_PASSWORD:
            raise Refusal(401, "The e-mail address or the password is wrong.")
        has_mfa = email.casefold().startswith("mfa")
        if has_mfa and call.body.get("mfa_code") != MFA_CODE:
            raise Refusal(401, "A valid second-factor code is needed.", code="MFA_REQUIRED")
        user = {
            "id": f"user-{email}",
            "email": email,
            "role": _USER_ROLES[role],
            "permissions": _PERMISSIONS[role],
            "mfa_enabled": has_mfa,
            "created_at": _CREATED,
        }
        session = f"{self._random.getrandbits(96):024x}"
        grant = _Grant(role, session, customer_id)
        return enveloped(call, {**self._tokens(grant, call.now), "user": user})

    def _renew(self, call: Call) -> Reply:
        token = call.body["refresh_token"]
        grant = self._refresh.pop(token, None)
        if grant is None:
            if token in self._spent:
                self._end(self._spent[token])
            raise Refusal(401, "Sign in again.", code="INVALID_REFRESH_TOKEN")
        self._end(grant.session)
        self._spent[token] = grant.session
        return enveloped(call, self._tokens(grant, call.now))

    def _logout(self, call: Call) -> Reply:
        grant = self._access.get(call.caller.credential)
        if grant is not None:
            self._end(grant.session)
        return Reply(204)

    def _end(self, session: str) -> None:
        """Forget every token of a session."""
        for tokens in (self._access, self._refresh):
            for token in [token for token, one in tokens.items() if one.session == session]:
                del tokens[token]

    def _tokens(self, grant: _Grant, now: datetime) -> dict[str, Any]:
        access, refresh = (f"{kind}-{self._random.getrandbits(96):024x}" for kind in ("access", "refresh"))
        self._access[access] = attrs.evolve(grant, ends=now + self._lifetime)
        self._refresh[refresh] = attrs.evolve(grant, ends=None)
        seconds = int(self._lifetime.total_seconds())
        return {"access_token": access, "refresh_token": refresh, "token_type": "Bearer", "expires_in": seconds}
