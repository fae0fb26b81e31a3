"""
What several users of one store need of it: versions, compare-and-swap, and the right to refresh.

The rule: a claim only saves work. Who wrote is decided by `SharedTokenStore.swap`, which fails for all but one.
"""

from __future__ import annotations

import math
import threading
import weakref
from typing import Final, Protocol, runtime_checkable

from warp_client_core.forks import register
from warp_client_core.tokens import Tokens, TokenStore
from warp_client_core.value import Value


class Snapshot(Value):
    """
    What a store held at one moment.

    Attributes:
        tokens: The tokens, None when there were none.
        version: 0 where nothing was ever kept, and greater after every change, `clear` included.
    """

    __slots__ = __match_args__ = ("tokens", "version")

    def __init__(self, tokens: Tokens | None, version: int) -> None:
        self.tokens = tokens
        self.version = version


class Claim(Protocol):
    """
    The right to refresh the tokens of one slot. Not held by a child process made by ``os.fork``.

    A claim may say in ``ends_with`` what ends it at the latest: ``"process"`` when the tokens end with this process,
    too, ``"holder"`` when it is the process that holds it. One that says nothing may end while its holder works.
    """

    def held(self) -> bool:
        """Whether the right is still ours; False also where that cannot be found out. May block."""
        ...

    def release(self) -> None:
        """Give the right back. Does nothing the second time, in a child process, or when somebody else has it now."""
        ...


@runtime_checkable
class SharedTokenStore(TokenStore, Protocol):
    """A `TokenStore` that threads, processes or hosts use together."""

    def read(self) -> Snapshot:
        """The tokens kept and their version."""
        ...

    def swap(self, tokens: Tokens | None, *, version: int) -> bool:
        """
        Keep these tokens, or nothing for None, unless somebody changed the slot after ``version`` was read.

        Returns:
            Whether it was done. It is done wholly or not at all, even when this process is killed.
        """
        ...

    def claim(self, seconds: float) -> Claim | None:
        """
        The right to refresh, None when somebody else has it. Does not wait.

        Args:
            seconds: After which a lease ends by itself. Rights that end with their holder need no such end and
                last until `Claim.release`.
        """
        ...


def sharing(store: TokenStore) -> SharedTokenStore:
    """
    The same store where it can be shared, else one around it that shares it among the threads of this process.

    Equal calls give the same object for as long as somebody has it. Changes that the inner store undergoes beside it
    are noticed by their tokens.
    """
    return store if isinstance(store, SharedTokenStore) else _ADAPTERS.around(store)


def check_seconds(seconds: float) -> float:
    """
    The same number, when it is one of seconds.

    Raises:
        ValueError: It is not above 0 and finite.
    """
    if not 0 < seconds < math.inf:
        raise ValueError(f"seconds must be above 0 and finite, not {seconds!r}")
    return seconds


class LocalClaims:
    """Gives a right to one thread or task of this process at a time. A claim that is forgotten is given back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: weakref.ref[_LocalClaim] | None = None
        register(self)

    def take(self) -> Claim | None:
        """The right, None when somebody has it."""
        with self._lock:
            if self._holder is not None and self._holder() is not None:
                return None
            claim = _LocalClaim(self)
            self._holder = weakref.ref(claim)
            return claim

    def is_with(self, claim: object) -> bool:
        """Whether this claim is the one that counts."""
        return self._holder is not None and self._holder() is claim

    def take_back(self, claim: object) -> None:
        """End this claim, if it is the one that counts."""
        with self._lock:
            if self.is_with(claim):
                self._holder = None

    def _after_fork(self) -> None:
        self._lock = threading.Lock()
        self._holder = None


class _LocalClaim:
    """A right within this process."""

    __slots__ = ("__weakref__", "_claims")
    ends_with = "process"

    def __init__(self, claims: LocalClaims) -> None:
        self._claims = claims

    def held(self) -> bool:
        return self._claims.is_with(self)

    def release(self) -> None:
        self._claims.take_back(self)


class _Adapter:
    """A store of the caller's, which can only load, save and clear, shared within this process."""

    def __init__(self, inner: TokenStore) -> None:
        self._inner = inner
        self._lock = threading.Lock()
        self._claims = LocalClaims()
        self._seen: Tokens | None = None
        self._version = 0
        register(self)

    def load(self) -> Tokens | None:
        return self.read().tokens

    def save(self, tokens: Tokens) -> None:
        with self._lock:
            self._keep(tokens)

    def clear(self) -> None:
        with self._lock:
            self._keep(None)

    def read(self) -> Snapshot:
        with self._lock:
            return self._read()

    def swap(self, tokens: Tokens | None, *, version: int) -> bool:
        with self._lock:
            if self._read().version != version:
                return False
            self._keep(tokens)
            return True

    def claim(self, seconds: float) -> Claim | None:
        check_seconds(seconds)
        return self._claims.take()

    def _read(self) -> Snapshot:
        found = self._inner.load()
        if found != self._seen:
            self._seen, self._version = found, self._version + 1
        return Snapshot(found, self._version)

    def _keep(self, tokens: Tokens | None) -> None:
        if tokens is None:
            self._inner.clear()
        else:
            self._inner.save(tokens)
        self._seen, self._version = tokens, self._version + 1

    def _after_fork(self) -> None:
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"sharing({type(self._inner).__name__})"


class _Adapters:
    """One adapter for each store, so that two clients with the same store exclude each other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        # By id, because a caller's store need not be hashable; its adapter keeps it alive, and so the id its own.
        self._adapters: weakref.WeakValueDictionary[int, _Adapter] = weakref.WeakValueDictionary()
        register(self)

    def around(self, store: TokenStore) -> _Adapter:
        with self._lock:
            found = self._adapters.get(id(store))
            if found is None:
                found = self._adapters[id(store)] = _Adapter(store)
            return found

    def _after_fork(self) -> None:
        self._lock = threading.Lock()


_ADAPTERS: Final = _Adapters()
