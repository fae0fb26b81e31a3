"""
What an error remembers of the requests behind it.

Plain values that survive pickling. The rule: nothing secret gets in, because these values end up in logs and
bug reports; what is kept of a request is named here, everything else is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple
from urllib.parse import urlsplit, urlunsplit

_SHOWN: Final = frozenset(
    {
        "accept",
        "content-type",
        "prefer",
        "traceparent",
        "user-agent",
        "x-client-version",
        "x-request-id",
        "x-retry-attempt",
    }
)


class Attempt(NamedTuple):
    """
    One request of a call, and how it ended.

    Attributes:
        number: From 1.
        status_code: HTTP status of the reply; None when none arrived.
        failure: Class of the transport error, such as ``ReadTimeout``; None when a reply arrived.
        elapsed: Seconds from sending to the reply or the failure.
        wait: Seconds slept before the attempt.
    """

    number: int
    status_code: int | None = None
    failure: str | None = None
    elapsed: float = 0.0
    wait: float = 0.0


class SentRequest(NamedTuple):
    """
    What is known about a request, secrets left out. Made by `redacted`.

    Attributes:
        method: HTTP method.
        url: The URL; of the query only the names.
        headers: The idempotency key and fields that describe the request; never credentials.
        body_size: Length of the body in bytes; 0 for none, None when it was not known beforehand.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body_size: int | None = None

    @classmethod
    def redacted(
        cls,
        method: str,
        url: str,
        headers: Iterable[tuple[str, str]],
        *,
        body_size: int | None = None,
        key_header: str = "Idempotency-Key",
    ) -> SentRequest:
        """
        The request without what may be secret: query values, and header fields that are not on the list.

        Args:
            method: HTTP method.
            url: The whole URL.
            headers: Every header field of the request.
            body_size: Length of the body in bytes.
            key_header: Name of the field that holds the idempotency key.
        """
        allowed = _SHOWN | {key_header.lower()}
        kept = {name: value for name, value in headers if name.lower() in allowed}
        return cls(method, _without_values(url), kept, body_size)


def _without_values(url: str) -> str:
    """The URL with ``***`` for each value of its query, and without user information and fragment."""
    parts = urlsplit(url)
    # A part without "=" may be a value as well as a name.
    masked = (f"{name}=***" if equals else "***" for name, equals, _ in (p.partition("=") for p in _pairs(parts.query)))
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "&".join(masked), ""))


def _pairs(query: str) -> list[str]:
    return query.split("&") if query else []
