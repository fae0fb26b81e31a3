"""Calls of ``cdrs``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt

from warp_client_core import UNSET, Call, Operation, Page, Safety, Unset
from warp_client_core.replies import Enveloped, Paged, Paging

from .. import models

_LIST = Operation("list_cdrs", "GET", "/cdrs", Safety.READ, Paged(models.CDR, Paging.PAGE))
_EXPORT = Operation("export_cdrs", "POST", "/cdrs/export", Safety.UNSAFE, Enveloped(models.CdrExport))


def list(
    *,
    date_from: dt.datetime,
    date_to: dt.datetime,
    trunk_id: str | None = None,
    direction: models.CallDirection | str | None = None,
    page: int | None = None,
    limit: int | None = None,
) -> Call[Page[models.CDR]]:
    """List call records: ``GET /cdrs``."""
    return _LIST.call(
        query={
            "date_from": date_from,
            "date_to": date_to,
            "trunk_id": trunk_id,
            "direction": direction,
            "page": page,
            "limit": limit,
        }
    )


def export(
    *, date_from: dt.datetime, date_to: dt.datetime, format: models.CdrExportFormat | str, trunk_id: str | Unset = UNSET
) -> Call[models.CdrExport]:
    """Export call records to a file: ``POST /cdrs/export``."""
    return _EXPORT.call(json={"date_from": date_from, "date_to": date_to, "format": format, "trunk_id": trunk_id})
