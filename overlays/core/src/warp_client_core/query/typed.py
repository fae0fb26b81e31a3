"""
What type checkers take `QueryClient` and `AsyncQueryClient` for: functions that give the queries of a client.

The rule: never loaded at run time, where both names are classes; mypy heeds no ``__new__`` that gives a class which its
argument names. Annotate with the class itself, such as `warp_customer.queries.CustomerQueries`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from warp_client_core.query.async_queries import AsyncQueryClient as AsyncBase
from warp_client_core.query.sync_queries import QueryClient as Base
from warp_client_core.query.values import Notice

Layer = TypeVar("Layer", covariant=True)
Made = TypeVar("Made", bound=Base)
AsyncMade = TypeVar("AsyncMade", bound=AsyncBase)


class Queried(Protocol[Layer]):
    """A client that knows its queries."""

    def _query_layer(self) -> type[Layer]:
        """The class of its queries."""
        ...


def QueryClient(  # a class at run time
    client: Queried[Made],
    *,
    stale_time: float = 0.0,
    cache_time: float = 300.0,
    max_entries: int = 1_000,
    on_notify: Callable[[Notice], object] | None = None,
    background: bool = True,
) -> Made:
    """The cached queries of a client. Details: `warp_client_core.query.sync_queries.QueryClient`."""
    raise NotImplementedError


def AsyncQueryClient(  # a class at run time
    client: Queried[AsyncMade],
    *,
    stale_time: float = 0.0,
    cache_time: float = 300.0,
    max_entries: int = 1_000,
    on_notify: Callable[[Notice], object] | None = None,
    background: bool = True,
) -> AsyncMade:
    """The cached queries of an async client. Details: `warp_client_core.query.async_queries.AsyncQueryClient`."""
    raise NotImplementedError
