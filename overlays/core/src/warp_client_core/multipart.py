"""
Files and fields in one body, streamed.

The rule: memory does not grow with the files, and what is sent is all of a file or the request fails. Files are
opened when a request is sent and not before.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

import attrs

from warp_client_core.bodies import FileSource
from warp_client_core.errors import UploadError
from warp_client_core.literals import pairs
from warp_client_core.redact import names_only

CHUNK: Final = 65_536
"""Bytes read from a file at a time."""

_TYPES: Final[Mapping[str, str]] = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
}


def _check_part_text(_instance: object, attribute: attrs.Attribute[str], text: str) -> None:
    # httpx 0.28 writes a line break in a content type into the part's header as it is.
    if re.search(r"[\r\n\0]", text):
        raise ValueError(f"{attribute.name} of an upload must not hold a line break or NUL")


def _start(part: FilePart) -> int | None:
    """Where an open file stands now; None when it cannot go back there."""
    source = part.source
    if isinstance(source, (bytes, os.PathLike)):
        return 0
    try:
        return source.tell() if source.seekable() else None
    except (AttributeError, OSError):
        return None


@attrs.frozen
class FilePart:
    """
    One file of a multipart body.

    Attributes:
        name: Name of the form field.
        filename: Name that the server sees.
        source: Content, path or open binary file. An open file is sent from where it stands and is not closed.
        content_type: Media type of the file.

    Raises:
        ValueError: A name or the content type holds a line break or NUL.
    """

    name: str = attrs.field(validator=_check_part_text)
    filename: str = attrs.field(validator=_check_part_text)
    source: FileSource = attrs.field(repr=False)
    content_type: str = attrs.field(validator=_check_part_text)
    start: int | None = attrs.field(init=False, repr=False, default=attrs.Factory(_start, takes_self=True))
    _read: list[bool] = attrs.field(init=False, repr=False, eq=False, factory=list)

    @classmethod
    def of(cls, name: str, source: FileSource) -> FilePart:
        """
        The part for a file, its name and type told by the source as far as it knows them.

        The file name is that of the path or open file, else the field name. The type follows the ending:
        csv, xlsx, xls, else ``application/octet-stream``.
        """
        if isinstance(source, io.TextIOBase):
            raise TypeError(f"{name}: the file is open as text; open it with mode 'rb'")
        path = source if isinstance(source, os.PathLike) else getattr(source, "name", None)
        filename = os.path.basename(os.fspath(path)) if isinstance(path, (str, os.PathLike)) else name
        ending = os.path.splitext(filename)[1].lower()
        return cls(name, filename, source, _TYPES.get(ending, "application/octet-stream"))

    @property
    def repeatable(self) -> bool:
        """Whether the file can be read again from where it stood."""
        return self.start is not None

    def length(self) -> int | None:
        """
        Bytes from the start to the end of the file, None when it cannot be told.

        Raises:
            UploadError: The path cannot be read.
        """
        if isinstance(self.source, bytes):
            return len(self.source)
        if isinstance(self.source, os.PathLike):
            try:
                return os.stat(self.source).st_size
            except OSError as error:
                raise UploadError(f"{self.filename}: {error.strerror or 'cannot be read'}") from error
        if self.start is None:
            return None
        return self.source.seek(0, os.SEEK_END) - self.start

    def chunks(self) -> Iterator[bytes]:
        """
        The bytes of the file, from its start.

        Raises:
            UploadError: The path cannot be opened or read, or a file that was sent cannot be sent a second time.
        """
        if isinstance(self.source, bytes):
            yield self.source
        elif isinstance(self.source, os.PathLike):
            try:
                with open(self.source, "rb") as file:
                    yield from _pieces(file)
            except OSError as error:
                raise UploadError(f"{self.filename}: {error.strerror or 'cannot be read'}") from error
        else:
            if self.start is not None:
                self.source.seek(self.start)
            elif self._read:
                # What is left of it is nothing, and an empty file would be taken for the whole.
                raise UploadError(f"{self.filename} cannot be sent a second time; pass a path or a file that can seek")
            self._read.append(True)
            yield from _pieces(self.source)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def is_file(value: object) -> bool:
    """Whether a multipart value is sent as a file: bytes, a path object, or something with ``read``."""
    return isinstance(value, (bytes, os.PathLike, FilePart)) or hasattr(value, "read")


@attrs.frozen
class MultipartBody:
    """
    Fields and files in one body (RFC 7578), streamed in pieces of 64 KiB.

    Attributes:
        fields: Names and texts of the plain fields, sent first.
        files: The files, in order.
        boundary: Random, so that no file can hold it by accident or intent.
    """

    fields: tuple[tuple[str, str], ...] = attrs.field(repr=names_only)
    files: tuple[FilePart, ...]
    boundary: str = attrs.field(factory=lambda: os.urandom(16).hex(), repr=False, eq=False)

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
        files = {name: value for name, value in values.items() if is_file(value)}
        plain = {name: value for name, value in values.items() if name not in files}
        return cls(
            tuple(pairs(plain, where=f"{operation}: multipart")),
            tuple(value if isinstance(value, FilePart) else FilePart.of(name, value) for name, value in files.items()),
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
            UploadError: A file cannot be read, or its size is not what it was when the request began.
        """
        for name, text in self.fields:
            yield self._field(name, text)
        for part in self.files:
            yield self._head(part)
            yield from _whole(part, part.length())
            yield b"\r\n"
        yield self._end()

    def _field(self, name: str, text: str) -> bytes:
        head = f'--{self.boundary}\r\nContent-Disposition: form-data; name="{_escaped(name)}"\r\n\r\n'
        return f"{head}{text}\r\n".encode()

    def _head(self, part: FilePart) -> bytes:
        names = f'name="{_escaped(part.name)}"; filename="{_escaped(part.filename)}"'
        return (
            f"--{self.boundary}\r\nContent-Disposition: form-data; {names}\r\nContent-Type: {part.content_type}\r\n\r\n"
        ).encode()

    def _end(self) -> bytes:
        return f"--{self.boundary}--\r\n".encode()


def _escaped(name: str) -> str:
    """A name for a quoted ``Content-Disposition`` parameter (HTML, "multipart/form-data encoding")."""
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _whole(part: FilePart, size: int | None) -> Iterator[bytes]:
    sent = 0
    for chunk in part.chunks():
        sent += len(chunk)
        if size is not None and sent > size:
            break
        yield chunk
    if size is not None and sent != size:
        raise UploadError(f"{part.filename} changed while it was sent; the server did not get the whole file")
