"""Claims about `warp_client_core.stores.sqlite`."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading

import pytest

from tests.core.stores.places import KEYS
from warp_client_core.errors import TokenStoreError
from warp_client_core.stores import SQLiteTokenStore, sqlite
from warp_client_core.tokens import Tokens

TOKENS = Tokens("a-1", "r-1", 1.0)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tokens" / "store.sqlite"


@pytest.fixture
def store(path):
    store = SQLiteTokenStore(path, keys=KEYS)
    store.save(TOKENS)
    return store


def reason(work):
    with pytest.raises(TokenStoreError) as caught:
        work()
    return caught.value.reason


TRY_TO_WRITE = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"


def edit(path, statement, *values):
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement, values)
    connection.close()


def test_the_database_is_private_whatever_the_umask(path):
    before = os.umask(0)
    try:
        store = SQLiteTokenStore(path, keys=KEYS)
        store.save(TOKENS)
        claim = store.claim(1)
    finally:
        os.umask(before)

    assert claim.held()
    assert 0o700 == stat.S_IMODE(path.parent.stat().st_mode)
    assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}


def test_the_database_shows_neither_tokens_nor_slot(path):
    SQLiteTokenStore(path, keys=KEYS, slot="alice").save(Tokens("s3cret-a", "s3cret-r"))

    assert not any(part in path.read_bytes() for part in (b"s3cret", b"alice"))


def test_it_shares_a_database_with_other_tables(path, store):
    edit(path, "CREATE TABLE mine (id)")

    assert TOKENS == store.load()


@pytest.mark.parametrize("value", [b"", b"x" * 90, "text", 7])
def test_a_row_that_is_not_ours_is_refused_until_cleared(path, store, value):
    edit(path, "UPDATE warp_tokens SET sealed = ?", value)

    assert ["damaged"] * 2 == [reason(store.load), reason(lambda: store.save(TOKENS))]
    store.clear()
    assert store.load() is None


def test_rows_exchanged_between_slots_are_refused(path, store):
    store.for_slot("bob").save(Tokens("b-1"))
    edit(path, "UPDATE warp_tokens SET sealed = (SELECT sealed FROM warp_tokens WHERE slot = ?)", store._name)

    assert TOKENS == store.load()
    assert "damaged" == reason(store.for_slot("bob").load)


def test_a_file_that_is_no_database_is_refused_and_kept(path, store):
    path.write_bytes(b"not a database at all" * 100)

    assert ["damaged"] * 3 == [reason(store.load), reason(store.clear), reason(lambda: store.save(TOKENS))]
    assert b"not a database at all" * 100 == path.read_bytes()


@pytest.mark.parametrize("size", [50, 100, 4_000, 4_096, 5_000, 8_000, 8_191])
def test_a_cut_database_is_refused_and_kept(path, store, size):
    whole = path.read_bytes()
    path.write_bytes(whole[:size])

    assert 8_192 == len(whole)
    assert ["damaged"] * 2 == [reason(store.load), reason(lambda: store.save(TOKENS))]
    assert whole[:size] == path.read_bytes()


def test_links_and_the_open_are_refused(path, store, tmp_path):
    path.chmod(0o666)
    assert "unsafe_path" == reason(store.load)
    path.rename(tmp_path / "target")
    path.symlink_to(tmp_path / "target")
    assert "unsafe_path" == reason(store.load)
    path.unlink()
    path.parent.chmod(0o777)
    assert ["unsafe_path"] * 2 == [reason(store.load), reason(lambda: store.claim(1))]


def test_a_database_that_somebody_else_locks_is_waited_for_so_long_only(path, store, monkeypatch):
    monkeypatch.setattr(sqlite, "_PATIENCE", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    assert ["busy"] * 2 == [reason(store.load), reason(lambda: store.save(TOKENS))]
    other.execute("ROLLBACK")
    other.close()
    assert TOKENS == store.load()


def test_a_read_only_place_is_unavailable(path, store, monkeypatch):
    monkeypatch.setattr(sqlite, "_INSERT", "INSERT INTO no_such_table VALUES (?, ?)")

    assert "unavailable" == reason(lambda: store.save(Tokens("a-2")))
    assert TOKENS == store.load()


def test_looking_at_the_file_drops_no_lock_of_another_thread(path, store):
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    reader = threading.Thread(target=store.load)
    reader.start()
    reader.join(20)

    done = subprocess.run([sys.executable, "-c", TRY_TO_WRITE, path], capture_output=True, text=True, timeout=60)
    holder.execute("ROLLBACK")
    holder.close()

    assert "sqlite3.OperationalError: database is locked" in done.stderr


def test_no_descriptor_is_left_open(store):
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        store.save(TOKENS)
        store.load()
        store.claim(1).release()

    assert before == len(os.listdir("/proc/self/fd"))
