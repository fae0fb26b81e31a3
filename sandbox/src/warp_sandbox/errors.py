"""
Everything that the sandbox raises on purpose.

    SandboxError
        Refusal         the request gets an error reply; carries what the reply says
        ServerStuck     the loopback server did not start or stop in time

One rule: a refusal names the error in terms of the WARP API; a platform that speaks otherwise translates it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

CODES = {
    400: "INVALID_REQUEST",
    401: "UNAUTHORIZED",
    402: "INSUFFICIENT_BALANCE",
    403: "ACCESS_DENIED",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    409: "CONFLICT",
    413: "PAYLOAD_TOO_LARGE",
    422: "VALIDATION_ERROR",
    429: "RATE_LIMIT_EXCEEDED",
    500: "INTERNAL_ERROR",
    502: "GATEWAY_UNAVAILABLE",
    503: "GATEWAY_UNAVAILABLE",
    504: "GATEWAY_TIMEOUT",
}


@attrs.frozen
class Violation:
    """One value that breaks a rule: ``field`` in dotted form, empty for the whole body, and what is wrong with it."""

    field: str
    message: str


class SandboxError(Exception):
    """Root of everything that the sandbox raises on purpose."""


class ServerStuck(SandboxError):
    """The loopback server did not start or stop within its time; look for a handler that blocks."""


class Refusal(SandboxError):
    """
    The request is refused with an error reply.

    Args:
        status: HTTP status of the reply.
        message: What is wrong, for people.
        code: Machine-readable code; the usual one of the status when it is left out.
        violations: The values at fault.
        headers: Further headers of the reply.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: str = "",
        violations: Sequence[Violation] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.message = message
        self.code = code or CODES.get(status, "UNKNOWN_ERROR")
        self.violations = tuple(violations)
        self.headers = dict(headers or {})
        super().__init__(f"{status} {self.code}: {message}")


def invalid(field: str, message: str) -> Refusal:
    """The refusal of one value that breaks a rule."""
    return Refusal(422, "Some fields are not valid.", violations=[Violation(field, message)])
