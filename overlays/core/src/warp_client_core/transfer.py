"""
What a download asks next, and what it believes of the answer.

Pure. The rule: parts are put together only when the server shows that they are of one version of the content
(RFC 9110, 13.1.5 and 14.4); where it does not, the download starts over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from warp_client_core.calls import Call, Safety
from warp_client_core.errors import ApiConnectionError, ApiError, ApiTimeoutError, ResponseDecodeError, WarpError
from warp_client_core.headers import field
from warp_client_core.options import RequestOptions
from warp_client_core.retry import RETRIED_STATUSES, delay

DEFAULT_ATTEMPTS: Final = 10
"""Most requests for one file, the first included."""

MAX_WAIT: Final = 60.0
"""Seconds; a server that asks to wait longer ends the download."""

_OURS: Final = frozenset({"range", "if-range", "accept-encoding"})
_STRONG_TAG: Final = re.compile(r'"[\x21\x23-\x7e]*"')
_RANGE: Final = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.ASCII)
_UNSATISFIED: Final = re.compile(r"bytes \*/(\d{1,18})", re.ASCII)


def validator(headers: Mapping[str, str]) -> str | None:
    """
    What names the version of the content that a reply holds, fit for ``If-Range``; None when nothing does.

    A strong ``ETag``, else ``Last-Modified`` when the reply is at least a second younger (RFC 9110, 8.8.2.2).
    """
    tag = field(headers, "etag")
    if tag is not None:
        return tag if _STRONG_TAG.fullmatch(tag) else None
    modified = field(headers, "last-modified")
    age = _seconds_between(modified, field(headers, "date"))
    return modified if age is not None and age >= 1 and str(modified).isascii() else None


class Transfer:
    """
    How far the download of one reply is.

    Args:
        call: The call whose reply is wanted.
        options: For each request; a deadline holds for all of them together.
        attempts: Most requests, the first included.
        clock: Seconds that only ever grow.

    Attributes:
        position: Bytes that the file holds.
        total: Bytes of the whole; None when the server does not say.
        is_complete: Whether the file is whole.

    Raises:
        ValueError: The operation is not a read, ``attempts`` is less than 1, or the options set a range.
    """

    def __init__(
        self, call: Call[Any], options: RequestOptions | None, *, attempts: int, clock: Callable[[], float]
    ) -> None:
        self._name = call.operation_id
        self._options = options or RequestOptions()
        if call.safety is not Safety.READ:
            raise ValueError(f"{self._name}: only operations that read can be downloaded")
        if attempts < 1:
            raise ValueError(f"attempts must be 1 or more, not {attempts}")
        if {"range", "if-range"} & {name.lower() for name in (*dict(call.headers), *(self._options.headers or {}))}:
            raise ValueError(f"{self._name}: a download sets Range and If-Range itself")
        self.position = 0
        self.total: int | None = None
        self.is_complete = False
        self._attempts = attempts
        self._made = 0
        self._clock = clock
        deadline = self._options.deadline
        self._expires = None if deadline is None else clock() + deadline
        self._validator: str | None = None
        self._until: int | None = None
        self._has_begun = False
        self._asks_part = False
        self._starts_over = False

    def request(self) -> RequestOptions:
        """The options of the next request."""
        self._made += 1
        headers = {name: value for name, value in (self._options.headers or {}).items() if name.lower() not in _OURS}
        # Positions count bytes as sent, so they must be the bytes of the file.
        headers["Accept-Encoding"] = "identity"
        self._asks_part = self.position > 0
        if self._asks_part:
            headers |= {"Range": f"bytes={self.position}-", "If-Range": self._validator or ""}
        changes: dict[str, Any] = {"headers": headers}
        if self._expires is not None:
            changes["deadline"] = max(self._expires - self._clock(), 0.001)
        return attrs.evolve(self._options, **changes)

    def begin(self, status_code: int, headers: Mapping[str, str]) -> int:
        """
        Take the head of a reply. Gives the position in the file at which its body goes.

        Raises:
            ResponseDecodeError: It is a part that was not asked for, or not of the version that the file holds.
        """
        self._has_begun = True
        if status_code == 206:
            problem = self._problem(headers) if self._asks_part else "no part was asked for"
            if problem is not None:
                raise self._unusable(f"the 206 reply cannot be used, {problem}")
            return self.position
        self.position = 0
        self.total = self._until = None
        self._validator = None
        if not field(headers, "content-encoding"):
            length = field(headers, "content-length") or ""
            self.total = self._until = int(length) if re.fullmatch(r"\d{1,18}", length, re.ASCII) else None
            self._validator = validator(headers)
        return 0

    def take(self, count: int) -> None:
        """
        Take so many bytes of the body.

        Raises:
            ResponseDecodeError: The body is longer than the server said.
            ApiTimeoutError: The deadline of the options has passed.
        """
        if self._until is not None and self.position + count > self._until:
            raise self._unusable("the reply is longer than the server said")
        self.position += count
        if self._is_late(0):
            raise ApiTimeoutError(f"{self._name}: the deadline has passed, {self._progress()}", operation_id=self._name)

    def end(self) -> None:
        """
        Take the end of the body.

        Raises:
            ApiConnectionError: The body is shorter than the server said.
        """
        whole = self._until if self.total is None else self.total
        if whole is not None and self.position < whole:
            raise ApiConnectionError(f"{self._name}: the reply broke off, {self._progress()}", operation_id=self._name)
        self.is_complete = True

    def again(self, error: WarpError, *, chance: float) -> float | None:
        """
        Seconds to wait before going on after an error; None when it ends the download.

        Before the first reply the client has tried again as often as it may, so such an error ends it at once.

        Args:
            error: What ended the last request.
            chance: A number in 0..1, as for `retry.delay`.
        """
        if not self._has_begun or not self._is_passing(error):
            return None
        if self.total is not None and self.position == self.total:
            self.is_complete = True
        if self.is_complete:
            return 0.0
        if self._validator is None or self._starts_over:
            self.position, self._starts_over = 0, False
        asked = error.retry_after if isinstance(error, ApiError) else None
        pause = delay(self._made, chance=chance, hint=asked)
        if self._made >= self._attempts or (asked or 0.0) > MAX_WAIT or self._is_late(pause):
            return None
        return pause

    def _is_passing(self, error: WarpError) -> bool:
        """Whether asking again may help."""
        if isinstance(error, ApiError) and error.status_code == 416 and self._asks_part:
            headers = getattr(error.response, "headers", None) or {}
            found = _UNSATISFIED.fullmatch(field(headers, "content-range") or "")
            self.is_complete = self.total is None and found is not None and int(found[1]) == self.position
            self._starts_over = True
            return True
        if isinstance(error, ApiError):
            return error.status_code in RETRIED_STATUSES
        return self._starts_over or isinstance(error, ApiConnectionError)

    def _problem(self, headers: Mapping[str, str]) -> str | None:
        """Why a part does not continue the file; None when it does."""
        if field(headers, "content-encoding"):
            return "it is compressed"
        found = _RANGE.fullmatch(field(headers, "content-range") or "")
        if found is None:
            return "it does not say which part it is"
        first, last = int(found[1]), int(found[2])
        total = None if found[3] == "*" else int(found[3])
        if first != self.position or last < first or (total is not None and last >= total):
            return f"it is another part than the one from byte {self.position}"
        named = field(headers, "etag" if (self._validator or "").startswith('"') else "last-modified")
        if named not in (None, self._validator) or (None not in (total, self.total) and total != self.total):
            return "it is of another version"
        self.total = self.total if total is None else total
        self._until = last + 1
        return None

    def _unusable(self, problem: str) -> ResponseDecodeError:
        # A server that sends wrong parts may still send the whole.
        self._starts_over = self._asks_part
        return ResponseDecodeError(f"{self._name}: {problem}", operation_id=self._name)

    def _is_late(self, pause: float) -> bool:
        return self._expires is not None and self._clock() + pause >= self._expires

    def _progress(self) -> str:
        return f"after {self.position} of {'unknown' if self.total is None else self.total} bytes"


def _seconds_between(start: str | None, end: str | None) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        return (parsedate_to_datetime(end or "") - parsedate_to_datetime(start or "")).total_seconds()
    except (ValueError, OverflowError, TypeError):
        # TypeError: one of them names its zone and the other does not.
        return None
