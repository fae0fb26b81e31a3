"""What every store does alike."""

import copy
import math
import pickle
import threading

import pytest

from warp_client_core.stores import SharedTokenStore, Snapshot
from warp_client_core.tokens import Tokens

FIRST, SECOND = Tokens("a-1", "r-1", 1_000.5), Tokens("a-2", "r-2", 2_000.0)


def test_it_can_be_shared(store):
    assert isinstance(store, SharedTokenStore)


def test_a_new_store_holds_nothing(store):
    assert Snapshot(None, 0) == store.read()
    assert store.load() is None


def test_clearing_a_new_store_is_a_change(store):
    store.clear()

    assert store.load() is None
    assert store.read().version > 0


@pytest.mark.parametrize(
    "tokens",
    [FIRST, Tokens("a"), Tokens(None, "r"), Tokens(), Tokens("a", None, 5), Tokens("a", None, math.inf)],
    ids=repr,
)
def test_what_was_saved_is_loaded(store, tokens):
    store.save(tokens)

    assert tokens == store.load()
    assert tokens == store.read().tokens


def test_the_version_grows_with_every_change(store):
    versions = [store.read().version]
    for change in (lambda: store.save(FIRST), lambda: store.save(SECOND), store.clear, store.clear):
        change()
        versions.append(store.read().version)

    assert sorted(set(versions)) == versions


def test_the_version_grows_after_the_slot_was_emptied(store):
    store.save(FIRST)
    before = store.read().version
    store.clear()
    store.save(FIRST)

    assert store.read().version > before + 1
    assert not store.swap(SECOND, version=before)


def test_the_version_stays_while_nothing_changes(store):
    store.save(FIRST)

    assert store.read() == store.read()


def test_a_swap_with_the_current_version_is_done(store):
    assert store.swap(FIRST, version=0)
    assert store.swap(SECOND, version=store.read().version)

    assert SECOND == store.load()


def test_a_swap_with_another_version_is_not_done(store):
    store.save(FIRST)
    version = store.read().version
    store.save(SECOND)

    for late in (version, 0, version + 10**9, -1):
        assert not store.swap(FIRST, version=late)
    assert SECOND == store.load()


def test_a_swap_can_empty_the_slot(store):
    store.save(FIRST)

    assert store.swap(None, version=store.read().version)
    assert store.load() is None


def test_one_of_many_threads_wins_each_version(store):
    won = []
    start = threading.Barrier(8)

    def compete(name):
        start.wait(20)
        for number in range(10):
            version = store.read().version
            if store.swap(Tokens(f"{name}-{number}"), version=version):
                won.append(version)

    threads = [threading.Thread(target=compete, args=[name]) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert won
    assert len(set(won)) == len(won)
    assert store.read().version > max(won)


def test_saves_of_many_threads_all_count(store):
    threads = [threading.Thread(target=store.save, args=[Tokens(name)]) for name in "abcdefgh"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert store.load().access_token in "abcdefgh"


def test_one_claim_at_a_time(store):
    claim = store.claim(30)

    assert claim.held()
    assert store.claim(30) is None
    claim.release()
    assert not claim.held()
    assert store.claim(30).held()


def test_releasing_twice_does_not_free_the_claim_of_somebody_else(store):
    first = store.claim(30)
    first.release()
    second = store.claim(30)
    first.release()

    assert second.held()
    assert store.claim(30) is None


def test_threads_exclude_each_other(store):
    claims = []
    start = threading.Barrier(8)

    def try_it():
        start.wait(20)
        claims.append(store.claim(30))

    threads = [threading.Thread(target=try_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert 8 == len(claims)
    assert 1 == sum(claim is not None for claim in claims)


def test_a_claim_does_not_hinder_reading_and_writing(store):
    with_claim = store.claim(30)

    store.save(FIRST)
    assert store.swap(SECOND, version=store.read().version)
    assert with_claim.held()


@pytest.mark.parametrize("seconds", [0, -1, math.inf, math.nan])
def test_the_seconds_of_a_claim_are_checked(store, seconds):
    with pytest.raises(ValueError, match="seconds"):
        store.claim(seconds)


def test_nothing_shows_a_token_or_key(store):
    store.save(Tokens("s3cret-a", "s3cret-r"))

    for shown in (repr(store), str(store), repr(store.read()), f"{store.read()}", repr(store.claim(1))):
        assert "s3cret" not in shown
        assert "x00" not in shown


class TestSlots:
    """Stores that have slots: all but a caller's own."""

    @pytest.fixture
    def place(self, slotted_place):
        return slotted_place

    def test_slots_do_not_see_each_other(self, store):
        other = store.for_slot("https://api.example.com|customer|../../etc/passwd\n")
        store.save(FIRST)
        other.save(SECOND)
        claim = store.claim(30)

        assert ("default", FIRST, SECOND) == (store.slot, store.load(), other.load())
        assert claim.held()
        assert other.claim(30).held()

    def test_equal_names_are_the_same_slot(self, store):
        store.for_slot("a").save(FIRST)
        claim = store.for_slot("a").claim(30)

        assert FIRST == store.for_slot("b").for_slot("a").load()
        assert store.for_slot("a").claim(30) is None
        assert claim.held()
        assert store.load() is None

    def test_the_first_slot_can_be_named(self, place):
        place.open(slot="one").save(FIRST)

        assert "one" == place.open(slot="one").slot
        if place.kind != "memory":
            assert FIRST == place.open(slot="one").load()
            assert FIRST == place.open().for_slot("one").load()


class TestSealed:
    """Stores that keep tokens outside of this process."""

    @pytest.fixture
    def place(self, shared_place):
        return shared_place

    def test_another_store_at_the_same_place_sees_it(self, place):
        place.open().save(FIRST)
        claim = place.open().claim(30)

        assert FIRST == place.open().load()
        assert place.open().claim(30) is None
        assert claim.held()

    def test_it_is_not_pickled_or_copied(self, store):
        for refuse in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="holds keys"):
                refuse(store)

    @pytest.mark.parametrize("slot", ["", None, 7])
    def test_a_slot_has_a_name(self, store, slot):
        with pytest.raises(ValueError, match="slot"):
            store.for_slot(slot)
