"""Claims about `warp_client_core.owned`: one store for several clients, of which none reads the tokens of another."""

import copy
import pickle

import pytest

from tests.core.stores.places import Plain
from warp_client_core import MemoryTokenStore, SyncClient, Tokens
from warp_client_core.owned import OwnedStore, owner_of
from warp_client_core.settings import About
from warp_client_core.stores import SharedTokenStore

FIRST, SECOND = Tokens("access-1", "refresh-1"), Tokens("access-2", "refresh-2")


class Customer(SyncClient):
    about = About(dist="warp-customer-client", version="1")


class Admin(SyncClient):
    about = About(dist="warp-admin-client", version="1")


def client(store, kind=Customer, base_url="https://api.example.com/v1"):
    return kind(base_url=base_url, token_store=store)


OTHERS = [
    {"base_url": "https://staging.example.com/v1"},
    {"base_url": "https://api.example.com:8443/v1"},
    {"kind": Admin},
]


@pytest.mark.parametrize("other", OTHERS, ids=str)
@pytest.mark.parametrize("is_first", [True, False])
def test_other_environments_and_audiences_see_nothing(other, is_first):
    """
    Whoever keeps tokens first, and whether the other was built before or after that.
    """
    store = MemoryTokenStore()
    mine, others = client(store), client(store, **other)
    keeper, stranger = (mine, others) if is_first else (others, mine)

    keeper.session_store.save(FIRST)
    late = client(store, **(other if is_first else {}))

    assert FIRST == keeper.session_store.load() == store.load()
    assert (None, None) == (stranger.session_store.load(), late.credentials.access_token)


@pytest.mark.parametrize("other", OTHERS, ids=str)
def test_all_keep_their_own_side_by_side(other):
    store = MemoryTokenStore()
    mine, others = client(store).session_store, client(store, **other).session_store

    mine.save(FIRST)
    others.save(SECOND)
    others.save(SECOND)
    others.clear()
    again = client(store).credentials.tokens
    others.save(SECOND)
    mine.clear()
    mine.save(FIRST)

    assert FIRST == again == mine.load()
    assert SECOND == others.load() == client(store, **other).credentials.tokens


def test_another_path_of_one_origin_is_the_same_environment():
    store = MemoryTokenStore()
    client(store).session_store.save(FIRST)

    assert FIRST == client(store, base_url="https://API.example.com:443/v2").credentials.tokens


def test_accounts_are_slots_that_the_caller_names():
    store = MemoryTokenStore()
    client(store.for_slot("alice")).session_store.save(FIRST)

    assert FIRST == client(store.for_slot("alice")).credentials.tokens == store.for_slot("alice").load()
    assert [None, None] == [client(one).credentials.access_token for one in (store, store.for_slot("bob"))]


def test_a_named_slot_is_no_way_around_the_environment():
    store = MemoryTokenStore().for_slot("alice")
    client(store).session_store.save(FIRST)

    assert client(store, base_url="https://staging.example.com").credentials.access_token is None


def test_tokens_that_nobody_owns_are_the_first_clients():
    """
    Such as those kept by an earlier version, or put there by hand.
    """
    store = MemoryTokenStore(FIRST)

    found = [client(store).credentials.tokens, client(store, kind=Admin).credentials.tokens]

    assert [FIRST, Tokens()] == found
    assert "warp-customer-client|https://api.example.com:443" == store.load().owner


def test_a_store_without_slots_is_empty_for_others():
    store = Plain()
    client(store).session_store.save(FIRST)

    assert FIRST == client(store).credentials.tokens
    assert client(store, kind=Admin).credentials.access_token is None


def test_versions_and_claims_are_those_of_the_owner():
    store = MemoryTokenStore()
    mine, others = client(store).session_store, client(store, kind=Admin).session_store
    mine.save(FIRST)
    others.save(SECOND)
    version = mine.read().version
    claim = mine.claim(30)

    assert (None, True) == (mine.claim(30), others.claim(30).held())
    assert claim.held()
    assert [True, False] == [mine.swap(SECOND, version=version), mine.swap(FIRST, version=version)]


def test_it_can_be_shared_and_is_not_copied():
    store = OwnedStore(MemoryTokenStore(FIRST), owner_of("d", ("https", "h", 443), "id"))

    assert isinstance(store, SharedTokenStore)
    assert "OwnedStore(MemoryTokenStore(holds tokens), 'd|https://h:443|id')" == repr(store)
    for refuse in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not pickled"):
            refuse(store)
