"""Claims about `warp_client_core.tokens`."""

import pytest

from warp_client_core.tokens import MemoryTokenStore, Tokens


def test_tokens_do_not_show():
    tokens = Tokens("s3cret-a", "s3cret-r", 1.0)

    for shown in (repr(tokens), str(tokens), repr(MemoryTokenStore(tokens)), f"{tokens}"):
        assert "s3cret" not in shown


def test_a_new_store_holds_nothing():
    store = MemoryTokenStore()

    assert store.load() is None
    assert repr(store) == "MemoryTokenStore(empty)"


def test_a_store_keeps_the_last_tokens_until_cleared():
    store = MemoryTokenStore(Tokens("a"))

    store.save(Tokens("b"))

    assert store.load() == Tokens("b")
    assert repr(store) == "MemoryTokenStore(holds tokens)"
    store.clear()
    assert store.load() is None


@pytest.mark.parametrize("text", ["", " ", "tok\n", "tok en", "t\u00f6k", "tok\x00"])
@pytest.mark.parametrize("name", ["access_token", "refresh_token"])
def test_a_token_that_no_header_can_carry_is_refused_unseen(name, text):
    with pytest.raises(ValueError, match=name) as caught:
        Tokens(**{name: text})

    assert "tok" not in str(caught.value).replace(name, "")


def test_a_store_with_tokens_has_had_a_change():
    store = MemoryTokenStore(Tokens("a"))

    assert store.read().version > 0
    assert store.swap(Tokens("b"), version=store.read().version)
    assert not store.swap(Tokens("late"), version=0)
    assert Tokens("b") == store.load()


def test_slots_of_one_store_are_the_same_objects():
    store = MemoryTokenStore(Tokens("a"))
    other = store.for_slot("b")

    assert other.load() is None
    assert other.for_slot("default") is store
    assert store.for_slot("b") is other
    assert ("default", "b") == (store.slot, other.slot)


def test_one_claim_at_a_time():
    store = MemoryTokenStore()
    claim = store.claim(1)

    assert claim.held()
    assert store.claim(1) is None
    claim.release()
    assert store.claim(1).held()
