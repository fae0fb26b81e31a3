"""
Carries calls and attempts through the middleware of a client.

Drivers come here only when a client has middleware. The rule: no write goes out twice by our doing, and no reply
that a middleware dropped keeps its connection.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

import attrs

from warp_client_core.calls import Call, Safety
from warp_client_core.errors import ApiConnectionError, AuthenticationError, OutcomeUnknownError
from warp_client_core.middleware import AsyncMiddleware, AsyncProceedAttempt, Middleware, ProceedAttempt
from warp_client_core.outgoing import KEY_HEADER
from warp_client_core.steps import Failed, Outcome, Received, Send
from warp_client_core.values import ApiResponse

R = TypeVar("R")

_HARMLESS: Final = frozenset({Safety.READ, Safety.IDEMPOTENT})
_OUTCOMES: Final = (Received, Failed)


def run_call(chain: tuple[Middleware, ...], call: Call[Any], send: Callable[[Call[Any]], R], kind: type[R]) -> R:
    """
    What a call gives when it passes through middleware.

    Args:
        chain: Outermost first.
        call: The call.
        send: Carries it out.
        kind: What ``send`` gives: `ApiResponse` or `StreamedResponse`.

    Raises:
        TypeError: A middleware gives back something else.
        RuntimeError: A middleware would have repeated a write.
    """
    writes, replies = _Writes(), _Replies(live=kind is not ApiResponse)

    def innermost(call: Call[Any]) -> R:
        permit = writes.permit_call(call)
        try:
            answer = send(call)
        except Exception as error:
            writes.settle_call(permit, error)
            raise
        return replies.note(answer)

    def around(layer: Middleware, proceed: Any) -> Callable[[Call[Any]], R]:
        return lambda call: _checked(layer, "around_call", layer.around_call(call, proceed), kind)

    proceed: Callable[[Call[Any]], R] = innermost
    for layer in reversed(chain):
        proceed = around(layer, proceed)
    try:
        return replies.keep(proceed(call))
    finally:
        for reply in replies.dropped():
            reply.close()


def run_attempt(chain: tuple[Middleware, ...], attempt: Send, send: ProceedAttempt) -> Outcome:
    """
    How an attempt ends when it passes through middleware.

    Args:
        chain: Outermost first.
        attempt: The attempt.
        send: Sends it.

    Raises:
        TypeError: A middleware gives back something that is not an outcome.
        RuntimeError: A middleware would have repeated a write.
    """
    writes, replies = _Writes(), _Replies(live=attempt.streamed)

    def innermost(attempt: Send) -> Outcome:
        permit = writes.permit_attempt(attempt)
        outcome = send(attempt)
        writes.settle_attempt(permit, outcome)
        return replies.note(outcome)

    def around(layer: Middleware, proceed: ProceedAttempt) -> ProceedAttempt:
        return lambda attempt: _checked(layer, "around_attempt", layer.around_attempt(attempt, proceed), _OUTCOMES)

    proceed: ProceedAttempt = innermost
    for layer in reversed(chain):
        proceed = around(layer, proceed)
    try:
        return replies.keep(writes.truthful(proceed(attempt)))
    finally:
        for reply in replies.dropped():
            reply.close()


async def arun_call(
    chain: tuple[AsyncMiddleware, ...], call: Call[Any], send: Callable[[Call[Any]], Awaitable[R]], kind: type[R]
) -> R:
    """As `run_call`, for async clients; ``kind`` is `ApiResponse` or `AsyncStreamedResponse`."""
    writes, replies = _Writes(), _Replies(live=kind is not ApiResponse)

    async def innermost(call: Call[Any]) -> R:
        permit = writes.permit_call(call)
        try:
            answer = await send(call)
        except Exception as error:
            writes.settle_call(permit, error)
            raise
        return replies.note(answer)

    def around(layer: AsyncMiddleware, proceed: Any) -> Callable[[Call[Any]], Awaitable[R]]:
        async def passed(call: Call[Any]) -> R:
            answer: R = _checked(layer, "around_call", await layer.around_call(call, proceed), kind)
            return answer

        return passed

    proceed: Callable[[Call[Any]], Awaitable[R]] = innermost
    for layer in reversed(chain):
        proceed = around(layer, proceed)
    try:
        return replies.keep(await proceed(call))
    finally:
        for reply in replies.dropped():
            await reply.aclose()


async def arun_attempt(chain: tuple[AsyncMiddleware, ...], attempt: Send, send: AsyncProceedAttempt) -> Outcome:
    """As `run_attempt`, for async clients."""
    writes, replies = _Writes(), _Replies(live=attempt.streamed)

    async def innermost(attempt: Send) -> Outcome:
        permit = writes.permit_attempt(attempt)
        outcome = await send(attempt)
        writes.settle_attempt(permit, outcome)
        return replies.note(outcome)

    def around(layer: AsyncMiddleware, proceed: AsyncProceedAttempt) -> AsyncProceedAttempt:
        async def passed(attempt: Send) -> Outcome:
            outcome: Outcome = _checked(
                layer, "around_attempt", await layer.around_attempt(attempt, proceed), _OUTCOMES
            )
            return outcome

        return passed

    proceed: AsyncProceedAttempt = innermost
    for layer in reversed(chain):
        proceed = around(layer, proceed)
    try:
        return replies.keep(writes.truthful(await proceed(attempt)))
    finally:
        for reply in replies.dropped():
            await reply.aclose()


class _Replies:
    """Keeps hold of live replies until it is known which of them is handed on."""

    def __init__(self, *, live: bool) -> None:
        self._live = live
        self._noted: list[Any] = []
        self._kept: Any = None

    def note(self, given: R) -> R:
        if self._live:
            self._noted.append(given)
        return given

    def keep(self, given: R) -> R:
        self._kept = given
        return given

    def dropped(self) -> list[Any]:
        """Replies of the HTTP library that nobody will close."""
        kept = getattr(self._kept, "http_response", None)
        replies = [getattr(one, "http_response", None) for one in self._noted]
        return [reply for reply in replies if reply is not None and reply is not kept]


class _Writes:
    """
    Lets one write out at a time, and the next one only when the one before provably changed nothing.

    The permit is taken before sending, so that two uses of ``proceed`` at the same time are two uses as well.
    Taking it is one atomic ``pop``.
    """

    def __init__(self) -> None:
        self._permits: list[object] = [True]
        self._key: str | None = None

    def permit_call(self, call: Call[Any]) -> object:
        """What to settle afterwards; None for a call that may be repeated."""
        if call.safety in _HARMLESS and (call.body is None or call.body.repeatable):
            return None
        return self._take(call.operation_id)

    def permit_attempt(self, attempt: Send) -> object:
        """What to settle afterwards; None for an attempt that may be repeated."""
        operation = attempt.operation
        safety = Safety.UNSAFE if operation is None else operation.safety
        repeatable = attempt.body is None or attempt.body.repeatable
        if repeatable and safety in _HARMLESS:
            return None
        key = _key(attempt) if repeatable and safety is Safety.KEYED else None
        if key is not None and key == self._key and not self._permits:
            return None
        permit = self._take(operation.id if operation else attempt.method)
        self._key = key
        return permit

    def settle_call(self, permit: object, error: Exception) -> None:
        # A connection error that is not an OutcomeUnknownError says that a write never arrived.
        unsent = isinstance(error, ApiConnectionError) and not isinstance(error, OutcomeUnknownError)
        refused = isinstance(error, AuthenticationError) and not any(one.failure for one in error.attempts)
        if permit is not None and (unsent or refused):
            self._permits.append(permit)

    def settle_attempt(self, permit: object, outcome: Outcome) -> None:
        changed_nothing = not outcome.may_have_arrived if isinstance(outcome, Failed) else outcome.status_code == 401
        if permit is not None and changed_nothing:
            self._permits.append(permit)

    def truthful(self, outcome: Outcome) -> Outcome:
        """The outcome, which may not say that a write never arrived when an earlier use shows otherwise."""
        if isinstance(outcome, Failed) and not outcome.may_have_arrived and not self._permits:
            return attrs.evolve(outcome, may_have_arrived=True)
        return outcome

    def _take(self, what: str) -> object:
        with contextlib.suppress(IndexError):
            return self._permits.pop()
        raise RuntimeError(
            f"a middleware called proceed again for {what}, a write that may have been carried out; "
            "leave repeating to the client, which knows what is safe"
        )


def _key(attempt: Send) -> str | None:
    """The idempotency key of an attempt."""
    name = ((attempt.operation.key_header if attempt.operation else None) or KEY_HEADER).lower()
    return next((value for field, value in attempt.headers if field.lower() == name), None)


def _checked(layer: object, method: str, given: Any, kind: Any) -> Any:
    if isinstance(given, kind):
        return given
    names = " or ".join(one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,)))
    raise TypeError(f"{type(layer).__name__}.{method} gave back {type(given).__name__}, not {names}")
