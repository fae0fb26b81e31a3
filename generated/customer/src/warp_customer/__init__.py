"""Python client for customers of the WARP telecom platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warp_client_core._abi import require

require(1, "warp-customer-client")

if TYPE_CHECKING:
    from warp_client_core import (
        UNSET,
        ApiConnectionError,
        ApiError,
        ApiResponse,
        ApiTimeoutError,
        AsyncListing,
        AsyncPage,
        AuthenticationError,
        BadRequestError,
        Call,
        ConflictError,
        DeckValidationError,
        MemoryTokenStore,
        NotFoundError,
        OutcomeUnknownError,
        Page,
        PaginationMeta,
        PaginationStalledError,
        PermissionDeniedError,
        RateLimitError,
        ReauthenticationRequired,
        RequestOptions,
        ResponseDecodeError,
        ResponseMeta,
        ServerError,
        StreamError,
        TokenRefreshError,
        TokenStore,
        TokenStoreError,
        UnprocessableEntityError,
        Unset,
        UploadError,
        WarpError,
        WebhookVerificationError,
    )

    from . import calls, errors, models
    from .client import AsyncCustomerClient, CustomerClient
else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            "warp_client_core": (
                "ApiConnectionError",
                "ApiError",
                "ApiResponse",
                "ApiTimeoutError",
                "AsyncListing",
                "AsyncPage",
                "AuthenticationError",
                "BadRequestError",
                "Call",
                "ConflictError",
                "DeckValidationError",
                "MemoryTokenStore",
                "NotFoundError",
                "OutcomeUnknownError",
                "Page",
                "PaginationMeta",
                "PaginationStalledError",
                "PermissionDeniedError",
                "RateLimitError",
                "ReauthenticationRequired",
                "RequestOptions",
                "ResponseDecodeError",
                "ResponseMeta",
                "ServerError",
                "StreamError",
                "TokenRefreshError",
                "TokenStore",
                "TokenStoreError",
                "UNSET",
                "UnprocessableEntityError",
                "Unset",
                "UploadError",
                "WarpError",
                "WebhookVerificationError",
            ),
            ".client": ("AsyncCustomerClient", "CustomerClient"),
        },
        modules=["calls", "errors", "models"],
    )

__version__ = "0.1.0"

__all__ = [
    "ApiConnectionError",
    "ApiError",
    "ApiResponse",
    "ApiTimeoutError",
    "AsyncListing",
    "AsyncPage",
    "AuthenticationError",
    "BadRequestError",
    "Call",
    "ConflictError",
    "DeckValidationError",
    "MemoryTokenStore",
    "NotFoundError",
    "OutcomeUnknownError",
    "Page",
    "PaginationMeta",
    "PaginationStalledError",
    "PermissionDeniedError",
    "RateLimitError",
    "ReauthenticationRequired",
    "RequestOptions",
    "ResponseDecodeError",
    "ResponseMeta",
    "ServerError",
    "StreamError",
    "TokenRefreshError",
    "TokenStore",
    "TokenStoreError",
    "UNSET",
    "UnprocessableEntityError",
    "Unset",
    "UploadError",
    "WarpError",
    "WebhookVerificationError",
    "AsyncCustomerClient",
    "CustomerClient",
    "__version__",
    "calls",
    "errors",
    "models",
]
