"""Calls of ``margins``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import Call, Operation, Safety
from warp_client_core.replies import Enveloped

from .. import models

_GET_ANALYSIS = Operation(
    "get_margin_analysis", "GET", "/admin/margins/analysis", Safety.READ, Enveloped(models.MarginAnalysis)
)


def get_analysis(
    *, customer_id: str | None = None, provider_id: str | None = None, destination: str | None = None
) -> Call[models.MarginAnalysis]:
    """Analyze margins: ``GET /admin/margins/analysis``."""
    return _GET_ANALYSIS.call(
        query={"customer_id": customer_id, "provider_id": provider_id, "destination": destination}
    )
