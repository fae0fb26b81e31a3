"""
What a store says while a refresh token is under way, for those who come after a process that was killed.

The rule: the mark is written before the token is sent, and taken away by whoever knows that the token is still good.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from warp_client_core import logs
from warp_client_core.errors import TokenStoreError
from warp_client_core.steps import Blocking, Steps

if TYPE_CHECKING:
    from warp_client_core.stores.shared import Claim, SharedTokenStore, Snapshot

LEASE_MARGIN: Final = 10.0
"""Seconds for which a lease outlasts the exchange that it is for, so that nobody else begins one meanwhile."""

SPENT: Final = "refreshing.spent"
"""Name of the fact which bodies of exchanges were carried out, by their hash."""


def outlives_us(claim: Claim) -> bool:
    """Whether somebody could find the tokens after this process was killed."""
    return getattr(claim, "ends_with", None) != "process"


def may_be_at_work(claim: Claim) -> bool:
    """Whether whoever had the claim before may still wait for an answer."""
    return getattr(claim, "ends_with", None) is None


def marked(store: SharedTokenStore, snapshot: Snapshot, until: float) -> Steps[Snapshot | None]:
    """
    The steps that note that the refresh token is being sent.

    Args:
        store: Where.
        snapshot: What the store held.
        until: When the sender gives up waiting for the answer, in seconds since 1970 UTC.

    Returns:
        What the store holds then; None when somebody changed it meanwhile, and nothing may be sent.

    Raises:
        TokenStoreError: It cannot be noted.
    """
    assert snapshot.tokens is not None
    noted = attrs.evolve(snapshot.tokens, pending=until)
    if not (yield Blocking(lambda: store.swap(noted, version=snapshot.version))):
        return None
    after: Snapshot = yield Blocking(store.read)
    found = after.tokens
    return after if found is not None and found == noted and found.pending == until else None


def unmarked(store: SharedTokenStore, snapshot: Snapshot) -> Steps[None]:
    """The steps that take the mark away. Where that fails, the next renewal takes the token for one in doubt."""
    if snapshot.tokens is None or snapshot.tokens.pending is None:
        return
    plain = attrs.evolve(snapshot.tokens, pending=None)
    try:
        yield Blocking(lambda: store.swap(plain, version=snapshot.version))
    except TokenStoreError as error:
        logs.renewal_failed(error)
