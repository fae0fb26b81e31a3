"""Claims about `warp_client_core.stores.sealing`."""

import traceback

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from warp_client_core.errors import TokenStoreError
from warp_client_core.stores.keys import key_ring
from warp_client_core.stores.sealing import MAGIC, UNREADABLE, following, seal, stated_version, unseal
from warp_client_core.tokens import Tokens

KEY, OTHER = bytes(range(32)), bytes(range(32, 64))
RING = key_ring({"k1": KEY})
TOKENS = Tokens("s3cret-a", "s3cret-r", 1_000.5)


def sealed(tokens=TOKENS, ring=RING, slot="default", version=7):
    return seal(tokens, ring, slot=slot, version=version)


def sealed_text(text, version=7):
    """Any plain text, sealed as tokens are."""
    head = MAGIC + version.to_bytes(8, "big") + b"\x02k1"
    return head + bytes(12) + AESGCM(KEY).encrypt(bytes(12), text, head + b"default")


def reason(data, ring=RING, slot="default"):
    """Why bytes are refused."""
    with pytest.raises(TokenStoreError) as caught:
        unseal(data, ring, slot=slot)
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert "s3cret" not in shown.replace(repr(TOKENS), "")
    assert repr(KEY) not in shown
    assert caught.value.__context__ is None
    return caught.value.reason


@pytest.mark.parametrize("tokens", [TOKENS, Tokens(), None])
def test_what_was_sealed_is_opened(tokens):
    assert tokens == unseal(sealed(tokens), RING, slot="default")


def test_sealed_bytes_show_neither_tokens_nor_slot():
    data = sealed(slot="alice@example.com")

    for part in (b"s3cret", b"access", b"alice", KEY):
        assert part not in data


def test_no_two_seals_are_alike():
    assert 100 == len({sealed() for _ in range(100)})


def test_no_bit_can_be_changed():
    data = sealed()
    for place in range(len(data) * 8):
        changed = bytearray(data)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(TokenStoreError) as caught:
            unseal(bytes(changed), RING, slot="default")
        assert caught.value.reason in ("damaged", "unknown_key")


def test_no_part_is_enough():
    data = sealed()

    assert {"damaged"} <= {reason(data[:size]) for size in range(len(data))} <= {"damaged", "unknown_key"}
    assert "damaged" == reason(data + b"x")


def test_bytes_of_another_slot_do_not_open():
    assert "damaged" == reason(sealed(slot="alice"), slot="bob")


def test_bytes_do_not_open_under_another_version():
    data = sealed(version=7)
    forged = data[:8] + (8).to_bytes(8, "big") + data[16:]

    assert 8 == stated_version(forged)
    assert "damaged" == reason(forged)


def test_bytes_of_a_foreign_key_do_not_open():
    assert "unknown_key" == reason(sealed(ring=key_ring({"k2": OTHER})))
    assert "damaged" == reason(sealed(ring=key_ring({"k1": OTHER})))


def test_the_name_of_the_key_cannot_be_exchanged():
    ring = key_ring({"k1": KEY, "k2": KEY})

    assert "damaged" == reason(sealed().replace(b"\x02k1", b"\x02k2", 1), ring=ring)


def test_any_key_opens_and_the_first_seals():
    old, new = key_ring({"k1": KEY}), key_ring({"k2": OTHER, "k1": KEY})

    assert TOKENS == unseal(sealed(ring=old), new, slot="default")
    assert b"\x02k2" in sealed(ring=new)
    assert "unknown_key" == reason(sealed(ring=new), ring=old)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"s3cret",
        b'{"format": 2, "tokens": null}',
        b'{"format": 1}',
        b'{"format": 1, "tokens": {"access_token": "s3cret-a"}}',
        b'{"format": 1, "tokens": {"access_token": "s3cret\\n", "refresh_token": null, "expires_at": null}}',
        b'{"format": 1, "tokens": {"access_token": 7, "refresh_token": null, "expires_at": null}}',
        b'{"format": 1, "tokens": {"access_token": "s3cret", "refresh_token": null, "expires_at": "soon"}}',
    ],
)
def test_a_plain_text_of_another_form_is_refused_unseen(text):
    assert "damaged" == reason(sealed_text(text))


@pytest.mark.parametrize("data", [b"", MAGIC, MAGIC + bytes(8), b"\x00" * 200, b'{"access_token": "a"}'])
def test_other_bytes_have_no_version(data):
    assert UNREADABLE == stated_version(data)
    assert "damaged" == reason(data)


def test_a_forged_version_cannot_break_the_arithmetic():
    data = MAGIC + b"\xff" * 8 + b"\x02k1" + bytes(40)

    assert UNREADABLE == stated_version(data)


@pytest.mark.parametrize("version", [UNREADABLE, 0, 5, 1 << 60])
def test_versions_grow(version):
    next_one = following(version)

    assert version < next_one < following(next_one)


def test_versions_start_at_the_time():
    assert following(0) > 1_700_000_000_000_000
