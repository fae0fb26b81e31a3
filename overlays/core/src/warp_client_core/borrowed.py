"""
Connections of an HTTP client that the caller passed.

The rule: the caller's client does what it was set up to do (its headers, cookies, hooks, proxies, transports), and
is never closed here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from warp_client_core import _http
from warp_client_core.connections import Connections, time_limit
from warp_client_core.reading import aread, read
from warp_client_core.routes import afinish, finish
from warp_client_core.steps import Failed, Outcome, Send

if TYPE_CHECKING:
    from warp_client_core._http import AsyncPool, Auth, Clock, Library, Pool


class BorrowedConnections(Connections):
    """
    Those of an ``httpx.Client``, used through its ``send``: its headers, cookies, hooks and transports apply.

    Raises:
        TypeError: What was given is not a sync client.
    """

    def __init__(self, clock: Clock, client: Pool, auth: Auth | None, *, is_own: bool = False) -> None:
        super().__init__(clock, is_own=is_own)
        self._library = _http.library_of(client, "Client")
        self._client = client
        self._auth = auth

    @property
    def is_closed(self) -> bool:
        """Whether requests can no longer be sent."""
        return self._closed or self._client.is_closed

    def send(self, step: Send) -> Outcome:
        """As `OwnConnections.send`."""
        found, client = self._library, self._client
        request = found.request(step, is_async=False, client=client)
        if self.is_own:
            self._note_opened()
        try:
            reply = client.send(request, auth=_signing(found, step, self._auth), follow_redirects=False, stream=True)
        except found.transport_error as error:
            return _failure(found, error, request)
        finally:
            finish(request)
        return read(found, reply, step, self._clock)

    def close(self) -> None:
        """Close the connections, unless they are the caller's."""
        self._note_closed()
        if self.is_own:
            self._client.close()


class BorrowedAsyncConnections(Connections):
    """
    As `BorrowedConnections`, of an ``httpx.AsyncClient``.

    Raises:
        TypeError: What was given is not an async client.
    """

    def __init__(self, clock: Clock, client: AsyncPool, auth: Auth | None, *, is_own: bool = False) -> None:
        super().__init__(clock, is_own=is_own)
        self._library = _http.library_of(client, "AsyncClient")
        self._client = client
        self._auth = auth

    @property
    def is_closed(self) -> bool:
        """Whether requests can no longer be sent."""
        return self._closed or self._client.is_closed

    async def send(self, step: Send) -> Outcome:
        """As `OwnConnections.send`."""
        found, client = self._library, self._client
        request = found.request(step, is_async=True, client=client)
        if self.is_own:
            self._note_opened()
        signing = _signing(found, step, self._auth)
        limit = time_limit(step, self._clock)
        try:
            async with limit:
                reply = await client.send(request, auth=signing, follow_redirects=False, stream=True)
                return await aread(found, reply, step, self._clock)
        except found.transport_error as error:
            return _failure(found, error, request)
        except TimeoutError:
            if limit.expired():
                return found.expired()
            raise
        finally:
            await afinish(request)

    async def aclose(self) -> None:
        """Close the connections, unless they are the caller's."""
        self._note_closed()
        if self.is_own:
            await self._client.aclose()


def _failure(found: Library, error: Exception, request: object) -> Failed:
    """
    What an error out of a caller's client says about our request.

    Hooks and ways of signing run in there too, and send requests of their own: that one of those never left says
    nothing about ours, which may have been answered before.
    """
    failed = found.failure(error)
    if failed.may_have_arrived or getattr(error, "_request", request) is request:
        return failed
    return Failed(error, may_have_arrived=True, timed_out=failed.timed_out)


def _signing(found: Library, step: Send, auth: Auth | None) -> Any:
    if not step.authenticated:
        return None
    return found.module.USE_CLIENT_DEFAULT if auth is None else auth
