"""
The part of a token store that belongs to clients of one kind and one environment.

Clients for another origin, or of another distribution, that were given the same store keep their tokens in another
slot of it. The rule: tokens that say whose they are never reach anybody else; others are the first's who finds them.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NoReturn

import attrs

from warp_client_core.store_error import TokenStoreError

if TYPE_CHECKING:
    from warp_client_core.stores.shared import Claim, SharedTokenStore, Snapshot
    from warp_client_core.tokens import Tokens, TokenStore


def owner_of(dist: str, origin: tuple[str, str, int | None], *further: str) -> str:
    """
    The name of all who may use the same tokens.

    Args:
        dist: Which client, and so for which audience.
        origin: Scheme, host and port of the environment.
        further: What else tells sessions apart, such as a client id and a grant.
    """
    scheme, host, port = origin
    return "|".join((dist, f"{scheme}://{host}:{port}", *further))


class OwnedStore:
    """
    A `SharedTokenStore` that is an owner's part of a store.

    The slot that the caller named is the first owner's who keeps tokens there, so that the caller finds them under
    that name; others have one beside it. A store without slots keeps the tokens of one owner, and is empty for others.

    Args:
        store: The store as the caller passed it. Its slot says which account.
        owner: See `owner_of`.
    """

    def __init__(self, store: TokenStore, owner: str) -> None:
        self._store = store
        self._owner = owner

    def load(self) -> Tokens | None:
        """The tokens kept for this owner, None when there are none."""
        return self.read().tokens

    def save(self, tokens: Tokens) -> None:
        """Keep these tokens in place of any others of this owner."""
        while not self.swap(tokens, version=self._place()[1].version):
            continue

    def clear(self) -> None:
        """Keep nothing for this owner. What others keep stays."""
        from warp_client_core.stores.shared import sharing

        beside = self._beside()
        try:
            where, snapshot = self._place()
        except TokenStoreError:
            # What cannot be opened is dropped, as by every store.
            where = sharing(self._store) if beside is None or beside.read().version == 0 else beside
            where.clear()
            return
        if where is beside and snapshot.version == 0:
            return
        where.clear()

    def read(self) -> Snapshot:
        """The tokens kept for this owner, and their version. Tokens that nobody owns are this owner's from now on."""
        where, snapshot = self._place()
        found = snapshot.tokens
        if found is None or found.owner is not None or not hasattr(self._store, "for_slot"):
            return snapshot
        # Where that fails for good, a later change of the tokens will tell, too.
        with contextlib.suppress(TokenStoreError):
            where.swap(attrs.evolve(found, owner=self._owner), version=snapshot.version)
            return self._place()[1]
        return snapshot

    def swap(self, tokens: Tokens | None, *, version: int) -> bool:
        """Keep these tokens, or nothing for None, unless somebody changed them after ``version`` was read."""
        where, snapshot = self._place()
        if snapshot.version != version:
            return False
        owned = None if tokens is None else attrs.evolve(tokens, owner=self._owner)
        return where.swap(owned, version=version)

    def claim(self, seconds: float) -> Claim | None:
        """The right to refresh, None when somebody else has it. Does not wait."""
        return self._place()[0].claim(seconds)

    def _beside(self) -> SharedTokenStore | None:
        for_slot, slot = getattr(self._store, "for_slot", None), getattr(self._store, "slot", "default")
        if for_slot is None:
            return None
        beside: SharedTokenStore = for_slot(f"{slot}|{self._owner}")
        return beside

    def _place(self) -> tuple[SharedTokenStore, Snapshot]:
        """Where the tokens of this owner are, and what is there."""
        from warp_client_core.stores.shared import Snapshot, sharing

        beside = self._beside()
        if beside is not None and (snapshot := beside.read()).version:
            return beside, snapshot
        first = sharing(self._store)
        snapshot = first.read()
        if snapshot.tokens is None or snapshot.tokens.owner in (None, self._owner):
            return first, snapshot
        if beside is not None:
            return beside, Snapshot(None, 0)
        return first, Snapshot(None, snapshot.version)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._store!r}, {self._owner!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a token store is not pickled or copied; make one in each process")
