"""Each kind of store keeps the tokens of several owners apart, and those that an earlier version kept."""

import json
import os

import pytest

from tests.core.stores.places import KEYS
from warp_client_core import MemoryTokenStore, Tokens, TokenStoreError
from warp_client_core.owned import OwnedStore
from warp_client_core.stores import keys, sealing
from warp_client_core.stores.sealing import seal, unseal

FIRST, SECOND = Tokens("access-1", "refresh-1", 1_000.5), Tokens("access-2", "refresh-2")


@pytest.fixture
def place(slotted_place):
    return slotted_place


def test_owners_do_not_see_each_other(store):
    mine, others = OwnedStore(store, "customer"), OwnedStore(store, "admin")

    mine.save(FIRST)
    before = others.load()
    others.save(SECOND)
    claim = mine.claim(30)

    assert (None, FIRST, SECOND) == (before, mine.load(), others.load())
    assert claim.held()
    assert others.claim(30).held()


def test_the_caller_finds_the_tokens_of_the_first_owner(store):
    OwnedStore(store, "customer").save(FIRST)

    assert FIRST == store.load()
    assert ("customer", FIRST.expires_at) == (store.load().owner, store.load().expires_at)


def test_tokens_without_an_owner_are_taken_by_one(store):
    store.save(FIRST)

    found = [OwnedStore(store, name).load() for name in ("customer", "admin", "customer")]

    assert [FIRST, None, FIRST] == found


def test_what_is_written_down_beside_tokens_is_read_again(store):
    store.save(Tokens("a", "r", 5.0, owner="o", account="someone", pending=7.5))

    found = store.load()

    assert ("o", "someone", 7.5) == (found.owner, found.account, found.pending)


def test_a_slot_of_an_earlier_version_is_read(monkeypatch):
    """
    It holds the tokens and when they end, and nothing else.
    """
    ring = keys.key_ring(KEYS)
    old = {"format": 1, "tokens": {"access_token": "a", "refresh_token": "r", "expires_at": 5}}
    monkeypatch.setattr(sealing, "_plain", lambda tokens: json.dumps(old).encode())

    found = unseal(seal(None, ring, slot="s", version=1), ring, slot="s")

    assert Tokens("a", "r", 5) == found
    assert (None, None, None) == (found.owner, found.account, found.pending)


def test_an_owner_may_clear_what_cannot_be_opened(tmp_path):
    from warp_client_core.stores import FileTokenStore

    store = FileTokenStore(tmp_path, keys={"k9": os.urandom(32)})
    store.save(FIRST)
    mine = OwnedStore(FileTokenStore(tmp_path, keys=KEYS), "customer")

    with pytest.raises(TokenStoreError):
        mine.load()
    mine.clear()
    mine.save(SECOND)

    assert SECOND == mine.load()


def test_clearing_ends_nobody_elses_session():
    store = MemoryTokenStore()
    OwnedStore(store, "customer").save(FIRST)

    OwnedStore(store, "admin").clear()

    assert FIRST == store.load()
