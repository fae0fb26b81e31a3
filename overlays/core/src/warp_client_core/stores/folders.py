"""
A folder that only its owner can write to, and the files in it.

The rule: no symbolic link is followed, and nothing that another user could have made is read. On POSIX files are
opened relative to the folder once it was looked at, so it cannot be exchanged afterwards. On Windows there are no
such calls: there the folder is as private as the access list that it inherits, which for the profile of a user it is.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from warp_client_core.errors import TokenStoreError

_RELATIVE: Final = os.open in os.supports_dir_fd
# A FIFO would otherwise block whoever opens it.
_FLAGS: Final = ("O_NOFOLLOW", "O_CLOEXEC", "O_NONBLOCK", "O_BINARY")
_SAFE: Final = sum(getattr(os, name, 0) for name in _FLAGS)
_LIMIT: Final = 1 << 20
"""Bytes; tokens need some thousand."""


class PrivateFolder:
    """
    A folder, made with mode 0700 when it is missing; those above it are made as any folder is.

    All methods raise `TokenStoreError`: reason ``unsafe_path`` for a link, for something of another owner or
    open to the writes of others, or for something that is no regular file; ``unavailable`` when the system fails.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path).expanduser().absolute()

    def read(self, name: str) -> bytes | None:
        """All bytes of a file, None when there is none."""
        with _translated(self.path / name), self._entered() as place:
            try:
                file = place.open(name, os.O_RDONLY)
            except FileNotFoundError:
                return None
            with os.fdopen(file, "rb") as opened:
                return opened.read(_LIMIT)

    def write(self, name: str, data: bytes) -> None:
        """
        Give a file, with mode 0600, these bytes at once: it has the old or the new ones whenever it is looked at.

        One writer of a name at a time.
        """
        part = f"{name}.part"
        with _translated(self.path / name), self._entered() as place:
            # Left by a writer that was killed.
            with contextlib.suppress(FileNotFoundError):
                os.unlink(place.path(part), **place.at)
            file = place.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
            with os.fdopen(file, "wb") as opened:
                opened.write(data)
                opened.flush()
                os.fsync(file)
            if _RELATIVE:
                os.replace(part, name, src_dir_fd=place.descriptor, dst_dir_fd=place.descriptor)
                os.fsync(place.at["dir_fd"])
            else:
                os.replace(place.path(part), place.path(name))

    def open(self, name: str) -> int:
        """A descriptor of a file to read and write, made with mode 0600 when it is missing."""
        with _translated(self.path / name), self._entered() as place:
            return place.open(name, os.O_RDWR | os.O_CREAT)

    def has(self, name: str) -> bool:
        """Whether there is a file of this name; found out without opening it."""
        with _translated(self.path / name), self._entered() as place:
            try:
                found = os.stat(place.path(name), follow_symlinks=False, **place.at)
            except FileNotFoundError:
                return False
            _check(found, self.path / name, regular=True)
            return True

    def is_same(self, name: str, file: int) -> bool:
        """Whether a descriptor is of the file that has this name now."""
        try:
            return os.path.samestat(os.stat(self.path / name, follow_symlinks=False), os.fstat(file))
        except OSError:
            return False

    @contextlib.contextmanager
    def _entered(self) -> Iterator[_Place]:
        if not self.path.is_dir():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                self.path.mkdir(mode=0o700)
        if not _RELATIVE:
            _check(os.stat(self.path, follow_symlinks=False), self.path, regular=False)
            yield _Place(self.path, None)
            return
        descriptor = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | _SAFE)
        try:
            _check(os.fstat(descriptor), self.path, regular=False)
            yield _Place(self.path, descriptor)
        finally:
            os.close(descriptor)


class _Place:
    """How files of a folder are named to the system."""

    def __init__(self, folder: Path, descriptor: int | None) -> None:
        self._folder = folder
        self.descriptor = descriptor
        self.at: dict[str, Any] = {} if descriptor is None else {"dir_fd": descriptor}

    def path(self, name: str) -> str:
        return name if self.at else str(self._folder / name)

    def open(self, name: str, flags: int) -> int:
        """A descriptor of a regular file that is ours."""
        file = os.open(self.path(name), flags | _SAFE, 0o600, **self.at)
        try:
            _check(os.fstat(file), self._folder / name, regular=True)
        except BaseException:
            os.close(file)
            raise
        return file


def _check(found: os.stat_result, path: Path, *, regular: bool) -> None:
    if stat.S_ISLNK(found.st_mode):
        raise _unsafe(path, "is a symbolic link")
    if not (stat.S_ISREG if regular else stat.S_ISDIR)(found.st_mode):
        raise _unsafe(path, f"is not a {'regular file' if regular else 'folder'}")
    if hasattr(os, "geteuid"):
        if found.st_uid != os.geteuid():
            raise _unsafe(path, "belongs to another user")
        if found.st_mode & 0o022:
            raise _unsafe(path, "can be written by other users; take that right away (chmod go-w)")
        # None is left when the file was replaced after it was opened.
        if regular and found.st_nlink > 1:
            raise _unsafe(path, "has a second name (hard link)")


@contextlib.contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # How O_NOFOLLOW and O_DIRECTORY say that there is a link.
        if error.errno in (errno.ELOOP, errno.ENOTDIR, errno.EMLINK, errno.EISDIR):
            raise _unsafe(path, "is a symbolic link or a folder, or lies in what is no folder") from error
        raise TokenStoreError(f"{path}: {error.strerror or type(error).__name__}", reason="unavailable") from error


def _unsafe(path: Path, why: str) -> TokenStoreError:
    return TokenStoreError(f"{path} {why}; tokens are not kept there", reason="unsafe_path")
