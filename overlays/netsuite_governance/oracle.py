"""
Reads NetSuite's error replies further than a general reader can.

The rule: the status stands; what is read here only adds to an error, and text that makes no sense is left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final, cast

from warp_client_core.error_bodies import BODY_LIMIT, error_from_reply
from warp_client_core.errors import UNKNOWN_ERROR, ApiError

ERROR_ID: Final = "error_id"
"""Where ``ApiError.details`` holds the id that Oracle's support asks for."""

_ERROR_ID: Final = re.compile(r"Error ID:?\s*([A-Za-z0-9_-]{4,64})")
_CODE: Final = re.compile(r'"o:errorCode"\s*:\s*"([A-Za-z0-9_]{2,64})"')
_DETAIL: Final = re.compile(r'"detail"\s*:\s*("(?:[^"\\]|\\.){1,2000}")')
_TITLE: Final = re.compile(r'"title"\s*:\s*("(?:[^"\\]|\\.){1,500}")')
_ENTRIES: Final = '"o:errorDetails"'


def explained(error: ApiError) -> ApiError:
    """
    The error with what NetSuite's reply says beyond it: the code and text of a body that is not quite JSON, and the
    error id, as ``details["error_id"]`` and, where the reply has no other, as ``request_id``.

    Source: NetSuite help, "Error Handling and Error Codes", whose sample of a 429 does not parse.
    """
    content = _content(error)
    if error.code == UNKNOWN_ERROR and content:
        error = _reread(error, content)
    found = _ERROR_ID.search(error.message) or _ERROR_ID.search(_texts(error.details))
    if found is not None:
        error.details[ERROR_ID] = found[1]
        error.request_id = error.request_id or found[1]
    return error


def _reread(error: ApiError, content: bytes) -> ApiError:
    text = content.decode("utf-8", "replace")
    _, mark, entries = text.partition(_ENTRIES)
    codes = _CODE.findall(entries) or _CODE.findall(text)
    if not codes:
        return error
    detail = _plain(_DETAIL.search(entries if mark else text))
    body = {"title": _plain(_TITLE.search(text)), "o:errorDetails": [{"detail": detail, "o:errorCode": codes[0]}]}
    other = error_from_reply(
        error.status_code,
        _headers(error),
        json.dumps(body).encode(),
        operation_id=error.operation_id,
        response=error.response,
        attempts=error.attempts,
    )
    other.retry_after, other.idempotency_key = error.retry_after, error.idempotency_key
    other.request_id = error.request_id
    return other


def _content(error: ApiError) -> bytes:
    content = getattr(error.response, "content", b"")
    return content if isinstance(content, bytes) and len(content) <= BODY_LIMIT else b""


def _headers(error: ApiError) -> Mapping[str, str]:
    found: Mapping[str, str] = getattr(error.response, "headers", {})
    return found


def _texts(details: Mapping[str, Any]) -> str:
    entries: object = details.get("errors")
    listed = cast("list[object]", entries) if isinstance(entries, list) else []
    found = [cast("dict[str, object]", one) for one in listed if isinstance(one, dict)]
    return " ".join(str(one.get("detail", "")) for one in found)


def _plain(found: re.Match[str] | None) -> str | None:
    try:
        return None if found is None else str(json.loads(found[1], strict=False))
    except ValueError:
        return None
