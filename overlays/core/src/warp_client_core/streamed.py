"""
Replies whose body is read piece by piece.

The rule: such a reply lives inside a ``with`` block only; leaving the block gives its connection back.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from typing import TYPE_CHECKING

from warp_client_core.headers import field

if TYPE_CHECKING:
    from warp_client_core._http import Reply
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


class StreamedResponse(_Streamed):
    """The reply to a call made with ``client.stream``."""

    def iter_bytes(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """
        The body, decompressed, in pieces.

        Args:
            chunk_size: Bytes of each piece but the last; None for pieces as they come.

        Raises:
            ApiTimeoutError, ApiConnectionError: The body broke off.
            ResponseDecodeError: The body cannot be decompressed.
        """
        from warp_client_core import _http

        try:
            yield from self.http_response.iter_bytes(chunk_size)
        except _http.HttpError as error:
            raise _http.interrupted(error, self._operation_id) from error

    def read(self) -> bytes:
        """The whole body. Raises as `iter_bytes`."""
        return b"".join(self.iter_bytes())


class AsyncStreamedResponse(_Streamed):
    """The reply to a call made with ``client.stream`` of an async client."""

    async def aiter_bytes(self, chunk_size: int | None = None) -> AsyncIterator[bytes]:
        """
        The body, decompressed, in pieces.

        Args:
            chunk_size: Bytes of each piece but the last; None for pieces as they come.

        Raises:
            ApiTimeoutError, ApiConnectionError: The body broke off.
            ResponseDecodeError: The body cannot be decompressed.
        """
        from warp_client_core import _http

        try:
            async for chunk in self.http_response.aiter_bytes(chunk_size):
                yield chunk
        except _http.HttpError as error:
            raise _http.interrupted(error, self._operation_id) from error

    async def aread(self) -> bytes:
        """The whole body. Raises as `aiter_bytes`."""
        return b"".join([chunk async for chunk in self.aiter_bytes()])
