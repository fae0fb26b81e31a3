"""
Which errors of a token service end a session.

Pure. The rule: only what is known to say so ends one; whatever else goes wrong may pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from warp_client_core.calls import Call
    from warp_client_core.errors import ApiError
    from warp_client_core.tokens import Tokens

_ACCOUNT: Final = (
    "TOKEN_EXPIRED",
    "USER_DISABLED",
    "USER_NOT_FOUND",
    "TENANT_NOT_FOUND",
    "TENANT_ID_MISMATCH",
    "PROJECT_NUMBER_MISMATCH",
)
_REASONS: Final = dict.fromkeys(("invalid_grant", "INVALID_REFRESH_TOKEN"), "invalid_grant") | {
    code: code.lower() for code in _ACCOUNT
}


def front(error: ApiError) -> str:
    """
    The code that Google's identity service puts at the front of its message: ``CODE`` or ``CODE : text``.

    Source: Identity Platform REST reference, error responses.
    """
    return error.message.partition(" : ")[0].strip()


def is_final(call: Call[Any], error: ApiError) -> bool:
    """Whether an error says that the refresh token is of no use, and not that the client itself is not known."""
    if error.code in _REASONS or front(error) in _REASONS:
        return True
    proves_client = any(name.lower() == "authorization" for name, _ in call.headers)
    return error.status_code == 401 and error.code != "invalid_client" and not proves_client


def disowned(error: ApiError, tokens: Tokens) -> ApiError:
    """The error without what its text repeats of the tokens that were sent; servers do that."""
    for secret in (tokens.refresh_token, tokens.access_token):
        if not secret:
            continue
        if secret in repr(error.details):
            error.details = {}
        if secret in error.message:
            error.message = error.message.replace(secret, "***")
            error.args = (error.message,)
    return error


def reason_of(error: ApiError) -> str:
    """The reason of the error that ends the session."""
    return _REASONS.get(front(error)) or _REASONS.get(error.code) or "invalid_grant"
