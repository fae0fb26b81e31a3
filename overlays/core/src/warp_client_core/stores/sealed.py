"""
What all stores outside of this process have in common: bytes in, bytes out, and a seal around each.

The rule: a store's own code sees sealed bytes only, and replaces exactly those bytes that were read before.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from typing import NoReturn, Self

from warp_client_core.stores.keys import KeyRing, Problem, sound
from warp_client_core.stores.sealing import following, seal, stated_version, unseal
from warp_client_core.stores.shared import Claim, Snapshot
from warp_client_core.tokens import Tokens


class SealedStore(ABC):
    """
    A store of sealed tokens, one of its slots.

    Args:
        found: The keys of `found_keys`, not the caller's mapping, which local variables of this frame would show.
            What is written next is sealed with the first.
        slot: Whose tokens; any text.

    Raises:
        TokenStoreError: There are no keys (reason ``no_key``), or they are malformed (``bad_key``).
        ImportError: An extra is not installed.
    """

    def __init__(self, found: KeyRing | Problem, *, slot: str = "default") -> None:
        self._slot = slot
        self._name = name_of(slot)
        self._ring = sound(found)

    @property
    def slot(self) -> str:
        """Whose tokens this store keeps."""
        return self._slot

    def for_slot(self, name: str) -> Self:
        """The same store for another slot. Slots do not see each other."""
        other = object.__new__(type(self))
        for part, value in vars(self).items():
            setattr(other, part, value)
        other._slot = name
        other._name = name_of(name)
        return other

    def load(self) -> Tokens | None:
        """
        The tokens kept, None when there are none.

        Raises:
            TokenStoreError: What is kept cannot be reached or opened; ``reason`` tells why.
        """
        return self.read().tokens

    def save(self, tokens: Tokens) -> None:
        """
        Keep these tokens in place of any others.

        Raises:
            TokenStoreError: What is kept cannot be reached or opened. It is not replaced then; `clear` drops it.
        """
        while not self.swap(tokens, version=self.read().version):
            continue

    def clear(self) -> None:
        """
        Keep nothing, also in place of what cannot be opened.

        Raises:
            TokenStoreError: What is kept cannot be reached.
        """
        while not self._put(None, self._fetch()):
            continue

    def read(self) -> Snapshot:
        """The tokens kept and their version. Raises as `load`."""
        sealed = self._fetch()
        if sealed is None:
            return Snapshot(None, 0)
        return Snapshot(unseal(sealed, self._ring, slot=self._slot), stated_version(sealed))

    def swap(self, tokens: Tokens | None, *, version: int) -> bool:
        """
        Keep these tokens, or nothing for None, unless somebody changed the slot after ``version`` was read.

        Returns:
            Whether it was done. It is done wholly or not at all, even when this process is killed.

        Raises:
            TokenStoreError: What is kept cannot be reached or opened. It is not replaced then.
        """
        sealed = self._fetch()
        if sealed is not None:
            unseal(sealed, self._ring, slot=self._slot)
        return version == _version(sealed) and self._put(tokens, sealed)

    @abstractmethod
    def claim(self, seconds: float) -> Claim | None:
        """The right to refresh, None when somebody else has it. Does not wait."""

    @abstractmethod
    def _fetch(self) -> bytes | None:
        """What the slot holds, None when it never held anything."""

    @abstractmethod
    def _replace(self, old: bytes | None, new: bytes) -> bool:
        """Put ``new`` in the slot if it still holds ``old``; whether it did."""

    def _put(self, tokens: Tokens | None, old: bytes | None) -> bool:
        return self._replace(old, seal(tokens, self._ring, slot=self._slot, version=following(_version(old))))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(slot={self._slot!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} holds keys and is not pickled or copied; make one in each process")


def name_of(slot: str) -> str:
    """
    A name for a slot that any file system and server takes, and that tells nothing about whose tokens it holds.

    Raises:
        ValueError: The slot is empty or no Unicode text.
    """
    if not isinstance(slot, str) or not slot:
        raise ValueError("slot must be a text that is not empty")
    return hashlib.sha256(slot.encode()).hexdigest()[:40]


def _version(sealed: bytes | None) -> int:
    return 0 if sealed is None else stated_version(sealed)
