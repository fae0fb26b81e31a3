"""
Replies whose body is read piece by piece.

The rule: such a reply lives inside a ``with`` block only; leaving the block gives its connection back.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import AsyncGenerator, Generator, Iterator, Mapping
from typing import TYPE_CHECKING, cast

from warp_client_core.errors import ResponseDecodeError
from warp_client_core.headers import field

if TYPE_CHECKING:
    from pathlib import Path

    from warp_client_core._http import Reply
    from warp_client_core.decompression import CompressionError, Decompressor
    from warp_client_core.exchange import Settled


class _Streamed:
    """What is known of a reply before its body."""

    def __init__(self, operation_id: str, settled: Settled) -> None:
        self._operation_id = operation_id
        self._settled = settled

    @property
    def status_code(self) -> int:
        """HTTP status, 200..299."""
        return self._settled.received.status_code

    @property
    def headers(self) -> Mapping[str, str]:
        """Header fields; names are found in any case."""
        return self._settled.received.headers

    @property
    def request_id(self) -> str | None:
        """Id to quote to support."""
        return field(self.headers, "x-request-id")

    @property
    def elapsed(self) -> float:
        """Seconds from the first attempt to the head of the reply, waits included."""
        return self._settled.elapsed

    @property
    def retries_taken(self) -> int:
        """Attempts after the first."""
        return self._settled.retries_taken

    @property
    def http_response(self) -> Reply:
        """The HTTP library's reply."""
        return self._settled.received.http_response  # type: ignore[no-any-return] # kept untyped in Received

    def _decompressor(self, reply: Reply) -> Decompressor:
        from warp_client_core.decompression import decompressor

        # A reply that was made from a text in memory, as test doubles do, is read and decompressed already.
        return decompressor(None if reply.is_stream_consumed else field(self.headers, "content-encoding"))

    def _garbled(self, error: CompressionError) -> ResponseDecodeError:
        return ResponseDecodeError(
            f"{self._operation_id}: the {self.status_code} reply cannot be decompressed: {error}",
            status_code=self.status_code,
            content_type=field(self.headers, "content-type"),
            request_id=self.request_id,
            operation_id=self._operation_id,
        )


class StreamedResponse(_Streamed):
    """The reply to a call made with ``client.stream``."""

    def iter_bytes(self, chunk_size: int | None = None) -> Generator[bytes, None, None]:
        """
        The body, decompressed, in pieces. Memory does not grow with the body, nor with how well it is compressed.

        Args:
            chunk_size: Bytes of each piece but the last; None for pieces as they come.

        Raises:
            ApiTimeoutError, ApiConnectionError: The body broke off.
            ResponseDecodeError: The body cannot be decompressed.
            ValueError: ``chunk_size`` is not positive.
            RuntimeError: The body was read before, or the ``with`` block is over.
        """
        return self._pieces(_Chunks(chunk_size))

    def _pieces(self, chunks: _Chunks) -> Generator[bytes, None, None]:
        from warp_client_core import _http, decompression

        reply = self.http_response
        try:
            unpacked = self._decompressor(reply)
            for packed in reply.iter_bytes() if reply.is_stream_consumed else reply.iter_raw():
                for piece in unpacked.feed(packed):
                    yield from chunks.feed(piece)
            unpacked.finish()
        except decompression.CompressionError as error:
            raise self._garbled(error) from error
        except _http.reading_errors() as error:
            raise _http.interrupted(error, self._operation_id) from error
        yield from chunks.rest()

    def read(self) -> bytes:
        """The whole body, of whatever size. Raises as `iter_bytes`."""
        return b"".join(self.iter_bytes())

    def save(self, path: str | os.PathLike[str]) -> Path:
        """
        Write the body, decompressed, to a file that appears under its name only when it is whole.

        Args:
            path: The file; an existing one is replaced.

        Returns:
            The path.

        Raises:
            OSError: The file cannot be written. Nothing is left of it then, nor after an error of `iter_bytes`.
        """
        from warp_client_core.partial_file import PartialFile

        with PartialFile(path) as file:
            for piece in self.iter_bytes():
                file.write(piece)
            return file.commit()


class AsyncStreamedResponse(_Streamed):
    """The reply to a call made with ``client.stream`` of an async client."""

    def aiter_bytes(self, chunk_size: int | None = None) -> AsyncGenerator[bytes, None]:
        """The body, decompressed, in pieces. Details: `StreamedResponse.iter_bytes`."""
        return self._pieces(_Chunks(chunk_size))

    async def _pieces(self, chunks: _Chunks) -> AsyncGenerator[bytes, None]:
        from warp_client_core import _http, decompression

        reply = self.http_response
        try:
            unpacked = self._decompressor(reply)
            source = reply.aiter_bytes() if reply.is_stream_consumed else reply.aiter_raw()
            # What is not read to its end is closed now, not when it is collected.
            async with contextlib.aclosing(cast("AsyncGenerator[bytes, None]", source)) as pieces:
                async for packed in pieces:
                    for piece in unpacked.feed(packed):
                        for chunk in chunks.feed(piece):
                            yield chunk
            unpacked.finish()
        except decompression.CompressionError as error:
            raise self._garbled(error) from error
        except _http.reading_errors() as error:
            raise _http.interrupted(error, self._operation_id) from error
        for chunk in chunks.rest():
            yield chunk

    async def aread(self) -> bytes:
        """The whole body, of whatever size. Raises as `aiter_bytes`."""
        return b"".join([chunk async for chunk in self.aiter_bytes()])

    async def asave(self, path: str | os.PathLike[str]) -> Path:
        """
        Write the body to a file that appears under its name only when it is whole.

        The file is written in threads, so the event loop goes on. Details: `StreamedResponse.save`.
        """
        from warp_client_core.partial_file import AsyncPartialFile

        async with AsyncPartialFile(path) as file, contextlib.aclosing(self.aiter_bytes()) as pieces:
            async for piece in pieces:
                await file.write(piece)
            return await file.commit()


class _Chunks:
    """Cuts pieces of any size into chunks of one size."""

    def __init__(self, size: int | None) -> None:
        if size is not None and size < 1:
            raise ValueError(f"chunk_size must be 1 or more, not {size}")
        self._size = size
        self._left = bytearray()

    def feed(self, piece: bytes) -> Iterator[bytes]:
        if self._size is None:
            yield piece
            return
        self._left += piece
        while len(self._left) >= self._size:
            chunk = bytes(self._left[: self._size])
            del self._left[: self._size]
            yield chunk

    def rest(self) -> Iterator[bytes]:
        if self._left:
            yield bytes(self._left)
