"""
The client that carries out steps by blocking.

Thin on purpose. The rule: a driver does what a flow asks and decides nothing, so whatever is tested on flows
holds for both drivers.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

import attrs

from warp_client_core.client import Client
from warp_client_core.connections import connections
from warp_client_core.pages import Page
from warp_client_core.replies import Paged
from warp_client_core.settings import DEFAULT_MAX_REPLY_BYTES, DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, Given
from warp_client_core.steps import Ambient, Blocking, Hook, Send, Shared, Sleep, Step, Steps
from warp_client_core.unset import UNSET
from warp_client_core.values import ApiResponse

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from warp_client_core._http import Auth, Pool, Transport
    from warp_client_core.calls import Call, Safety
    from warp_client_core.client import OnReauthenticate
    from warp_client_core.downloads import Progress
    from warp_client_core.middleware import Middleware
    from warp_client_core.options import Begun, CallOptions, RequestOptions
    from warp_client_core.streamed import StreamedResponse
    from warp_client_core.tokens import TokenStore

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
        transport: A transport of the HTTP library for the client's own connections; closed with the client.
        middleware: Code of the caller around calls and attempts, outermost first.
        strict: Raise for fields and enum values that the API does not describe, for tests.
        allow_insecure: Send credentials without TLS to other hosts than the local one.
        max_reply_bytes: Most bytes of a reply that is read whole, decompressed; 64 MiB.
        ambient: Clock, sleep and dice, for tests.
        on_reauthenticate: Called once when a session is over and only signing in again helps, with the error.

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
        transport: Transport | None = None,
        middleware: Iterable[Middleware] = (),
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
        self._middleware: tuple[Middleware, ...] = ()
        if middleware:
            from warp_client_core.middleware import Middleware, accepted

            self._middleware = accepted(middleware, Middleware)
        self._pool = connections(
            self._ambient.clock, client=http_client, auth=None if given.source else auth, transport=transport
        )
        self._watched(self._pool, "close()")

    def send(self, call: Call[T], options: CallOptions = None) -> ApiResponse[T]:
        """
        The whole reply to a call.

        Raises:
            WarpError: See `warp_client_core.errors`.
            RuntimeError: The client is closed.
        """
        call, options = self.begun(call, options)
        response = self._sent(call, options)
        if not isinstance(call.operation.reply, Paged):
            return response
        pagination = response.meta.pagination if response.meta else None
        page = Page(call, cast("list[Any]", response.data), pagination, functools.partial(_following, self, options))
        return attrs.evolve(response, data=cast("T", page))

    def _sent(self, call: Call[T], options: Begun) -> ApiResponse[T]:
        if not self._middleware:
            return self.run(self.exchange(call, options))
        from warp_client_core.chains import run_call

        return run_call(self._middleware, call, lambda call: self.run(self.exchange(call, options)), ApiResponse)

    def request(
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
        """
        Call a path that the client has no method for, under the same policies as any other call.

        Args:
            method: HTTP method. It decides about repeating: POST and PATCH are never repeated after they may have
                arrived, unless ``safety`` says otherwise.
            path: Path below the base URL, from its first slash, percent-encoded; or a whole URL, to which credentials
                go only when it has the origin of the base URL.
            query: Query parameters.
            headers: Header fields.
            json: Body as JSON.
            form: Body as an urlencoded form.
            multipart: Body as multipart.
            safety: What happens when the call is carried out twice.
            options: For this call.

        Returns:
            The reply; its ``data`` is the body as dicts and lists, as str or as bytes, as its content type says.

        Raises:
            WarpError: See `warp_client_core.errors`.
            ValueError: The method or path cannot be sent.
        """
        from warp_client_core.raw import raw_call

        call = raw_call(
            method, path, query=query, headers=headers, json=json, form=form, multipart=multipart, safety=safety
        )
        return self.send(call, options)

    @contextlib.contextmanager
    def stream(self, call: Call[Any], options: CallOptions = None) -> Iterator[StreamedResponse]:
        """
        The reply to a call with its body unread, for large bodies; valid inside the ``with`` block.

        Raises:
            WarpError: See `warp_client_core.errors`; an error status raises here, before the body is read.
            RuntimeError: The client is closed.
        """
        from warp_client_core.streamed import StreamedResponse

        call, options = self.begun(call, options)

        def opened(call: Call[Any]) -> StreamedResponse:
            return StreamedResponse(call.operation_id, self.run(self.transmit(call, options, streamed=True)))

        if self._middleware:
            from warp_client_core.chains import run_call

            response = run_call(self._middleware, call, opened, StreamedResponse)
        else:
            response = opened(call)
        with contextlib.closing(response.http_response):
            yield response

    def download(
        self,
        call: Call[Any],
        path: str | os.PathLike[str],
        *,
        options: RequestOptions | None = None,
        on_progress: Progress | None = None,
    ) -> Path:
        """
        Write the reply to a call that reads to a file, and go on where the transfer broke off.

        Args:
            call: A call that reads.
            path: The file; it appears under its name only when it is whole.
            options: For each request. A deadline holds for all of them together; without one there is none.
            on_progress: Called with the bytes in the file, and those of the whole where the server says so.

        Returns:
            The path.

        Raises:
            WarpError: See `warp_client_core.errors`; nothing is left then.
            OSError: The file cannot be written.
        """
        from warp_client_core.downloads import download

        return download(self, call, path, options=options, on_progress=on_progress)

    def run(self, steps: Steps[T]) -> T:
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
                    answer = self._perform(step)
                except Exception as error:
                    failure = error
        finally:
            steps.close()

    def _perform(self, step: Step) -> Any:
        match step:
            case Send():
                self._check_open(self._pool.is_closed)
                if not self._middleware:
                    return self._pool.send(step)
                from warp_client_core.chains import run_attempt

                return run_attempt(self._middleware, step, self._pool.send)
            case Sleep():
                return self.ambient.sleep(step.seconds)
            case Blocking():
                return step.work()
            case Shared():
                work = functools.partial(self._shared, step)
                return self._flights_of(step).run(step.key, work, patience=step.patience, takes=step.takes)
            case Hook():
                return _called(step)

    def _shared(self, step: Shared) -> Any:
        return self.run(step.make())

    def close(self) -> None:
        """Close the connections, unless they are the caller's. Using the client afterwards is an error."""
        self._settled()
        self._closed = True
        if not self._is_copy:
            self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def _called(hook: Hook) -> None:
    given = hook.call()
    if hasattr(given, "__await__"):
        getattr(given, "close", lambda: None)()
        raise TypeError("a sync client cannot await its hooks; pass a plain function")


def _following(client: SyncClient, options: Begun, call: Call[Any]) -> Page[Any]:
    """The page that a call gives; made for the pages of a list to fetch the next one with."""
    page: Page[Any] = client.send(call, options.again(client.ambient.clock())).data
    return page
