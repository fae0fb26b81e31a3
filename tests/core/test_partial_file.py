"""Claims about `warp_client_core.partial_file`; each holds for both flavours unless its name says otherwise."""

import asyncio
import contextlib
import gc
import os
import stat
import threading

import pytest

from warp_client_core.partial_file import AsyncPartialFile, PartialFile


class Sync:
    """Writes a file and gives what commit gave."""

    def write(self, path, *steps, commit=True):
        with PartialFile(path) as file:
            for step in steps:
                file.cut(step) if isinstance(step, int) else file.write(step)
            return file.commit() if commit else None

    def fail(self, path, error):
        with PartialFile(path) as file:
            file.write(b"half")
            raise error


class Async:
    """As `Sync`."""

    def write(self, path, *steps, commit=True):
        async def write():
            async with AsyncPartialFile(path) as file:
                for step in steps:
                    await (file.cut(step) if isinstance(step, int) else file.write(step))
                return await file.commit() if commit else None

        return asyncio.run(write())

    def fail(self, path, error):
        async def fail():
            async with AsyncPartialFile(path) as file:
                await file.write(b"half")
                raise error

        asyncio.run(fail())


@pytest.fixture(params=[Sync, Async])
def flavour(request):
    return request.param()


def names(folder):
    return sorted(os.listdir(folder))


def test_what_is_written_is_in_the_file_and_nothing_else_in_the_folder(flavour, tmp_path):
    target = tmp_path / "deck.csv"

    assert flavour.write(target, b"one,", b"", b"two") == target
    assert target.read_bytes() == b"one,two"
    assert names(tmp_path) == ["deck.csv"]


def test_an_old_file_is_replaced(flavour, tmp_path):
    target = tmp_path / "deck.csv"
    target.write_bytes(b"a much longer text than the new one")

    flavour.write(str(target), b"new")

    assert target.read_bytes() == b"new"


def test_until_it_is_whole_the_file_stands_beside_its_target(tmp_path):
    target = tmp_path / "deck.csv"
    target.write_bytes(b"old")

    with PartialFile(target) as file:
        file.write(b"new")
        beside = [name for name in names(tmp_path) if name != "deck.csv"]
        assert target.read_bytes() == b"old"
        assert [name[0] + name[-5:] for name in beside] == ["..part"]
        file.commit()

    assert target.read_bytes() == b"new"


def test_what_is_not_committed_leaves_nothing(flavour, tmp_path):
    target = tmp_path / "deck.csv"
    target.write_bytes(b"old")

    flavour.write(target, b"new", commit=False)

    assert names(tmp_path) == ["deck.csv"]
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("error", [ValueError("bad"), KeyboardInterrupt()])
def test_a_failure_leaves_nothing(flavour, error, tmp_path):
    with pytest.raises(type(error)):
        flavour.fail(tmp_path / "deck.csv", error)

    assert names(tmp_path) == []


def test_cutting_takes_away_what_comes_after(flavour, tmp_path):
    target = tmp_path / "deck.csv"

    flavour.write(target, b"0123456789", 4, b"x", 0, b"ab", 1, b"c")

    assert target.read_bytes() == b"ac"


def test_a_new_file_gets_the_permissions_of_any_new_file(flavour, tmp_path):
    (tmp_path / "plain").write_bytes(b"")

    flavour.write(tmp_path / "deck.csv", b"x")

    assert stat.S_IMODE((tmp_path / "deck.csv").stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def test_two_writers_of_one_target_do_not_meet(tmp_path):
    target = tmp_path / "deck.csv"

    with PartialFile(target) as first, PartialFile(target) as second:
        first.write(b"first")
        second.write(b"second")
        second.commit()
        first.commit()

    assert target.read_bytes() == b"first"
    assert names(tmp_path) == ["deck.csv"]


def test_a_long_name_is_no_trouble(flavour, tmp_path):
    target = tmp_path / ("n" * 255)

    flavour.write(target, b"x")

    assert target.read_bytes() == b"x"


def test_a_target_that_is_no_file_is_refused_before_anything_is_made(flavour, tmp_path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")

    for name in ("folder", "pipe", "link"):
        with pytest.raises(FileExistsError, match=f"{name} exists and is not a regular file"):
            flavour.write(tmp_path / name, b"x")

    assert names(tmp_path) == ["folder", "link", "pipe"]


def test_a_symbolic_link_is_replaced_and_its_target_left_alone(flavour, tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")

    flavour.write(tmp_path / "link", b"new")

    assert (tmp_path / "real").read_bytes() == b"old"
    assert (tmp_path / "link").read_bytes() == b"new"
    assert not (tmp_path / "link").is_symlink()


def test_a_folder_that_is_not_there_is_an_error_of_the_system(flavour, tmp_path):
    with pytest.raises(FileNotFoundError):
        flavour.write(tmp_path / "none" / "deck.csv", b"x")


def test_a_name_that_cannot_be_taken_leaves_nothing(flavour, tmp_path, monkeypatch):
    def refuse(*_paths):
        raise PermissionError("no")

    monkeypatch.setattr(os, "replace", refuse)

    with pytest.raises(PermissionError):
        flavour.write(tmp_path / "deck.csv", b"x")

    assert names(tmp_path) == []


def test_bytes_are_safe_before_the_name_is_given_and_the_name_after(flavour, tmp_path, monkeypatch):
    done = []
    fsync, replace = os.fsync, os.replace

    def noting_fsync(descriptor):
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else os.fstat(descriptor).st_size)
        fsync(descriptor)

    def noting_replace(source, target):
        done.append("name")
        replace(source, target)

    monkeypatch.setattr(os, "fsync", noting_fsync)
    monkeypatch.setattr(os, "replace", noting_replace)
    flavour.write(tmp_path / "deck.csv", b"12345")

    assert done == [5, "name", "folder"]


def test_a_file_system_that_cannot_save_a_folder_is_no_failure(tmp_path, monkeypatch):
    fsync = os.fsync

    def refuse_folders(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(22, "Invalid argument")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_folders)

    assert Sync().write(tmp_path / "deck.csv", b"x") == tmp_path / "deck.csv"


def test_no_file_stays_open(flavour, tmp_path, monkeypatch):
    opened, real_open = [], os.open
    monkeypatch.setattr(os, "open", lambda *args, **keywords: opened.append(real_open(*args, **keywords)) or opened[-1])

    flavour.write(tmp_path / "deck.csv", b"x")
    monkeypatch.undo()

    assert len(opened) == 1
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(opened[0])


def test_a_part_that_somebody_removed_is_no_further_failure(tmp_path):
    with PartialFile(tmp_path / "deck.csv"):
        (tmp_path / names(tmp_path)[0]).unlink()

    assert names(tmp_path) == []


def test_a_file_that_is_over_takes_nothing_more(tmp_path):
    file = PartialFile(tmp_path / "deck.csv")
    with pytest.raises(RuntimeError, match="not open"):
        file.write(b"x")

    with file:
        file.commit()
        with pytest.raises(RuntimeError, match="not open"):
            file.write(b"x")


class Slow:
    """Work of the file that waits in its thread until it is let go."""

    def __init__(self, monkeypatch, name):
        self.begun, self.goes_on, self.ended = threading.Event(), threading.Event(), False
        inner = getattr(PartialFile, name)

        def wait(*args):
            self.begun.set()
            assert self.goes_on.wait(10)
            answer = inner(*args)
            self.ended = True
            return answer

        monkeypatch.setattr(PartialFile, name, wait)


@pytest.mark.anyio
@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(("name", "left"), [("__enter__", []), ("write", []), ("commit", ["deck.csv"])])
async def test_cancelling_waits_for_the_thread_and_leaves_nothing_half(name, left, times, tmp_path, monkeypatch):
    slow = Slow(monkeypatch, name)

    async def save():
        async with AsyncPartialFile(tmp_path / "deck.csv") as file:
            await file.write(b"new")
            await file.commit()

    task = asyncio.ensure_future(save())
    await asyncio.to_thread(slow.begun.wait, 10)
    for _time in range(times):
        task.cancel()
        for _turn in range(5):
            await asyncio.sleep(0)
        assert not task.done()
    slow.goes_on.set()
    with contextlib.suppress(asyncio.CancelledError):
        await task

    assert task.cancelled()
    assert slow.ended
    assert names(tmp_path) == left


@pytest.mark.anyio
async def test_an_error_of_work_that_was_cancelled_is_dropped_without_a_word(tmp_path, monkeypatch):
    begun, goes_on, complaints = threading.Event(), threading.Event(), []

    def fail(_file, _data):
        begun.set()
        assert goes_on.wait(10)
        raise OSError("the disk is full")

    monkeypatch.setattr(PartialFile, "write", fail)
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context))

    async def save():
        async with AsyncPartialFile(tmp_path / "deck.csv") as file:
            await file.write(b"new")

    task = asyncio.ensure_future(save())
    await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    await asyncio.sleep(0)
    goes_on.set()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    del task
    await asyncio.sleep(0)
    gc.collect()

    assert complaints == []
    assert names(tmp_path) == []


@pytest.mark.anyio
async def test_the_event_loop_goes_on_while_a_file_is_written(tmp_path, monkeypatch):
    slow = Slow(monkeypatch, "write")
    turns = 0

    async def turn():
        nonlocal turns
        await asyncio.to_thread(slow.begun.wait, 10)
        for _turn in range(10):
            turns += 1
            await asyncio.sleep(0)
        slow.goes_on.set()

    async with AsyncPartialFile(tmp_path / "deck.csv") as file:
        await asyncio.gather(file.write(b"x"), turn())

    assert turns == 10


def test_all_of_a_piece_is_written_when_the_system_takes_it_in_parts(tmp_path, monkeypatch):
    import builtins

    real = builtins.open

    class Sparing:
        def __init__(self, file):
            self._file = file

        def __getattr__(self, name):
            return getattr(self._file, name)

        def write(self, data):
            return self._file.write(data[:3])

    monkeypatch.setattr(builtins, "open", lambda *args, **keywords: Sparing(real(*args, **keywords)))
    Sync().write(tmp_path / "deck.csv", b"0123456789")
    monkeypatch.undo()

    assert (tmp_path / "deck.csv").read_bytes() == b"0123456789"
