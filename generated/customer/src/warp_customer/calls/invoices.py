"""Calls of ``invoices``: each function describes one request and sends nothing."""

from __future__ import annotations

from warp_client_core import Call, Operation, Page, Safety
from warp_client_core.replies import Enveloped, Paged, Paging

from .. import models

_LIST = Operation("list_invoices", "GET", "/billing/invoices", Safety.READ, Paged(models.Invoice, Paging.PAGE))
_GET = Operation("get_invoice", "GET", "/billing/invoices/{invoice_id}", Safety.READ, Enveloped(models.Invoice))
_DOWNLOAD = Operation(
    "download_invoice", "GET", "/billing/invoices/{invoice_id}/download", Safety.READ, Enveloped(models.DownloadLink)
)


def list(
    *, status: models.InvoiceStatus | str | None = None, page: int | None = None, limit: int | None = None
) -> Call[Page[models.Invoice]]:
    """List invoices: ``GET /billing/invoices``."""
    return _LIST.call(query={"status": status, "page": page, "limit": limit})


def get(invoice_id: str) -> Call[models.Invoice]:
    """Fetch one invoice: ``GET /billing/invoices/{invoice_id}``."""
    return _GET.call(invoice_id)


def download(invoice_id: str) -> Call[models.DownloadLink]:
    """Fetch a download link for an invoice: ``GET /billing/invoices/{invoice_id}/download``."""
    return _DOWNLOAD.call(invoice_id)
