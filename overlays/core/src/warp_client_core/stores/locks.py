"""
Locks of the operating system, which end with the process that holds them, however it ends.

The rule: a lock file is never removed, because two processes could then hold locks on two files of one name. Each
lock has a descriptor of its own, and so keeps out the other threads of its process, too.
"""

from __future__ import annotations

import os
import sys
import time

from warp_client_core.errors import TokenStoreError
from warp_client_core.forks import register
from warp_client_core.stores.folders import PrivateFolder

_PATIENCE = 10.0
_PAUSE = 0.002


class FileLock:
    """A lock that is held; made by `taken`. Forgetting it gives it back."""

    ends_with = "holder"

    def __init__(self, folder: PrivateFolder, name: str) -> None:
        self._folder = folder
        self._name = name
        self._file: int | None = None
        register(self)
        self._file = folder.open(name)

    def try_lock(self) -> bool:
        """Take the lock; False, and over, when somebody else holds it."""
        assert self._file is not None
        if _locked(self._file) and self.held():
            return True
        self.release()
        return False

    def held(self) -> bool:
        """Whether the lock is still held, and its file still the one that others look at."""
        file = self._file
        return file is not None and self._folder.is_same(self._name, file)

    def release(self) -> None:
        """Give the lock back; nothing the second time."""
        file, self._file = self._file, None
        if file is not None:
            _unlocked(file)
            os.close(file)

    def _after_fork(self) -> None:
        # The lock belongs to the open file, which parent and child share until the child closes it. Closing does
        # not unlock; without it the lock would outlive a parent that is killed.
        file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def __del__(self) -> None:
        self.release()


def taken(folder: PrivateFolder, name: str) -> FileLock | None:
    """The lock of this name in a folder, None when somebody else holds it. Does not wait."""
    lock = FileLock(folder, name)
    return lock if lock.try_lock() else None


def awaited(folder: PrivateFolder, name: str, *, patience: float = _PATIENCE) -> FileLock:
    """
    The lock of this name in a folder, once nobody else holds it.

    Raises:
        TokenStoreError: Somebody else held it for ``patience`` seconds (reason ``busy``).
    """
    end = time.monotonic() + patience
    while (lock := taken(folder, name)) is None:
        if time.monotonic() > end:
            raise TokenStoreError(
                f"{folder.path / name} was locked for {patience:g} seconds by another process, which may be stopped",
                reason="busy",
            )
        time.sleep(_PAUSE)
    return lock


if sys.platform == "win32":
    import msvcrt

    def _locked(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlocked(file: int) -> None:
        try:
            msvcrt.locking(file, msvcrt.LK_UNLCK, 1)
        except OSError:
            return  # it was not locked

else:
    import fcntl

    def _locked(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlocked(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
