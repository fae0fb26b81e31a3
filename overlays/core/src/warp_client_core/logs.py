"""
What the runtime tells the standard ``logging`` module, under ``warp_client_core``.

=============================  =======  ====================================================
``warp_client_core.attempts``  DEBUG    an attempt ended, with a reply or without
``warp_client_core.calls``     INFO     a call is tried again; a call failed
``warp_client_core.tokens``    INFO     a token was not renewed; the present one is used on
``warp_client_core.tokens``    WARNING  a session is about to end; a hook of the caller's failed
``warp_client_core.drift``     WARNING  the platform sent something that is not described
=============================  =======  ====================================================

The rule: a record holds what is named in `Fields` and nothing else. URLs, header fields, bodies, and what servers or
libraries say about an error are no part of it, because any of them may hold a secret. Each record carries the same
fields as ``record.warp``, for formatters that write JSON. Nothing is configured here; an application that configures
nothing sees nothing.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, Required, TypedDict

from warp_client_core.headers import field
from warp_client_core.steps import Outcome, Received, Send

if TYPE_CHECKING:
    import logging

    from warp_client_core.calls import Operation

ROOT: Final = "warp_client_core"
"""Name of the logger above all others of this package."""

_DEBUG, _INFO, _WARNING = 10, 20, 30
_PLAIN: Final = r"[A-Za-z0-9._:$\[\]-]{1,128}"
_EVENT: Final = r"[a-z0-9_]{1,40}\.(started|complete|failed)"
_LIBRARIES: Final = ("httpx", "httpx2", "httpcore", "httpcore2", "hpack", "h2", "websockets", "aiohttp")
"""Their loggers, and those below them, quote URLs or header fields."""


class Fields(TypedDict, total=False):
    """
    Everything that a record may say.

    Attributes:
        operation: Id of the operation, such as ``get_trunk``.
        method: HTTP method.
        route: Path of the operation with ``{names}`` in place of values; empty for a path that the API does not
            describe.
        attempt: Number of the attempt, from 1.
        status: HTTP status of the reply.
        failure: Class of the error, such as ``ReadTimeout`` or ``NotFoundError``.
        seconds: How long the attempt took.
        wait: Seconds until the next attempt.
        request_id: Id of the request, as the server gave it; ``?`` when it holds unusual characters.
        place: The model and field, or the enum, that drifted.
    """

    operation: Required[str]
    method: str
    route: str
    attempt: int
    status: int
    failure: str
    seconds: float
    wait: float
    request_id: str
    place: str


def attempt_ended(sent: Send, outcome: Outcome, seconds: float) -> None:
    """
    Tell how an attempt ended.

    Args:
        sent: The request.
        outcome: How it ended.
        seconds: How long it took.
    """
    log = _logger("attempts")
    if not log.isEnabledFor(_DEBUG):
        return
    fields = _ended(sent, outcome)
    fields["seconds"] = round(seconds, 6)
    log.debug("%s: attempt %d: %s after %.3f s%s", *_shown(fields), seconds, _id(fields), extra={"warp": fields})


def retrying(sent: Send, outcome: Outcome, wait: float) -> None:
    """
    Tell that another attempt follows.

    Args:
        sent: The request that did not succeed.
        outcome: How it ended.
        wait: Seconds until the next attempt.
    """
    log = _logger("calls")
    if not log.isEnabledFor(_INFO):
        return
    fields = _ended(sent, outcome)
    fields["wait"] = round(wait, 6)
    log.info(
        "%s: attempt %d: %s; the next follows in %.3f s%s", *_shown(fields), wait, _id(fields), extra={"warp": fields}
    )


def call_failed(operation: Operation[Any], error: Exception) -> None:
    """
    Tell that a call ends with an error.

    Args:
        operation: What was called.
        error: What the caller gets.
    """
    log = _logger("calls")
    if not log.isEnabledFor(_INFO):
        return
    fields = _about(operation)
    fields["failure"] = plain(type(error).__name__)
    fields["attempt"] = len(getattr(error, "attempts", ()))
    if (status := getattr(error, "status_code", None)) is not None:
        fields["status"] = status
    if (request_id := getattr(error, "request_id", None)) is not None:
        fields["request_id"] = plain(request_id)
    log.info(
        "%s: failed with %s at attempt %d%s",
        fields["operation"],
        fields["failure"],
        fields["attempt"],
        _id(fields),
        extra={"warp": fields},
    )


def renewal_failed(error: Exception) -> None:
    """
    Tell that an access token was not renewed, or not kept, and that the calls go on.

    Args:
        error: Why; only its class is told.
    """
    log = _logger("tokens")
    if log.isEnabledFor(_INFO):
        failure = plain(type(error).__name__)
        fields = Fields(operation="renewal", failure=failure)
        log.info("the access token was not renewed: %s", failure, extra={"warp": fields})


def session_ending(left: float) -> None:
    """
    Tell that no renewal prolongs a session, and that it is about to end.

    Args:
        left: Seconds until then.
    """
    log = _logger("tokens")
    if log.isEnabledFor(_WARNING):
        fields = Fields(operation="renewal", seconds=round(left))
        log.warning(
            "the session ends in %.1f hours unless the user signs in again", left / 3600, extra={"warp": fields}
        )


def hook_failed(name: str, error: Exception) -> None:
    """
    Tell that a hook of the caller's raised, and that the calls go on.

    Args:
        name: The argument that it was passed as.
        error: What it raised; only its class is told.
    """
    log = _logger("tokens")
    if log.isEnabledFor(_WARNING):
        failure = plain(type(error).__name__)
        fields = Fields(operation=name, failure=failure)
        log.warning("%s raised %s", name, failure, extra={"warp": fields})


def drift_seen(operation_id: str, place: str) -> None:
    """
    Tell of something that the API does not describe; once for each place is enough.

    Args:
        operation_id: What was called.
        place: Where it is: ``Trunk.newField``, or the name of an enum. Never a value.
    """
    log = _logger("drift")
    if not log.isEnabledFor(_WARNING):
        return
    place = plain(place)
    fields = Fields(operation=operation_id, place=place)
    log.warning("%s: the reply holds more than is described: %s", operation_id, place, extra={"warp": fields})


def redacting_filter() -> Callable[[logging.LogRecord], bool]:
    """
    A filter that takes secrets out of what HTTP libraries log; for handlers: ``handler.addFilter(...)``.

    The libraries log URLs with their queries (``httpx``, at INFO) and header fields (``httpcore``, ``hpack`` and
    ``websockets``, at DEBUG). Of their records this leaves the name of the event, or method, origin and status. A
    filter on a logger is not asked about the loggers below it, hence the handler. Records of everybody else pass
    as they are. The record itself is changed, so that handlers which come later do not see more.
    """
    return _redact


def _redact(record: logging.LogRecord) -> bool:
    if record.name.partition(".")[0] in _LIBRARIES:
        record.msg, record.args = _redacted(str(record.msg), record.args)
        record.exc_info = record.exc_text = record.stack_info = None
    return True


def _redacted(text: str, values: Any) -> tuple[str, tuple[object, ...]]:
    if text.startswith("HTTP Request: ") and isinstance(values, tuple) and len(values) == 5:
        from warp_client_core.origins import origin

        with contextlib.suppress(ValueError):
            scheme, host, port = origin(str(values[1]))
            return "HTTP Request: %s %s://%s:%s/... %s", (str(values[0]), scheme, host, port, str(values[3]))
    event = re.match(_EVENT, text)
    return (f"{event.group()} (redacted)" if event else "(redacted)"), ()


@functools.cache
def _logger(name: str) -> logging.Logger:
    # Five modules, which a program that sends nothing need not load.
    import logging

    root = logging.getLogger(ROOT)
    if not any(isinstance(handler, logging.NullHandler) for handler in root.handlers):
        # Else a warning goes to stderr in programs that never asked for logs.
        root.addHandler(logging.NullHandler())
    return root.getChild(name)


def _about(operation: Operation[Any]) -> Fields:
    return Fields(operation=operation.id, method=operation.method, route=operation.path)


def _ended(sent: Send, outcome: Outcome) -> Fields:
    fields = Fields(operation="-", method=sent.method, route="") if sent.operation is None else _about(sent.operation)
    fields["attempt"] = sent.number
    if isinstance(outcome, Received):
        fields["status"] = outcome.status_code
        if (request_id := field(outcome.headers, "x-request-id")) is not None:
            fields["request_id"] = plain(request_id)
    else:
        fields["failure"] = plain(type(outcome.error).__name__)
    return fields


def _shown(fields: Fields) -> tuple[object, ...]:
    target = f"{fields.get('method')} {fields.get('route')}".rstrip()
    return f"{fields['operation']} ({target})", fields.get("attempt"), fields.get("status", fields.get("failure"))


def _id(fields: Fields) -> str:
    return f" (request {fields['request_id']})" if "request_id" in fields else ""


def plain(text: str) -> str:
    """The text, or ``?`` when it is longer than an id or holds what an id does not."""
    return text if re.fullmatch(_PLAIN, text) else "?"
