"""Claims about `warp_client_core.stores.redis`."""

import contextlib
import socket
import socketserver
import sys
import threading
import time
import traceback

import pytest
import redis

from tests.core.stores.places import KEYS, opened
from tests.core.stores.redis_server import running
from warp_client_core.errors import TokenStoreError
from warp_client_core.stores import RedisTokenStore
from warp_client_core.tokens import Tokens

TOKENS = Tokens("a-1", "r-1", 1.0)


@pytest.fixture
def url(redis_server):
    """A database that nothing else uses."""
    with redis.Redis.from_url(f"redis://127.0.0.1:{redis_server.port}/15") as client:
        client.flushdb()
    return f"redis://127.0.0.1:{redis_server.port}/15"


@pytest.fixture
def server(url):
    """The server, seen by somebody who does as he likes."""
    with redis.Redis.from_url(url) as client:
        yield client


@pytest.fixture
def store(url):
    store = opened("redis", url)
    store.save(TOKENS)
    return store


def reason(work):
    with pytest.raises(TokenStoreError) as caught:
        work()
    return caught.value.reason


class LosesReplies(socketserver.ThreadingTCPServer):
    """Stands before a server and breaks the connection in place of some replies, once the server has acted."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port):
        super().__init__(("127.0.0.1", 0), None)
        self.port = port
        self.to_lose = 0
        self.lost = 0

    def finish_request(self, link, _address):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)) as inner:
            while command := link.recv(65_536):
                inner.sendall(command)
                reply = inner.recv(65_536)
                if self.to_lose and b"EVAL" in command:
                    self.to_lose -= 1
                    self.lost += 1
                    return
                link.sendall(reply)


@pytest.fixture
def lossy(redis_server, url):
    with LosesReplies(redis_server.port) as between:
        thread = threading.Thread(target=between.serve_forever, args=[0.01])
        thread.start()
        yield between
        between.shutdown()
        thread.join(20)


def test_what_redis_holds_shows_neither_tokens_nor_slot(server, url):
    store = opened("redis", url, slot="alice@example.com")
    store.save(Tokens("s3cret-a", "s3cret-r"))
    claim = store.claim(30)

    held = b"".join(name + server.get(name) for name in server.scan_iter())
    assert claim.held()
    assert 2 == server.dbsize()
    assert not any(part in held for part in (b"s3cret", b"alice", KEYS["k1"]))


def test_keys_of_a_slot_share_a_node_and_a_prefix(server, url):
    store = RedisTokenStore(url, keys=KEYS, prefix="mine")
    store.save(TOKENS)
    claim = store.claim(30)

    names = sorted(name.decode() for name in server.scan_iter())
    assert claim.held()
    assert [f"mine:{{{store._name}}}", f"mine:{{{store._name}}}:claim"] == names


def test_tokens_have_no_end_and_claims_have(server, store):
    store.claim(30)
    key = store._key()

    assert -1 == server.ttl(key)
    assert 29_000 < server.pttl(f"{key}:claim") <= 30_000


def test_a_lease_ends_by_itself_and_its_holder_learns_of_it(store):
    late = store.claim(0.2)
    version = store.read().version
    while (claim := store.claim(30)) is None:
        time.sleep(0.01)

    assert not late.held()
    late.release()
    assert claim.held()
    assert store.swap(Tokens("a-2"), version=version)
    assert not store.swap(Tokens("late"), version=version)


def test_a_lease_that_the_server_forgot_is_not_held(server, store):
    claim = store.claim(30)
    server.flushdb()

    assert not claim.held()


def test_versions_go_on_when_the_server_forgot(server, store):
    before = store.read().version
    server.flushdb()
    assert not store.swap(Tokens("late"), version=before)
    store.save(TOKENS)

    assert store.read().version > before


@pytest.mark.parametrize("value", [b"", b"x" * 90, b"7"])
def test_a_value_that_is_not_ours_is_refused_until_cleared(server, store, value):
    server.set(store._key(), value)

    assert ["damaged"] * 2 == [reason(store.load), reason(lambda: store.save(TOKENS))]
    assert value == server.get(store._key())
    store.clear()
    assert store.load() is None


def test_values_exchanged_between_slots_are_refused(server, store):
    other = store.for_slot("bob")
    server.set(other._key(), server.get(store._key()))

    assert "damaged" == reason(other.load)


def test_a_key_of_another_kind_is_an_error(server, store):
    server.delete(store._key())
    server.lpush(store._key(), "x")

    assert ["unavailable"] * 2 == [reason(store.load), reason(lambda: store.save(TOKENS))]


@pytest.mark.parametrize("losses", [1, 2])
def test_a_lost_reply_changes_no_answer(lossy, losses):
    store = opened("redis", f"redis://127.0.0.1:{lossy.server_address[1]}/15")
    store.load()

    lossy.to_lose = losses
    assert store.swap(TOKENS, version=0)
    assert not store.swap(Tokens("late"), version=0)
    lossy.to_lose = losses
    claim = store.claim(30)
    assert claim.held()
    lossy.to_lose = losses
    claim.release()
    assert store.claim(30).held()
    assert 3 * losses == lossy.lost
    assert TOKENS == store.load()


def test_a_swap_whose_reply_is_lost_for_good_is_an_error_and_tells_by_version(lossy):
    store = opened("redis", f"redis://127.0.0.1:{lossy.server_address[1]}/15")
    lossy.to_lose = 3

    assert "unavailable" == reason(lambda: store.swap(TOKENS, version=0))
    assert TOKENS == store.load()


def test_a_server_that_is_down_is_unavailable(tmp_path, redis_server):
    with running(tmp_path) as own:
        store = RedisTokenStore(own.url, keys=KEYS, timeout=2)
        store.save(Tokens("s3cret-a"))
        claim = store.claim(30)
        own.stop()

        work = (store.load, lambda: store.save(TOKENS), store.clear, lambda: store.claim(1))
        assert ["unavailable"] * 4 == [reason(one) for one in work]
        assert not claim.held()
        claim.release()

        own.start()
        assert store.load() is None
        store.save(TOKENS)
        assert TOKENS == store.load()


def test_a_server_that_does_not_answer_is_not_waited_for_long():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store = RedisTokenStore(f"redis://127.0.0.1:{silent.getsockname()[1]}", keys=KEYS, timeout=0.1)
        start = time.monotonic()

        assert "unavailable" == reason(store.load)
        assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "url",
    ["http://x", "redis://user:s3cret@h:6x/0", "redis://h/?socket_timeout=s3cret", "redis://h:6379/0?bad_option=1", ""],
)
def test_an_address_of_another_kind_is_refused_unseen(url):
    with pytest.raises(ValueError, match="redis://, rediss:// or unix://") as caught:
        RedisTokenStore(url, keys=KEYS).load()

    assert caught.value.__context__ is None
    assert "s3cret" not in "".join(traceback.format_exception(caught.value))


def test_replies_must_stay_bytes():
    with pytest.raises(ValueError, match="decode_responses"):
        RedisTokenStore("redis://h?decode_responses=True", keys=KEYS)


@pytest.mark.parametrize("timeout", [0, -1, float("inf")])
def test_the_timeout_is_checked(timeout):
    with pytest.raises(ValueError, match="seconds"):
        RedisTokenStore("redis://h", keys=KEYS, timeout=timeout)


def test_a_wrong_password_does_not_show(redis_server):
    store = RedisTokenStore(f"redis://bob:s3cret@127.0.0.1:{redis_server.port}/0", keys=KEYS)

    with pytest.raises(TokenStoreError) as caught:
        store.load()
    assert "s3cret" not in "".join(traceback.format_exception(caught.value))
    assert "s3cret" not in repr(store) + repr(store._server)


def test_without_the_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "redis", None)

    with pytest.raises(ImportError, match=r"warp-client-core\[redis\]"):
        RedisTokenStore("redis://h", keys=KEYS)
