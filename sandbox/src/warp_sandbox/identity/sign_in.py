"""
The ways to sign in: by password, by custom token, and the second step for those who have one.

One rule: there are no tokens before the last step; until then there is only a credential that is pending.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

import attrs

from warp_sandbox.errors import Refusal
from warp_sandbox.identity.accounts import Account, Accounts, Factor
from warp_sandbox.identity.jwt import read, unsigned
from warp_sandbox.identity.sessions import Policy, Sessions, SignIn
from warp_sandbox.identity.totp import is_totp

CUSTOM_AUDIENCE = "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit"
CLOSED_FOR = timedelta(minutes=5)
PENDING_FOR = timedelta(minutes=10)
SENT_FOR = timedelta(minutes=5)
_KIND = "identitytoolkit#Verify{}Response"

Body = Mapping[str, Any]
Step = Callable[[Body, datetime], dict[str, Any]]
"""Answers the body of one request at a time."""


@attrs.frozen
class Code:
    """A code that was sent by SMS."""

    factor: str
    phone: str
    code: str = attrs.field(repr=False)
    ends: datetime = attrs.field(kw_only=True)


class SignIns:
    """
    The steps of signing in.

    Attributes:
        codes: Codes that were sent by SMS, by the session that each belongs to.
    """

    def __init__(self, accounts: Accounts, sessions: Sessions, policy: Policy, random: Random) -> None:
        self.codes: dict[str, Code] = {}
        self._accounts = accounts
        self._sessions = sessions
        self._policy = policy
        self._random = random
        self._pending: dict[str, SignIn] = {}

    def by_password(self, body: Body, now: datetime) -> dict[str, Any]:
        """Tokens for an address and a password, or a pending credential."""
        tenant = self._tenant(body)
        email, password = _text(body, "email", "MISSING_EMAIL"), _text(body, "password", "MISSING_PASSWORD")
        account = self._proven(email, password, tenant, now)
        shown = {
            "kind": _KIND.format("Password"),
            "localId": account.id,
            "email": account.email,
            "displayName": "",
            "registered": True,
        }
        sign_in = SignIn(account.id, now, "password", account.generation)
        if account.factors:
            return {**shown, **self._pend(sign_in, account)}
        return {**shown, **self._tokens(body, sign_in, now)}

    def by_custom_token(self, body: Body, now: datetime) -> dict[str, Any]:
        """Tokens for a token that the operator of the project made; an unknown ``uid`` becomes an account."""
        uid, claims = _custom(_text(body, "token", "MISSING_CUSTOM_TOKEN"), now)
        account = self._accounts.get(uid)
        shown = {"kind": _KIND.format("CustomToken"), "isNewUser": account is None}
        tenant = self._tenant(body)
        account = account or self._accounts.add("", account_id=uid, tenant=tenant)
        if account.tenant != tenant:
            raise Refusal(400, "", code="TENANT_ID_MISMATCH")
        if account.is_disabled:
            raise Refusal(400, "", code="USER_DISABLED")
        return {
            **shown,
            **self._tokens(body, SignIn(account.id, now, "custom", account.generation, claims=claims), now),
        }

    def start(self, body: Body, now: datetime) -> dict[str, Any]:
        """Send a code by SMS for a pending credential."""
        _, account = self._waiting(body, now)
        factor = _factor(account, body)
        if not factor.phone or not isinstance(body.get("phoneSignInInfo"), dict):
            raise Refusal(400, "This factor needs no start.", code="INVALID_ARGUMENT")
        session = f"session-{self._random.getrandbits(96):024x}"
        code = f"{self._random.randrange(10**6):06d}"
        self.codes[session] = Code(factor.id, factor.phone, code, ends=now + SENT_FOR)
        return {"phoneResponseInfo": {"sessionInfo": session}}

    def finalize(self, body: Body, now: datetime) -> dict[str, Any]:
        """Tokens for a pending credential and the code of its second factor; no lifetime is told."""
        sign_in, account = self._waiting(body, now)
        second = self._by_sms if "phoneVerificationInfo" in body else self._by_totp
        done = attrs.evolve(sign_in, at=now, second=second(account, body, now))
        del self._pending[body["mfaPendingCredential"]]
        tokens = self._sessions.open(done, now)
        return {"idToken": tokens["idToken"], "refreshToken": tokens["refreshToken"]}

    def _tenant(self, body: Body) -> str:
        tenant = body.get("tenantId") or ""
        if tenant and tenant not in self._accounts.tenants:
            raise Refusal(400, "", code="TENANT_NOT_FOUND")
        return str(tenant)

    def _proven(self, email: str, password: str, tenant: str, now: datetime) -> Account:
        if "@" not in email:
            raise Refusal(400, "", code="INVALID_EMAIL")
        account = self._accounts.find(email, tenant)
        if account is None:
            raise self._wrong("EMAIL_NOT_FOUND")
        account.failures = [one for one in account.failures if now < one + CLOSED_FOR]
        if len(account.failures) >= self._policy.attempts:
            message = "Too many wrong passwords were tried; wait, or set a new one."
            raise Refusal(400, message, code="TOO_MANY_ATTEMPTS_TRY_LATER")
        if account.password != password:
            account.failures.append(now)
            raise self._wrong("INVALID_PASSWORD")
        if account.is_disabled:
            raise Refusal(400, "", code="USER_DISABLED")
        account.failures.clear()
        return account

    def _wrong(self, code: str) -> Refusal:
        return Refusal(400, "", code="INVALID_LOGIN_CREDENTIALS" if self._policy.hides_emails else code)

    def _pend(self, sign_in: SignIn, account: Account) -> dict[str, Any]:
        credential = f"pending-{self._random.getrandbits(128):032x}"
        self._pending[credential] = sign_in
        return {"mfaPendingCredential": credential, "mfaInfo": [factor.shown() for factor in account.factors]}

    def _tokens(self, body: Body, sign_in: SignIn, now: datetime) -> dict[str, str]:
        tokens = self._sessions.open(sign_in, now)
        return tokens if body.get("returnSecureToken") is True else {"idToken": tokens["idToken"]}

    def _waiting(self, body: Body, now: datetime) -> tuple[SignIn, Account]:
        credential = _text(body, "mfaPendingCredential", "MISSING_MFA_PENDING_CREDENTIAL")
        sign_in = self._pending.get(credential)
        account = self._accounts.get(sign_in.account) if sign_in else None
        if sign_in is None or account is None or now >= sign_in.at + PENDING_FOR:
            raise Refusal(400, "", code="INVALID_MFA_PENDING_CREDENTIAL")
        if account.is_disabled:
            raise Refusal(400, "", code="USER_DISABLED")
        return sign_in, account

    def _by_sms(self, account: Account, body: Body, now: datetime) -> str:
        given = body["phoneVerificationInfo"]
        info: Body = given if isinstance(given, dict) else {}
        session = _text(info, "sessionInfo", "MISSING_SESSION_INFO")
        sent, code = self.codes.get(session), _text(info, "code", "MISSING_CODE")
        if sent is None or sent.factor not in [factor.id for factor in account.factors]:
            raise Refusal(400, "", code="INVALID_SESSION_INFO")
        if now >= sent.ends:
            raise Refusal(400, "", code="SESSION_EXPIRED")
        if code != sent.code:
            raise Refusal(400, "", code="INVALID_CODE")
        del self.codes[session]
        return "phone"

    def _by_totp(self, account: Account, body: Body, now: datetime) -> str:
        factor, given = _factor(account, body), body.get("totpVerificationInfo")
        info: Body = given if isinstance(given, dict) else {}
        code = _text(info, "verificationCode", "MISSING_CODE")
        if factor.phone or not is_totp(code, factor.secret, now):
            raise Refusal(400, "", code="INVALID_CODE")
        return "totp"


def custom_token(uid: str, now: datetime, *, claims: Mapping[str, Any] | None = None) -> str:
    """A custom token as an operator would make one, save that nobody signed it; good for an hour."""
    begins = int(now.timestamp())
    said = {"claims": dict(claims)} if claims else {}
    return unsigned({"aud": CUSTOM_AUDIENCE, "uid": uid, "iat": begins, "exp": begins + 3600, **said})


def _custom(text: str, now: datetime) -> tuple[str, dict[str, Any]]:
    try:
        told = read(text).claims
    except ValueError:
        raise Refusal(400, "This is no JSON web token.", code="INVALID_CUSTOM_TOKEN") from None
    uid, ends, claims = told.get("uid"), told.get("exp"), told.get("claims", {})
    if told.get("aud") != CUSTOM_AUDIENCE or not isinstance(uid, str) or not _is_uid(uid):
        raise Refusal(400, "Its aud or its uid is not right.", code="INVALID_CUSTOM_TOKEN")
    if not isinstance(ends, int) or now.timestamp() >= ends:
        raise Refusal(400, "It has ended.", code="INVALID_CUSTOM_TOKEN")
    return uid, claims if isinstance(claims, dict) else {}


def _is_uid(text: str) -> bool:
    return 1 <= len(text) <= 128 and text.isprintable()


def _factor(account: Account, body: Body) -> Factor:
    wanted = _text(body, "mfaEnrollmentId", "MISSING_MFA_ENROLLMENT_ID")
    found = next((factor for factor in account.factors if factor.id == wanted), None)
    if found is None:
        raise Refusal(400, "", code="MFA_ENROLLMENT_NOT_FOUND")
    return found


def _text(body: Body, name: str, missing: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise Refusal(400, "", code=missing)
    return value
