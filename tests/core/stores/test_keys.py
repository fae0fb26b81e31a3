"""Claims about `warp_client_core.stores.keys`."""

import base64
import copy
import pickle
import sys
import traceback

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from warp_client_core.errors import TokenStoreError
from warp_client_core.stores import FileTokenStore, RedisTokenStore, SQLiteTokenStore
from warp_client_core.stores.keys import key_ring

KEY = b"\xfb\xff\xfe" + bytes(range(29))
TEXT = base64.b64encode(KEY).decode()
URL_TEXT = base64.urlsafe_b64encode(KEY).decode()


class InMemory(KeyringBackend):
    """A system's keyring."""

    priority = 1

    def __init__(self, entries=None, error=None):
        self.entries = entries if entries is not None else {}
        self.error = error

    def get_password(self, service, username):
        if self.error:
            raise self.error
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        self.entries[service, username] = password


class PlaintextKeyring(InMemory):
    """Named as the one of keyrings.alt."""


@pytest.fixture
def use_keyring():
    """Sets the keyring of the system."""
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.fixture
def variable(monkeypatch):
    return lambda text: monkeypatch.setenv("WARP_TOKEN_KEYS", text)


def refused(keys=None):
    """Why there are no keys; no part of one shows, not even among local variables of ours."""
    with pytest.raises(TokenStoreError) as caught:
        key_ring(keys)
    assert not shown(caught.value, TEXT[:20], URL_TEXT[:20], repr(KEY)[2:20])
    assert caught.value.__context__ is None
    return caught.value.reason, caught.value.message


def shown(error, *secrets):
    """What a report of an error shows of secrets: in its text, and among the local variables that are not a test's."""
    report = traceback.TracebackException.from_exception(error, capture_locals=True)
    ours = [frame for frame in report.stack if "warp_client_core" in frame.filename]
    texts = [*report.format_exception_only(), *(value for frame in ours for value in (frame.locals or {}).values())]
    assert ours
    return [text for text in texts if any(secret in text for secret in secrets)]


@pytest.mark.parametrize("make", [FileTokenStore, SQLiteTokenStore, RedisTokenStore])
def test_stores_refuse_malformed_keys_unseen(make):
    """
    Neither the key that is too short nor the sound one beside it.
    """
    with pytest.raises(TokenStoreError) as caught:
        make("redis://127.0.0.1", keys={"k1": KEY, "k2": KEY[:31]})

    assert "bad_key" == caught.value.reason
    assert not shown(caught.value, repr(KEY)[2:20])


def test_an_address_that_is_refused_shows_no_secret():
    with pytest.raises(ValueError, match="url must be") as caught:
        RedisTokenStore("redis://:hunter2@[", keys={"k1": KEY})

    assert not shown(caught.value, "hunter2", repr(KEY)[2:20])


def test_given_keys_come_first(variable):
    variable("broken")

    assert "KeyRing(a, b)" == repr(key_ring({"a": KEY, "b": bytearray(KEY)}))
    assert "a" == key_ring({"a": KEY, "b": KEY}).first[0]
    assert key_ring({"a": KEY}).cipher("z") is None


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ({}, "at least one"),
        (KEY, "mapping"),
        ({"k1": KEY[:31]}, "k1 is not 32 bytes"),
        ({"k1": KEY + b"x"}, "k1 is not 32 bytes"),
        ({"k1": b""}, "k1 is not 32 bytes"),
        ({"k1": TEXT}, "k1 is str"),
        ({"": KEY}, "entry 1 has no id"),
        ({"a": KEY, "b:c": KEY}, "entry 2 has no id"),
        ({1: KEY}, "entry 1 has no id"),
        ({TEXT: KEY}, "entry 1 has no id"),
    ],
)
def test_malformed_keys_are_refused_unseen(keys, what):
    reason, message = refused(keys)

    assert "bad_key" == reason
    assert what in message


@pytest.mark.parametrize("encoded", [TEXT, URL_TEXT, TEXT.rstrip("="), URL_TEXT.rstrip("=")])
def test_the_variable_takes_base64_of_either_alphabet(variable, encoded):
    variable(f" k-2 : {encoded} , k.1:{TEXT}\n")
    ring = key_ring()

    assert "KeyRing(k-2, k.1)" == repr(ring)
    sealed = ring.first[1].encrypt(bytes(12), b"x", None)
    assert sealed == key_ring({"a": KEY}).first[1].encrypt(bytes(12), b"x", None)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (TEXT, "entry 1 has no id"),
        (f"{TEXT}:k1", "entry 1 has no id"),
        (f"k1:{TEXT},", "entry 2 has no id"),
        (f"k1:{TEXT},{TEXT}", "entry 2 has no id"),
        (f"k1:{TEXT},k1:{TEXT}", "k1 stands there twice"),
        (f"k1:{TEXT[:40]}", "k1 is not 32 bytes"),
        (f"k1:{TEXT}AAAA", "k1 is not 32 bytes"),
        (f"k1:!{TEXT[1:]}", "k1 is not 32 bytes"),
        (f"k1:ü{TEXT[1:]}", "k1 is not 32 bytes"),
        (f"k1:{TEXT};k2:{TEXT}", "k1 is not 32 bytes"),
        ("k1:", "k1 is not 32 bytes"),
    ],
)
def test_a_malformed_variable_is_refused_unseen(variable, text, what):
    variable(text)
    reason, message = refused()

    assert "bad_key" == reason
    assert message.startswith("WARP_TOKEN_KEYS")
    assert what in message


def test_the_keyring_keeps_a_key_from_the_first_time_on(use_keyring):
    backend = InMemory()
    use_keyring(backend)

    first, second = key_ring(), key_ring()

    assert 1 == len(backend.entries)
    assert repr(first) == repr(second)
    assert b"x" == second.first[1].decrypt(bytes(12), first.first[1].encrypt(bytes(12), b"x", None), None)


def test_the_keyring_may_hold_several_keys(use_keyring):
    use_keyring(InMemory({("warp-client-core", "token-keys"): f"b:{TEXT},a:{TEXT}"}))

    assert "KeyRing(b, a)" == repr(key_ring())


def test_a_blank_variable_counts_as_not_set(variable, use_keyring):
    variable("  ")
    use_keyring(InMemory({("warp-client-core", "token-keys"): f"b:{TEXT}"}))

    assert "KeyRing(b)" == repr(key_ring())


@pytest.mark.parametrize(
    "backend",
    [fail.Keyring(), null.Keyring(), InMemory(error=RuntimeError(TEXT)), PlaintextKeyring(), InMemory(error=OSError())],
    ids=["fail", "null", "breaks", "plain", "os"],
)
def test_without_a_key_there_is_no_store(use_keyring, backend):
    use_keyring(backend)
    reason, message = refused()

    assert "no_key" == reason
    assert "WARP_TOKEN_KEYS" in message
    assert not getattr(backend, "entries", None)


def test_a_plain_keyring_behind_others_is_refused(use_keyring, monkeypatch):
    use_keyring(chainer.ChainerBackend())
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [InMemory(), PlaintextKeyring()])

    assert "no_key" == refused()[0]


def test_a_broken_entry_of_the_keyring_is_refused_and_kept(use_keyring):
    backend = InMemory({("warp-client-core", "token-keys"): TEXT})
    use_keyring(backend)

    assert "bad_key" == refused()[0]
    assert {("warp-client-core", "token-keys"): TEXT} == backend.entries


def test_without_the_library_keyring_it_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    reason, message = refused()

    assert "no_key" == reason
    assert "warp-client-core[keyring]" in message


def test_without_the_library_cryptography_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography", None)

    with pytest.raises(ImportError, match=r"warp-client-core\[stores\]"):
        key_ring({"k1": KEY})


def test_keys_are_not_pickled_or_copied():
    for refuse in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not pickled"):
            refuse(key_ring({"k1": KEY}))
