"""
What a call that did not succeed raises.

Pure. The rule: a message names the operation, where it went and what happened, and no secret.
"""

from __future__ import annotations

from typing import Any, NoReturn

import attrs

from warp_client_core import errors, logs
from warp_client_core.attempts import Attempt, SentRequest
from warp_client_core.calls import Call, Safety
from warp_client_core.echoes import unechoed
from warp_client_core.error_bodies import error_from_reply
from warp_client_core.headers import field
from warp_client_core.origins import origin
from warp_client_core.outgoing import KEY_HEADER, Outgoing
from warp_client_core.steps import Ambient, Failed, Outcome, Received, Send


def fail(
    outgoing: Outgoing,
    outcome: Outcome,
    *,
    sent: Send,
    attempts: tuple[Attempt, ...],
    doubtful: bool,
    ambient: Ambient,
) -> NoReturn:
    """
    Raise the error for a call whose last attempt ended like this.

    Args:
        outgoing: The call.
        outcome: How its last attempt ended.
        sent: The request of that attempt.
        attempts: All attempts.
        doubtful: Whether any attempt may have arrived without an answer.
        ambient: Wall clock, for dates in the reply.
    """
    error: errors.WarpError
    if isinstance(outcome, Received):
        error, cause = _answered(outgoing, outcome, attempts, ambient), None
    else:
        error, cause = _unanswered(outgoing, outcome, sent, attempts, doubtful), outcome.error
    logs.call_failed(outgoing.call.operation, error)
    raise error from cause


def _answered(
    outgoing: Outgoing, outcome: Received, attempts: tuple[Attempt, ...], ambient: Ambient
) -> errors.ApiError:
    error = error_from_reply(
        outcome.status_code,
        outcome.headers,
        unechoed(outcome.content, outcome.http_response),
        now=ambient.now(),
        operation_id=outgoing.call.operation_id,
        response=outcome.http_response,
        attempts=attempts,
    )
    error.idempotency_key = outgoing.options.idempotency_key
    return error


def _unanswered(
    outgoing: Outgoing, outcome: Failed, sent: Send, attempts: tuple[Attempt, ...], doubtful: bool
) -> errors.ApiConnectionError:
    name, made = outgoing.call.operation_id, len(attempts)
    scheme, host, port = origin(outgoing.url)
    where = f"{name}: no answer from {scheme}://{host}:{port} after {made} attempt{'s' if made > 1 else ''}"
    why = type(outcome.error).__name__
    if doubtful and outgoing.call.safety in (Safety.UNSAFE, Safety.KEYED):
        return errors.OutcomeUnknownError(
            f"{where} ({why}); the write may have been carried out, look before repeating it",
            operation_id=name,
            idempotency_key=outgoing.options.idempotency_key,
            request=sent_request(outgoing, sent),
            attempts=attempts,
        )
    if outcome.timed_out:
        advice = "raise the timeout or the deadline"
        return errors.ApiTimeoutError(f"{where} in time ({why}); {advice}", operation_id=name, attempts=attempts)
    # What the library says once a request was under way may quote it, headers included.
    said = why if outcome.may_have_arrived else f"{why}: {outcome.error}"
    return errors.ApiConnectionError(f"{where} ({said})", operation_id=name, attempts=attempts)


def sent_request(outgoing: Outgoing, sent: Send) -> SentRequest:
    """What an error may tell of a request."""
    return SentRequest.redacted(
        sent.method,
        sent.url,
        sent.headers,
        body_size=0 if sent.body is None else sent.body.length(),
        key_header=outgoing.call.operation.key_header or KEY_HEADER,
    )


def undecodable(
    call: Call[Any], received: Received, error: errors.ResponseDecodeError, attempts: tuple[Attempt, ...]
) -> errors.ResponseDecodeError:
    """The error for a reply that is not what the API describes, with what is needed to report it."""
    content_type = field(received.headers, "content-type")
    request_id = field(received.headers, "x-request-id")
    return errors.ResponseDecodeError(
        f"{call.operation_id}: the {received.status_code} reply ({content_type or 'no content type'}, "
        f"request {request_id or 'without id'}) is not what the API describes: {error.message}",
        path=error.path,
        status_code=received.status_code,
        content_type=content_type,
        request_id=request_id,
        operation_id=call.operation_id,
        # A reply about the session holds tokens, which must not travel with an error.
        body="" if call.operation.session or _holds_secrets(call) else _shown(error.body, received),
        attempts=attempts,
    )


def _shown(body: str, received: Received) -> str:
    return unechoed(body.encode(errors="surrogatepass"), received.http_response).decode(errors="replace")


def _holds_secrets(call: Call[Any]) -> bool:
    """Whether the reply is of a type with a field that is a secret by its schema; its text must not travel then."""
    from warp_client_core.codec.shapes import models_in, reachable
    from warp_client_core.redact import masked

    kind = getattr(call.operation.reply, "type", None) or getattr(call.operation.reply, "item", None)
    models = [part for model in models_in(kind) for part in reachable(model)]
    return any(field.repr is masked for model in models for field in attrs.fields(model))
