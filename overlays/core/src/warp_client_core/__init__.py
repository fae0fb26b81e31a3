"""
The runtime that every WARP client stands on.

It knows no operation: generated clients describe theirs as `Call` values, and this package carries them out.
The rule of this module: importing it loads no library and no sibling that needs one; a name is loaded when it
is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from warp_client_core._abi import VERSION

if TYPE_CHECKING:
    from warp_client_core.calls import Call, Operation, Safety, Session
    from warp_client_core.credentials import Credentials
    from warp_client_core.driver import AsyncClient, SyncClient
    from warp_client_core.enums import OpenEnum
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
        TokenStoreError,
        UnprocessableEntityError,
        UploadError,
        WarpError,
        WebhookVerificationError,
    )
    from warp_client_core.google import GoogleIdentityAuth, SecondFactor
    from warp_client_core.options import RequestOptions
    from warp_client_core.pages import AsyncListing, AsyncPage, Page
    from warp_client_core.resource import AsyncResource, Resource
    from warp_client_core.settings import About, Settings
    from warp_client_core.stores.files import FileTokenStore
    from warp_client_core.stores.redis import RedisTokenStore
    from warp_client_core.stores.sqlite import SQLiteTokenStore
    from warp_client_core.streaming.async_stream import AsyncEventStream
    from warp_client_core.streaming.sync_stream import EventStream
    from warp_client_core.streaming.values import Gap, RawEvent, Received, StreamOptions, StreamState
    from warp_client_core.tokens import MemoryTokenStore, Tokens, TokenStore
    from warp_client_core.unset import UNSET, Unset
    from warp_client_core.values import ApiResponse, PaginationMeta, ResponseMeta
else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".calls": ("Call", "Operation", "Safety", "Session"),
            ".credentials": ("Credentials",),
            ".driver": ("AsyncClient", "SyncClient"),
            ".enums": ("OpenEnum",),
            ".errors": (
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
                "TokenStoreError",
                "UnprocessableEntityError",
                "UploadError",
                "WarpError",
                "WebhookVerificationError",
            ),
            ".google": ("GoogleIdentityAuth", "SecondFactor"),
            ".options": ("RequestOptions",),
            ".pages": ("AsyncListing", "AsyncPage", "Page"),
            ".resource": ("AsyncResource", "Resource"),
            ".settings": ("About", "Settings"),
            ".stores.files": ("FileTokenStore",),
            ".stores.redis": ("RedisTokenStore",),
            ".stores.sqlite": ("SQLiteTokenStore",),
            ".streaming.async_stream": ("AsyncEventStream",),
            ".streaming.sync_stream": ("EventStream",),
            ".streaming.values": ("Gap", "RawEvent", "Received", "StreamOptions", "StreamState"),
            ".tokens": ("MemoryTokenStore", "TokenStore", "Tokens"),
            ".unset": ("UNSET", "Unset"),
            ".values": ("ApiResponse", "PaginationMeta", "ResponseMeta"),
        },
    )

__version__ = VERSION

__all__ = [
    "UNSET",
    "About",
    "ApiConnectionError",
    "ApiError",
    "ApiResponse",
    "ApiTimeoutError",
    "AsyncClient",
    "AsyncEventStream",
    "AsyncListing",
    "AsyncPage",
    "AsyncResource",
    "AuthenticationError",
    "BadRequestError",
    "Call",
    "ConflictError",
    "Credentials",
    "DeckValidationError",
    "EventStream",
    "FileTokenStore",
    "Gap",
    "GoogleIdentityAuth",
    "MemoryTokenStore",
    "NotFoundError",
    "OpenEnum",
    "Operation",
    "OutcomeUnknownError",
    "Page",
    "PaginationMeta",
    "PaginationStalledError",
    "PermissionDeniedError",
    "RateLimitError",
    "RawEvent",
    "ReauthenticationRequired",
    "Received",
    "RedisTokenStore",
    "RequestOptions",
    "Resource",
    "ResponseDecodeError",
    "ResponseMeta",
    "SQLiteTokenStore",
    "Safety",
    "SecondFactor",
    "ServerError",
    "Session",
    "Settings",
    "StreamError",
    "StreamOptions",
    "StreamState",
    "SyncClient",
    "TokenRefreshError",
    "TokenStore",
    "TokenStoreError",
    "Tokens",
    "UnprocessableEntityError",
    "Unset",
    "UploadError",
    "WarpError",
    "WebhookVerificationError",
    "__version__",
]
