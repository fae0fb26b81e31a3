"""Claims about `warp_client_core.stores.files`, `.folders` and `.locks`: who may write there, and what is left."""

import errno
import gc
import os
import stat

import pytest

from tests.core.stores.places import KEYS
from warp_client_core.errors import TokenStoreError
from warp_client_core.stores import FileTokenStore
from warp_client_core.stores.folders import PrivateFolder
from warp_client_core.stores.locks import awaited, taken
from warp_client_core.tokens import Tokens

TOKENS = Tokens("a-1", "r-1", 1.0)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "tokens"


@pytest.fixture
def store(folder):
    store = FileTokenStore(folder, keys=KEYS)
    store.save(TOKENS)
    return store


def kept(folder):
    """The one file with tokens."""
    (file,) = folder.glob("*.tokens")
    return file


def reason(work):
    with pytest.raises(TokenStoreError) as caught:
        work()
    return caught.value.reason


def mode(path):
    return stat.S_IMODE(path.lstat().st_mode)


def test_folder_and_files_are_private_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        store = FileTokenStore(tmp_path / "new" / "tokens", keys=KEYS)
        store.save(TOKENS)
        claim = store.claim(30)
    finally:
        os.umask(before)

    files = list((tmp_path / "new" / "tokens").iterdir())
    assert claim.held()
    assert 0o700 == mode(tmp_path / "new" / "tokens")
    assert {0o600} == {mode(file) for file in files}
    assert {".claim", ".lock", ".tokens"} == {file.suffix for file in files}


def test_making_a_store_touches_nothing(folder):
    FileTokenStore(folder, keys=KEYS)

    assert not folder.exists()


def test_the_home_of_the_user_can_be_meant(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    FileTokenStore("~/tokens", keys=KEYS).save(TOKENS)

    assert kept(tmp_path / "tokens")


def test_a_relative_folder_stays_where_it_was(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    store = FileTokenStore("tokens", keys=KEYS)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    store.save(TOKENS)

    assert kept(tmp_path / "tokens")


def test_a_file_shows_neither_tokens_nor_slot(folder):
    FileTokenStore(folder, keys=KEYS, slot="../alice").save(Tokens("s3cret-a", "s3cret-r"))

    assert b"s3cret" not in kept(folder).read_bytes()
    assert not any("alice" in str(file) for file in folder.parent.rglob("*"))


@pytest.mark.parametrize("size", [0, 8, 16, 20, 40, -1])
def test_a_cut_file_is_refused_and_kept(store, folder, size):
    whole = kept(folder).read_bytes()
    kept(folder).write_bytes(whole[:size])

    for work in (store.load, store.read, lambda: store.save(TOKENS), lambda: store.swap(None, version=0)):
        assert reason(work) in ("damaged", "unknown_key")
    assert whole[:size] == kept(folder).read_bytes()


def test_a_damaged_slot_can_be_cleared_and_used_again(store, folder):
    before = store.read().version
    kept(folder).write_bytes(b"{}")
    store.clear()

    assert store.load() is None
    assert store.read().version > before
    store.save(TOKENS)
    assert store.load() == TOKENS


def test_files_exchanged_between_slots_are_refused(store, folder):
    first = kept(folder)
    other = store.for_slot("bob")
    other.save(Tokens("b-1"))
    (second,) = {*folder.glob("*.tokens")} - {first}
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)

    assert ["damaged", "damaged"] == [reason(store.load), reason(other.load)]


def test_a_foreign_key_is_refused_and_what_it_sealed_kept(store, folder):
    before = kept(folder).read_bytes()
    foreign = FileTokenStore(folder, keys={"k2": bytes(32)})
    same_id = FileTokenStore(folder, keys={"k1": bytes(32)})

    assert "unknown_key" == reason(lambda: foreign.save(TOKENS))
    assert "damaged" == reason(lambda: same_id.save(TOKENS))
    assert before == kept(folder).read_bytes()


def test_a_new_first_key_is_used_from_the_next_write_on(store, folder):
    new = FileTokenStore(folder, keys={"k2": bytes(32), **KEYS})

    assert TOKENS == new.load()
    assert new.swap(TOKENS, version=new.read().version)
    assert "unknown_key" == reason(store.load)
    assert TOKENS == FileTokenStore(folder, keys={"k2": bytes(32)}).load()


def test_a_link_in_place_of_the_file_is_refused(store, folder, tmp_path):
    target, name = tmp_path / "target", kept(folder)
    name.rename(target)
    name.symlink_to(target)
    before = target.read_bytes()

    assert ["unsafe_path"] * 3 == [reason(store.load), reason(lambda: store.save(TOKENS)), reason(store.clear)]
    assert before == target.read_bytes()


@pytest.mark.parametrize("suffix", ["claim", "lock"])
def test_a_link_in_place_of_a_lock_is_refused(store, folder, tmp_path, suffix):
    lock = folder / f"{store._name}.{suffix}"
    lock.unlink(missing_ok=True)
    lock.symlink_to(tmp_path / "made")

    assert "unsafe_path" == reason(lambda: store.claim(1) if suffix == "claim" else store.save(TOKENS))
    assert not (tmp_path / "made").exists()


def test_a_link_in_place_of_the_new_file_is_not_followed(store, folder, tmp_path):
    (tmp_path / "target").write_bytes(b"precious")
    (folder / f"{store._name}.tokens.part").symlink_to(tmp_path / "target")
    store.save(Tokens("a-2"))

    assert b"precious" == (tmp_path / "target").read_bytes()
    assert Tokens("a-2") == store.load()


@pytest.mark.parametrize("dangling", [False, True])
def test_a_link_in_place_of_the_folder_is_refused(tmp_path, dangling):
    if not dangling:
        (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    store = FileTokenStore(tmp_path / "link", keys=KEYS)

    assert ["unsafe_path"] * 3 == [
        reason(store.load),
        reason(lambda: store.save(TOKENS)),
        reason(lambda: store.claim(1)),
    ]
    assert dangling or [] == list((tmp_path / "real").iterdir())


@pytest.mark.parametrize("bits", [0o020, 0o002, 0o1777])
def test_a_folder_that_others_can_write_to_is_refused(store, folder, bits):
    folder.chmod(0o700 | bits)

    assert ["unsafe_path"] * 2 == [reason(store.load), reason(lambda: store.claim(1))]


def test_a_folder_that_others_can_read_is_taken(store, folder):
    folder.chmod(0o755)

    assert TOKENS == store.load()


@pytest.mark.parametrize("bits", [0o020, 0o002])
def test_a_file_that_others_can_write_to_is_refused(store, folder, bits):
    kept(folder).chmod(0o600 | bits)

    assert "unsafe_path" == reason(store.load)


def test_a_file_with_a_second_name_is_refused(store, folder, tmp_path):
    os.link(kept(folder), tmp_path / "second")

    assert "unsafe_path" == reason(store.load)


@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_belongs_to_another_user_is_refused(store, folder, monkeypatch, what):
    whose = os.stat(folder if what == "folder" else kept(folder))
    fstat = os.fstat

    def foreign(descriptor):
        found = fstat(descriptor)
        if found.st_ino != whose.st_ino:
            return found
        return os.stat_result([*found[:4], found.st_uid + 1, *found[5:10]])

    monkeypatch.setattr(os, "fstat", foreign)

    assert "unsafe_path" == reason(store.load)


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_something_else_in_place_of_the_file_is_refused_without_waiting(store, folder, make):
    kept(folder).unlink()
    make(folder / f"{store._name}.tokens", 0o600)

    assert ["unsafe_path"] * 2 == [reason(store.load), reason(lambda: store.save(TOKENS))]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "tokens").write_text("x")

    assert "unsafe_path" == reason(FileTokenStore(tmp_path / "tokens", keys=KEYS).load)


def test_a_huge_file_is_not_read_whole(store, folder):
    with kept(folder).open("ab") as file:
        file.truncate(1 << 40)

    assert "damaged" == reason(store.load)


def test_a_full_disk_leaves_the_old_tokens(store, folder, monkeypatch):
    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(TokenStoreError, match="No space left") as caught:
            store.save(Tokens("a-2"))

    assert "unavailable" == caught.value.reason
    assert isinstance(caught.value.__cause__, OSError)
    assert TOKENS == store.load()
    store.save(Tokens("a-3"))
    assert Tokens("a-3") == store.load()
    assert [] == list(folder.glob("*.part"))


def test_what_a_killed_writer_left_is_cleared_away(store, folder):
    (folder / f"{store._name}.tokens.part").write_bytes(b"half")
    store.save(Tokens("a-2"))

    assert Tokens("a-2") == store.load()
    assert [] == list(folder.glob("*.part"))


def test_a_writer_that_hangs_is_waited_for_so_long_only(store, folder):
    private = PrivateFolder(folder)
    lock = taken(private, f"{store._name}.lock")

    with pytest.raises(TokenStoreError, match=r"locked for 0\.05 seconds") as caught:
        awaited(private, f"{store._name}.lock", patience=0.05)
    assert "busy" == caught.value.reason
    assert lock.held()


def test_a_claim_that_is_forgotten_is_given_back(store):
    claim = store.claim(30)
    assert store.claim(30) is None
    del claim
    gc.collect()

    assert store.claim(30).held()


def test_a_claim_on_a_lock_file_that_was_removed_is_not_held(store, folder):
    claim = store.claim(30)
    (folder / f"{store._name}.claim").unlink()
    other = store.claim(30)

    assert not claim.held()
    assert other.held()
    claim.release()
    assert other.held()


def test_lock_files_stay(store, folder):
    store.claim(30).release()

    assert (folder / f"{store._name}.claim").exists()
    assert (folder / f"{store._name}.lock").exists()


def test_no_descriptor_is_left_open(store):
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        store.save(TOKENS)
        store.load()
        store.claim(1).release()
        held = store.claim(1)
        assert store.claim(1) is None
        held.release()

    assert before == len(os.listdir("/proc/self/fd"))
