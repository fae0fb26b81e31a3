"""
Files that appear under their name only when they are whole.

The rule: whoever reads the target sees the old file or the new one, never a part; and a failure leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, ParamSpec, Self, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class PartialFile:
    """
    A file being written. It stands beside its target and takes the target's name in `commit`.

    Used as a context manager: entering makes the file, leaving removes it unless it was committed. It gets the
    permissions that any new file gets.

    Args:
        path: The target. An existing file is replaced; a symbolic link is replaced itself.

    Raises:
        FileExistsError: The target is a folder, a device or another thing that is no regular file; on entering.
        OSError: The file cannot be made; on entering.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._target = Path(path)
        # A name of its own, so that two writers of one target do not meet, and no one can know it beforehand.
        self._part = self._target.with_name(f".{os.urandom(8).hex()}.part")
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        if self._target.exists() and not self._target.is_file():
            raise FileExistsError(f"{self._target} exists and is not a regular file")
        self._file = open(self._part, "xb", buffering=0)
        return self

    def __exit__(self, *_error: object) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()
            self._part.unlink(missing_ok=True)

    def write(self, data: bytes) -> None:
        """
        Write all of some bytes at the end.

        Raises:
            OSError: The disk is full, or the file cannot be written for another reason.
        """
        left = memoryview(data)
        while left:
            left = left[self._open_file().write(left) :]

    def cut(self, size: int) -> None:
        """Keep the first ``size`` bytes; what is written next follows them."""
        file = self._open_file()
        file.truncate(size)
        file.seek(size)

    def commit(self) -> Path:
        """
        Give the file its name, once its bytes are safe on the disk. It is over then.

        Returns:
            The target.
        """
        file = self._open_file()
        os.fsync(file.fileno())
        file.close()
        os.replace(self._part, self._target)
        self._file = None
        _sync_folder(self._target.parent)
        return self._target

    def _open_file(self) -> BinaryIO:
        if self._file is None:
            raise RuntimeError("the file is not open; use it within its with block, and not after commit")
        return self._file


class AsyncPartialFile:
    """As `PartialFile`, with the work in threads; a cancelled call ends its work before it gives up."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._inner = PartialFile(path)

    async def __aenter__(self) -> Self:
        try:
            await _in_thread(self._inner.__enter__)
        except BaseException:
            # Cancelled, when the file may be there already.
            await _in_thread(self._inner.__exit__)
            raise
        return self

    async def __aexit__(self, *_error: object) -> None:
        await _in_thread(self._inner.__exit__)

    async def write(self, data: bytes) -> None:
        """Write all of some bytes at the end. Raises as `PartialFile.write`."""
        await _in_thread(self._inner.write, data)

    async def cut(self, size: int) -> None:
        """Keep the first ``size`` bytes; what is written next follows them."""
        await _in_thread(self._inner.cut, size)

    async def commit(self) -> Path:
        """Give the file its name, once its bytes are safe on the disk; gives the target."""
        return await _in_thread(self._inner.commit)


async def _in_thread(work: Callable[P, R], *args: P.args, **keywords: P.kwargs) -> R:
    """
    The result of work in a thread.

    Cancelling waits for the end of the work: a file that is closed while a thread writes to it may be another file
    by then, as numbers of open files are used again.
    """
    import asyncio

    task = asyncio.ensure_future(asyncio.to_thread(work, *args, **keywords))
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        # It comes first; an error of the work is seen here, and dropped with its result.
        task.exception()
        raise cancelled
    return task.result()


def _sync_folder(folder: Path) -> None:
    """Make the new name safe on the disk too, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        # Some file systems cannot; the file is whole all the same.
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
