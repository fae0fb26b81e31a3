"""
The client that carries out steps by blocking.

Thin on purpose. The rule: a driver does what a flow asks and decides nothing, so whatever is tested on flows
holds for both drivers.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import attrs

from warp_client_core.client import Client
from warp_client_core.exchange import with_options_query
from warp_client_core.pages import Page
from warp_client_core.replies import Paged
from warp_client_core.settings import DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, Given
from warp_client_core.steps import Ambient, Blocking, Send, Shared, Sleep, Step, Steps
from warp_client_core.streamed import StreamedResponse

if TYPE_CHECKING:
    from warp_client_core._http import Auth, Pool
    from warp_client_core.calls import Call
    from warp_client_core.options import RequestOptions
    from warp_client_core.tokens import TokenStore
    from warp_client_core.values import ApiResponse

T = TypeVar("T")


class SyncClient(Client):
    """
    Sends calls and waits for their replies. Safe to use from several threads.

    Args:
        base_url: Where calls go; https unless it is the local host or ``http_client`` is given.
        access_token: Sent with every call.
        refresh_token: Exchanged for a new access token.
        api_key: Sent when there is no access token.
        token_store: Where tokens are loaded from and kept; in memory by default.
        auth: Signs requests in place of tokens and key.
        timeout: Seconds for each phase of a request.
        max_retries: Most attempts after the first.
        http_client: Connections to use; stays the caller's to close.
        default_headers: Header fields sent with every call.
        ws_url: Where event streams are.
        ambient: Clock, sleep and dice, for tests.

    What is left out is taken from the environment variables named in ``about.environment``; credentials only
    when none are passed.

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
        http_client: Pool | None = None,
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
        self._pool = _http.pool(http_client, timeout)

    def send(self, call: Call[T], options: RequestOptions | None = None) -> ApiResponse[T]:
        """
        The whole reply to a call.

        Raises:
            WarpError: See `warp_client_core.errors`.
            RuntimeError: The client is closed.
        """
        call, options = with_options_query(call, options)
        response = self.run(self.exchange(call, options))
        if not isinstance(call.reply, Paged):
            return response
        pagination = response.meta.pagination if response.meta else None
        page = Page(call, cast("list[Any]", response.data), pagination, lambda other: self.send(other, options).data)
        return attrs.evolve(response, data=cast("T", page))

    @contextlib.contextmanager
    def stream(self, call: Call[Any], options: RequestOptions | None = None) -> Iterator[StreamedResponse]:
        """
        The reply to a call with its body unread, for large bodies; valid inside the ``with`` block.

        Raises:
            WarpError: See `warp_client_core.errors`; an error status raises here, before the body is read.
            RuntimeError: The client is closed.
        """
        settled = self.run(self.transmit(call, options, streamed=True))
        response = StreamedResponse(call.operation_id, settled)
        with contextlib.closing(response.http_response):
            yield response

    def run(self, steps: Steps[T]) -> T:
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
                    answer = self._perform(step)
                except Exception as error:
                    failure = error

    def _perform(self, step: Step) -> Any:
        match step:
            case Send():
                from warp_client_core import _http

                self._check_open(self._pool.is_closed)
                return _http.send(self._pool, step, self._auth)
            case Sleep():
                return self.ambient.sleep(step.seconds)
            case Blocking():
                return step.work()
            case Shared():
                return self._flights.run(step.key, lambda: self.run(step.make()))

    def close(self) -> None:
        """Close the connections, unless they are the caller's. Using the client afterwards is an error."""
        self._closed = True
        if self._owns_pool:
            self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
