"""
What a call gives back, besides its data.

Pure values: nothing here knows how a reply is fetched or decoded.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar

import attrs

from warp_client_core.value import Value

T = TypeVar("T")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PaginationMeta(Value):
    """
    Where a page stands in its list. A field that the server does not tell is None.

    Attributes:
        page: Number of the page, from 1.
        per_page: Most items on a page.
        total: Items in the whole list.
        total_pages: Pages in the whole list.
        offset: Items before this page; lists paged by offset only.
        has_more: Whether items follow; lists that say so only.
    """

    page: int | None = None
    per_page: int | None = None
    total: int | None = None
    total_pages: int | None = None
    offset: int | None = None
    has_more: bool | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ResponseMeta(Value):
    """
    The second half of a success envelope.

    Attributes:
        pagination: Set on lists that come in pages.
        timestamp: Server time, UTC.
        request_id: Id to quote to support.
    """

    pagination: PaginationMeta | None = None
    timestamp: datetime | None = None
    request_id: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ApiResponse(Value, Generic[T]):
    """
    The whole reply to one call.

    Attributes:
        data: The payload, out of its envelope.
        meta: The rest of the envelope; None when the reply has none.
        status_code: HTTP status, 200..299.
        headers: Header fields; names are found in any case.
        request_id: Id to quote to support.
        elapsed: Seconds from the first attempt to the end of the last reply, waits included.
        retries_taken: Attempts after the first.
        http_response: The HTTP library's reply.
    """

    data: T
    meta: ResponseMeta | None
    status_code: int
    headers: Mapping[str, str] = attrs.field(repr=False)
    request_id: str | None
    elapsed: float
    retries_taken: int
    http_response: Any = attrs.field(repr=False, eq=False)
