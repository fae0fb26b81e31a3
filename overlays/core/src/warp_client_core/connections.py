"""
Connections: those that a client opens itself, and those of an HTTP client that the caller passed.

A client's own connections drive the transports of the HTTP library directly. What its client class does above
them (merging headers, cookies, redirects, authentication) this runtime does itself, and a third of the cost of a
request goes away. The rule: nothing is opened, and the HTTP library not even imported, before the first request.
"""

from __future__ import annotations

import functools
import threading
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from warp_client_core.forks import register
from warp_client_core.routes import Routes, afinish, finish, key_of, opened
from warp_client_core.steps import Outcome, Send
from warp_client_core.unclosed import Unclosed

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncGenerator

    from warp_client_core._http import AsyncPool, Auth, Clock, Library, Pool
    from warp_client_core.borrowed import BorrowedAsyncConnections, BorrowedConnections

_GRACE: Final = 0.05


class Connections:
    """
    What sync and async connections share.

    Attributes:
        is_own: Whether they are the client's to close.
        unclosed: Finds out when they are left open; None for those that are not watched.
    """

    def __init__(self, clock: Clock, *, is_own: bool) -> None:
        self.is_own = is_own
        self.unclosed: Unclosed | None = None
        self._clock = clock
        self._closed = False

    def _note_opened(self) -> None:
        if self.unclosed is not None:
            self.unclosed.is_open = True

    def _note_forgotten(self) -> None:
        if self.unclosed is not None:
            self.unclosed.is_open = False

    def _note_closed(self) -> None:
        self._closed = True
        if self.unclosed is not None:
            self.unclosed.closed()

    @property
    def is_closed(self) -> bool:
        """Whether requests can no longer be sent."""
        return self._closed


class OwnConnections(Connections):
    """
    The connections that a sync client opens: one transport for https, one for http, one for each proxy.

    Proxies are those of the environment (``HTTPS_PROXY``, ``HTTP_PROXY``, ``ALL_PROXY``, ``NO_PROXY``). Safe to use
    from several threads; a forked process opens its own.

    Args:
        clock: The clock of deadlines.
        transport: A transport of the HTTP library to use for all requests, or what makes one.
    """

    def __init__(self, clock: Clock, transport: Any = None) -> None:
        super().__init__(clock, is_own=True)
        self._transport = transport
        self._routes: Routes = {}
        self._lock = threading.Lock()
        register(self)

    def send(self, step: Send) -> Outcome:
        """
        One HTTP exchange.

        Raises:
            UploadError: A file of the body cannot be read.
            ValueError: The HTTP library does not take the URL.
        """
        from warp_client_core._http import timed
        from warp_client_core.reading import read

        found = _default()
        request = found.request(step, is_async=False)
        transport = self._route(found, request)
        if step.expires is not None and self._clock() > step.expires:
            # Loading the library and the certificates took what was left.
            return found.expired(sent=False)
        started = perf_counter()
        try:
            reply = transport.handle_request(request)
        except found.transport_error as error:
            return found.failure(error)
        finally:
            finish(request)
        outcome = read(found, reply, step, self._clock)
        timed(reply, request, perf_counter() - started)
        return outcome

    def close(self) -> None:
        """Close all connections."""
        self._note_closed()
        with self._lock:
            routes, self._routes = self._routes, {}
        for transport in set(routes.values()):
            transport.close()

    def _after_fork(self) -> None:
        # The sockets belong to the process that forked this one.
        self._routes, self._lock = {}, threading.Lock()
        self._note_forgotten()

    def _route(self, found: Library, request: Any) -> Any:
        key = key_of(request)
        transport = self._routes.get(key)
        if transport is None:
            with self._lock:
                transport = opened(self._routes, key, found, found.module.HTTPTransport, self._transport)
            self._note_opened()
        return transport


class OwnAsyncConnections(Connections):
    """
    The connections that an async client opens: as `OwnConnections`, for each event loop apart.

    When an event loop is shut down, as ``asyncio.run`` does at its end, its connections are closed, so one client
    serves ``asyncio.run`` after ``asyncio.run``.
    """

    def __init__(self, clock: Clock, transport: Any = None) -> None:
        super().__init__(clock, is_own=True)
        self._transport = transport
        self._loops: dict[Any, tuple[Routes, AsyncGenerator[None, None]]] = {}
        register(self)

    async def send(self, step: Send) -> Outcome:
        """As `OwnConnections.send`."""
        from warp_client_core._http import timed
        from warp_client_core.abandoned import exchange
        from warp_client_core.lanes import Lanes, keep

        found = _default()
        request = found.request(step, is_async=True)
        route = await self._route(found, request)
        if step.expires is not None and self._clock() > step.expires:
            return found.expired(sent=False)
        started = perf_counter()
        limit = time_limit(step, self._clock)
        lane, transport, is_next = None, route, False
        try:
            async with limit:
                if isinstance(route, Lanes):
                    lane = await route.take(found, request)
                    transport = lane.transport
                is_next = True
                reply, outcome = await exchange(found, transport, request, step, self._clock)
                if lane is not None and not reply.is_closed:
                    keep(found, reply, lane, request)
                    lane = None
        except found.transport_error as error:
            return found.failure(error)
        except TimeoutError:
            if limit.expired():
                return found.expired(sent=is_next)
            raise
        finally:
            if lane is not None:
                lane.leave()
            await afinish(request)
        timed(reply, request, perf_counter() - started)
        return outcome

    async def aclose(self) -> None:
        """Close the connections of this event loop; those of others are closed when their loops end."""
        import asyncio

        self._note_closed()
        loop = asyncio.get_running_loop()
        if loop in self._loops:
            await self._loops[loop][-1].aclose()

    def _after_fork(self) -> None:
        self._loops = {}
        self._note_forgotten()

    async def _until_the_end_of(self, loop: object) -> AsyncGenerator[None, None]:
        # An event loop that is shut down closes the generators that were begun in it.
        try:
            yield
        finally:
            routes, _guard = self._loops.pop(loop, ({}, None))
            for transport in set(routes.values()):
                await transport.aclose()

    async def _route(self, found: Library, request: Any) -> Any:
        import asyncio

        loop = asyncio.get_running_loop()
        if loop not in self._loops:
            guard = self._until_the_end_of(loop)
            self._loops[loop] = ({}, guard)
            await anext(guard)
        routes, _guard = self._loops[loop]
        key = key_of(request)
        route = routes.get(key)
        if route is None:
            route = opened(routes, key, found, found.module.AsyncHTTPTransport, self._transport, clock=self._clock)
            self._note_opened()
        return route


def time_limit(step: Send, clock: Clock) -> asyncio.Timeout:
    """
    What ends an attempt of an async client at the deadline of its call, whatever it waits for.

    The timeouts of the phases come first where they can, because they tell whether anything was sent.
    """
    import asyncio

    return asyncio.timeout(None if step.expires is None else max(0.0, step.expires - clock()) + _GRACE)


def connections(
    clock: Clock, *, client: Pool | None = None, auth: Auth | None = None, transport: Any = None
) -> OwnConnections | BorrowedConnections:
    """
    The connections of a sync client: the caller's, or its own.

    Raises:
        TypeError: What was given is not a sync client.
        ValueError: A client and a transport were given.
    """
    _check_one(client, transport)
    if client is None and auth is None:
        return OwnConnections(clock, transport)
    from warp_client_core.borrowed import BorrowedConnections

    if client is not None:
        return BorrowedConnections(clock, client, auth)
    # A way of signing may send requests of its own, which the library's client knows how to do.
    made = _library_of_auth(auth).module.Client(transport=transport, follow_redirects=False)
    return BorrowedConnections(clock, made, auth, is_own=True)


def async_connections(
    clock: Clock, *, client: AsyncPool | None = None, auth: Auth | None = None, transport: Any = None
) -> OwnAsyncConnections | BorrowedAsyncConnections:
    """As `connections`, of an async client."""
    _check_one(client, transport)
    if client is None and auth is None:
        return OwnAsyncConnections(clock, transport)
    from warp_client_core.borrowed import BorrowedAsyncConnections

    if client is not None:
        return BorrowedAsyncConnections(clock, client, auth)
    made = _library_of_auth(auth).module.AsyncClient(transport=transport, follow_redirects=False)
    return BorrowedAsyncConnections(clock, made, auth, is_own=True)


def _check_one(client: object, transport: object) -> None:
    if client is not None and transport is not None:
        raise ValueError("pass http_client or transport, not both; an http_client has a transport of its own")


@functools.cache
def _default() -> Library:
    from warp_client_core import _http

    return _http.default_library()


def _library_of_auth(auth: object) -> Library:
    from warp_client_core import _http

    roots = {kind.__module__.partition(".")[0] for kind in type(auth).__mro__}
    return next((_http.library(name) for name in _http.LIBRARIES if name in roots), _default())
