"""
Tokens, and where they are kept between runs.

The rule: a store only stores; when tokens change is decided elsewhere.
"""

from __future__ import annotations

import threading
from typing import Protocol

import attrs

from warp_client_core.forks import register
from warp_client_core.headers import check_credential
from warp_client_core.redact import masked
from warp_client_core.value import Value


def _check(_instance: object, attribute: attrs.Attribute[str | None], text: str | None) -> None:
    check_credential(attribute.name, text)


@attrs.frozen(eq=False, repr=False)
class Tokens(Value):
    """
    What signing in gives.

    Attributes:
        access_token: Sent with every call.
        refresh_token: Exchanged for a new access token.
        expires_at: When the access token ends, in seconds since 1970 UTC; None when nobody said.

    Raises:
        ValueError: A token cannot be sent in a header.
    """

    access_token: str | None = attrs.field(default=None, repr=masked, validator=_check)
    refresh_token: str | None = attrs.field(default=None, repr=masked, validator=_check)
    expires_at: float | None = None


class TokenStore(Protocol):
    """Keeps the tokens of one identity. May block; must allow calls from several threads."""

    def load(self) -> Tokens | None:
        """The tokens kept, None when there are none."""
        ...

    def save(self, tokens: Tokens) -> None:
        """Keep these tokens in place of any others."""
        ...

    def clear(self) -> None:
        """Keep nothing."""
        ...


class MemoryTokenStore:
    """Keeps tokens in this process, for as long as the store lives."""

    def __init__(self, tokens: Tokens | None = None) -> None:
        self._lock = threading.Lock()
        self._tokens = tokens
        register(self)

    def load(self) -> Tokens | None:
        """The tokens kept, None when there are none."""
        with self._lock:
            return self._tokens

    def save(self, tokens: Tokens) -> None:
        """Keep these tokens in place of any others."""
        with self._lock:
            self._tokens = tokens

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._tokens = None

    def _after_fork(self) -> None:
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({'holds tokens' if self.load() else 'empty'})"
