"""
Stretches of a list, by page and by offset.

One rule: what lies beyond the end of a list is an empty stretch, never an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warp_sandbox.wire.exchange import Call


def page_of(items: Sequence[Any], call: Call) -> tuple[list[Any], dict[str, int] | None]:
    """
    The items that the call asks for, and the ``meta.pagination`` to send with them.

    Operations paged by offset send none: a stretch shorter than ``limit`` is their last one.
    """
    limit = call.query["limit"]
    if call.operation.paging == "offset":
        start = call.query["offset"]
        return list(items[start : start + limit]), None
    page = call.query["page"]
    start = (page - 1) * limit
    pages = max(-(-len(items) // limit), 1)
    pagination = {"page": page, "per_page": limit, "total": len(items), "total_pages": pages}
    return list(items[start : start + limit]), pagination
