"""
What the query layer raises by itself; all else that comes out of it is the client's own.

    WarpError
    ├── QueryCancelledError     the fetch that a reader waited for was cancelled
    └── QueryDisabledError      a query with ``enabled=False`` holds nothing to give
"""

from __future__ import annotations

from warp_client_core.warp_error import WarpError


class QueryCancelledError(WarpError):
    """The fetch was cancelled by `cancel` before it ended; reading again fetches again."""


class QueryDisabledError(WarpError):
    """The query is not enabled and nothing is cached for it; `load` gives its state without raising."""
