"""
Which transport a request of a client's own connections goes through.

The rule: hosts that are reached in the same way share connections; streamed bodies have connections of their own, on
which a reply is noticed that comes before all is sent, so that other requests pay nothing for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from warp_client_core._http import Clock, Library

MAX_CONNECTIONS: Final = 100
"""Connections that a client has open at one time; further calls wait for one."""

Routes: TypeAlias = dict[tuple[str, ...], Any]
"""Transports by scheme and host, and by scheme, "via" and proxy; for streamed bodies with "upload" at the end."""


def is_streamed(request: Any) -> bool:
    """Whether a request has a body that is read while it is sent."""
    return hasattr(request.stream, "finish")


def finish(request: Any) -> None:
    """Close the files of a request that is sent, or is not going to be."""
    if is_streamed(request):
        request.stream.finish()


async def afinish(request: Any) -> None:
    """As `finish`, of an async client."""
    if is_streamed(request):
        await request.stream.finish()


def key_of(request: Any) -> tuple[str, ...]:
    """What a request's transport is looked up by."""
    url = request.url
    return (url.scheme, url.host, "upload") if is_streamed(request) else (url.scheme, url.host)


def opened(
    routes: Routes,
    key: tuple[str, ...],
    found: Library,
    make: Callable[..., Any],
    given: Any,
    *,
    clock: Clock | None = None,
) -> Any:
    """
    The transport for a scheme and host, noted in the routes; hosts that are reached in the same way share one.

    With a clock it is `Lanes`, unless it was given or is for streamed bodies.
    """
    if key in routes:
        return routes[key]
    scheme, host, *upload = key
    proxy = None if given is not None else _proxy_for(scheme, host)
    way = ("given",) if given is not None else (scheme, "via", proxy or "", *upload)
    if way not in routes:
        if given is not None:
            routes[way] = given() if callable(given) else given
        else:
            # One context for all, since reading the certificates takes longer than a call.
            verify = _no_certificates() if scheme == "http" and not proxy else found.module.create_ssl_context()
            options = {"verify": verify, **({"proxy": proxy} if proxy else {})}

            def sized(most: int) -> Any:
                limits = found.module.Limits(max_connections=most, max_keepalive_connections=most)
                return make(limits=limits, **options)

            if clock is not None and not upload:
                from warp_client_core.lanes import Lanes

                routes[way] = Lanes(sized, clock)
            else:
                routes[way] = sized(MAX_CONNECTIONS)
            if upload:
                found.watch(routes[way], is_async=make is found.module.AsyncHTTPTransport)
    routes[key] = routes[way]
    return routes[key]


def _proxy_for(scheme: str, host: str) -> str | None:
    """The proxy that the environment names for a host, as the standard library reads it."""
    from urllib.request import getproxies, proxy_bypass

    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all")
    if not proxy or proxy_bypass(host):
        return None
    return proxy if urlsplit(proxy).netloc else f"http://{proxy}"


def _no_certificates() -> Any:
    """A context that trusts nobody, for connections without TLS."""
    import ssl

    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
