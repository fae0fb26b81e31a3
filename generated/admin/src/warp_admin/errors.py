"""The errors of every WARP client: one tree, whichever client raises them."""

from __future__ import annotations

from warp_client_core.errors import (
    ApiConnectionError,
    ApiError,
    ApiTimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    DeckValidationError,
    NotFoundError,
    OutcomeUnknownError,
    PaginationStalledError,
    PermissionDeniedError,
    RateLimitError,
    ReauthenticationRequired,
    ResponseDecodeError,
    ServerError,
    StreamError,
    TokenRefreshError,
    UnprocessableEntityError,
    UploadError,
    WarpError,
)

__all__ = [
    "ApiConnectionError",
    "ApiError",
    "ApiTimeoutError",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "DeckValidationError",
    "NotFoundError",
    "OutcomeUnknownError",
    "PaginationStalledError",
    "PermissionDeniedError",
    "RateLimitError",
    "ReauthenticationRequired",
    "ResponseDecodeError",
    "ServerError",
    "StreamError",
    "TokenRefreshError",
    "UnprocessableEntityError",
    "UploadError",
    "WarpError",
]
