"""Calls of ``subsidiaries``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import Call, Operation, Page, Safety
from warp_client_core.replies import Bare, Paged, Paging

from .. import models

_LIST = Operation(
    "list_netsuite_subsidiaries", "GET", "/record/v1/subsidiary", Safety.READ, Paged(models.RecordRef, Paging.HAS_MORE)
)
_GET = Operation(
    "get_netsuite_subsidiary", "GET", "/record/v1/subsidiary/{id}", Safety.READ, Bare(models.NetSuiteSubsidiary)
)


def list(*, q: str | None = None, limit: int | None = None, offset: int | None = None) -> Call[Page[models.RecordRef]]:
    """List subsidiaries: ``GET /record/v1/subsidiary``."""
    return _LIST.call(query={"q": q, "limit": limit, "offset": offset})


def get(id: str) -> Call[models.NetSuiteSubsidiary]:
    """Fetch one subsidiary: ``GET /record/v1/subsidiary/{id}``."""
    return _GET.call(id)
