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
