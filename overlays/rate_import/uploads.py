"""
What happens to a deck before it is sent: taken for what it is, checked, packed.

The rule: bad arguments raise first, then a deck with faults; what goes over the wire afterwards can be sent a second
time from the same place, or it is a stream that nobody asked to have checked.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import inspect
import os
from collections.abc import Callable, Generator
from functools import partial
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Final, Self, cast

import attrs

from warp_client_core.bodies import FileSource
from warp_client_core.calls import Call
from warp_client_core.errors import DeckValidationError
from warp_client_core.multipart import FilePart, MultipartBody, Progress
from warp_client_core.steps import Blocking, Steps
from warp_client_core.unset import UNSET

from ...models import RateImportJob

if TYPE_CHECKING:
    from .reading import Deck

SPOOLED: Final = 1_048_576
"""Bytes of a packed or copied deck that are kept in memory; what is longer goes to a temporary file."""

_GZIP: Final = "application/gzip"
_UNTOLD: Final = "application/octet-stream"
_KINDS: Final = (
    (b"PK\x03\x04", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"\xd0\xcf\x11\xe0", "xls", "application/vnd.ms-excel"),
    (b"\x1f\x8b", "csv.gz", _GZIP),
    (b"", "csv", "text/csv"),
)
"""How the content of a deck begins, the ending of its name, and its type."""
_SHOWN: Final = 3


@attrs.frozen(kw_only=True)
class Manner:
    """
    How a deck is sent.

    Attributes:
        on_progress: Told how far the file is.
        validate: Whether it is checked before.
        compress: Whether it is packed by gzip.
        sha256: The SHA-256 that the file has to have, in hexadecimal.
        effective_date: The day that the import gives to every row.
    """

    on_progress: Progress | None
    validate: bool
    compress: bool
    sha256: str | None
    effective_date: dt.date | None

    def __attrs_post_init__(self) -> None:
        if self.on_progress is not None and not callable(self.on_progress):
            raise TypeError(f"on_progress must be callable, not {type(self.on_progress).__name__}")
        if inspect.iscoroutinefunction(self.on_progress):
            raise TypeError("on_progress must be a plain function; nobody would wait for a coroutine")
        if self.sha256 is not None and self.compress:
            raise ValueError("sha256 is that of the bytes which are sent; pass it or compress, not both")


class Prepared:
    """A call that is ready to be sent, and the temporary file that it reads; a context manager that removes it."""

    def __init__(self, call: Call[RateImportJob], spool: IO[bytes] | None) -> None:
        self.call = call
        self._spool = spool

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._spool is not None:
            self._spool.close()


def optional(value: Any) -> Any:
    """A form field; None, as a caller writes it, is left out."""
    return UNSET if value is None else value


def as_part(deck: Deck, sha256: str | None) -> FilePart:
    """
    A deck as the part of a form, not yet read.

    Raises:
        TypeError: It is open as text, or nothing that can be a deck.
        ValueError: The SHA-256 is none.
    """
    if isinstance(deck, (bytearray, memoryview)):
        deck = bytes(deck)
    if isinstance(deck, str):
        # A str is a path; the text of a deck in place of one shows by its line breaks.
        if "\n" in deck and not os.path.exists(deck):
            raise TypeError("a rate deck is a path, a binary file or bytes; encode its text to send it")
        from pathlib import Path

        deck = Path(deck)
    if not isinstance(deck, (bytes, os.PathLike)) and not hasattr(deck, "read"):
        raise TypeError(f"a rate deck is a path, a binary file or bytes, not {type(deck).__name__}")
    return attrs.evolve(FilePart.of("file", deck), sha256=sha256)


def prepared(make: Callable[[FileSource], Call[RateImportJob]], deck: Deck, manner: Manner) -> Steps[Prepared]:
    """
    The steps that check and pack a deck; nothing is sent.

    Raises:
        DeckValidationError: The deck has faults.
        UploadError: It cannot be read.
        TypeError, ValueError: It is no deck, or another argument is wrong.
    """
    # Calls take parts that are ready, too; a call with a file has this body and no other.
    call = make(cast("FileSource", as_part(deck, manner.sha256)))
    body = cast("MultipartBody", call.body)
    (part,) = body.files
    ready, spool = yield Blocking(partial(_read_first, part, manner))
    body = attrs.evolve(body, files=(ready,), on_progress=manner.on_progress)
    return Prepared(attrs.evolve(call, body=body), spool)


def _read_first(part: FilePart, manner: Manner) -> tuple[FilePart, IO[bytes] | None]:
    with contextlib.ExitStack() as opened:
        spool: IO[bytes] | None = None
        if manner.validate and not part.repeatable:
            # Read once for all: the check and the upload both read the copy.
            spool = opened.enter_context(_copied(part))
            part = _of(part, spool)
        if part.content_type == _UNTOLD and part.repeatable:
            part = _named(part)
        # From here on it stays the same part, which notices when the file changes.
        part.length()
        if manner.validate:
            _check(part, manner)
        if manner.compress:
            packed = opened.enter_context(_packed(part))
            if spool is not None:
                spool.close()
            spool, part = packed, _of(part, packed, filename=f"{part.filename}.gz", content_type=_GZIP)
        opened.pop_all()
    return part, spool


def _named(part: FilePart) -> FilePart:
    """A part whose name does not say what it is, with the type that its content tells."""
    with contextlib.closing(cast("Generator[bytes]", part.chunks())) as chunks:
        head = next(chunks, b"")
    if not isinstance(part.source, (bytes, os.PathLike)):
        part.source.seek(cast("int", part.start))
    ending, kind = next((ending, kind) for start, ending, kind in _KINDS if head.startswith(start))
    # A deck without a name got that of its field.
    name = f"deck.{ending}" if part.filename == part.name else part.filename
    return attrs.evolve(part, filename=name, content_type=kind)


def _of(part: FilePart, spool: IO[bytes], **changes: str) -> FilePart:
    spool.seek(0)
    return attrs.evolve(part, source=cast("BinaryIO", spool), **changes)


def _check(part: FilePart, manner: Manner) -> None:
    from .validation import validate_deck

    report = validate_deck(cast("Deck", part.source), effective_date=manner.effective_date)
    if report.ok:
        return
    shown = "; ".join(str(issue) for issue in report.errors[:_SHOWN])
    more = "" if report.error_count <= _SHOWN else f"; and {report.error_count - _SHOWN} more"
    raise DeckValidationError(
        f"{part.filename} has faults and was not sent: {shown}{more}. Mend them, or pass validate=False",
        lines=[issue.line for issue in report.errors],
        problems=report.errors,
    )


def _copied(part: FilePart) -> IO[bytes]:
    spool = _spool()
    try:
        for chunk in part.chunks():
            spool.write(chunk)
    except BaseException:
        spool.close()
        raise
    return spool


def _packed(part: FilePart) -> IO[bytes]:
    import gzip

    spool = _spool()
    try:
        # Without a name and a time in it, the same deck gives the same bytes.
        with gzip.GzipFile(filename="", mode="wb", fileobj=spool, mtime=0) as packing:
            for chunk in part.chunks():
                packing.write(chunk)
    except BaseException:
        spool.close()
        raise
    return spool


def _spool() -> IO[bytes]:
    import tempfile

    return cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=SPOOLED))  # closed by `Prepared`
