"""
The course of one call, from arguments to reply.

Flows in layers, each a generator around the next: `transmit` sends and repeats, `conclude` decodes and keeps
the session. A further layer (a deadline, a refresh after 401) wraps `transmit` in the same way. The rule:
nothing here does I/O; everything is asked for in the vocabulary of `warp_client_core.steps`.
"""

from __future__ import annotations

from typing import Any, Final, NoReturn, TypeVar

import attrs

from warp_client_core import errors
from warp_client_core.calls import Call, Safety, Session
from warp_client_core.credentials import Credentials
from warp_client_core.error_bodies import error_from_reply
from warp_client_core.headers import field, retry_after
from warp_client_core.options import RequestOptions
from warp_client_core.origins import origin
from warp_client_core.outgoing import Outgoing
from warp_client_core.replies import Decoded
from warp_client_core.retry import RetryPolicy, may_repeat
from warp_client_core.settings import Settings
from warp_client_core.steps import (
    REAL_WORLD,
    Ambient,
    Blocking,
    Failed,
    Outcome,
    Received,
    Sleep,
    Steps,
)
from warp_client_core.tokens import TokenStore
from warp_client_core.values import ApiResponse

T = TypeVar("T")

DEFAULT_POLICY: Final = RetryPolicy()
"""Waits of every call."""


@attrs.frozen(kw_only=True)
class Settled:
    """
    A successful reply, not yet decoded.

    Attributes:
        received: The reply.
        retries_taken: Attempts after the first.
        elapsed: Seconds from the first attempt to now, waits included.
    """

    received: Received
    retries_taken: int
    elapsed: float


def transmit(
    call: Call[Any],
    *,
    settings: Settings,
    credentials: Credentials,
    options: RequestOptions | None = None,
    ambient: Ambient = REAL_WORLD,
    streamed: bool = False,
) -> Steps[Settled]:
    """
    Send a call, again where that is safe and may help, until it succeeds.

    Args:
        call: What to send.
        settings: Settings of the client.
        credentials: Read anew for each attempt.
        options: What the caller changed for this call.
        ambient: Clock, dice and keys.
        streamed: Leave the body of a successful reply unread.

    Raises:
        ApiError: The last reply was not a success.
        OutcomeUnknownError: The call is a write that cannot be repeated, and it may have arrived.
        ApiTimeoutError, ApiConnectionError: No reply arrived.
    """
    started = ambient.clock()
    outgoing = _outgoing(call, settings, options or RequestOptions(), ambient, streamed)
    retries, waited, doubtful = 0, 0.0, False
    while True:
        outcome: Outcome = yield outgoing.attempt(credentials, retries=retries)
        if isinstance(outcome, Received) and outcome.is_success:
            return Settled(received=outcome, retries_taken=retries, elapsed=ambient.clock() - started)
        doubtful = doubtful or (isinstance(outcome, Failed) and outcome.may_have_arrived)
        pause = _pause(outgoing, outcome, retries, waited, ambient)
        if pause is None:
            _raise(outgoing, outcome, retries, doubtful, ambient)
        yield Sleep(pause)
        retries, waited = retries + 1, waited + pause


def conclude(
    call: Call[T], steps: Steps[Settled], *, credentials: Credentials, store: TokenStore, ambient: Ambient = REAL_WORLD
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

    Raises:
        ResponseDecodeError: The reply is not what the API describes.
    """
    identity = credentials.identity
    try:
        settled = yield from steps
        data, meta = _decoded(call, settled.received)
        sent_at = ambient.now().timestamp() - settled.elapsed
        yield from _session(call, data, credentials=credentials, store=store, sent_at=sent_at, identity=identity)
    finally:
        if call.operation.session is Session.CLOSES:
            # Not a step: a cancelled flow may not yield any more.
            credentials.close()
            store.clear()
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


def with_options_query(call: Call[T], options: RequestOptions | None) -> tuple[Call[T], RequestOptions]:
    """
    The call with the query of the options taken in, and the options without it.

    A driver does this once, so that following a list does not set the page number back.
    """
    options = options or RequestOptions()
    if options.query is None:
        return call, options
    return call.with_query(**options.query), attrs.evolve(options, query=None)


def _outgoing(
    call: Call[Any], settings: Settings, options: RequestOptions, ambient: Ambient, streamed: bool
) -> Outgoing:
    call, options = with_options_query(call, options)
    key = options.idempotency_key
    if key is None and call.safety is Safety.KEYED:
        key = ambient.new_key()
    return Outgoing(call=call, settings=settings, options=options, idempotency_key=key, streamed=streamed)


def _pause(outgoing: Outgoing, outcome: Outcome, retries: int, waited: float, ambient: Ambient) -> float | None:
    """Seconds to wait before the next attempt; None when there is to be none."""
    allowed = outgoing.options.max_retries
    if retries >= (outgoing.settings.max_retries if allowed is None else allowed):
        return None
    if not may_repeat(outgoing.call, outcome):
        return None
    hint = retry_after(outcome.headers, now=ambient.now()) if isinstance(outcome, Received) else None
    pause = DEFAULT_POLICY.delay(retries + 1, chance=ambient.chance(), hint=hint)
    return pause if waited + pause <= DEFAULT_POLICY.budget else None


def _raise(outgoing: Outgoing, outcome: Outcome, retries: int, doubtful: bool, ambient: Ambient) -> NoReturn:
    name = outgoing.call.operation_id
    if isinstance(outcome, Received):
        raise error_from_reply(
            outcome.status_code,
            outcome.headers,
            outcome.content,
            now=ambient.now(),
            operation_id=name,
            response=outcome.http_response,
        )
    scheme, host, port = origin(outgoing.url)
    where = f"{name}: no answer from {scheme}://{host}:{port} after {retries + 1} attempt{'s' if retries else ''}"
    why = type(outcome.error).__name__
    if doubtful and outgoing.call.safety in (Safety.UNSAFE, Safety.KEYED):
        raise errors.OutcomeUnknownError(
            f"{where} ({why}); the write may have been carried out, look before repeating it",
            operation_id=name,
            idempotency_key=outgoing.idempotency_key,
        ) from outcome.error
    if outcome.timed_out:
        raise errors.ApiTimeoutError(
            f"{where} in time ({why}); raise the timeout", operation_id=name
        ) from outcome.error
    # What the library says once a request was under way may quote it, headers included.
    said = why if outcome.may_have_arrived else f"{why}: {outcome.error}"
    raise errors.ApiConnectionError(f"{where} ({said})", operation_id=name) from outcome.error


def _decoded(call: Call[Any], received: Received) -> Decoded:
    try:
        return call.reply.decode(received.content, received.headers)
    except errors.ResponseDecodeError as error:
        content_type = field(received.headers, "content-type")
        request_id = field(received.headers, "x-request-id")
        raise errors.ResponseDecodeError(
            f"{call.operation_id}: the {received.status_code} reply ({content_type or 'no content type'}, "
            f"request {request_id or 'without id'}) is not what the API describes: {error.message}",
            path=error.path,
            status_code=received.status_code,
            content_type=content_type,
            request_id=request_id,
            operation_id=call.operation_id,
            # A reply about the session holds tokens, which must not travel with an error.
            body="" if call.operation.session else error.body,
        ) from error.__cause__


def _session(
    call: Call[Any], data: Any, *, credentials: Credentials, store: TokenStore, sent_at: float, identity: int
) -> Steps[None]:
    """Take the tokens that a reply about the session holds."""
    session, access = call.operation.session, getattr(data, "access_token", None)
    if session not in (Session.OPENS, Session.RENEWS) or not access:
        return
    refresh, lifetime = getattr(data, "refresh_token", None), getattr(data, "expires_in", None)
    expires_at = sent_at + lifetime if isinstance(lifetime, (int, float)) else None
    if session is Session.OPENS:
        credentials.open(access, refresh, expires_at=expires_at)
    elif not credentials.renew(access, refresh, expires_at=expires_at, identity=identity):
        return
    tokens = credentials.tokens
    yield Blocking(lambda: store.save(tokens))
