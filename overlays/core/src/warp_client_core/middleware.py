"""
Code of the caller that stands around calls and around each of their attempts.

A middleware sees a call before it is sent and its reply before the caller gets it, and the same for every attempt
below that call. The rule: no write goes out twice by our doing, so ``proceed`` refuses a use that could repeat one
(see `warp_client_core.chains`, which carries calls through middleware).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeAlias, TypeVar

from warp_client_core.calls import Call
from warp_client_core.steps import Outcome, Send
from warp_client_core.streamed import AsyncStreamedResponse, StreamedResponse
from warp_client_core.values import ApiResponse

Answer: TypeAlias = ApiResponse[Any] | StreamedResponse
"""What a call gives: a streamed response under ``client.stream``, else the whole reply."""

AsyncAnswer: TypeAlias = ApiResponse[Any] | AsyncStreamedResponse
"""As `Answer`, for async clients."""

ProceedCall: TypeAlias = Callable[[Call[Any]], Answer]
"""Carries out a call, through the middleware further in."""

ProceedAttempt: TypeAlias = Callable[[Send], Outcome]
"""Makes an attempt, through the middleware further in."""

AsyncProceedCall: TypeAlias = Callable[[Call[Any]], Awaitable[AsyncAnswer]]
"""As `ProceedCall`, for async clients."""

AsyncProceedAttempt: TypeAlias = Callable[[Send], Awaitable[Outcome]]
"""As `ProceedAttempt`, for async clients."""

M = TypeVar("M")


class Middleware:
    """
    Stands around the calls of a sync client. Override one method or both; the first one given is outermost.

    Either method may change what it passes on, may answer by itself without calling ``proceed``, and may call
    ``proceed`` again for what can be repeated: reads, idempotent operations, attempts under the same idempotency
    key. For any other write a second ``proceed`` raises RuntimeError, unless the first provably changed nothing: the
    request never left, or the reply was 401 (RFC 9110, 15.5.2). One instance serves all threads of a client.
    """

    def around_call(self, call: Call[Any], proceed: ProceedCall) -> Answer:
        """
        Carry out one call, all its attempts and waits included; each page of a list is a call.

        Calls that the client makes for its own needs, such as renewing a token, are not seen here, only their
        attempts are.

        Args:
            call: The call, query parameters of its options included.
            proceed: Carries it out and gives the reply, for a list with the items of one page as its data; under
                ``client.stream`` a response whose body is unread.

        Raises:
            WarpError: From ``proceed``; see `warp_client_core.errors`.
        """
        return proceed(call)

    def around_attempt(self, attempt: Send, proceed: ProceedAttempt) -> Outcome:
        """
        Make one attempt.

        Args:
            attempt: The request with its credentials; ``attempt.operation`` is what is called, ``attempt.number``
                counts from 1. Change headers with ``attempt.with_headers``.
            proceed: Sends it and gives what happened; a broken connection is a `Failed`, not an exception.
        """
        return proceed(attempt)


class AsyncMiddleware:
    """As `Middleware`, for async clients."""

    async def around_call(self, call: Call[Any], proceed: AsyncProceedCall) -> AsyncAnswer:
        """Carry out one call; see `Middleware.around_call`."""
        return await proceed(call)

    async def around_attempt(self, attempt: Send, proceed: AsyncProceedAttempt) -> Outcome:
        """Make one attempt; see `Middleware.around_attempt`."""
        return await proceed(attempt)


def accepted(given: Iterable[object], kind: type[M]) -> tuple[M, ...]:
    """
    The middleware of a client, in order.

    Args:
        given: What the caller passed.
        kind: `Middleware` for a sync client, `AsyncMiddleware` for an async one.

    Raises:
        TypeError: One of them is of another kind, or a class in place of an instance.
    """
    chain: list[M] = []
    for layer in given:
        if not isinstance(layer, kind):
            what = f"the class {layer.__name__}" if isinstance(layer, type) else type(layer).__name__
            raise TypeError(f"middleware takes instances of {kind.__name__} for this client, not {what}")
        chain.append(layer)
    return tuple(chain)
