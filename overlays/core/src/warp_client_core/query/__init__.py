"""
Cached, shared and kept up to date: the methods of a client as queries, and its changes as mutations.

Loaded when it is used. The rule: what decides (`graph`, `entries`, `sharing`) knows no client, thread or task; `core`
holds what both flavours share; `sync_queries` and `async_queries` only wait, each in its way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warp_client_core.query.async_pages import AsyncPagesQuery
    from warp_client_core.query.async_readings import AsyncListReader, AsyncQuery, AsyncReader
    from warp_client_core.query.errors import QueryCancelledError, QueryDisabledError
    from warp_client_core.query.graph import Read, Rule, Write
    from warp_client_core.query.mutations import AsyncMutation, Mutation
    from warp_client_core.query.pages import Pages, PagesQuery
    from warp_client_core.query.readings import Query, Reader
    from warp_client_core.query.typed import AsyncQueryClient, QueryClient
    from warp_client_core.query.values import Change, MutationState, Notice, QueryState, Reading, Subscription
else:
    from warp_client_core.lazy import attach

    __getattr__, __dir__ = attach(
        __name__,
        {
            ".async_pages": ("AsyncPagesQuery",),
            ".async_queries": ("AsyncQueryClient",),
            ".async_readings": ("AsyncListReader", "AsyncQuery", "AsyncReader"),
            ".errors": ("QueryCancelledError", "QueryDisabledError"),
            ".graph": ("Read", "Rule", "Write"),
            ".mutations": ("AsyncMutation", "Mutation"),
            ".pages": ("Pages", "PagesQuery"),
            ".readings": ("Query", "Reader"),
            ".sync_queries": ("QueryClient",),
            ".values": ("Change", "MutationState", "Notice", "QueryState", "Reading", "Subscription"),
        },
    )

__all__ = [
    "AsyncListReader",
    "AsyncMutation",
    "AsyncPagesQuery",
    "AsyncQuery",
    "AsyncQueryClient",
    "AsyncReader",
    "Change",
    "Mutation",
    "MutationState",
    "Notice",
    "Pages",
    "PagesQuery",
    "Query",
    "QueryCancelledError",
    "QueryClient",
    "QueryDisabledError",
    "QueryState",
    "Read",
    "Reader",
    "Reading",
    "Rule",
    "Subscription",
    "Write",
]
