"""
The only module that imports the HTTP library.

It turns a `Send` into one HTTP exchange and what happened into an `Outcome`. The rule: names of the HTTP library
reach the rest of the runtime through here and for type checking only, so that the library can be replaced.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, Final, TypeAlias

import httpx

from warp_client_core.bodies import Body, BytesBody
from warp_client_core.errors import (
    ApiConnectionError,
    ApiTimeoutError,
    ResponseDecodeError,
)
from warp_client_core.steps import Failed, Outcome, Received, Send

Pool: TypeAlias = httpx.Client
"""Connections of a sync client."""

AsyncPool: TypeAlias = httpx.AsyncClient
"""Connections of an async client."""

Auth: TypeAlias = httpx.Auth
"""A way of signing requests."""

Reply: TypeAlias = httpx.Response
"""A reply as the HTTP library gives it."""

_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


def pool(given: Pool | None, timeout: float) -> Pool:
    """
    The pool that the caller gave, or a new one.

    Raises:
        TypeError: What was given is not a sync client.
    """
    if given is None:
        return httpx.Client(timeout=timeout, follow_redirects=False)
    if not isinstance(given, httpx.Client):
        raise TypeError(f"http_client must be an httpx.Client, not {type(given).__name__}; an async client takes those")
    return given


def async_pool(given: AsyncPool | None, timeout: float) -> AsyncPool:
    """
    The pool that the caller gave, or a new one.

    Raises:
        TypeError: What was given is not an async client.
    """
    if given is None:
        return httpx.AsyncClient(timeout=timeout, follow_redirects=False)
    if not isinstance(given, httpx.AsyncClient):
        raise TypeError(f"http_client must be an httpx.AsyncClient, not {type(given).__name__}")
    return given


def send(pool: Pool, step: Send, auth: Auth | None) -> Outcome:
    """
    One HTTP exchange.

    Args:
        pool: Connections to use.
        step: What to send.
        auth: Signs the request where credentials may go.

    Raises:
        ResponseDecodeError: The reply cannot be decompressed.
        UploadError: A file of the body cannot be read.
        ValueError: The URL is longer than the HTTP library takes.
    """
    content = None if step.body is None else _sync_content(step.body)
    try:
        request = _request(pool, step, content)
        reply = pool.send(request, auth=_auth(step, auth), follow_redirects=False, stream=True)
        try:
            if not (step.streamed and reply.is_success):
                reply.read()
        except BaseException:
            reply.close()
            raise
    except httpx.TransportError as error:
        return failure(error)
    except httpx.DecodingError as error:
        raise garbled(error) from error
    return _received(reply, step)


async def asend(pool: AsyncPool, step: Send, auth: Auth | None) -> Outcome:
    """As `send`, for an async pool."""
    content = None if step.body is None else _async_content(step.body)
    try:
        request = _request(pool, step, content)
        reply = await pool.send(request, auth=_auth(step, auth), follow_redirects=False, stream=True)
        try:
            if not (step.streamed and reply.is_success):
                await reply.aread()
        except BaseException:
            await reply.aclose()
            raise
    except httpx.TransportError as error:
        return failure(error)
    except httpx.DecodingError as error:
        raise garbled(error) from error
    return _received(reply, step)


def failure(error: httpx.TransportError) -> Failed:
    """What an error of the HTTP library says about the request."""
    return Failed(
        error, may_have_arrived=not isinstance(error, _NEVER_SENT), timed_out=isinstance(error, httpx.TimeoutException)
    )


def garbled(error: httpx.DecodingError) -> ResponseDecodeError:
    """The error for a reply whose compression is broken."""
    return ResponseDecodeError(f"the reply cannot be decompressed: {error}")


def interrupted(error: httpx.HTTPError, operation_id: str) -> Exception:
    """The error for a reply that broke off while its body was read piece by piece."""
    if isinstance(error, httpx.DecodingError):
        return garbled(error)
    kind = ApiTimeoutError if isinstance(error, httpx.TimeoutException) else ApiConnectionError
    return kind(f"{operation_id}: the reply broke off ({type(error).__name__})", operation_id=operation_id)


HttpError: TypeAlias = httpx.HTTPError
"""What `interrupted` takes."""


def _request(pool: Pool | AsyncPool, step: Send, content: Any) -> httpx.Request:
    headers = list(step.headers)
    if step.body is not None and (length := step.body.length()) is not None:
        headers.append(("Content-Length", str(length)))
    try:
        return pool.build_request(step.method, step.url, headers=headers, content=content, timeout=step.timeout)
    except httpx.InvalidURL as error:
        raise ValueError(f"the URL of the call cannot be sent: {error}") from error


def _auth(step: Send, auth: Auth | None) -> Any:
    if not step.authenticated:
        return None
    return httpx.USE_CLIENT_DEFAULT if auth is None else auth


def _received(reply: Reply, step: Send) -> Received:
    unread = step.streamed and reply.is_success
    return Received(reply.status_code, reply.headers, b"" if unread else reply.content, reply)


class _SyncChunks:
    """A body that starts over when the HTTP library asks for it again."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        return self._body.chunks()


class _AsyncChunks:
    """As `_SyncChunks`, reading files in a worker thread so that the event loop goes on."""

    def __init__(self, body: Body) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        import asyncio

        chunks = self._body.chunks()
        while (chunk := await asyncio.to_thread(next, chunks, None)) is not None:
            yield chunk


def _sync_content(body: Body) -> Any:
    return body.content if isinstance(body, BytesBody) else _SyncChunks(body)


def _async_content(body: Body) -> Any:
    return body.content if isinstance(body, BytesBody) else _AsyncChunks(body)
