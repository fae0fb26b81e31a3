"""
The credentials that a client and all its copies share.

The rule: changes are atomic, and a change that answers an old question (a refresh that ends after a sign-out)
is not applied.
"""

from __future__ import annotations

import math
import threading
from typing import TYPE_CHECKING, Any, NoReturn

from warp_client_core.forks import register
from warp_client_core.headers import check_credential
from warp_client_core.tokens import Tokens

if TYPE_CHECKING:
    from warp_client_core.lifetimes import Window


class Credentials:
    """
    Tokens and key in use, with counters that tell when they changed. Safe to use from several threads.

    Nothing of it shows in ``repr``.

    Attributes:
        due: When the tokens are to be looked at with a view to renewing them, on the steady clock; -inf when nobody
            has worked that out yet, inf for never. Read before each request, and so a plain attribute.
        is_timed: Whether the server has told its time. Read after each request, and so a plain attribute.
        kept: Whether the token store has held the tokens of this identity.
    """

    def __init__(self, tokens: Tokens | None = None, *, api_key: str | None = None, kept: bool = False) -> None:
        self._lock = threading.Lock()
        self._window: Window | None = None
        check_credential("api_key", api_key)
        self._api_key = api_key
        self._generation = -1
        self._identity = -1
        self._skew = 0.0
        self.is_timed = False
        self._relies_on_grants = False
        self._replace(tokens or Tokens(), new_identity=True)
        self.kept = kept
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
    def renewable(self) -> bool:
        """Whether this identity has, or had, a refresh token, or needs none."""
        return self._renewable

    @property
    def relies_on_grants(self) -> bool:
        """Whether an access token is to be had without a refresh token."""
        return self._relies_on_grants

    def rely_on_grants(self) -> None:
        """From now on an access token is asked for whenever there is none that is good, sign-outs notwithstanding."""
        with self._lock:
            self._relies_on_grants = self._renewable = True
            self.due = -math.inf if self._window is None else self._window.advisory

    @property
    def window(self) -> Window | None:
        """When the access token is to be renewed; None when nobody has worked that out yet."""
        return self._window

    @property
    def derived(self) -> dict[str, Any]:
        """
        Facts looked up for the signed-in identity, such as its account id.

        A new, empty dict takes its place when the identity changes. Take the dict before a look-up and write
        into that one after it: an answer that comes too late then lands in a dict that nobody reads.
        """
        return self._derived

    def open(
        self,
        access: str | None,
        refresh: str | None = None,
        *,
        expires_at: float | None = None,
        window: Window | None = None,
        account: str | None = None,
    ) -> None:
        """
        Take the tokens of a new identity.

        Args:
            access: The access token.
            refresh: The refresh token.
            expires_at: When the access token ends, in seconds since 1970 UTC.
            window: When it is to be renewed, where that is known.
            account: Who signed in, where that is known.
        """
        with self._lock:
            self._replace(Tokens(access, refresh, expires_at, account=account), window, new_identity=True)

    def renew(
        self,
        access: str,
        refresh: str | None = None,
        *,
        expires_at: float | None = None,
        identity: int | None = None,
        window: Window | None = None,
    ) -> bool:
        """
        Take new tokens of the same identity; the old refresh token stays when there is no new one.

        Args:
            access: The access token.
            refresh: The refresh token, when a new one was given.
            expires_at: When the access token ends, in seconds since 1970 UTC.
            identity: The `identity` the tokens were asked for. When it has changed since, nothing happens.
            window: When the access token is to be renewed, where that is known.

        Returns:
            Whether the tokens were taken.
        """
        with self._lock:
            if identity is not None and identity != self._identity:
                return False
            held = self._tokens
            self._replace(Tokens(access, refresh or held.refresh_token, expires_at, account=held.account), window)
            return True

    def replace(self, tokens: Tokens, *, identity: int, window: Window | None = None) -> bool:
        """
        Take exactly these tokens of the same identity, such as those that a token store holds by now.

        Returns:
            Whether they were taken; not when the identity has changed.
        """
        with self._lock:
            if identity != self._identity:
                return False
            self._replace(tokens, window)
            return True

    @property
    def skew(self) -> float:
        """Seconds by which the server's clock is ahead of ours, as far as anybody knows."""
        return self._skew

    @skew.setter
    def skew(self, seconds: float) -> None:
        self._skew, self.is_timed = seconds, True

    def correct(self, skew: float) -> None:
        """Note by how much the server's clock is ahead, and move a window that was worked out from stored times."""
        with self._lock:
            window, ahead = self._window, skew - self._skew
            if ahead and window is not None and self._is_reckoned:
                self._window = window.earlier(ahead)
                if self.due == window.advisory:
                    self.due = self._window.advisory
            self.skew = skew

    def schedule(self, tokens: Tokens, window: Window) -> None:
        """Note when these tokens are to be renewed, unless somebody has, or they were replaced meanwhile."""
        with self._lock:
            if tokens is self._tokens and self._window is None:
                self._window, self.due, self._is_reckoned = window, window.advisory, True

    def postpone(self, tokens: Tokens, seen: float, until: float) -> bool:
        """
        Have the tokens looked at again later.

        Args:
            tokens: The tokens in question.
            seen: What `due` was.
            until: What it shall be.

        Returns:
            Whether this caller was the one to do so; one of many is.
        """
        with self._lock:
            if tokens is not self._tokens or seen != self.due:
                return False
            self.due = until
            return True

    def close(self, *, identity: int | None = None) -> bool:
        """
        Drop the tokens and what was derived from them.

        Args:
            identity: Whose tokens. When the identity has changed, nothing happens.

        Returns:
            Whether they were dropped.
        """
        with self._lock:
            if identity is not None and identity != self._identity:
                return False
            self._replace(Tokens(), new_identity=True)
            return True

    def authorize(self) -> dict[str, str]:
        """The header fields that prove who is calling: the access token, else the key, else none."""
        return self.proof(self._tokens)

    def proof(self, tokens: Tokens) -> dict[str, str]:
        """As `authorize`, with these tokens in place of the present ones."""
        api_key = self._api_key
        if tokens.access_token:
            return {"Authorization": f"Bearer {tokens.access_token}"}
        return {"X-API-Key": api_key} if api_key else {}

    def _after_fork(self) -> None:
        self._lock = threading.Lock()

    def _replace(self, tokens: Tokens, window: Window | None = None, *, new_identity: bool = False) -> None:
        self._tokens, self._window, self._is_reckoned = tokens, window, False
        self._generation += 1
        if new_identity:
            self._identity += 1
            self._derived: dict[str, Any] = {}
            self._renewable = self.kept = False
        if tokens.refresh_token is None and not self._relies_on_grants:
            self.due = math.inf
            return
        self._renewable = True
        self.due = -math.inf if window is None else window.advisory

    def __reduce__(self) -> NoReturn:
        raise TypeError("credentials hold tokens and are not pickled or copied")

    def __repr__(self) -> str:
        held = "access token" if self._tokens.access_token else "API key" if self._api_key else "nothing"
        return f"<{type(self).__name__}: {held}>"
