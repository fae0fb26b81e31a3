"""Calls of ``rates``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt

from warp_client_core import UNSET, Call, Operation, Page, Safety, Unset
from warp_client_core import arguments as _arguments
from warp_client_core.bodies import FileSource
from warp_client_core.replies import Enveloped, Paged, Paging

from .. import models

_LIST = Operation("list_rates", "GET", "/admin/rates", Safety.READ, Paged(models.Rate, Paging.PAGE))
_IMPORT_RATES = Operation("import_rates", "POST", "/admin/rates/import", Safety.UNSAFE, Enveloped(models.RateImportJob))


def list(
    *,
    provider_id: str | None = None,
    destination: str | None = None,
    effective_date: dt.date | None = None,
    page: int | None = None,
    limit: int | None = None,
) -> Call[Page[models.Rate]]:
    """List rates: ``GET /admin/rates``."""
    return _LIST.call(
        query={
            "provider_id": provider_id,
            "destination": destination,
            "effective_date": effective_date,
            "page": page,
            "limit": limit,
        }
    )


def import_rates(
    *,
    file: FileSource | str,
    effective_date: dt.date | Unset = UNSET,
    provider_id: str | Unset = UNSET,
    notify_customers: bool | Unset = UNSET,
) -> Call[models.RateImportJob]:
    """Import a rate deck: ``POST /admin/rates/import``."""
    return _IMPORT_RATES.call(
        multipart={
            "file": _arguments.as_file(file),
            "effective_date": effective_date,
            "provider_id": provider_id,
            "notify_customers": notify_customers,
        }
    )
