"""
aiohttp beneath an async client, for many calls at a time: it needs about half the CPU of the default transport.

Install ``warp-client-core[aiohttp]`` and pass ``transport=aiohttp_transport``. The rule: aiohttp sends nothing a
second time by itself, because what may be repeated is decided elsewhere.
"""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from warp_client_core.routes import MAX_CONNECTIONS

if TYPE_CHECKING:
    from warp_client_core._http import AnyAsyncTransport


def aiohttp_transport(**options: Any) -> AnyAsyncTransport:
    """
    A transport of httpx that sends with aiohttp; made once for each event loop.

    Args:
        options: For ``httpx_aiohttp.AiohttpTransport``, such as ``verify`` or ``limits``.

    Raises:
        ImportError: The extra ``aiohttp`` is not installed.
    """
    from warp_client_core._http import library

    module = library("httpx").module
    try:
        import aiohttp
        from httpx_aiohttp import AiohttpTransport
        from yarl import URL
    except ImportError as error:
        raise ImportError(
            "aiohttp_transport needs httpx-aiohttp; install warp-client-core[aiohttp]", name=error.name
        ) from error

    foreign = (aiohttp.ClientError, ValueError, OSError)

    def translated(error: Exception) -> Exception:
        """What a transport may raise. The request was on its way."""
        kept: Exception = module.RemoteProtocolError(f"{type(error).__name__} in aiohttp")
        return kept

    class Stream(module.AsyncByteStream):  # type: ignore[misc,name-defined] # the library is chosen at run time
        """The body of a reply, with errors of the HTTP library only."""

        def __init__(self, inner: Any) -> None:
            self._inner = inner

        async def __aiter__(self) -> AsyncIterator[bytes]:
            try:
                async for part in self._inner:
                    yield part
            except foreign as error:
                raise translated(error) from error

        async def aclose(self) -> None:
            try:
                await self._inner.aclose()
            except foreign as error:
                raise translated(error) from error

    class Transport(AiohttpTransport):
        """Without what aiohttp does by itself: repeating, keeping cookies, and writing URLs anew."""

        def get_client(self) -> Any:
            session = super().get_client()
            session._retry_connection = False
            session._cookie_jar = aiohttp.DummyCookieJar()
            vars(session)["_build_url"] = functools.partial(URL, encoded=True)
            return session

        async def handle_async_request(self, request: Any) -> Any:
            try:
                reply = await super().handle_async_request(request)
            except foreign as error:
                raise translated(error) from error
            reply.stream = Stream(reply.stream)
            return reply

    limits = module.Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_CONNECTIONS)
    made: AnyAsyncTransport = Transport(**{"limits": limits, **options})
    return made
