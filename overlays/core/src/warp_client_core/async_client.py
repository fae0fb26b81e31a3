"""
The client that carries out steps by awaiting.

Thin on purpose, and line by line the twin of `warp_client_core.sync_client`. The rule: a driver does what a flow
asks and decides nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast, overload

import attrs

from warp_client_core.client import Client
from warp_client_core.exchange import with_options_query
from warp_client_core.pages import AsyncListing, AsyncPage, Page
from warp_client_core.replies import Paged
from warp_client_core.settings import DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, Given
from warp_client_core.steps import Ambient, Blocking, Send, Shared, Sleep, Step, Steps
from warp_client_core.streamed import AsyncStreamedResponse

if TYPE_CHECKING:
    from warp_client_core._http import AsyncPool, Auth
    from warp_client_core.calls import Call
    from warp_client_core.options import RequestOptions
    from warp_client_core.tokens import TokenStore
    from warp_client_core.values import ApiResponse

T = TypeVar("T")


class AsyncClient(Client):
    """
    As `SyncClient`, for asyncio. Takes the same arguments, with an async ``http_client``.

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
        ambient: Ambient | None = None,
    ) -> None:
        from warp_client_core import _http

        given = Given(
            base_url=base_url,
            access_token=access_token,
            refresh_token=refresh_token,
            api_key=api_key,
            token_store=token_store,
            has_auth=auth is not None,
            has_http_client=http_client is not None,
            timeout=timeout,
            max_retries=max_retries,
            default_headers=default_headers,
            ws_url=ws_url,
        )
        super().__init__(given, auth=auth, ambient=ambient)
        self._pool = _http.async_pool(http_client, timeout)

    @overload
    async def send(self, call: Call[Page[T]], options: RequestOptions | None = None) -> ApiResponse[AsyncPage[T]]: ...

    @overload
    async def send(self, call: Call[T], options: RequestOptions | None = None) -> ApiResponse[T]: ...

    async def send(self, call: Call[Any], options: RequestOptions | None = None) -> ApiResponse[Any]:
        """
        The whole reply to a call.

        Raises:
            WarpError: See `warp_client_core.errors`.
            RuntimeError: The client is closed.
        """
        call, options = with_options_query(call, options)
        response = await self.run(self.exchange(call, options))
        if not isinstance(call.reply, Paged):
            return response

        async def fetch(other: Call[Any]) -> AsyncPage[Any]:
            return cast("AsyncPage[Any]", (await self.send(other, options)).data)

        pagination = response.meta.pagination if response.meta else None
        return attrs.evolve(response, data=AsyncPage(call, response.data, pagination, fetch))

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

    @contextlib.asynccontextmanager
    async def stream(
        self, call: Call[Any], options: RequestOptions | None = None
    ) -> AsyncIterator[AsyncStreamedResponse]:
        """
        The reply to a call with its body unread, for large bodies; valid inside the ``async with`` block.

        Raises:
            WarpError: See `warp_client_core.errors`; an error status raises here, before the body is read.
            RuntimeError: The client is closed.
        """
        settled = await self.run(self.transmit(call, options, streamed=True))
        response = AsyncStreamedResponse(call.operation_id, settled)
        async with contextlib.aclosing(response.http_response):
            yield response

    async def run(self, steps: Steps[T]) -> T:
        """Carry out a flow and give its result."""
        answer: Any = None
        failure: Exception | None = None
        with contextlib.closing(steps):
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

    async def _perform(self, step: Step) -> Any:
        match step:
            case Send():
                from warp_client_core import _http

                self._check_open(self._pool.is_closed)
                return await _http.asend(self._pool, step, self._auth)
            case Sleep():
                return await self.ambient.asleep(step.seconds)
            case Blocking():
                import asyncio

                return await asyncio.to_thread(step.work)
            case Shared():
                return await self._flights.arun(step.key, lambda: self.run(step.make()))

    async def aclose(self) -> None:
        """Close the connections, unless they are the caller's. Using the client afterwards is an error."""
        self._closed = True
        if self._owns_pool:
            await self._pool.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.aclose()
