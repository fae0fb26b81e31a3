"""Calls of ``cdrs``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt

from warp_client_core import Call, Operation, Page, Safety
from warp_client_core.replies import Enveloped, Paged, Paging

from .. import models

_SEARCH = Operation("search_cdrs", "GET", "/admin/cdrs", Safety.READ, Paged(models.CDR, Paging.PAGE))
_GET = Operation("get_cdr", "GET", "/admin/cdrs/{cdr_id}", Safety.READ, Enveloped(models.CDRDetail))


def search(
    *,
    date_from: dt.datetime,
    date_to: dt.datetime,
    customer_id: str | None = None,
    trunk_id: str | None = None,
    ani: str | None = None,
    dnis: str | None = None,
    page: int | None = None,
    limit: int | None = None,
) -> Call[Page[models.CDR]]:
    """Search call records: ``GET /admin/cdrs``."""
    return _SEARCH.call(
        query={
            "date_from": date_from,
            "date_to": date_to,
            "customer_id": customer_id,
            "trunk_id": trunk_id,
            "ani": ani,
            "dnis": dnis,
            "page": page,
            "limit": limit,
        }
    )


def get(cdr_id: str) -> Call[models.CDRDetail]:
    """Fetch one call record: ``GET /admin/cdrs/{cdr_id}``."""
    return _GET.call(cdr_id)
