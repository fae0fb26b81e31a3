"""
One file of a multipart body: where its bytes come from, and whether they are the same each time.

The rule: all of a file is sent or the request fails. What was told first about its size holds for every attempt, and a
file that is no longer what it was fails the request before its last bytes have gone.
"""

from __future__ import annotations

import io
import os
import re
import stat
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from warp_client_core.bodies import FileSource
from warp_client_core.errors import UploadError

CHUNK: Final = 262_144
"""Bytes read from a file at a time."""

_TYPES: Final[Mapping[str, str]] = {
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xls": "application/vnd.ms-excel",
}
_ESCAPES: Final = {"\r": "%0D", "\n": "%0A", "\0": "%00"}


def _check_part_text(_instance: object, attribute: attrs.Attribute[str], text: str) -> None:
    # httpx 0.28 writes a line break in a content type into the part's header as it is.
    if re.search(r"[\r\n\0]", text):
        raise ValueError(f"{attribute.name} of an upload must not hold a line break or NUL")


def _in_lower_case(text: str) -> str:
    return text.lower()


class _Known:
    """
    What is known about the file of one part, from attempt to attempt.

    Attributes:
        is_sized: Whether the size was asked for; from then on it stays what it was.
        size: Bytes from the start to the end, None when that cannot be told.
        version: What tells one version of a file on a disk from another.
        is_read: Whether any of it was read.
    """

    __slots__ = ("is_read", "is_sized", "size", "version")

    def __init__(self) -> None:
        self.is_sized = self.is_read = False
        self.size: int | None = None
        self.version: tuple[int, ...] | None = None


def _start(part: FilePart) -> int | None:
    """Where an open file stands now; None when it cannot go back there."""
    source = part.source
    if isinstance(source, bytes):
        return 0
    if isinstance(source, os.PathLike):
        try:
            return 0 if stat.S_ISREG(os.stat(source).st_mode) else None
        except (OSError, ValueError):
            # Told when it is opened.
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
        sha256: What the SHA-256 of the content has to be, in hexadecimal; computed while it is sent. None to send
            whatever it is.

    Raises:
        ValueError: A name or the content type holds a line break or NUL, or the SHA-256 is none.
    """

    name: str = attrs.field(validator=_check_part_text)
    filename: str = attrs.field(validator=_check_part_text)
    source: FileSource = attrs.field(repr=False)
    content_type: str = attrs.field(validator=_check_part_text)
    sha256: str | None = attrs.field(
        default=None,
        kw_only=True,
        repr=False,
        converter=attrs.converters.optional(_in_lower_case),
        validator=attrs.validators.optional(attrs.validators.matches_re(r"[0-9a-f]{64}")),
    )
    start: int | None = attrs.field(init=False, repr=False, default=attrs.Factory(_start, takes_self=True))
    _known: _Known = attrs.field(init=False, repr=False, eq=False, factory=_Known)

    @classmethod
    def of(cls, name: str, source: FileSource) -> FilePart:
        """
        The part for a file, its name and type told by the source as far as it knows them.

        The file name is that of the path or open file, else the field name; line breaks in it are percent-encoded.
        The type follows the ending: csv, xlsx, xls, else ``application/octet-stream``.

        Raises:
            TypeError: The file is open as text.
        """
        if isinstance(source, io.TextIOBase) or getattr(source, "encoding", None) is not None:
            raise TypeError(f"{name}: the file is open as text; open it with mode 'rb'")
        path = source if isinstance(source, os.PathLike) else getattr(source, "name", None)
        filename = os.path.basename(os.fspath(path)) if isinstance(path, (str, os.PathLike)) else name
        ending = os.path.splitext(filename)[1].lower()
        shown = "".join(_ESCAPES.get(letter, letter) for letter in filename) or name
        return cls(name, shown, source, _TYPES.get(ending, "application/octet-stream"))

    @property
    def repeatable(self) -> bool:
        """Whether the file can be read again from where it stood."""
        return self.start is not None

    def length(self) -> int | None:
        """
        Bytes from the start to the end of the file as they were when first asked for; None when it cannot be told.

        Raises:
            UploadError: The path cannot be read.
        """
        known = self._known
        if not known.is_sized:
            known.size, known.version = self._measured()
            known.is_sized = True
        return known.size

    def _measured(self) -> tuple[int | None, tuple[int, ...] | None]:
        source = self.source
        if isinstance(source, bytes):
            return len(source), None
        if isinstance(source, os.PathLike):
            try:
                found = os.stat(source)
            except (OSError, ValueError) as error:
                raise self._unreadable(error) from error
            return (found.st_size, _version(found)) if stat.S_ISREG(found.st_mode) else (None, None)
        if self.start is None:
            return None, None
        try:
            end = source.seek(0, os.SEEK_END)
            source.seek(self.start)
        except (OSError, ValueError) as error:
            raise self._unreadable(error) from error
        return max(0, end - self.start), None

    def chunks(self) -> Iterator[bytes]:
        """
        The bytes of the file, from its start, in pieces of at most 256 KiB.

        Raises:
            UploadError: The file cannot be read, is no longer what it was when its length was told, has another
                SHA-256 than it has to have, or was sent before and cannot be sent a second time.
        """
        size, sent, digest = self._known.size, 0, _digest(self.sha256)
        held = b""
        for chunk in self._read():
            sent += len(chunk)
            if size is not None and sent > size:
                raise self._changed()
            if digest is not None:
                digest.update(chunk)
            if size is None or sent < size:
                yield chunk
            else:
                # Sent when nothing follows it, so that a server never gets the whole of a file that is not it.
                held = chunk
        if size is not None and sent != size:
            raise self._changed()
        if digest is not None and digest.hexdigest() != self.sha256:
            raise UploadError(f"{self.filename} has not the SHA-256 that it has to have; it was not sent to its end")
        if held:
            yield held

    def _read(self) -> Iterator[bytes]:
        source = self.source
        try:
            if isinstance(source, bytes):
                for place in range(0, len(source), CHUNK):
                    yield source[place : place + CHUNK]
            elif isinstance(source, os.PathLike):
                yield from self._read_path(source)
            else:
                if self.start is not None:
                    source.seek(self.start)
                elif self._known.is_read:
                    raise self._spent()
                self._known.is_read = True
                yield from self._pieces(source)
        except (OSError, ValueError) as error:
            # A closed file raises ValueError.
            raise self._unreadable(error) from error

    def _read_path(self, path: os.PathLike[str]) -> Iterator[bytes]:
        version = self._known.version
        if self.start is None and self._known.is_read:
            raise self._spent()
        with open(path, "rb", buffering=0) as file:
            if version is not None and _version(os.fstat(file.fileno())) != version:
                raise self._changed()
            self._known.is_read = True
            yield from self._pieces(file)
            if version is not None and _version(os.fstat(file.fileno())) != version:
                raise self._changed()

    def _pieces(self, file: Any) -> Iterator[bytes]:
        # A file that was opened without blocking gives None where it has nothing yet, which is not its end.
        while (chunk := file.read(CHUNK)) is None or chunk:
            if chunk is None:
                raise UploadError(f"{self.filename} is opened without blocking; open it in the ordinary way")
            if not isinstance(chunk, bytes):
                if not isinstance(chunk, (bytearray, memoryview)):
                    raise UploadError(f"{self.filename}: the file gives {type(chunk).__name__}; open it with mode 'rb'")
                chunk = bytes(chunk)
            yield chunk

    def _changed(self) -> UploadError:
        return UploadError(
            f"{self.filename} changed while it was sent; the server did not get the whole file. Send it when nothing "
            "writes to it any more"
        )

    def _spent(self) -> UploadError:
        # What is left of it is nothing, and an empty file would be taken for the whole.
        return UploadError(f"{self.filename} cannot be sent a second time; pass a path or a file that can seek")

    def _unreadable(self, error: Exception) -> UploadError:
        return UploadError(f"{self.filename}: {getattr(error, 'strerror', None) or error or 'cannot be read'}")


def _version(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _digest(expected: str | None) -> Any:
    import hashlib

    return None if expected is None else hashlib.sha256()


def is_file(value: object) -> bool:
    """Whether a multipart value is sent as a file: bytes, a path object, or something with ``read``."""
    return isinstance(value, (bytes, os.PathLike, FilePart)) or hasattr(value, "read")
