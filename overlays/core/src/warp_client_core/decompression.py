"""
Takes the compression off a body that comes in pieces.

Pure. The rule: a piece that leaves is never larger than `PIECE`, however small the bytes were that it came from, so
that no server decides how much memory a reply takes.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

PIECE: Final = 65_536
"""Most bytes of a decompressed piece."""


class CompressionError(ValueError):
    """The bytes are not what their coding says."""


def decompressor(content_encoding: str | None) -> Decompressor:
    """
    What takes the compression off the body of a reply.

    Args:
        content_encoding: Value of the ``Content-Encoding`` field; None for none. Known are ``gzip``, ``deflate`` and
            ``identity`` (RFC 9110, 8.4.1).

    Raises:
        CompressionError: It is compressed otherwise, or more than once: each time multiplies what a byte becomes.
    """
    name = (content_encoding or "identity").strip().lower()
    if name not in _KINDS:
        raise CompressionError(f"it is compressed in a way that was not asked for ({name[:80]!r})")
    return _KINDS[name]()


class Decompressor:
    """Takes no compression off: what comes in goes out."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        """
        What some bytes of the body give, in pieces.

        Raises:
            CompressionError: The bytes are damaged.
        """
        if data:
            yield data

    def finish(self) -> None:
        """
        Check that the body is over.

        Raises:
            CompressionError: The body ends in the middle.
        """


class _Zipped(Decompressor):
    """What the codings of zlib have in common."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._inner: Any = zlib.decompressobj(window)
        self._is_empty = True

    def finish(self) -> None:
        # Some servers send no byte at all for an empty body.
        if not self._is_empty and not self._inner.eof:
            raise CompressionError("it ends in the middle")

    def feed(self, data: bytes) -> Iterator[bytes]:
        # In parts, because zlib copies what it has not used yet each time.
        for start in range(0, len(data), PIECE):
            yield from self._part(data[start : start + PIECE])

    def _part(self, data: bytes) -> Iterator[bytes]:
        while data:
            self._is_empty = False
            if self._inner.eof and not (data := self._after_end(data)):
                return
            yield from self._pieces(data)
            data = self._inner.unused_data

    def _pieces(self, data: bytes) -> Iterator[bytes]:
        while not self._inner.eof:
            try:
                piece = self._inner.decompress(data, PIECE)
            except zlib.error as error:
                raise CompressionError(str(error)) from error
            data = self._inner.unconsumed_tail
            if piece:
                yield piece
            # A full piece may leave more of its kind behind, although all bytes went in.
            if not data and len(piece) < PIECE:
                return

    def _after_end(self, data: bytes) -> bytes:
        """What is still to be read of bytes after the end of the coding."""
        raise CompressionError("there are bytes after its end")


class _Gzipped(_Zipped):
    """RFC 1952. A body may hold several members one after the other, and zeros to fill up."""

    def __init__(self) -> None:
        super().__init__(zlib.MAX_WBITS | 16)

    def _after_end(self, data: bytes) -> bytes:
        if rest := data.lstrip(b"\0"):
            self._inner = zlib.decompressobj(self._window)
        return rest


class _Deflated(_Zipped):
    """RFC 1950; also RFC 1951 without its frame, which some servers send under the same name."""

    def __init__(self) -> None:
        super().__init__(zlib.MAX_WBITS)
        self._head = b""
        self._is_told = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        if not self._is_told:
            data = self._head = self._head + data
            self._is_empty = not data
            if len(data) < 2:
                return
            self._is_told = True
            # RFC 1950, 2.2: method 8 in the low half of the first byte, and both bytes are a multiple of 31.
            if data[0] & 0x0F != 8 or int.from_bytes(data[:2], "big") % 31:
                self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
        yield from super().feed(data)


_KINDS: Final[Mapping[str, Callable[[], Decompressor]]] = {
    "identity": Decompressor,
    "gzip": _Gzipped,
    "x-gzip": _Gzipped,
    "deflate": _Deflated,
}
