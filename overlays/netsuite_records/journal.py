"""
Notes on disk of how far a bulk write has come, so that one that died goes on where it stopped.

The rule: the key is on disk before the first request, and a batch only when the fate of each of its records is known.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, cast

import attrs

from warp_client_core.stores.folders import PrivateFolder
from warp_client_core.stores.locks import FileLock, taken

from ...models import RecordRef

_FORMAT: Final = 1


class _Folder(PrivateFolder):
    """The folder of a journal, which need not be private: what is noted there is no secret."""

    def open(self, name: str) -> int:
        """A descriptor of a file to lock."""
        return os.open(self.path / name, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)


@attrs.frozen
class Noted:
    """
    What a journal holds.

    Attributes:
        key: The key of the whole write.
        done: Number of a batch -> where its records are.
    """

    key: str
    done: Mapping[int, tuple[RecordRef, ...]]


class Journal:
    """
    A file of one line for the write and one for each batch that is done. Blocks. To be closed.

    Whoever has it open holds a lock on the file beside it that ends with ``.lock``, which ends with the process. That
    file stays: removed, it could be locked twice.

    Args:
        path: The file; made when it is not there. It holds ids and addresses of records, and nothing else of them.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path).absolute()
        self._lock: FileLock | None = None

    def open(self, contents: Iterable[bytes], sizes: Sequence[int], key: str) -> Noted:
        """
        What is noted about a write, which is begun when nothing is.

        Args:
            contents: The bodies of its batches.
            sizes: The numbers of records in them.
            key: The key of a write that begins.

        Raises:
            ValueError: The file is about other records, is no journal or a damaged one, or another write has it open.
            OSError: It cannot be read or written.
        """
        self._lock = taken(_Folder(self._path.parent), f"{self._path.name}.lock")
        if self._lock is None:
            raise ValueError(f"{self._path.name} is in use by another bulk write; wait for it, or name another file")
        digest = hashlib.sha256()
        for one in contents:
            digest.update(len(one).to_bytes(8, "big") + one)
        lines = self._lines()
        if not lines:
            self._begin({"format": _FORMAT, "key": key, "records": digest.hexdigest()})
            return Noted(key, {})
        head = lines[0]
        if head.get("format") != _FORMAT or not isinstance(head.get("key"), str):
            raise ValueError(f"{self._path.name} is no journal of a bulk write; name another file")
        if head.get("records") != digest.hexdigest():
            raise ValueError(
                f"{self._path.name} is the journal of other records; pass the same ones, in the same order, or name "
                "another file"
            )
        return Noted(head["key"], dict(self._done(one, sizes) for one in lines[1:]))

    def note(self, number: int, refs: Iterable[RecordRef]) -> None:
        """Note that a batch is done."""
        entry = {"batch": number, "refs": [[ref.id, ref.location] for ref in refs]}
        with self._path.open("ab") as file:
            _put(file, entry)

    def close(self) -> None:
        """Let others have the file. Does nothing the second time."""
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.release()

    def _done(self, line: Mapping[str, Any], sizes: Sequence[int]) -> tuple[int, tuple[RecordRef, ...]]:
        """
        A batch and where its records are.

        Raises:
            ValueError: The line is not one that was written here: what follows from it would be guessed.
        """
        number, entries = line.get("batch"), cast("object", line.get("refs"))
        if type(number) is int and isinstance(entries, list) and 0 <= number < len(sizes):
            listed = cast("list[object]", entries)
            refs = tuple(ref for ref in map(_ref, listed) if ref is not None)
            if len(refs) == len(listed) == sizes[number]:
                return number, refs
        raise ValueError(f"{self._path.name} is damaged; look the records up, and name another file")

    def _begin(self, head: Mapping[str, Any]) -> None:
        beside = self._path.with_name(f"{self._path.name}.new")
        try:
            # Anything there was left by a process that was killed: the lock is ours.
            with beside.open("wb") as file:
                _put(file, head)
            os.replace(beside, self._path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                beside.unlink()

    def _lines(self) -> list[dict[str, Any]]:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return []
        if not content:
            return []
        whole, _, torn = content.rpartition(b"\n")
        found = [_read(line) for line in whole.splitlines()]
        if not found or not found[0].get("format"):
            raise ValueError(f"{self._path.name} is no journal of a bulk write; name another file")
        if torn:
            # The process died while it wrote the line; the batch is looked up again.
            with self._path.open("r+b") as file:
                file.truncate(len(content) - len(torn))
        return found


def _read(line: bytes) -> dict[str, Any]:
    try:
        entry: object = json.loads(line)
    except ValueError:
        return {}
    return cast("dict[str, Any]", entry) if isinstance(entry, dict) else {}


def _ref(entry: object) -> RecordRef | None:
    match entry:
        case [str() as record_id, str() | None as location]:
            return RecordRef(id=record_id, location=location)
        case _:
            return None


def _put(file: Any, entry: Mapping[str, Any]) -> None:
    file.write(json.dumps(entry, separators=(",", ":")).encode() + b"\n")
    file.flush()
    os.fsync(file.fileno())
