"""
The credentials that a client and all its copies share.

The rule: changes are atomic, and a change that answers an old question (a refresh that ends after a sign-out)
is not applied.
"""

from __future__ import annotations

import threading
from typing import Any

from warp_client_core.forks import register
from warp_client_core.headers import check_credential
from warp_client_core.tokens import Tokens


class Credentials:
    """
    Tokens and key in use, with counters that tell when they changed. Safe to use from several threads.

    Nothing of it shows in ``repr``.
    """

    def __init__(self, tokens: Tokens | None = None, *, api_key: str | None = None) -> None:
        self._lock = threading.Lock()
        check_credential("api_key", api_key)
        self._tokens = tokens or Tokens()
        self._api_key = api_key
        self._generation = 0
        self._identity = 0
        self._derived: dict[str, Any] = {}
        register(self)

    @property
    def tokens(self) -> Tokens:
        """All tokens as they are at one moment."""
        return self._tokens

    @property
    def access_token(self) -> str | None:
        """Token sent with calls; None when signed out."""
        return self._tokens.access_token

    @property
    def refresh_token(self) -> str | None:
        """Token to renew the access token with."""
        return self._tokens.refresh_token

    @property
    def api_key(self) -> str | None:
        """Key sent when there is no access token. It outlives sign-in and sign-out."""
        return self._api_key

    @property
    def generation(self) -> int:
        """Grows with every change of the tokens."""
        return self._generation

    @property
    def identity(self) -> int:
        """Grows when someone signs in or out, not when tokens are renewed."""
        return self._identity

    @property
    def derived(self) -> dict[str, Any]:
        """
        Facts looked up for the signed-in identity, such as its account id.

        A new, empty dict takes its place when the identity changes. Take the dict before a look-up and write
        into that one after it: an answer that comes too late then lands in a dict that nobody reads.
        """
        return self._derived

    def open(self, access: str | None, refresh: str | None = None, *, expires_at: float | None = None) -> None:
        """
        Take the tokens of a new identity.

        Args:
            access: The access token.
            refresh: The refresh token.
            expires_at: When the access token ends, in seconds since 1970 UTC.
        """
        with self._lock:
            self._replace(Tokens(access, refresh, expires_at), new_identity=True)

    def renew(
        self, access: str, refresh: str | None = None, *, expires_at: float | None = None, identity: int | None = None
    ) -> bool:
        """
        Take new tokens of the same identity; the old refresh token stays when there is no new one.

        Args:
            access: The access token.
            refresh: The refresh token, when a new one was given.
            expires_at: When the access token ends, in seconds since 1970 UTC.
            identity: The `identity` the tokens were asked for. When it has changed since, nothing happens.

        Returns:
            Whether the tokens were taken.
        """
        with self._lock:
            if identity is not None and identity != self._identity:
                return False
            self._replace(Tokens(access, refresh or self._tokens.refresh_token, expires_at), new_identity=False)
            return True

    def close(self) -> None:
        """Drop the tokens and what was derived from them."""
        with self._lock:
            self._replace(Tokens(), new_identity=True)

    def authorize(self) -> dict[str, str]:
        """The header fields that prove who is calling: the access token, else the key, else none."""
        tokens, api_key = self._tokens, self._api_key
        if tokens.access_token:
            return {"Authorization": f"Bearer {tokens.access_token}"}
        return {"X-API-Key": api_key} if api_key else {}

    def _after_fork(self) -> None:
        self._lock = threading.Lock()

    def _replace(self, tokens: Tokens, *, new_identity: bool) -> None:
        self._tokens = tokens
        self._generation += 1
        if new_identity:
            self._identity += 1
            self._derived = {}

    def __repr__(self) -> str:
        held = "access token" if self._tokens.access_token else "API key" if self._api_key else "nothing"
        return f"<{type(self).__name__}: {held}>"
