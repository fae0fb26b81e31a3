"""
How a claim ends, and a session that cannot be renewed.

The rule: a session ends once, and only for those who still have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from warp_client_core import logs
from warp_client_core.errors import ReauthenticationRequired, TokenStoreError
from warp_client_core.steps import Blocking, Hook, Steps

if TYPE_CHECKING:
    from warp_client_core.client import Client
    from warp_client_core.stores.shared import Claim, SharedTokenStore
    from warp_client_core.tokens import Tokens


def ended(client: Client, store: SharedTokenStore, identity: int, error: ReauthenticationRequired) -> Steps[None]:
    """Drop the tokens and tell the caller's hook, unless somebody has signed in or out meanwhile."""
    held = client.credentials.tokens
    if not client.credentials.close(identity=identity):
        return
    try:
        yield Blocking(lambda: take_back(store, held))
    except TokenStoreError as failure:
        logs.renewal_failed(failure)
    hook = client.on_reauthenticate
    if hook is not None:
        try:
            yield Hook(lambda: hook(error))
        except Exception as failure:
            error.add_note(f"on_reauthenticate raised {type(failure).__name__}")


def released(claim: Claim) -> Steps[None]:
    """Give a claim back."""
    try:
        yield Blocking(claim.release)
    except TokenStoreError as error:
        # It ends by itself; the tokens are what matters.
        logs.renewal_failed(error)


def take_back(store: SharedTokenStore, tokens: Tokens) -> None:
    """Have the store hold these tokens no longer; others are left alone. May block."""
    snapshot = store.read()
    if snapshot.tokens is not None and snapshot.tokens.access_token == tokens.access_token:
        store.swap(None, version=snapshot.version)
