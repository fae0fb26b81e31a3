"""
Every error that a client raises, under one root.

The classes are cut by what the caller can do about them: fix the input, sign in again, wait, look whether a
write arrived, or report. The rule: an error carries attributes, not text to parse; it can be pickled and
copied; and no secret is in its message.

    WarpError
    ├── ApiError                          the server answered with an error status
    │   ├── BadRequestError               400
    │   ├── AuthenticationError           401
    │   ├── PermissionDeniedError         403
    │   ├── NotFoundError                 404
    │   ├── ConflictError                 409
    │   ├── UnprocessableEntityError      422
    │   ├── RateLimitError                429
    │   └── ServerError                   5xx
    ├── ApiConnectionError                no usable answer arrived
    │   ├── ApiTimeoutError               ... in time
    │   └── OutcomeUnknownError           ... to a write that may have been carried out
    ├── ResponseDecodeError               the answer is not what the API describes
    ├── PaginationStalledError            the server keeps giving the same page
    ├── TokenRefreshError                 the access token could not be renewed
    │   └── ReauthenticationRequired      ... and only signing in again helps
    ├── UploadError                       a file could not be sent
    │   └── DeckValidationError           ... because a rate deck has faulty lines
    └── StreamError                       the event stream broke
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

UNKNOWN_ERROR: Final = "UNKNOWN_ERROR"
"""Code of an error whose reply names none."""


class WarpError(Exception):
    """Root of all errors raised by the runtime, the clients and their overlays."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __reduce__(self) -> tuple[Any, ...]:
        """Rebuild from attributes: subclasses need more than ``args``, and live replies cannot be pickled."""
        state = {name: value for name, value in self.__dict__.items() if name != "response"}
        if "response" in self.__dict__:
            state["response"] = None
        return _rebuild, (type(self), self.args, state)


def _rebuild(kind: type[WarpError], args: tuple[Any, ...], state: dict[str, Any]) -> WarpError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ApiError(WarpError):
    """
    The server answered with a status outside 200..299.

    Attributes:
        message: The server's text, one line of at most 500 characters.
        status_code: HTTP status.
        code: Machine code such as ``INVALID_PARAM``; ``UNKNOWN_ERROR`` when the body names none.
        details: What else the body says; validation problems are in ``details["errors"]``.
        request_id: Id to quote to support.
        operation_id: Operation that failed, such as ``get_trunk``.
        response: The HTTP library's reply; None after pickling or copying.
        retry_after: Seconds the server asks to wait (RFC 9110, 10.2.3); None when it does not say.
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        code: str = UNKNOWN_ERROR,
        details: Mapping[str, Any] | None = None,
        request_id: str | None = None,
        operation_id: str | None = None,
        response: Any = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.code = code
        self.details: dict[str, Any] = dict(details or {})
        self.request_id = request_id
        self.operation_id = operation_id
        self.response = response
        self.retry_after = retry_after

    def __str__(self) -> str:
        fields = f" [{', '.join(found)}]" if (found := self._faulty_fields()) else ""
        where = [f"operation {self.operation_id}"] if self.operation_id else []
        where += [f"request {self.request_id}"] if self.request_id else []
        return f"{self.status_code} {self.code}: {self.message}{fields}" + (f" ({', '.join(where)})" if where else "")

    def _faulty_fields(self) -> list[str]:
        """Names of the fields that a validation error is about; never their values."""
        found = self.details.get("errors")
        entries = [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
        names = [entry.get("field") or entry.get("o:errorPath") for entry in entries]
        # One line of printable text each, because servers may put anything here and messages end up in logs.
        return ["".join(c if c.isprintable() else "?" for c in name[:64]) for name in names if isinstance(name, str)][
            :5
        ]


class BadRequestError(ApiError):
    """400: the request is malformed or breaks a rule; fix the input."""


class AuthenticationError(ApiError):
    """401: no valid token or key; sign in."""


class PermissionDeniedError(ApiError):
    """403: signed in, but not allowed."""


class NotFoundError(ApiError):
    """404: no such resource, or not visible to this account."""


class ConflictError(ApiError):
    """409: the resource is in a state that forbids the change, or exists already."""


class UnprocessableEntityError(ApiError):
    """422: well-formed but not valid; ``details["errors"]`` names the fields."""


class RateLimitError(ApiError):
    """429: too many calls; wait ``retry_after`` seconds."""


class ServerError(ApiError):
    """5xx: the server failed."""


class ApiConnectionError(WarpError):
    """
    No usable answer arrived: name lookup, connection, TLS or a broken transfer. ``__cause__`` tells why.

    Attributes:
        operation_id: Operation that was called.
    """

    def __init__(self, message: str, *, operation_id: str | None = None) -> None:
        super().__init__(message)
        self.operation_id = operation_id


class ApiTimeoutError(ApiConnectionError):
    """No answer within the timeout, and nothing was changed by the call or repeating it is harmless."""


class OutcomeUnknownError(ApiConnectionError):
    """
    A write may or may not have been carried out. Look before repeating it; ``__cause__`` tells why.

    Attributes:
        idempotency_key: The key the write was sent with. Repeating it under the same key is safe. None when
            the operation has no key.
    """

    def __init__(self, message: str, *, operation_id: str | None = None, idempotency_key: str | None = None) -> None:
        super().__init__(message, operation_id=operation_id)
        self.idempotency_key = idempotency_key


class ResponseDecodeError(WarpError):
    """
    A successful reply does not have the documented shape.

    Attributes:
        path: The bad field, such as ``$.data[0].id``, with names as on the wire.
        status_code: HTTP status, None for text that came by another way.
        content_type: What the reply claims to be.
        request_id: Id to quote to support.
        operation_id: Operation that was called.
        body: The first 1,024 bytes as text; empty where the reply holds tokens.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str = "$",
        status_code: int | None = None,
        content_type: str | None = None,
        request_id: str | None = None,
        operation_id: str | None = None,
        body: str = "",
    ) -> None:
        super().__init__(message)
        self.path = path
        self.status_code = status_code
        self.content_type = content_type
        self.request_id = request_id
        self.operation_id = operation_id
        self.body = body


class PaginationStalledError(WarpError):
    """
    The server answered a request for the next page with a page already seen.

    Attributes:
        operation_id: Operation that was called.
        position: Page number or offset that came back again; None when the server names none.
    """

    def __init__(self, message: str, *, operation_id: str | None = None, position: int | None = None) -> None:
        super().__init__(message)
        self.operation_id = operation_id
        self.position = position


class TokenRefreshError(WarpError):
    """The access token could not be renewed; trying again later may help."""


class ReauthenticationRequired(TokenRefreshError):
    """
    The session is over: only signing in again helps.

    Attributes:
        reason: Short machine word, such as ``invalid_grant`` or ``unknown_outcome``.
    """

    def __init__(self, message: str, *, reason: str | None = None) -> None:
        super().__init__(message)
        self.reason = reason


class UploadError(WarpError):
    """A file could not be sent: it is unreadable, changed on the way, or cannot be sent a second time."""


class DeckValidationError(UploadError):
    """
    A rate deck has faults and was not sent.

    Attributes:
        lines: Line numbers of the faults, from 1, in file order.
        problems: The faults as the validator described them.
    """

    def __init__(self, message: str, *, lines: Iterable[int] = (), problems: Iterable[Any] = ()) -> None:
        super().__init__(message)
        self.lines = tuple(lines)
        self.problems = tuple(problems)


class StreamError(WarpError):
    """
    The event stream broke and was not resumed.

    Attributes:
        close_code: WebSocket close code (RFC 6455, 7.4); None when the connection broke without one.
        reason: Text of the close frame.
    """

    def __init__(self, message: str, *, close_code: int | None = None, reason: str | None = None) -> None:
        super().__init__(message)
        self.close_code = close_code
        self.reason = reason
