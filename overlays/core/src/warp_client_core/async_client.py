"""
The client that carries out steps by awaiting.

Thin on purpose, and line by line the twin of `warp_client_core.sync_client`. The rule: a driver does what a flow
asks and decides nothing.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast, overload

import attrs

from warp_client_core.client import Client
from warp_client_core.connections import async_connections
from warp_client_core.pages import AsyncListing, AsyncPage, Page
from warp_client_core.replies import Paged
from warp_client_core.settings import DEFAULT_MAX_REPLY_BYTES, DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, Given
from warp_client_core.steps import Ambient, Blocking, Hook, Send, Shared, Sleep, Step, Steps
from warp_client_core.unset import UNSET
from warp_client_core.values import ApiResponse

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from warp_client_core._http import AsyncPool, AsyncTransport, Auth
    from warp_client_core.calls import Call, Safety
    from warp_client_core.client import OnReauthenticate
    from warp_client_core.downloads import Progress
    from warp_client_core.middleware import AsyncMiddleware
    from warp_client_core.options import Begun, CallOptions, RequestOptions
    from warp_client_core.streamed import AsyncStreamedResponse
    from warp_client_core.tokens import TokenStore

T = TypeVar("T")


class AsyncClient(Client):
    """
    As `SyncClient`, for asyncio. Takes the same arguments, with an async ``http_client``; hooks may be async.

    Raises:
        ValueError: An argument or environment variable is not usable.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        access_token: str | None = None,
        refresh_token: str | None = None,
        api_key: str | None = None,
        token_store: TokenStore | None = None,
        auth: Auth | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        max_retries: int = DEFAULT_MAX_RETRIES,
        http_client: AsyncPool | None = None,
        default_headers: Mapping[str, str] | None = None,
        ws_url: str | None = None,
        transport: AsyncTransport | None = None,
        middleware: Iterable[AsyncMiddleware] = (),
        strict: bool = False,
        allow_insecure: bool = False,
        max_reply_bytes: int = DEFAULT_MAX_REPLY_BYTES,
        ambient: Ambient | None = None,
        on_reauthenticate: OnReauthenticate | None = None,
    ) -> None:
        given = Given(
            base_url=base_url,
            access_token=access_token,
            refresh_token=refresh_token,
            api_key=api_key,
            token_store=token_store,
            has_auth=auth is not None,
            source=getattr(auth, "token_source", None),
            has_http_client=http_client is not None,
            timeout=timeout,
            max_retries=max_retries,
            default_headers=default_headers,
            ws_url=ws_url,
            strict=strict,
            allow_insecure=allow_insecure,
            max_reply_bytes=max_reply_bytes,
        )
        super().__init__(given, ambient=ambient, on_reauthenticate=on_reauthenticate)
        self._middleware: tuple[AsyncMiddleware, ...] = ()
        if middleware:
            from warp_client_core.middleware import AsyncMiddleware, accepted

            self._middleware = accepted(middleware, AsyncMiddleware)
        self._pool = async_connections(
            self._ambient.clock, client=http_client, auth=None if given.source else auth, transport=transport
        )
        self._watched(self._pool, "aclose()")

    @overload
    async def send(self, call: Call[Page[T]], options: CallOptions = None) -> ApiResponse[AsyncPage[T]]: ...

    @overload
    async def send(self, call: Call[T], options: CallOptions = None) -> ApiResponse[T]: ...

    async def send(self, call: Call[Any], options: CallOptions = None) -> ApiResponse[Any]:
        """
        The whole reply to a call.

        Raises:
            WarpError: See `warp_client_core.errors`.
            RuntimeError: The client is closed.
        """
        call, options = self.begun(call, options)
        response = await self._sent(call, options)
        if not isinstance(call.operation.reply, Paged):
            return response
        pagination = response.meta.pagination if response.meta else None
        fetch = functools.partial(_following, self, options)
        return attrs.evolve(response, data=AsyncPage(call, response.data, pagination, fetch))

    async def _sent(self, call: Call[Any], options: Begun) -> ApiResponse[Any]:
        if not self._middleware:
            return await self.run(self.exchange(call, options))
        from warp_client_core.chains import arun_call

        return await arun_call(self._middleware, call, lambda call: self.run(self.exchange(call, options)), ApiResponse)

    def listing(
        self, call: Call[Page[T]] | Callable[[], Awaitable[Call[Page[T]]]], options: RequestOptions | None = None
    ) -> AsyncListing[T]:
        """
        A list to be awaited for its first page, or walked with ``async for``.

        Args:
            call: The call for the first page, or what gives it once something else was awaited.
            options: For every page.
        """

        async def first() -> AsyncPage[T]:
            return (await self.send(await call() if callable(call) else call, options)).data

        return AsyncListing(first)

    async def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, object] | None = None,
        json: object = UNSET,
        form: Mapping[str, object] | None = None,
        multipart: Mapping[str, object] | None = None,
        safety: Safety | None = None,
        options: CallOptions = None,
    ) -> ApiResponse[Any]:
        """Call a path that the client has no method for. Details: `SyncClient.request`."""
        from warp_client_core.raw import raw_call

        call = raw_call(
            method, path, query=query, headers=headers, json=json, form=form, multipart=multipart, safety=safety
        )
        response: ApiResponse[Any] = await self.send(call, options)
        return response

    @contextlib.asynccontextmanager
    async def stream(self, call: Call[Any], options: CallOptions = None) -> AsyncIterator[AsyncStreamedResponse]:
        """
        The reply to a call with its body unread, for large bodies; valid inside the ``async with`` block.

        Raises:
            WarpError: See `warp_client_core.errors`; an error status raises here, before the body is read.
            RuntimeError: The client is closed.
        """
        from warp_client_core.streamed import AsyncStreamedResponse

        call, options = self.begun(call, options)

        async def opened(call: Call[Any]) -> AsyncStreamedResponse:
            settled = await self.run(self.transmit(call, options, streamed=True))
            return AsyncStreamedResponse(call.operation_id, settled)

        if self._middleware:
            from warp_client_core.chains import arun_call

            response = await arun_call(self._middleware, call, opened, AsyncStreamedResponse)
        else:
            response = await opened(call)
        async with contextlib.aclosing(response.http_response):
            yield response

    async def download(
        self,
        call: Call[Any],
        path: str | os.PathLike[str],
        *,
        options: RequestOptions | None = None,
        on_progress: Progress | None = None,
    ) -> Path:
        """Write the reply to a call to a file. Details: `SyncClient.download`."""
        from warp_client_core.downloads import adownload

        return await adownload(self, call, path, options=options, on_progress=on_progress)

    async def run(self, steps: Steps[T]) -> T:
        """Carry out a flow and give its result."""
        answer: Any = None
        failure: Exception | None = None
        try:
            while True:
                try:
                    step = steps.send(answer) if failure is None else steps.throw(failure)
                except StopIteration as end:
                    return cast("T", end.value)
                answer, failure = None, None
                try:
                    answer = await self._perform(step)
                except Exception as error:
                    failure = error
        finally:
            steps.close()

    async def _perform(self, step: Step) -> Any:
        match step:
            case Send():
                self._check_open(self._pool.is_closed)
                if not self._middleware:
                    return await self._pool.send(step)
                from warp_client_core.chains import arun_attempt

                return await arun_attempt(self._middleware, step, self._pool.send)
            case Sleep():
                return await self.ambient.asleep(step.seconds)
            case Blocking():
                import asyncio

                return await asyncio.to_thread(step.work)
            case Shared():
                flights = self._flights_of(step)
                return await flights.arun(step.key, lambda: self.run(step.make()), patience=step.patience)
            case Hook():
                given: Any = step.call()
                if hasattr(given, "__await__"):
                    await given
                return None

    async def aclose(self) -> None:
        """Close the connections, unless they are the caller's. Using the client afterwards is an error."""
        await self._asettled()
        self._closed = True
        if not self._is_copy:
            await self._pool.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.aclose()


async def _following(client: AsyncClient, options: Begun, call: Call[Any]) -> AsyncPage[Any]:
    """The page that a call gives; made for the pages of a list to fetch the next one with."""
    response: ApiResponse[AsyncPage[Any]] = await client.send(call, options.again(client.ambient.clock()))
    return response.data
