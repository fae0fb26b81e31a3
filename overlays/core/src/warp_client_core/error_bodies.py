"""
Turns an error reply into the right error, whatever shape its body has.

Gateways, proxies and services behind the same address each have a shape of their own. The rule: reading never
fails, because an unreadable body must not hide the status that came with it.

Shapes read: flat ``{code, message, details, request_id}``; nested ``{success, error: {...}}``; lists
``{errors: [{code, message, field}]}``; NetSuite ``{title, status, "o:errorDetails": [...]}`` (Oracle help,
"Error Handling and Error Codes"); OAuth ``{error, error_description}`` (RFC 6749, 5.2); anything else.
"""

from __future__ import annotations

import http
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import attrs

from warp_client_core import errors
from warp_client_core.errors import UNKNOWN_ERROR, ApiError
from warp_client_core.headers import field, retry_after

MESSAGE_LIMIT: Final = 500
"""Longest message kept, in characters; the rest is in the reply itself."""


_CLASSES: Final[Mapping[int, type[ApiError]]] = {
    400: errors.BadRequestError,
    401: errors.AuthenticationError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
    409: errors.ConflictError,
    422: errors.UnprocessableEntityError,
    429: errors.RateLimitError,
}


@attrs.frozen
class ErrorFacts:
    """What an error body says: a machine code, a text for people, free details, the id of the request."""

    code: str = UNKNOWN_ERROR
    message: str | None = None
    details: dict[str, Any] = attrs.field(factory=dict)
    request_id: str | None = None


def error_from_reply(
    status_code: int,
    headers: Mapping[str, str],
    content: bytes,
    *,
    now: datetime | None = None,
    operation_id: str | None = None,
    response: object = None,
) -> ApiError:
    """
    The error for a reply that is not a success, ready to be raised.

    Args:
        status_code: Any status outside 200..299.
        headers: Header fields of the reply, names in any case.
        content: The whole body, decompressed.
        now: Aware time at which the reply arrived, for a ``Retry-After`` date when the reply has no ``Date``.
        operation_id: Operation that was called.
        response: The HTTP library's reply, kept as it is.
    """
    facts = read_error_body(content)
    kind = errors.ServerError if status_code >= 500 else _CLASSES.get(status_code, ApiError)
    return kind(
        facts.message or _default_message(status_code, headers, content),
        status_code=status_code,
        code=facts.code,
        details=facts.details,
        request_id=facts.request_id or field(headers, "x-request-id"),
        operation_id=operation_id,
        response=response,
        retry_after=retry_after(headers, now=now),
    )


def _default_message(status_code: int, headers: Mapping[str, str], content: bytes) -> str:
    """What to say when the body says nothing: never the body itself, which may hold anything."""
    if 300 <= status_code < 400:
        return "the server redirects elsewhere and redirects are not followed; check base_url"
    try:
        phrase = http.HTTPStatus(status_code).phrase
    except ValueError:
        phrase = f"HTTP status {status_code}"
    if not content:
        return f"{phrase} (the reply has no body)"
    return f"{phrase} (the reply explains nothing, content type {field(headers, 'content-type') or 'not given'})"


def read_error_body(content: bytes) -> ErrorFacts:
    """
    The facts in an error body; all defaults when it is empty, HTML, broken JSON or of an unknown shape.

    Args:
        content: The whole body, decompressed.
    """
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return ErrorFacts()
    if not isinstance(body, Mapping):
        return ErrorFacts()
    facts = _shape(body)
    return attrs.evolve(facts, request_id=facts.request_id or _text(body.get("request_id")))


def _shape(body: Mapping[str, Any]) -> ErrorFacts:
    netsuite, error, errors = body.get("o:errorDetails"), body.get("error"), body.get("errors")
    if isinstance(netsuite, list):
        return _netsuite(body, netsuite)
    if isinstance(error, Mapping):
        return _flat(error)
    if isinstance(error, str):
        return _oauth(body, error)
    if isinstance(errors, list) and not body.get("code"):
        return _listed(body, errors)
    return _flat(body)


def _flat(body: Mapping[str, Any]) -> ErrorFacts:
    # Google writes a number in ``code`` and its machine code in ``status``.
    code = _text(body.get("code")) or _text(body.get("status")) or UNKNOWN_ERROR
    details = body.get("details")
    if isinstance(details, list):
        details = {"errors": details}
    if not isinstance(details, Mapping):
        known = {"code", "message", "details", "request_id", "success"}
        details = {key: value for key, value in body.items() if key not in known}
    return ErrorFacts(code, _text(body.get("message")), dict(details), _text(body.get("request_id")))


def _listed(body: Mapping[str, Any], errors: list[Any]) -> ErrorFacts:
    first = next((entry for entry in errors if isinstance(entry, Mapping)), {})
    message = _text(first.get("message")) or _text(body.get("message"))
    return ErrorFacts(_text(first.get("code")) or UNKNOWN_ERROR, message, {"errors": errors})


def _netsuite(body: Mapping[str, Any], entries: list[Any]) -> ErrorFacts:
    first = next((entry for entry in entries if isinstance(entry, Mapping)), {})
    code = _text(first.get("o:errorCode")) or _text(body.get("o:errorCode")) or UNKNOWN_ERROR
    message = _text(first.get("detail")) or _text(body.get("title"))
    return ErrorFacts(code, message, {"title": body.get("title"), "errors": entries})


def _oauth(body: Mapping[str, Any], error: str) -> ErrorFacts:
    known = {"error", "error_description"}
    details = {key: value for key, value in body.items() if key not in known}
    message = _text(body.get("error_description")) or _text(body.get("message"))
    return ErrorFacts(_text(error) or UNKNOWN_ERROR, message, details)


def _text(value: object) -> str | None:
    """One line of text, or None. Line breaks go, so that a server cannot forge lines in a log."""
    if not isinstance(value, str):
        return None
    return " ".join(value.split())[:MESSAGE_LIMIT] or None
