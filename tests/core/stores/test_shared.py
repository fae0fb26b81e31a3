"""Claims about `warp_client_core.stores.shared`."""

import gc
import subprocess
import sys

import pytest

from tests.core.stores.places import Plain
from warp_client_core.stores import Snapshot, sharing
from warp_client_core.stores.shared import LocalClaims
from warp_client_core.tokens import MemoryTokenStore, Tokens, TokenStore


def test_a_store_that_can_be_shared_is_left_alone():
    store = MemoryTokenStore()

    assert sharing(store) is store


def test_a_plain_store_is_shared_by_all_who_ask():
    store: TokenStore = Plain()
    first = sharing(store)

    assert sharing(store) is first
    assert sharing(first) is first
    claim = first.claim(30)
    assert claim.held()
    assert sharing(store).claim(30) is None
    assert sharing(Plain()) is not first
    assert "sharing(Plain)" == repr(first)


def test_what_is_shared_reaches_the_plain_store():
    store = Plain()
    shared = sharing(store)

    shared.save(Tokens("a-1"))
    assert Tokens("a-1") == store.tokens
    assert shared.swap(Tokens("a-2"), version=shared.read().version)
    assert Tokens("a-2") == store.tokens
    shared.clear()
    assert store.tokens is None


def test_a_change_beside_it_is_noticed():
    store = Plain()
    shared = sharing(store)
    shared.save(Tokens("a-1"))
    before = shared.read()
    store.save(Tokens("a-2"))

    assert not shared.swap(Tokens("late"), version=before.version)
    assert shared.read().version > before.version
    assert Tokens("a-2") == shared.load()


def test_a_store_that_fails_is_not_taken_for_changed():
    class Failing(Plain):
        def save(self, tokens):
            raise OSError("full")

    shared = sharing(Failing())
    before = shared.read()

    with pytest.raises(OSError, match="full"):
        shared.swap(Tokens("a"), version=before.version)
    assert before == shared.read()


def test_nothing_is_kept_alive_for_a_store():
    store = Plain()
    first = id(sharing(store))
    gc.collect()
    others = [sharing(Plain()) for _ in range(3)]

    assert first is not None
    assert all(other.load() is None for other in others)
    assert sharing(store).load() is None


def test_a_claim_that_is_forgotten_is_given_back():
    claims = LocalClaims()
    claim = claims.take()
    assert claims.take() is None
    del claim
    gc.collect()

    assert claims.take() is not None


def test_snapshots_are_values():
    assert Snapshot(None, 3) == Snapshot(None, 3) != Snapshot(None, 4)
    assert "Snapshot(tokens=Tokens(access_token='***', refresh_token=None, expires_at=None), version=3)" == repr(
        Snapshot(Tokens("s3cret"), 3)
    )


@pytest.mark.parametrize("credential", ["access_token", "api_key"])
def test_a_client_with_a_given_credential_loads_nothing_of_the_stores(credential):
    code = f"""
import sys
from warp_client_core import SyncClient
client = SyncClient(base_url="https://api.example.com", {credential}="x")
found = [name for name in sys.modules if name.startswith("warp_client_core.stores")
         or name.partition(".")[0] in ("cryptography", "sqlite3", "redis", "keyring")]
assert not found, found
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_stores_are_names_of_the_package():
    import warp_client_core

    for name in ("FileTokenStore", "SQLiteTokenStore", "RedisTokenStore", "TokenStoreError"):
        assert name in dir(warp_client_core)
        assert name == getattr(warp_client_core, name).__name__
