"""
Stretches of lists, as NetSuite writes them: ``items`` with counts and links to the stretches around them.

One rule: an offset is a multiple of the limit, and nobody gets past the thousandth page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from warp_sandbox.errors import invalid
from warp_sandbox.wire.exchange import Call, Record

MOST_PAGES = 1000

T = TypeVar("T")


def stretch(call: Call, found: Sequence[T], address: str, show: Callable[[T], Record], **query: Any) -> Record:
    """
    The stretch that ``limit`` and ``offset`` ask for.

    Args:
        address: Where the list is.
        show: Makes the entry of an item.
        query: What else the links have to say.

    Raises:
        Refusal: The offset is no multiple of the limit, or beyond the last page that there can be.
    """
    limit, offset = call.query["limit"], call.query["offset"]
    if offset % limit:
        raise invalid("offset", "Must be a multiple of limit.")
    if offset // limit >= MOST_PAGES:
        raise invalid("offset", f"There are no more than {MOST_PAGES} pages.")
    page = found[offset : offset + limit]
    last = max(len(found) - 1, 0) // limit * limit
    around = {"self": offset}
    if offset + limit < len(found):
        around |= {"next": offset + limit, "last": last}
    if offset:
        around |= {"first": 0, "prev": offset - limit}
    return {
        "links": [
            {"rel": name, "href": f"{address}?{urlencode({**query, 'limit': limit, 'offset': start})}"}
            for name, start in around.items()
        ],
        "count": len(page),
        "hasMore": offset + limit < len(found),
        "items": [show(one) for one in page],
        "offset": offset,
        "totalResults": len(found),
    }
