"""
Blocks of bytes as blocks of text.

The rule: a deck is UTF-8, with a byte order mark or without; another encoding is named and never guessed at, for a
wrong guess would change what the deck says.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final

from .findings import Garbled

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_SAMPLE: Final = 1024


def texts_of(blocks: Iterator[bytes]) -> Iterator[str]:
    """
    The text of a deck, block by block. What stands before a fault is given out before it is raised.

    Raises:
        Garbled: The deck is in another encoding or holds NUL bytes.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    is_first = True
    for block in blocks:
        if is_first and (name := _other_unicode(block[:_SAMPLE])):
            raise Garbled("encoding", f"is {name}, not UTF-8; save it as 'CSV UTF-8'")
        is_first = False
        nul = block.find(0)
        try:
            yield decoder.decode(block if nul < 0 else block[:nul])
        except UnicodeDecodeError as error:
            yield _before(error)
            raise _undecodable(error) from None
        if nul >= 0:
            raise Garbled("nul", "holds a NUL byte, so it is damaged or no text; export it again")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        message = "ends in the middle of a character or is not UTF-8; fetch it again, or save it as 'CSV UTF-8'"
        raise Garbled("encoding", message) from None


def _other_unicode(head: bytes) -> str | None:
    """UTF-16 or UTF-32 by their marks, or by every other byte being NUL."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    halves = (head[0::2], head[1::2])
    return "UTF-16" if any(half and half.count(0) > 0.6 * len(half) for half in halves) and any(head) else None


def _before(error: UnicodeDecodeError) -> str:
    return error.object[: error.start].decode("utf-8-sig")


def _undecodable(error: UnicodeDecodeError) -> Garbled:
    """The fault, with a guess by the bytes that only one of the usual encodings has."""
    data = error.object
    rest = data[error.start : error.start + _SAMPLE]
    name = "Windows-1252" if any(0x80 <= byte <= 0x9F for byte in rest) else "Latin-1 (ISO 8859-1)"
    ends = [place for place in (data.find(b"\n", error.start), data.find(b"\r", error.start)) if place >= 0]
    begins = max(data.rfind(b"\n", 0, error.start), data.rfind(b"\r", 0, error.start), error.start - 20) + 1
    value = data[begins : min([*ends, error.start + 20])].decode("cp1252", "replace")
    message = f"is not UTF-8: byte 0x{data[error.start]:02X} looks like {name}; save it as 'CSV UTF-8'"
    return Garbled("encoding", message, value)
