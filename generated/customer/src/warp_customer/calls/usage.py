"""Calls of ``usage``: each function describes one request and sends nothing."""

from __future__ import annotations

import datetime as dt

from warp_client_core import Call, Operation, Safety
from warp_client_core.replies import Enveloped

from .. import models

_GET_SUMMARY = Operation(
    "get_usage_summary",
    "GET",
    "/usage/summary",
    Safety.READ,
    Enveloped(models.UsageSummary),
    needs=(("start", "period", "custom"), ("end", "period", "custom")),
)


def get_summary(
    *, period: models.UsagePeriod | str, start: dt.date | None = None, end: dt.date | None = None
) -> Call[models.UsageSummary]:
    """Summarize usage over a period: ``GET /usage/summary``."""
    return _GET_SUMMARY.call(query={"period": period, "start": start, "end": end})
