"""
Reads header fields of replies and checks header fields of requests.

The rule: what this module lets through cannot split a request or start a second one (RFC 9110, 5.5; HTTP
libraries differ in what they refuse, HTTP/2 stacks let line breaks pass).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e]*")
_CREDENTIAL = re.compile(r"[\x21-\x7e]+")
_SECONDS = r"(?a:\s*-?\d{1,300}(\.\d{1,300})?\s*)"

_FRAMING = frozenset({"connection", "content-length", "transfer-encoding", "upgrade"})

_EPOCH = 1_000_000_000
"""Numbers of a reset header above this are moments, not waits."""


def field(headers: Mapping[str, str], name: str) -> str | None:
    """
    The value of a header field, or None.

    Args:
        headers: Any mapping; names are compared without regard to case.
        name: Name of the field in lower case.
    """
    found = headers.get(name)
    if found is not None:
        return found
    return next((value for key, value in headers.items() if key.lower() == name), None)


def checked(name: str, value: object) -> tuple[str, str]:
    """
    A header field that is safe to send.

    Raises:
        ValueError: The name is not a token, or the value holds a line break, NUL or another character outside
            printable ASCII. The message shows the name, never the value, which may be a secret.
    """
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        raise ValueError(f"header {name}: the value must be text, not {type(value).__name__}")
    text = str(value)
    if not _NAME.fullmatch(name):
        raise ValueError(f"header name {name!r} is not a token (RFC 9110, 5.6.2)")
    if not _VALUE.fullmatch(text):
        raise ValueError(
            f"header {name}: the value holds a line break or a character outside printable ASCII; "
            "percent-encode it or remove the character"
        )
    return name, text.strip()


def check_credential(name: str, text: str | None) -> None:
    """
    Refuse a token or key that no header field can carry.

    Raises:
        ValueError: It is blank or holds a space, a line break or a character outside printable ASCII. The message
            never shows it.
    """
    if text is not None and not _CREDENTIAL.fullmatch(text):
        raise ValueError(
            f"{name} is blank or holds a space, a line break or a character outside printable ASCII; "
            "look for what was copied along with it"
        )


def checked_all(headers: Mapping[str, object] | None) -> dict[str, str]:
    """
    A private copy of a mapping of header fields, each of them checked.

    Raises:
        ValueError: As for `checked`.
    """
    fields = dict(checked(name, value) for name, value in (headers or {}).items())
    for name in fields:
        if name.lower() in _FRAMING:
            raise ValueError(f"header {name} is about how a message is framed, which the client alone decides")
    return fields


def retry_after(headers: Mapping[str, str], *, now: datetime | None = None, limited: bool = False) -> float | None:
    """
    Seconds the server asks to wait, 0 or more; None when it does not say or says it unreadably.

    Args:
        headers: Header fields of a reply.
        now: Aware time at which the reply arrived; used for a date when the reply has no ``Date`` of its own,
            which is preferred because both then come from the same clock.
        limited: Whether a rate limit was hit; ``X-RateLimit-Reset`` or ``RateLimit-Reset`` is then read where
            ``Retry-After`` is missing. A number above 1,000,000,000 is a time in seconds since 1970 UTC, a smaller
            one a number of seconds.

    Source: RFC 9110, 10.2.3 (seconds or HTTP date). Fractions of a second are accepted.
    """
    text = field(headers, "retry-after")
    found = None if text is None else _wait(text, headers, now)
    return _reset(headers, now) if found is None and limited else found


def _wait(text: str, headers: Mapping[str, str], now: datetime | None) -> float | None:
    # Several fields arrive as one, with commas; the longest wait is the one to keep.
    if waits := [float(one) for one in text.split(",") if re.fullmatch(_SECONDS, one)]:
        return max(0.0, *waits)
    until, start = http_date(text), http_date(field(headers, "date")) or now
    if until is None or start is None:
        return None
    return max(0.0, (until - start).total_seconds())


def _reset(headers: Mapping[str, str], now: datetime | None) -> float | None:
    text = field(headers, "x-ratelimit-reset") or field(headers, "ratelimit-reset")
    if text is None or not re.fullmatch(_SECONDS, text):
        return None
    seconds = float(text)
    if seconds > _EPOCH * 100:
        seconds /= 1_000
    if seconds <= _EPOCH:
        return max(0.0, seconds)
    start = http_date(field(headers, "date")) or now
    return None if start is None else max(0.0, seconds - start.timestamp())


def http_date(text: str | None) -> datetime | None:
    """An HTTP date as an aware time; None for any other text. Source: RFC 9110, 5.6.7."""
    # email.utils is only wanted for this rare form of the header.
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
