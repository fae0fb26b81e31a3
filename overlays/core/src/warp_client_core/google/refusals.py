"""
What a sign-in that failed means to the caller.

Pure. The rule: a refusal that asking again will not change ends the session; whatever may pass does not.
"""

from __future__ import annotations

from typing import Final

from warp_client_core.errors import ApiError, ReauthenticationRequired, TokenRefreshError, WarpError
from warp_client_core.refreshing.refusals import front

_FINAL: Final = frozenset(
    {
        "ADMIN_ONLY_OPERATION",
        "CREDENTIAL_MISMATCH",
        "CREDENTIAL_TOO_OLD_LOGIN_AGAIN",
        "EMAIL_NOT_FOUND",
        "INVALID_CODE",
        "INVALID_CUSTOM_TOKEN",
        "INVALID_EMAIL",
        "INVALID_LOGIN_CREDENTIALS",
        "INVALID_MFA_PENDING_CREDENTIAL",
        "INVALID_PASSWORD",
        "INVALID_PENDING_TOKEN",
        "INVALID_REFRESH_TOKEN",
        "INVALID_SESSION_INFO",
        "INVALID_TENANT_ID",
        "MFA_ENROLLMENT_NOT_FOUND",
        "MISSING_EMAIL",
        "MISSING_PASSWORD",
        "OPERATION_NOT_ALLOWED",
        "PASSWORD_LOGIN_DISABLED",
        "SESSION_EXPIRED",
        "TENANT_ID_MISMATCH",
        "TENANT_NOT_FOUND",
        "TOKEN_EXPIRED",
        "UNSUPPORTED_FIRST_FACTOR",
        "UNSUPPORTED_TENANT_OPERATION",
        "USER_DISABLED",
        "USER_NOT_FOUND",
    }
)
"""Codes after which the same sign-in would fail again. Source: Identity Platform, "Error codes"."""

_MFA: Final = ("MISSING_MFA_", "MISSING_CODE", "MISSING_SESSION_INFO")


def failure(error: WarpError) -> TokenRefreshError:
    """The error to raise for a step of a sign-in that failed; the request, with its secrets, is let go of."""
    if not isinstance(error, ApiError):
        return TokenRefreshError(f"signing in failed: {type(error).__name__}", reason="unreachable")
    # Its request holds the password.
    error.response = None
    code = front(error)
    if code in _FINAL or code.startswith(_MFA):
        return ReauthenticationRequired(f"the identity platform refuses to sign in: {code}", reason=code.lower())
    message = f"signing in failed: {error.status_code} {error.code}"
    return TokenRefreshError(message, reason=_word(code) or error.code.lower())


def _word(code: str) -> str | None:
    is_word = code.isascii() and code.isupper() and code.replace("_", "").isalnum() and len(code) <= 64
    return code.lower() if is_word else None
