"""
Codes, access tokens and refresh tokens, and how long each is good for.

One rule: what is spent, ended or revoked is forgotten; nobody can tell it from what never was.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import attrs
from starlette.datastructures import Headers

from warp_sandbox.errors import Refusal
from warp_sandbox.identity.jwt import unsigned
from warp_sandbox.netsuite.integrations import ACCOUNT, SCOPES, Integration
from warp_sandbox.netsuite.integrations import CLIENT_ID as CLIENT_ID
from warp_sandbox.netsuite.integrations import CLIENT_SECRET as CLIENT_SECRET
from warp_sandbox.wire.exchange import Caller

ACCESS_TOKEN = "sandbox-netsuite-token"
CODE = "sandbox-code"
REFRESH_TOKEN = "sandbox-refresh-token"
ROLE, ENTITY = "3", "12"
LIFETIME = timedelta(seconds=3600)
CODE_LIFETIME = timedelta(seconds=60)


@attrs.frozen
class Consent:
    """What a user agreed to; ``challenge`` is empty without PKCE, ``redirect`` when any address will do."""

    client_id: str
    scope: tuple[str, ...] = SCOPES
    redirect: str = ""
    challenge: str = attrs.field(default="", repr=False)
    ends: datetime | None = None


@attrs.frozen
class Session:
    """All tokens that came from one consent share its number."""

    number: int
    client_id: str
    scope: tuple[str, ...]
    ends: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether the time of the token is up."""
        return self.ends is not None and now >= self.ends


class Tokens:
    """
    The tokens of one sandbox. ``sandbox-netsuite-token`` and ``sandbox-refresh-token`` never end; ``sandbox-code`` is
    a code of the confidential client that works once, with any callback address.
    """

    def __init__(self, random: Random, *, account: str = ACCOUNT) -> None:
        self.account = account
        self._random = random
        seeded = Session(0, CLIENT_ID, SCOPES)
        self._sessions = 0
        self._access = {ACCESS_TOKEN: seeded}
        self._refresh = {REFRESH_TOKEN: seeded}
        self._codes = {CODE: Consent(CLIENT_ID)}
        self._spent: dict[str, int] = {}

    def caller(self, headers: Headers, now: datetime) -> Caller:
        """
        The owner of the bearer token.

        Raises:
            Refusal: 401 INVALID_LOGIN; 403 for a token that is not for the REST services.
        """
        scheme, _, token = headers.get("authorization", "").partition(" ")
        token = token.strip()
        session = self._access.get(token) if scheme.lower() == "bearer" else None
        if session is None or session.is_over(now):
            challenge = {"WWW-Authenticate": f'Bearer realm="{self.account}", error="invalid_token"'}
            raise Refusal(401, "Invalid login attempt.", code="INVALID_LOGIN", headers=challenge)
        if "rest_webservices" not in session.scope:
            raise Refusal(403, "The token is not for the REST web services.", code="INSUFFICIENT_PERMISSION")
        return Caller("netsuite", credential=token)

    def code(self, consent: Consent, now: datetime) -> str:
        """A code for what the user agreed to, good for a minute and for one exchange."""
        code = f"code-{self._random.getrandbits(128):032x}"
        self._codes[code] = attrs.evolve(consent, ends=now + CODE_LIFETIME)
        return code

    def spend(self, code: str, now: datetime) -> Consent | None:
        """
        What the code stands for; None when it does not work.

        A code that comes a second time takes the tokens with it that it gave (RFC 6749, 4.1.2).
        """
        if code in self._spent:
            self._end(self._spent[code])
        consent = self._codes.pop(code, None)
        if consent is None or (consent.ends is not None and now >= consent.ends):
            return None
        return consent

    def open(self, integration: Integration, consent: Consent, now: datetime, *, code: str) -> dict[str, str]:
        """The tokens of a new session."""
        self._sessions += 1
        self._spent[code] = self._sessions
        session = Session(self._sessions, integration.client_id, consent.scope)
        return {**self._access_token(session, now), "refresh_token": self._refresh_token(integration, session, now)}

    def renew(self, integration: Integration, refresh_token: str, now: datetime) -> dict[str, str] | None:
        """
        A new access token; None when the refresh token does not work.

        The refresh token of a public client works once, and its successor comes along; a confidential client keeps
        its own, which ends when it would have ended.
        """
        session = self._refresh.get(refresh_token)
        if session is None or session.client_id != integration.client_id or session.is_over(now):
            return None
        tokens = self._access_token(session, now)
        if not integration.is_public:
            return tokens
        del self._refresh[refresh_token]
        return {**tokens, "refresh_token": self._refresh_token(integration, session, now)}

    def credentials(self, integration: Integration, scope: tuple[str, ...], now: datetime) -> dict[str, str]:
        """An access token for the integration itself; there is no refresh token."""
        self._sessions += 1
        return self._access_token(Session(self._sessions, integration.client_id, scope), now)

    def revoke(self, integration: Integration, refresh_token: str) -> None:
        """End the session of a refresh token, its access tokens included; what is not known has ended already."""
        session = self._refresh.get(refresh_token)
        if session is not None and session.client_id == integration.client_id:
            self._end(session.number)

    def _end(self, number: int) -> None:
        for tokens in (self._access, self._refresh):
            for token in [token for token, session in tokens.items() if session.number == number]:
                del tokens[token]

    def _access_token(self, session: Session, now: datetime) -> dict[str, str]:
        token = self._jwt(session, now, LIFETIME)
        self._access[token] = attrs.evolve(session, ends=now + LIFETIME)
        return {
            "access_token": token,
            "token_type": "bearer",
            "expires_in": str(int(LIFETIME.total_seconds())),
        }

    def _refresh_token(self, integration: Integration, session: Session, now: datetime) -> str:
        token = self._jwt(session, now, integration.refresh_lifetime)
        self._refresh[token] = attrs.evolve(session, ends=now + integration.refresh_lifetime)
        return token

    def _jwt(self, session: Session, now: datetime, lifetime: timedelta) -> str:
        begins = int(now.timestamp())
        claims = {
            "sub": f"{ROLE};{ENTITY}",
            "aud": [f"{session.client_id};{self.account}", session.client_id],
            "scope": list(session.scope),
            "iss": "https://system.netsuite.com",
            "oit": begins,
            "iat": begins,
            "exp": begins + int(lifetime.total_seconds()),
            "jti": f"{self._random.getrandbits(96):024x}",
        }
        return unsigned(claims)
