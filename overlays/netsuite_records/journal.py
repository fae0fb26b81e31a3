"""
Notes on disk of how far a bulk write has come, so that one that died goes on where it stopped.

The rule: the key is on disk before the first request, and a batch only when the fate of each of its records is known.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from ...models import RecordRef

_FORMAT: Final = 1


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
    A file of one line for the write and one for each batch that is done. Blocks; for one process at a time.

    Args:
        path: The file; made when it is not there. It holds ids and addresses of records, and nothing else of them.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)

    def open(self, contents: Iterable[bytes], key: str) -> Noted:
        """
        What is noted about a write, which is begun when nothing is.

        Args:
            contents: The bodies of its batches.
            key: The key of a write that begins.

        Raises:
            ValueError: The file is about other records, or is no journal.
            OSError: It cannot be read or written.
        """
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
        return Noted(head["key"], {int(one["batch"]): tuple(_refs(one["refs"])) for one in lines[1:]})

    def note(self, number: int, refs: Iterable[RecordRef]) -> None:
        """Note that a batch is done."""
        entry = {"batch": number, "refs": [[ref.id, ref.location] for ref in refs]}
        with self._path.open("ab") as file:
            _put(file, entry)

    def _begin(self, head: Mapping[str, Any]) -> None:
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        try:
            with beside.open("xb") as file:
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
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def _refs(entries: Iterable[tuple[str, str | None]]) -> Iterable[RecordRef]:
    return (RecordRef(id=record_id, location=location) for record_id, location in entries)


def _put(file: Any, entry: Mapping[str, Any]) -> None:
    file.write(json.dumps(entry, separators=(",", ":")).encode() + b"\n")
    file.flush()
    os.fsync(file.fileno())
