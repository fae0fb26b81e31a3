"""Invoices and their documents."""

from __future__ import annotations

from warp_client_core import AsyncListing, AsyncResource, Page, RequestOptions, Resource

from .. import models
from ..calls import invoices as _calls


class Invoices(Resource):
    """Invoices and their documents."""

    def list(
        self,
        *,
        status: models.InvoiceStatus | str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Invoice]:
        """List invoices.

        Returns the invoices of the account page by page. The entries may come without their lines; fetch one invoice to
        see them. Operation ``list_invoices``; read.

        Args:
            status: Only invoices in this status.
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
        """
        return self._client.send(_calls.list(status=status, page=page, limit=limit), options).data

    def get(self, invoice_id: str, *, options: RequestOptions | None = None) -> models.Invoice:
        """Fetch one invoice.

        Returns an invoice with its lines and taxes. Operation ``get_invoice``; read.

        Args:
            invoice_id: Invoice id.
        """
        return self._client.send(_calls.get(invoice_id), options).data

    def download(self, invoice_id: str, *, options: RequestOptions | None = None) -> models.DownloadLink:
        """Fetch a download link for an invoice.

        Returns a time-limited address of the invoice document, not the document itself. The address may be on another
        host; fetch it without API credentials. Operation ``download_invoice``; read.

        Args:
            invoice_id: Invoice id.
        """
        return self._client.send(_calls.download(invoice_id), options).data


class AsyncInvoices(AsyncResource):
    """Invoices and their documents."""

    def list(
        self,
        *,
        status: models.InvoiceStatus | str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.Invoice]:
        """List invoices. Details: `Invoices.list`."""
        return self._client.listing(_calls.list(status=status, page=page, limit=limit), options)

    async def get(self, invoice_id: str, *, options: RequestOptions | None = None) -> models.Invoice:
        """Fetch one invoice. Details: `Invoices.get`."""
        return (await self._client.send(_calls.get(invoice_id), options)).data

    async def download(self, invoice_id: str, *, options: RequestOptions | None = None) -> models.DownloadLink:
        """Fetch a download link for an invoice. Details: `Invoices.download`."""
        return (await self._client.send(_calls.download(invoice_id), options)).data
