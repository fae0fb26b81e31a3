"""
Id tokens and the refresh tokens that renew them.

One rule: all refresh tokens of one sign-in are a family, and what ends the family ends each of them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

import attrs

from warp_sandbox.errors import Refusal
from warp_sandbox.identity.accounts import Account, Accounts
from warp_sandbox.identity.jwt import unsigned

PROJECT = "sandbox-project"


@attrs.frozen
class Policy:
    """
    How the service treats tokens and guesses; as Google does, unless something is said.

    Attributes:
        lifetime: How long an id token is good for, in seconds.
        told_lifetime: What a reply says of it, for clients that have to live with anything; None says nothing.
        rotates: Each renewal gives a new refresh token, and the old one works no longer.
        revokes_on_reuse: An old refresh token that comes again ends the family.
        grace: Seconds in which an old refresh token still works, and gives the same successor.
        hides_emails: A wrong address and a wrong password are told in the same words.
        attempts: Wrong passwords in a row before the account is closed for five minutes.
    """

    lifetime: int = 3600
    told_lifetime: str | None = attrs.field(default=attrs.Factory(lambda self: str(self.lifetime), takes_self=True))
    rotates: bool = False
    revokes_on_reuse: bool = False
    grace: float = 0.0
    hides_emails: bool = True
    attempts: int = 5


@attrs.frozen
class SignIn:
    """What is known of a sign-in: who, when, how, and with which second factor."""

    account: str
    at: datetime
    provider: str
    generation: int = 0
    second: str = ""
    claims: dict[str, Any] = attrs.field(factory=dict)


@attrs.define
class _Refresh:
    sign_in: SignIn
    family: int
    successor: str = attrs.field(default="", repr=False)
    used: datetime | None = None


class Sessions:
    """
    The sign-ins of one sandbox.

    Attributes:
        renewals: How many renewals succeeded.
        reuses: How many old refresh tokens came again and were refused.
    """

    def __init__(self, accounts: Accounts, policy: Policy, random: Random) -> None:
        self.renewals = 0
        self.reuses = 0
        self._accounts = accounts
        self._policy = policy
        self._random = random
        self._refresh: dict[str, _Refresh] = {}
        self._ended: set[int] = set()
        self._families = 0

    def open(self, sign_in: SignIn, now: datetime) -> dict[str, str]:
        """The tokens of a new sign-in: ``idToken``, ``refreshToken`` and ``expiresIn``, a text."""
        self._families += 1
        tokens = {"idToken": self.id_token(sign_in, now), "refreshToken": self._new(sign_in, self._families)}
        return {**tokens, **self._told("expiresIn")}

    def renew(self, refresh_token: str, now: datetime) -> dict[str, str]:
        """
        New tokens for a refresh token, in the words of the token service.

        Raises:
            Refusal: 400 INVALID_REFRESH_TOKEN, TOKEN_EXPIRED, USER_NOT_FOUND or USER_DISABLED.
        """
        held = self._refresh.get(refresh_token)
        if held is None:
            raise Refusal(400, "", code="INVALID_REFRESH_TOKEN")
        self._check_account(held.sign_in)
        if held.family in self._ended:
            raise Refusal(400, "", code="TOKEN_EXPIRED")
        if held.used is not None and now >= held.used + timedelta(seconds=self._policy.grace):
            self._reused(held)
        successor = self._successor(held, now) if self._policy.rotates else refresh_token
        self.renewals += 1
        token = self.id_token(held.sign_in, now)
        return {
            "access_token": token,
            **self._told("expires_in"),
            "token_type": "Bearer",
            "refresh_token": successor,
            "id_token": token,
            "user_id": held.sign_in.account,
            "project_id": PROJECT,
        }

    def end(self, email: str) -> None:
        """End all sign-ins of an account, as a change of its password does."""
        self._accounts.of(email).generation += 1

    def id_token(self, sign_in: SignIn, now: datetime) -> str:
        """A token that nobody signed; no two are alike, and the same seed gives the same ones."""
        account = self._accounts.get(sign_in.account)
        second = {"sign_in_second_factor": sign_in.second} if sign_in.second else {}
        tenant = {"tenant": account.tenant} if account and account.tenant else {}
        begins = int(now.timestamp())
        claims = {
            **(_said_of(account) if account else {}),
            **sign_in.claims,
            "iss": f"https://securetoken.google.com/{PROJECT}",
            "aud": PROJECT,
            "auth_time": int(sign_in.at.timestamp()),
            "user_id": sign_in.account,
            "sub": sign_in.account,
            "iat": begins,
            "exp": begins + self._policy.lifetime,
            "jti": f"{self._random.getrandbits(64):016x}",
            "firebase": {"sign_in_provider": sign_in.provider, **second, **tenant},
        }
        return unsigned(claims)

    def _told(self, name: str) -> dict[str, str]:
        told = self._policy.told_lifetime
        return {} if told is None else {name: told}

    def _new(self, sign_in: SignIn, family: int) -> str:
        token = f"refresh-{self._random.getrandbits(128):032x}"
        self._refresh[token] = _Refresh(sign_in, family)
        return token

    def _successor(self, held: _Refresh, now: datetime) -> str:
        if held.used is None:
            held.used, held.successor = now, self._new(held.sign_in, held.family)
        return held.successor

    def _reused(self, held: _Refresh) -> None:
        self.reuses += 1
        if self._policy.revokes_on_reuse:
            self._ended.add(held.family)
        raise Refusal(400, "", code="INVALID_REFRESH_TOKEN")

    def _check_account(self, sign_in: SignIn) -> None:
        account = self._accounts.get(sign_in.account)
        if account is None:
            raise Refusal(400, "", code="USER_NOT_FOUND")
        if account.is_disabled:
            raise Refusal(400, "", code="USER_DISABLED")
        if account.generation != sign_in.generation:
            raise Refusal(400, "", code="TOKEN_EXPIRED")


def _said_of(account: Account) -> dict[str, Any]:
    return {**account.claims, **({"email": account.email, "email_verified": True} if account.email else {})}
