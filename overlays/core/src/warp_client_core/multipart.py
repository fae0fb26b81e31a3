"""
Files and fields in one body, streamed.

The rule: memory does not grow with the files, and what is sent is all of a file or the request fails. Files are
opened when a request is sent and not before.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from warp_client_core.literals import pairs
from warp_client_core.parts import CHUNK, FilePart, is_file
from warp_client_core.redact import names_only

__all__ = ["CHUNK", "FilePart", "MultipartBody", "Progress", "is_file"]

Progress: TypeAlias = Callable[[int, int | None], object]
"""Told the bytes of the files that were handed to the connection, and those of all files where that is known."""


@attrs.frozen
class MultipartBody:
    """
    Fields and files in one body (RFC 7578), streamed in pieces of 256 KiB.

    Attributes:
        fields: Names and texts of the plain fields, sent first.
        files: The files, in order.
        boundary: Random, so that no file can hold it by accident or intent.
        on_progress: Told how far the files are. Numbers only grow: while a body is sent again nothing is told until
            it is further than before. What it raises ends the request.
    """

    fields: tuple[tuple[str, str], ...] = attrs.field(repr=names_only)
    files: tuple[FilePart, ...]
    boundary: str = attrs.field(factory=lambda: os.urandom(16).hex(), repr=False, eq=False)
    on_progress: Progress | None = attrs.field(default=None, repr=False, eq=False, kw_only=True)
    _furthest: list[int] = attrs.field(init=False, repr=False, eq=False, factory=lambda: [-1])

    @classmethod
    def of(cls, values: Mapping[str, Any], *, operation: str) -> MultipartBody:
        """
        The body with these values; None and UNSET are left out, files are told by `is_file`.

        Raises:
            ValueError, TypeError: A value has no plain spelling.
        """
        for name in values:
            if "\0" in name:
                raise ValueError(f"{operation}: the name of a part must not hold NUL")
        files = {name: value for name, value in values.items() if is_file(value) or _are_files(value)}
        plain = {name: value for name, value in values.items() if name not in files}
        return cls(
            tuple(pairs(plain, where=f"{operation}: multipart")),
            tuple(
                _part(name, one)
                for name, value in files.items()
                for one in (value if isinstance(value, (list, tuple)) else (value,))
            ),
        )

    @property
    def media_type(self) -> str:
        """Value of ``Content-Type``, boundary included."""
        return f"multipart/form-data; boundary={self.boundary}"

    @property
    def repeatable(self) -> bool:
        """Whether every file can be read again."""
        return all(part.repeatable for part in self.files)

    def length(self) -> int | None:
        """Size of the whole body in bytes; None when the size of a file is not known."""
        total = len(self._end())
        total += sum(len(self._field(name, text)) for name, text in self.fields)
        for part in self.files:
            size = part.length()
            if size is None:
                return None
            total += len(self._head(part)) + size + 2
        return total

    def chunks(self) -> Iterator[bytes]:
        """
        The body, piece by piece.

        Raises:
            UploadError: A file cannot be read, or is not what it was when the request began.
        """
        return (chunk for chunk, _ in self.pieces())

    def pieces(self) -> Iterator[tuple[bytes, int | None]]:
        """
        As `chunks`, each with the bytes of files sent when it has gone; None where that says nothing new.

        Raises:
            UploadError: As for `chunks`.
        """
        for name, text in self.fields:
            yield self._field(name, text), None
        sent = 0
        for part in self.files:
            part.length()
            yield self._head(part), None
            for chunk in part.chunks():
                sent += len(chunk)
                yield chunk, sent
            yield b"\r\n", sent
        yield self._end(), None

    def told(self, sent: int | None) -> None:
        """Tell `on_progress` that so many bytes of files have gone, if it has not been told more."""
        if self.on_progress is None or sent is None or sent <= self._furthest[0]:
            return
        self._furthest[0] = sent
        sizes = [part.length() for part in self.files]
        known = [size for size in sizes if size is not None]
        self.on_progress(sent, sum(known) if len(known) == len(sizes) else None)

    def _field(self, name: str, text: str) -> bytes:
        media_type = getattr(text, "media_type", None)
        kind = f"\r\nContent-Type: {media_type}" if media_type else ""
        head = f'--{self.boundary}\r\nContent-Disposition: form-data; name="{_escaped(name)}"{kind}\r\n\r\n'
        return f"{head}{text}\r\n".encode()

    def _head(self, part: FilePart) -> bytes:
        names = f'name="{_escaped(part.name)}"; filename="{_escaped(part.filename)}"'
        return (
            f"--{self.boundary}\r\nContent-Disposition: form-data; {names}\r\nContent-Type: {part.content_type}\r\n\r\n"
        ).encode(errors="replace")

    def _end(self) -> bytes:
        return f"--{self.boundary}--\r\n".encode()


def _escaped(name: str) -> str:
    """A name for a quoted ``Content-Disposition`` parameter (HTML, "multipart/form-data encoding")."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _are_files(value: object) -> bool:
    """Whether a value is several files for one name."""
    return isinstance(value, (list, tuple)) and bool(value) and all(map(is_file, value))


def _part(name: str, value: Any) -> FilePart:
    """The part for a file; one that was made already goes under the name of its field, whatever it was made for."""
    if not isinstance(value, FilePart):
        return FilePart.of(name, value)
    return value if value.name == name else attrs.evolve(value, name=name)
