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
    ├── TokenStoreError                   kept tokens cannot be reached or opened
    ├── UploadError                       a file could not be sent
    │   └── DeckValidationError           ... because a rate deck has faulty lines
    ├── StreamError                       the event stream broke
    └── WebhookVerificationError          a received delivery is not to be believed
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Self

from warp_client_core.attempts import Attempt as Attempt
from warp_client_core.attempts import SentRequest as SentRequest
from warp_client_core.error_codes import is_code, joined
from warp_client_core.store_error import TokenStoreError as TokenStoreError
from warp_client_core.stream_error import StreamError as StreamError
from warp_client_core.warp_error import WarpError as WarpError

UNKNOWN_ERROR: Final = "UNKNOWN_ERROR"
"""Code of an error whose reply names none."""


class ApiError(WarpError):
    """
    The server answered with a status outside 200..299.

    Attributes:
        message: The server's text, at most 500 characters.
        status_code: HTTP status.
        code: Machine code such as ``INVALID_PARAM``; ``UNKNOWN_ERROR`` when the body names none.
        details: What else the body says; validation problems are in ``details["errors"]``.
        request_id: Id to quote to support.
        operation_id: Operation that failed, such as ``get_trunk``.
        response: The HTTP library's reply; None after pickling or copying.
        retry_after: Seconds the server asks to wait (RFC 9110, 10.2.3); None when it does not say.
        attempts: The requests that were sent, the last one included.
        idempotency_key: The key that the call was sent with; None when it had none. An attempt before the last may have
            arrived without an answer, so repeat such a call under the same key only.

    An error whose code is well-formed (see `coded`) is of a class of its own below both the class of its status and
    the class of its code, such as ``ConflictError[TRUNK_IN_USE]``, however it is made.
    """

    def __new__(cls, *args: Any, **attributes: Any) -> Self:
        """An error of the class that its code asks for."""
        code = attributes.get("code", UNKNOWN_ERROR)
        kind = joined(cls, code, ApiError) if code != UNKNOWN_ERROR and is_code(code) else cls
        return super().__new__(kind, *args)

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
        attempts: Iterable[Attempt] = (),
    ) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.code = code
        self.details: dict[str, Any] = dict(details or {})
        self.request_id = request_id
        self.operation_id = operation_id
        self.response = response
        self.retry_after = retry_after
        self.attempts = tuple(attempts)
        self.idempotency_key: str | None = None

    def __str__(self) -> str:
        fields = ""
        if listed := self.details.get("errors"):
            from warp_client_core.error_bodies import faulty_fields

            fields = f" [{', '.join(names)}]" if (names := faulty_fields(listed)) else ""
        where = [f"operation {self.operation_id}"] if self.operation_id else []
        where += [f"request {self.request_id}"] if self.request_id else []
        where += [f"{len(self.attempts)} attempts"] if len(self.attempts) > 1 else []
        return f"{self.status_code} {self.code}: {self.message}{fields}" + (f" ({', '.join(where)})" if where else "")


def coded(code: str) -> type[ApiError]:
    """
    The class of all errors with a machine code, whatever their status; for ``except`` and ``isinstance``.

    Args:
        code: Two to 64 capital letters, digits and ``_``, a letter first: ``TRUNK_IN_USE``.

    Raises:
        ValueError: The text has another form, or is ``UNKNOWN_ERROR``; compare ``error.code`` with such a text.
    """
    if not is_code(code) or code == UNKNOWN_ERROR:
        raise ValueError(f"no class stands for the error code {code!r}; compare error.code instead")
    return joined(ApiError, code, ApiError)


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
        attempts: The requests that were tried, the last one included.
    """

    def __init__(self, message: str, *, operation_id: str | None = None, attempts: Iterable[Attempt] = ()) -> None:
        super().__init__(message)
        self.operation_id = operation_id
        self.attempts = tuple(attempts)


class ApiTimeoutError(ApiConnectionError):
    """No answer within the timeout, and nothing was changed by the call or repeating it is harmless."""


class OutcomeUnknownError(ApiConnectionError):
    """
    A write may or may not have been carried out. Look before repeating it; ``__cause__`` tells why.

    Attributes:
        idempotency_key: The key the write was sent with. Repeating it under the same key is safe. None when
            the operation has no key.
        request: The request that may have arrived, secrets left out.
    """

    def __init__(
        self,
        message: str,
        *,
        operation_id: str | None = None,
        idempotency_key: str | None = None,
        request: SentRequest | None = None,
        attempts: Iterable[Attempt] = (),
    ) -> None:
        super().__init__(message, operation_id=operation_id, attempts=attempts)
        self.idempotency_key = idempotency_key
        self.request = request


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
        attempts: The requests that were sent, the last one included.
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
        attempts: Iterable[Attempt] = (),
    ) -> None:
        super().__init__(message)
        self.path = path
        self.status_code = status_code
        self.content_type = content_type
        self.request_id = request_id
        self.operation_id = operation_id
        self.body = body
        self.attempts = tuple(attempts)


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
    """
    The access token could not be renewed; trying again later may help. ``__cause__`` tells why.

    Attributes:
        reason: Short machine word: ``unreachable``, ``timeout`` (the deadline came first), ``busy`` (another process
            has been at it for long), ``unknown_outcome`` (no answer came, and the refresh token may be used up), or the
            server's error code in lower case.
    """

    def __init__(self, message: str, *, reason: str | None = None) -> None:
        super().__init__(message)
        self.reason = reason


class ReauthenticationRequired(TokenRefreshError):
    """
    The session is over: only signing in again helps. Its ``reason`` is ``invalid_grant``, ``unknown_outcome``,
    ``no_refresh_token``, ``signed_out`` (by somebody who shares the store), or one of an overlay.
    """


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


class WebhookVerificationError(WarpError):
    """
    A received delivery is not to be believed; answer it with 400 and do not look into it.

    Attributes:
        reason: ``missing`` (there is no signature), ``unreadable`` (there is, but none of a known form), ``mismatch``
            (signed with another secret, or changed on the way), ``too_old`` or ``too_new`` (genuine, but its time is
            too far from now).
    """

    def __init__(self, message: str, *, reason: str) -> None:
        super().__init__(message)
        self.reason = reason
