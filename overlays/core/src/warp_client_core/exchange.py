"""
The course of one call, from arguments to reply.

Flows in layers, each a generator around the next: `transmit` sends and repeats, `conclude` decodes and keeps
the session. A further layer (a refresh after 401) wraps `transmit` in the same way. The rule: nothing here does
I/O; everything is asked for in the vocabulary of `warp_client_core.steps`.
"""

from __future__ import annotations

from typing import Any, Final, TypeVar

import attrs

from warp_client_core import errors, logs
from warp_client_core.attempts import Attempt
from warp_client_core.bodies import is_streamed
from warp_client_core.calls import Call, Safety
from warp_client_core.credentials import Credentials
from warp_client_core.drift import Watch
from warp_client_core.headers import field, retry_after
from warp_client_core.options import Begun, CallOptions, RequestOptions
from warp_client_core.outgoing import Authority, Outgoing
from warp_client_core.replies import Decoded
from warp_client_core.retry import RetryBudget, delay, may_repeat
from warp_client_core.settings import Settings
from warp_client_core.steps import (
    REAL_WORLD,
    Ambient,
    Failed,
    Outcome,
    Received,
    Sleep,
    Steps,
)
from warp_client_core.tokens import TokenStore
from warp_client_core.values import ApiResponse, ResponseMeta

T = TypeVar("T")

MAX_REDIRECTS: Final = 5
"""Redirects within the origin that one attempt follows."""

WEEK: Final = 604_800.0
"""Seconds that an upload may take where no deadline is set; ``timeout`` ends it when nothing moves."""

_PASSED: Final = "the deadline of the call has passed, so this attempt was not sent"

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


class Settled:
    """
    A successful reply, not yet decoded.

    Attributes:
        received: The reply.
        retries_taken: Attempts after the first.
        elapsed: Seconds from the first attempt to now, waits included.
        failed: The attempts before it.
        last: Seconds that the last attempt took, and those slept before it.
    """

    __slots__ = ("elapsed", "failed", "last", "received", "retries_taken")

    def __init__(
        self,
        received: Received,
        retries_taken: int,
        elapsed: float,
        failed: tuple[Attempt, ...] = (),
        last: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        self.received = received
        self.retries_taken = retries_taken
        self.elapsed = elapsed
        self.failed = failed
        self.last = last

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """All attempts, the last one included."""
        elapsed, wait = self.last
        return (*self.failed, _record(self.received, number=self.retries_taken + 1, elapsed=elapsed, wait=wait))


def begun(call: Call[T], options: CallOptions, settings: Settings, ambient: Ambient) -> tuple[Call[T], Begun]:
    """
    The call and its options as they hold from now on: the query of the options is taken into the call, so that
    following a list does not set the page number back, and the deadline starts.

    Args:
        call: What is about to be sent.
        options: As the caller wrote them; those of a call that has begun are given back as they are.
        settings: Settings of the client.
        ambient: Clock.

    Raises:
        TypeError: The options are something else.
    """
    if options is None or isinstance(options, RequestOptions):
        if options is not None and options.query is not None:
            call, options = call.with_query(**options.query), attrs.evolve(options, query=None)
        started = Begun(options, timeout=settings.timeout, max_retries=settings.max_retries, started=ambient.clock())
        if started.idempotency_key is None and call.operation.safety is Safety.KEYED:
            started.idempotency_key = ambient.new_key()
        if is_streamed(call.body) and (options is None or options.deadline is None):
            started.expires = ambient.clock() + WEEK
        return call, started
    if not isinstance(options, Begun):
        raise TypeError(f"options must be a RequestOptions, not {type(options).__name__}")
    return call, options


def transmit(
    call: Call[Any],
    *,
    settings: Settings,
    credentials: Authority,
    options: CallOptions = None,
    budget: RetryBudget | None = None,
    ambient: Ambient = REAL_WORLD,
    streamed: bool = False,
) -> Steps[Settled]:
    """
    Send a call, again where that is safe and may help, until it succeeds or its deadline has passed.

    Args:
        call: What to send.
        settings: Settings of the client.
        credentials: Read anew for each attempt.
        options: What the caller changed for this call.
        budget: Pays for retries; a budget of its own by default.
        ambient: Clock, dice and keys.
        streamed: Leave the body of a successful reply unread.

    Raises:
        ApiError: The last reply was not a success.
        OutcomeUnknownError: The call is a write that cannot be repeated, and it may have arrived.
        ApiTimeoutError, ApiConnectionError: No reply arrived.
        ResponseDecodeError: A reply is too large, or its compression is broken.
    """
    call, options = begun(call, options, settings, ambient)
    outgoing = Outgoing(call, settings, options, streamed=streamed)
    budget = budget or RetryBudget()
    clock = ambient.clock
    started = clock()
    attempts: tuple[Attempt, ...] = ()
    retries, redirects, pause, paid, doubtful = 0, 0, 0.0, 0, False
    while True:
        sent_at = clock()
        left = options.expires - sent_at
        send = outgoing.attempt(credentials, retries=retries, left=left)
        outcome: Outcome = (yield send) if left > 0 else Failed(TimeoutError(_PASSED), False, timed_out=True)
        ended = clock()
        logs.attempt_ended(send, outcome, ended - sent_at)
        if isinstance(outcome, Received):
            if outcome.is_success:
                budget.succeed(paid)
                return Settled(outcome, retries, ended - started, attempts, (ended - sent_at, pause))
            if outcome.status_code in _REDIRECTS and redirects < MAX_REDIRECTS and outgoing.redirected(outcome.headers):
                redirects += 1
                continue
        else:
            doubtful = doubtful or outcome.may_have_arrived
        attempts += (_record(outcome, number=retries + 1, elapsed=ended - sent_at, wait=pause),)
        planned = _pause(outgoing, outcome, retries, ambient)
        paid = 0 if planned is None else budget.spend(outcome)
        if planned is None or not paid:
            from warp_client_core.failures import fail

            fail(outgoing, outcome, sent=send, attempts=attempts, doubtful=doubtful, ambient=ambient)
        pause = planned
        logs.retrying(send, outcome, pause)
        yield Sleep(pause)
        retries, redirects = retries + 1, 0


def conclude(
    call: Call[T],
    steps: Steps[Settled],
    *,
    credentials: Credentials,
    store: TokenStore,
    ambient: Ambient = REAL_WORLD,
    watch: Watch | None = None,
) -> Steps[ApiResponse[T]]:
    """
    Decode the reply that the steps end with, and let the session follow it.

    An operation that opens or renews the session has its tokens taken and stored; one that closes it has them
    dropped in all cases, also when it fails or is cancelled.

    Args:
        call: What the steps send.
        steps: `transmit`, or a layer around it.
        credentials: The credentials to change.
        store: Where tokens are kept.
        ambient: Wall clock, for the lifetime of tokens.
        watch: Notes what the reply holds and the API does not describe.

    Raises:
        ResponseDecodeError: The reply is not what the API describes.
    """
    session = call.operation.session
    if session is None:
        settled = yield from steps
        data, meta = decoded(call, settled, watch)
    else:
        from warp_client_core.sessions import in_session

        settled, (data, meta) = yield from in_session(call, steps, credentials, store, ambient)
    return answered(settled, data, meta)


def answered(settled: Settled, data: Any, meta: ResponseMeta | None) -> ApiResponse[Any]:
    """What callers get for a reply."""
    received = settled.received
    return ApiResponse(
        data=data,
        meta=meta,
        status_code=received.status_code,
        headers=received.headers,
        request_id=field(received.headers, "x-request-id") or (meta.request_id if meta else None),
        elapsed=settled.elapsed,
        retries_taken=settled.retries_taken,
        http_response=received.http_response,
    )


def _pause(outgoing: Outgoing, outcome: Outcome, retries: int, ambient: Ambient) -> float | None:
    """Seconds to wait before the next attempt; None when there is to be none."""
    if retries >= outgoing.options.max_retries or not may_repeat(outgoing.call, outcome):
        return None
    hint = None
    if isinstance(outcome, Received):
        hint = retry_after(outcome.headers, now=ambient.now(), limited=outcome.status_code == 429)
    pause = delay(retries + 1, chance=ambient.chance(), hint=hint)
    return pause if ambient.clock() + pause < outgoing.options.expires else None


def _record(outcome: Outcome, *, number: int, elapsed: float, wait: float) -> Attempt:
    if isinstance(outcome, Received):
        return Attempt(number, status_code=outcome.status_code, elapsed=elapsed, wait=wait)
    return Attempt(number, failure=type(outcome.error).__name__, elapsed=elapsed, wait=wait)


def decoded(call: Call[Any], settled: Settled, watch: Watch | None) -> Decoded:
    """
    The payload and meta of a successful reply.

    Raises:
        ResponseDecodeError: The reply is not what the API describes; the error tells all about it.
    """
    received = settled.received
    try:
        if received.fault is not None:
            raise received.fault
        reply = call.operation.reply
        if reply.varies:
            reply = reply.chosen(received.status_code)
        return reply.decode(received.content, received.headers, watch)
    except errors.ResponseDecodeError as error:
        described = undecodable(call, settled, error)
        logs.call_failed(call.operation, described)
        raise described from error.__cause__


def undecodable(call: Call[Any], settled: Settled, error: errors.ResponseDecodeError) -> errors.ResponseDecodeError:
    """The error for a reply that cannot be read, with what is needed to report it."""
    # What tells of failures is loaded with the first of them.
    from warp_client_core import failures

    return failures.undecodable(call, settled.received, error, settled.attempts)
