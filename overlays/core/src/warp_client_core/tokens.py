"""
Tokens, and where they are kept between runs.

The rule: a store only stores; when tokens change is decided elsewhere.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NoReturn, Protocol, Self

import attrs

from warp_client_core.forks import register
from warp_client_core.headers import check_credential
from warp_client_core.redact import masked
from warp_client_core.value import Value

if TYPE_CHECKING:
    from warp_client_core.stores.shared import Claim, LocalClaims, Snapshot


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
        owner: Which clients they are for, as `warp_client_core.owned` writes it; None when nobody said.
        account: Who signed in; None when nobody said.
        pending: Until when an exchange of the refresh token that has begun may still be answered, in seconds since
            1970 UTC; None when none has begun. Without a refresh token: since when nobody knows how it ended.

    Tokens are equal when the first three are. They are not pickled.

    Raises:
        ValueError: A token cannot be sent in a header.
    """

    access_token: str | None = attrs.field(default=None, repr=masked, validator=_check)
    refresh_token: str | None = attrs.field(default=None, repr=masked, validator=_check)
    expires_at: float | None = None
    owner: str | None = attrs.field(default=None, kw_only=True, eq=False, repr=False)
    account: str | None = attrs.field(default=None, kw_only=True, eq=False, repr=False)
    pending: float | None = attrs.field(default=None, kw_only=True, eq=False, repr=False)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("tokens are not pickled; share them through a token store")


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
    """
    Keeps tokens in this process, for as long as the store lives.

    Args:
        tokens: What the store holds at first.
        slot: Whose tokens they are; any text.
    """

    def __init__(self, tokens: Tokens | None = None, *, slot: str = "default") -> None:
        self._lock = threading.Lock()
        self._tokens = tokens
        self._version = 0 if tokens is None else 1
        self._slot = slot
        self._slots: dict[str, MemoryTokenStore] = {}
        self._claims: LocalClaims | None = None
        register(self)

    @property
    def slot(self) -> str:
        """Whose tokens this store keeps."""
        return self._slot

    def for_slot(self, name: str) -> MemoryTokenStore:
        """The same store for another slot. Slots do not see each other, and equal names give the same object."""
        if name == self._slot:
            return self
        with self._lock:
            # Not before somebody asks, because it makes a circle, which the store of most clients is not part of.
            self._slots.setdefault(self._slot, self)
        other = MemoryTokenStore(slot=name)
        other._slots = self._slots
        return self._slots.setdefault(name, other)

    def load(self) -> Tokens | None:
        """The tokens kept, None when there are none."""
        with self._lock:
            return self._tokens

    def save(self, tokens: Tokens) -> None:
        """Keep these tokens in place of any others."""
        with self._lock:
            self._keep(tokens)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._keep(None)

    def read(self) -> Snapshot:
        """The tokens kept and their version."""
        from warp_client_core.stores.shared import Snapshot

        with self._lock:
            return Snapshot(self._tokens, self._version)

    def swap(self, tokens: Tokens | None, *, version: int) -> bool:
        """
        Keep these tokens, or nothing for None, unless somebody changed the slot after ``version`` was read.

        Returns:
            Whether it was done.
        """
        with self._lock:
            if version != self._version:
                return False
            self._keep(tokens)
            return True

    def claim(self, seconds: float) -> Claim | None:
        """
        The right to refresh, None when another thread or task has it. Does not wait.

        Args:
            seconds: Of no matter here: the right lasts until it is released or forgotten.
        """
        from warp_client_core.stores.shared import LocalClaims, check_seconds

        check_seconds(seconds)
        with self._lock:
            claims = self._claims = self._claims or LocalClaims()
        return claims.take()

    def _keep(self, tokens: Tokens | None) -> None:
        self._tokens, self._version = tokens, self._version + 1

    def _after_fork(self) -> None:
        self._lock = threading.Lock()

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"a {type(self).__name__} holds tokens and is not pickled or copied; share another kind of store"
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({'holds tokens' if self.load() else 'empty'})"
