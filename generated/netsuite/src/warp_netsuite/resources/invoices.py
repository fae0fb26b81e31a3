"""Invoices to customers."""

from __future__ import annotations

import datetime as dt

from warp_client_core import UNSET, RequestOptions, Unset

from .. import models
from ..calls import invoices as _calls
from ..overlays.netsuite_records import AsyncInvoiceRecords, InvoiceRecords


# Hand-written base classes: overlays/netsuite_records
class Invoices(InvoiceRecords):
    """Invoices to customers."""

    def create(
        self,
        *,
        entity: models.NetSuiteRefInput | models.NetSuiteRefInputDict,
        item: models.NetSuiteInvoiceItemListCreate | models.NetSuiteInvoiceItemListCreateDict,
        tran_id: str | Unset = UNSET,
        memo: str | Unset = UNSET,
        external_id: str | Unset = UNSET,
        tran_date: dt.date | Unset = UNSET,
        due_date: dt.date | Unset = UNSET,
        subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        terms: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        custbody_warp_invoice_id: str | Unset = UNSET,
        custbody_warp_period: str | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Create an invoice.

        Creates an invoice and answers with its address. A lost reply leaves the outcome open: set `externalId`, so that
        a second attempt is refused as a duplicate. As a collection of up to 100 invoices, with `Prefer: respond-async`,
        it starts a job and answers with the address of the job. Only in that form does the idempotency key count.
        Operation ``create_netsuite_invoice``; unsafe.

        Args:
            tran_id: Invoice number. Assigned by NetSuite when auto-numbering is on.
            memo: Memo shown on the invoice.
            external_id: Id given by the caller, unique per record type; in paths it stands after `eid:`.
            entity: A reference in a write: give `id` or `externalId`.
            tran_date: Invoice date; NetSuite takes the current day when it is left out.
            due_date: Due date; follows from the terms when it is left out.
            item: The lines of a new invoice.
            custbody_warp_invoice_id: WARP invoice id.
            custbody_warp_period: Billing period of the WARP invoice, for example 2026-01.
        """
        return self._client.send(
            _calls.create(
                entity=entity,
                item=item,
                tran_id=tran_id,
                memo=memo,
                external_id=external_id,
                tran_date=tran_date,
                due_date=due_date,
                subsidiary=subsidiary,
                currency=currency,
                terms=terms,
                custbody_warp_invoice_id=custbody_warp_invoice_id,
                custbody_warp_period=custbody_warp_period,
                **custom,
            ),
            options,
        ).data

    def get(
        self, id: str, *, expand_sub_resources: bool | None = None, options: RequestOptions | None = None
    ) -> models.NetSuiteInvoice:
        """Fetch one invoice.

        Returns all fields of an invoice that the role may see. Sublists come as a link unless `expandSubResources` is
        true. Operation ``get_netsuite_invoice``; read.

        Args:
            id: Internal id of the record, or `eid:` followed by its external id (letters, digits, `_` and `-`).
            expand_sub_resources: Whether sublists and subrecords come in full; otherwise they are links.
        """
        return self._client.send(_calls.get(id, expand_sub_resources=expand_sub_resources), options).data

    def update(
        self,
        id: str,
        *,
        replace: str | None = None,
        tran_id: str | None | Unset = UNSET,
        memo: str | None | Unset = UNSET,
        external_id: str | None | Unset = UNSET,
        entity: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        tran_date: dt.date | None | Unset = UNSET,
        due_date: dt.date | None | Unset = UNSET,
        subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        terms: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        item: models.NetSuiteInvoiceItemListUpdate | models.NetSuiteInvoiceItemListUpdateDict | None | Unset = UNSET,
        custbody_warp_invoice_id: str | None | Unset = UNSET,
        custbody_warp_period: str | None | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Change an invoice.

        Changes the fields that are sent. A field left out stays as it is; `null` deletes its value. Lines are merged by
        their number unless `replace` names the sublist. Operation ``update_netsuite_invoice``; unsafe.

        Args:
            id: Internal id of the record, or `eid:` followed by its external id (letters, digits, `_` and `-`).
            replace: Sublists, separated by commas, whose lines are replaced as a whole rather than merged.
            tran_id: Invoice number. Assigned by NetSuite when auto-numbering is on.
            memo: Memo shown on the invoice.
            external_id: Id given by the caller, unique per record type; in paths it stands after `eid:`.
            entity: Customer that is invoiced.
            tran_date: Invoice date; NetSuite takes the current day when it is left out.
            due_date: Due date; follows from the terms when it is left out.
            subsidiary: Subsidiary that issues the invoice.
            currency: Currency of the invoice.
            terms: Payment terms.
            item: Invoice lines.
            custbody_warp_invoice_id: WARP invoice id.
            custbody_warp_period: Billing period of the WARP invoice, for example 2026-01.
        """
        return self._client.send(
            _calls.update(
                id,
                replace=replace,
                tran_id=tran_id,
                memo=memo,
                external_id=external_id,
                entity=entity,
                tran_date=tran_date,
                due_date=due_date,
                subsidiary=subsidiary,
                currency=currency,
                terms=terms,
                item=item,
                custbody_warp_invoice_id=custbody_warp_invoice_id,
                custbody_warp_period=custbody_warp_period,
                **custom,
            ),
            options,
        ).data


class AsyncInvoices(AsyncInvoiceRecords):
    """Invoices to customers."""

    async def create(
        self,
        *,
        entity: models.NetSuiteRefInput | models.NetSuiteRefInputDict,
        item: models.NetSuiteInvoiceItemListCreate | models.NetSuiteInvoiceItemListCreateDict,
        tran_id: str | Unset = UNSET,
        memo: str | Unset = UNSET,
        external_id: str | Unset = UNSET,
        tran_date: dt.date | Unset = UNSET,
        due_date: dt.date | Unset = UNSET,
        subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        terms: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        custbody_warp_invoice_id: str | Unset = UNSET,
        custbody_warp_period: str | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Create an invoice. Details: `Invoices.create`."""
        return (
            await self._client.send(
                _calls.create(
                    entity=entity,
                    item=item,
                    tran_id=tran_id,
                    memo=memo,
                    external_id=external_id,
                    tran_date=tran_date,
                    due_date=due_date,
                    subsidiary=subsidiary,
                    currency=currency,
                    terms=terms,
                    custbody_warp_invoice_id=custbody_warp_invoice_id,
                    custbody_warp_period=custbody_warp_period,
                    **custom,
                ),
                options,
            )
        ).data

    async def get(
        self, id: str, *, expand_sub_resources: bool | None = None, options: RequestOptions | None = None
    ) -> models.NetSuiteInvoice:
        """Fetch one invoice. Details: `Invoices.get`."""
        return (await self._client.send(_calls.get(id, expand_sub_resources=expand_sub_resources), options)).data

    async def update(
        self,
        id: str,
        *,
        replace: str | None = None,
        tran_id: str | None | Unset = UNSET,
        memo: str | None | Unset = UNSET,
        external_id: str | None | Unset = UNSET,
        entity: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        tran_date: dt.date | None | Unset = UNSET,
        due_date: dt.date | None | Unset = UNSET,
        subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        terms: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        item: models.NetSuiteInvoiceItemListUpdate | models.NetSuiteInvoiceItemListUpdateDict | None | Unset = UNSET,
        custbody_warp_invoice_id: str | None | Unset = UNSET,
        custbody_warp_period: str | None | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Change an invoice. Details: `Invoices.update`."""
        return (
            await self._client.send(
                _calls.update(
                    id,
                    replace=replace,
                    tran_id=tran_id,
                    memo=memo,
                    external_id=external_id,
                    entity=entity,
                    tran_date=tran_date,
                    due_date=due_date,
                    subsidiary=subsidiary,
                    currency=currency,
                    terms=terms,
                    item=item,
                    custbody_warp_invoice_id=custbody_warp_invoice_id,
                    custbody_warp_period=custbody_warp_period,
                    **custom,
                ),
                options,
            )
        ).data
