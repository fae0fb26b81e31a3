"""
Decks as blocks of bytes, whatever they come in: a path, a file object, bytes; plain or gzip.

The rule: this is the only module of the check that does I/O, and a file object is left where it stood.
"""

from __future__ import annotations

import contextlib
import io
import os
import zlib
from collections.abc import Generator, Iterator
from itertools import chain
from typing import BinaryIO, Final, TypeAlias

from warp_client_core.errors import UploadError

from .findings import Garbled
from .report import Format

Deck: TypeAlias = str | os.PathLike[str] | BinaryIO | bytes | bytearray | memoryview
"""A path, a file object opened for bytes, or the bytes themselves."""

BLOCK: Final = 32_768
"""Bytes that are read at a time; the rows of more do not fit into a processor's cache, which costs a fifth."""
RATIO: Final = 200
"""A gzip deck may hold so many times its own size; decks of real rates come to 5 to 30."""
_FREE: Final = 16_777_216
"""Bytes that a gzip deck may hold whatever its ratio."""

_GZIP, _ZIP, _OLE = b"\x1f\x8b", b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@contextlib.contextmanager
def opened(deck: Deck) -> Generator[BinaryIO]:
    """
    A deck as a file object for bytes; one that was given is put back to where it stood.

    Raises:
        UploadError: The file cannot be opened or read, or it cannot be read twice, as a pipe cannot.
        TypeError: The deck is something else.
    """
    try:
        if isinstance(deck, (bytes, bytearray, memoryview)):
            yield io.BytesIO(deck)
        elif isinstance(deck, (str, os.PathLike)):
            with open(deck, "rb") as file:
                yield file
        elif isinstance(deck, io.TextIOBase) or not hasattr(deck, "read"):
            raise TypeError(
                f"a rate deck is a path, a file object opened for bytes, or bytes, not {type(deck).__name__}"
            )
        else:
            with _kept_position(deck):
                yield deck
    except OSError as error:
        raise UploadError(f"the rate deck cannot be read: {error.strerror or error}; check the path") from error


@contextlib.contextmanager
def _kept_position(file: BinaryIO) -> Generator[None]:
    try:
        position = file.tell() if file.seekable() else None
    except (AttributeError, OSError):
        position = None
    if position is None:
        message = "the rate deck is a stream that can be read only once, so a check would use it up; "
        raise UploadError(f"{message}save it to a file first, or give its bytes")
    try:
        yield
    finally:
        file.seek(position)


def blocks_of(file: BinaryIO) -> Iterator[bytes]:
    """
    The rest of a file in blocks of at least 32 KiB, the last one aside.

    Raises:
        TypeError: The file gives text.
        UploadError: It has nothing to give right now, being opened without blocking.
    """
    while True:
        parts = bytearray()
        while len(parts) < BLOCK:
            part = _checked_part(file.read(BLOCK))
            if not part:
                break
            parts += part
        if not parts:
            return
        yield bytes(parts)


def _checked_part(part: object) -> bytes:
    """What a file gave, which need not be what its type says."""
    if part is None:
        raise UploadError("the rate deck is opened without blocking; open it in the ordinary way")
    if not isinstance(part, bytes):
        raise TypeError(f"a rate deck must be opened for bytes; this file gives {type(part).__name__}")
    return part


def recognised(blocks: Iterator[bytes]) -> tuple[Format, Iterator[bytes]]:
    """
    What a deck is, and its blocks; those of a gzip deck are unpacked as they are asked for.

    Raises:
        Garbled: The file is an archive.
    """
    head, blocks = _peeked(blocks)
    if head.startswith(_GZIP):
        head, blocks = _peeked(inflated(blocks))
        if head.startswith((_GZIP, _ZIP, _OLE)):
            raise Garbled(
                "archive", "is packed twice, or is an Excel file packed by gzip; unpack it once and send that"
            )
        return "csv.gz", blocks
    if head.startswith(_OLE):
        return "xls", blocks
    if head.startswith(_ZIP) and head[2:4] in (b"\x03\x04", b"\x05\x06"):
        name = head[30 : 30 + int.from_bytes(head[26:28], "little")].lower()
        if head[2:4] == b"\x05\x06" or name.endswith((b".csv", b".txt", b".xls", b".xlsx", b".gz")):
            raise Garbled("archive", "is a zip archive; unpack it and send the file that is in it")
        return "xlsx", blocks
    return "csv", blocks


def _peeked(blocks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    head = next(blocks, b"")
    return head, chain([head], blocks)


def inflated(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """
    The content of gzip blocks (RFC 1952), members one after the other.

    Raises:
        Garbled: The data is damaged or cut off, something else follows, or it unpacks to more than 200 times its size.
    """
    unpacker, taken, given = zlib.decompressobj(31), 0, 0
    for block in blocks:
        taken += len(block)
        while block:
            if unpacker.eof:
                if not block.startswith(_GZIP):
                    break
                unpacker = zlib.decompressobj(31)
            try:
                part = unpacker.decompress(block, BLOCK)
            except zlib.error as error:
                raise Garbled("gzip_damaged", "is damaged gzip data from here on; pack it or fetch it again") from error
            given += len(part)
            if given > max(_FREE, RATIO * taken):
                raise Garbled("gzip_ratio", f"unpacks to more than {RATIO} times its size; send it without gzip")
            if part:
                yield part
            block = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        if block.strip(b"\0"):
            raise Garbled("gzip_trailing", "has other data behind its gzip data; pack it again")
    if not unpacker.eof:
        raise Garbled("gzip_truncated", "ends in the middle of its gzip data; fetch it again")
