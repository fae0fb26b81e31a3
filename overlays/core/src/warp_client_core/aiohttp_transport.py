"""
aiohttp beneath an async client, for many calls at a time: it needs about half the CPU of the default transport.

Install ``warp-client-core[aiohttp]`` and pass ``transport=aiohttp_transport``. The rule: aiohttp sends nothing a
second time by itself, because what may be repeated is decided elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from warp_client_core.connections import MAX_CONNECTIONS

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

    try:
        from httpx_aiohttp import AiohttpTransport
    except ImportError as error:
        raise ImportError(
            "aiohttp_transport needs httpx-aiohttp; install warp-client-core[aiohttp]", name=error.name
        ) from error
    limits = library("httpx").module.Limits(max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_CONNECTIONS)

    class Transport(AiohttpTransport):
        """Without the repetition that aiohttp does by itself when a kept connection turns out to be closed."""

        def get_client(self) -> Any:
            session = super().get_client()
            session._retry_connection = False
            return session

    made: AnyAsyncTransport = Transport(**{"limits": limits, **options})
    return made
