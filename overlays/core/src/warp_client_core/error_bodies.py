"""
Turns an error reply into the right error, whatever shape its body has.

Gateways, proxies and services behind the same address each have a shape of their own. The rule: reading never
fails, because an unreadable body must not hide the status that came with it; and what is kept is bounded in
length and depth, so that the error can be logged, pickled and sent elsewhere.

Shapes read: flat ``{code, message, details, request_id}``; nested ``{success, error: {...}}``; lists
``{errors: [{code, message, field}]}`` or the bare list; problem details ``{title, detail, ...}`` (RFC 9457); NetSuite
``{title, status, "o:errorDetails": [...]}`` (Oracle help, "Error Handling and Error Codes"); OAuth
``{error, error_description}`` (RFC 6749, 5.2); anything else. A code that the body does not name may stand in
``WWW-Authenticate`` (RFC 6750, 3).
"""

from __future__ import annotations

import http
import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

import attrs

from warp_client_core import errors
from warp_client_core.errors import UNKNOWN_ERROR, ApiError, Attempt
from warp_client_core.headers import field, retry_after
from warp_client_core.redact import one_line

MESSAGE_LIMIT: Final = 500
"""Longest message kept, in characters; the rest is in the reply itself."""

WORD_LIMIT: Final = 128
"""Longest code or id kept, in characters."""

FIELD_LIMIT: Final = 64
"""Longest name of a field shown, in characters."""

BODY_LIMIT: Final = 1_048_576
"""Longest body that is read, in bytes; whatever is longer was not written for people."""

DEPTH_LIMIT: Final = 32
"""Deepest nesting kept in details; deeper, pickling and copying would fail."""

_MESSAGES: Final = ("message", "error_description", "detail", "title")
_CODES: Final = ("code", "error_code", "errorCode", "o:errorCode", "status")
_IDS: Final = ("request_id", "requestId")
_FIELDS: Final = ("field", "o:errorPath", "o:errorQueryParam", "o:errorHeader", "o:errorUrl")
_CHALLENGE: Final = re.compile(r"""[\s,]error="([a-z_]{1,60})\"""")
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_LATIN: Final = re.compile(r"charset=\"?(iso-8859-(?:1[013-6]?|[2-9])|windows-125[0-8])\b", re.I)

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
    attempts: Iterable[Attempt] = (),
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
        attempts: The requests that were sent, the last one included.
    """
    facts = read_error_body(content, content_type=field(headers, "content-type"))
    kind = errors.ServerError if 500 <= status_code < 600 else _CLASSES.get(status_code, ApiError)
    return kind(
        facts.message or _default_message(status_code, headers, content),
        status_code=status_code,
        code=_challenged(headers) if facts.code == UNKNOWN_ERROR else facts.code,
        details=facts.details,
        request_id=facts.request_id or one_line(field(headers, "x-request-id"), WORD_LIMIT),
        operation_id=operation_id,
        response=response,
        retry_after=retry_after(headers, now=now, limited=status_code == 429),
        attempts=attempts,
    )


def read_error_body(content: bytes, *, content_type: str | None = None) -> ErrorFacts:
    """
    The facts in an error body; all defaults when it is empty, HTML, broken JSON, too long or of an unknown shape.

    Args:
        content: The whole body, decompressed.
        content_type: What the reply claims to be; only its charset counts, and only when the body is not UTF-8.
    """
    body = _parsed(content, content_type or "")
    if isinstance(body, str):
        return ErrorFacts(message=one_line(body, MESSAGE_LIMIT))
    if isinstance(body, list):
        return _listed({}, _bounded(body))
    if not isinstance(body, dict):
        return ErrorFacts()
    body = _bounded(body)
    facts = _shape(body)
    return attrs.evolve(
        facts, request_id=facts.request_id or _first(body, _IDS) or _first(_mapping(body, "meta"), _IDS)
    )


def faulty_fields(listed: object) -> list[str]:
    """
    Names of at most five fields that a validation error is about; never their values.

    Args:
        listed: ``details["errors"]``: a list of objects that name a field, or a mapping by name.
    """
    if isinstance(listed, Mapping):
        names = [one_line(name, FIELD_LIMIT) for name in listed]
    else:
        entries = [entry for entry in listed if isinstance(entry, Mapping)] if isinstance(listed, list) else []
        names = [_first(entry, _FIELDS, FIELD_LIMIT) or _location(entry.get("loc")) for entry in entries]
    return [name for name in names if name][:5]


def _location(path: object) -> str | None:
    """``["body", "sip", 0, "host"]``, as FastAPI writes it, in one word."""
    if not isinstance(path, list):
        return None
    return one_line(".".join(str(step) for step in path if isinstance(step, (str, int))), FIELD_LIMIT)


def _challenged(headers: Mapping[str, str]) -> str:
    """The error that a challenge names, such as ``invalid_token``."""
    found = _CHALLENGE.search((field(headers, "www-authenticate") or "")[:BODY_LIMIT])
    return found[1] if found else UNKNOWN_ERROR


def _default_message(status_code: int, headers: Mapping[str, str], content: bytes) -> str:
    """What to say when the body says nothing: never the body itself, which may hold anything."""
    if status_code in _REDIRECTS:
        return "the server redirects elsewhere and that is not followed; check base_url"
    try:
        phrase = http.HTTPStatus(status_code).phrase
    except ValueError:
        phrase = f"HTTP status {status_code}"
    if not content:
        return f"{phrase} (the reply has no body)"
    media_type = one_line(field(headers, "content-type"), WORD_LIMIT)
    if len(content) > BODY_LIMIT:
        return (
            f"{phrase} (the reply has {len(content)} bytes and was not read, content type {media_type or 'not given'})"
        )
    return f"{phrase} (the reply explains nothing, content type {media_type or 'not given'})"


def _parsed(content: bytes, content_type: str) -> Any:
    """The body as JSON; None when it is not, or is too long or too deep to be read."""
    if not content or len(content) > BODY_LIMIT:
        return None
    try:
        return json.loads(content, parse_constant=str)
    except UnicodeDecodeError:
        # Only these charsets: others of Python's may fail, warn or take for ever, and the server chooses.
        declared = _LATIN.search(content_type)
        text = content.decode(declared[1] if declared else "utf-8", "replace")
    except (ValueError, RecursionError):
        return None
    try:
        return json.loads(text, parse_constant=str)
    except (ValueError, RecursionError):
        return None


def _bounded(value: Any, levels: int = DEPTH_LIMIT) -> Any:
    """The value; what is nested too deeply is empty."""
    if isinstance(value, dict):
        return {key: _bounded(item, levels - 1) for key, item in value.items()} if levels > 1 else {}
    if isinstance(value, list):
        return [_bounded(item, levels - 1) for item in value] if levels > 1 else []
    return value


def _shape(body: Mapping[str, Any]) -> ErrorFacts:
    netsuite, error, listed = body.get("o:errorDetails"), body.get("error"), body.get("errors")
    if isinstance(netsuite, list):
        return _netsuite(body, netsuite)
    if isinstance(error, Mapping):
        facts = _shape(error)
        return facts if facts.message else attrs.evolve(facts, message=_first(body, _MESSAGES, MESSAGE_LIMIT))
    if isinstance(error, str):
        return _oauth(body, error)
    if isinstance(error, list):
        return _listed(body, error)
    if isinstance(listed, list) and not body.get("code"):
        return _listed(body, listed)
    return _flat(body)


def _flat(body: Mapping[str, Any]) -> ErrorFacts:
    details = body.get("details") or body.get("detail")
    if isinstance(details, list):
        details = {"errors": details}
    if not isinstance(details, Mapping):
        known = {"code", "message", "request_id", "success", *(() if details else ("details",))}
        details = {key: value for key, value in body.items() if key not in known}
    return ErrorFacts(_code(body), _first(body, _MESSAGES, MESSAGE_LIMIT), dict(details), _first(body, _IDS))


def _listed(body: Mapping[str, Any], entries: list[Any]) -> ErrorFacts:
    first = _first_entry(entries)
    texts = (one_line(entry, MESSAGE_LIMIT) for entry in entries)
    message = (
        _first(first, _MESSAGES, MESSAGE_LIMIT)
        or _first(body, _MESSAGES, MESSAGE_LIMIT)
        or next(filter(None, texts), None)
    )
    return ErrorFacts(_code(first), message, {"errors": entries})


def _netsuite(body: Mapping[str, Any], entries: list[Any]) -> ErrorFacts:
    first = _first_entry(entries)
    code = _first(first, ("o:errorCode",)) or _first(body, ("o:errorCode",)) or UNKNOWN_ERROR
    message = one_line(first.get("detail"), MESSAGE_LIMIT) or one_line(body.get("title"), MESSAGE_LIMIT)
    return ErrorFacts(code, message, {"title": body.get("title"), "errors": entries})


def _oauth(body: Mapping[str, Any], error: str) -> ErrorFacts:
    known = {"error", "error_description"}
    details = {key: value for key, value in body.items() if key not in known}
    return ErrorFacts(one_line(error, WORD_LIMIT) or UNKNOWN_ERROR, _first(body, _MESSAGES, MESSAGE_LIMIT), details)


def _code(body: Mapping[str, Any]) -> str:
    # Google writes the HTTP status in ``code`` and its machine code in ``status``; others number their errors.
    number = body.get("code")
    numbered = isinstance(number, int) and not isinstance(number, bool) and not 100 <= number < 600
    return _first(body, _CODES) or (str(number)[:WORD_LIMIT] if numbered else UNKNOWN_ERROR)


def _first_entry(entries: list[Any]) -> Mapping[str, Any]:
    return next((entry for entry in entries if isinstance(entry, Mapping)), {})


def _mapping(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = body.get(name)
    return found if isinstance(found, Mapping) else {}


def _first(body: Mapping[str, Any], names: Iterable[str], limit: int = WORD_LIMIT) -> str | None:
    """The first of some fields that holds text."""
    return next(filter(None, (one_line(body.get(name), limit) for name in names)), None)
