"""Payments received from customers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from warp_client_core import UNSET, RequestOptions, Unset

from .. import models
from ..calls import payments as _calls
from ..overlays.netsuite_records import AsyncPaymentRecords, PaymentRecords


# Hand-written base classes: overlays/netsuite_records
class Payments(PaymentRecords):
    """Payments received from customers."""

    def create(
        self,
        *,
        customer: models.NetSuiteRefInput | models.NetSuiteRefInputDict,
        payment: Decimal | int,
        tran_id: str | Unset = UNSET,
        memo: str | Unset = UNSET,
        external_id: str | Unset = UNSET,
        tran_date: dt.date | Unset = UNSET,
        account: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        apply: models.NetSuitePaymentApplyListCreate | models.NetSuitePaymentApplyListCreateDict | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Create a customer payment.

        Creates a customer payment and answers with its address. A lost reply leaves the outcome open: set `externalId`,
        so that a second attempt is refused as a duplicate. Books money received and applies it to invoices; never send
        it again without checking first. Operation ``create_netsuite_payment``; unsafe.

        Args:
            tran_id: Payment number. Assigned by NetSuite when auto-numbering is on.
            memo: Memo of the payment.
            external_id: Id given by the caller, unique per record type; in paths it stands after `eid:`.
            customer: A reference in a write: give `id` or `externalId`.
            payment: Amount received, in the currency of the payment, 2 decimals.
            tran_date: Date of the payment.
        """
        return self._client.send(
            _calls.create(
                customer=customer,
                payment=payment,
                tran_id=tran_id,
                memo=memo,
                external_id=external_id,
                tran_date=tran_date,
                account=account,
                currency=currency,
                subsidiary=subsidiary,
                apply=apply,
                **custom,
            ),
            options,
        ).data

    def get(
        self, id: str, *, expand_sub_resources: bool | None = None, options: RequestOptions | None = None
    ) -> models.NetSuitePayment:
        """Fetch one customer payment.

        Returns all fields of a customer payment that the role may see. Sublists come as a link unless
        `expandSubResources` is true. Operation ``get_netsuite_payment``; read.

        Args:
            id: Internal id of the record, or `eid:` followed by its external id (letters, digits, `_` and `-`).
            expand_sub_resources: Whether sublists and subrecords come in full; otherwise they are links.
        """
        return self._client.send(_calls.get(id, expand_sub_resources=expand_sub_resources), options).data


class AsyncPayments(AsyncPaymentRecords):
    """Payments received from customers."""

    async def create(
        self,
        *,
        customer: models.NetSuiteRefInput | models.NetSuiteRefInputDict,
        payment: Decimal | int,
        tran_id: str | Unset = UNSET,
        memo: str | Unset = UNSET,
        external_id: str | Unset = UNSET,
        tran_date: dt.date | Unset = UNSET,
        account: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        apply: models.NetSuitePaymentApplyListCreate | models.NetSuitePaymentApplyListCreateDict | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Create a customer payment. Details: `Payments.create`."""
        return (
            await self._client.send(
                _calls.create(
                    customer=customer,
                    payment=payment,
                    tran_id=tran_id,
                    memo=memo,
                    external_id=external_id,
                    tran_date=tran_date,
                    account=account,
                    currency=currency,
                    subsidiary=subsidiary,
                    apply=apply,
                    **custom,
                ),
                options,
            )
        ).data

    async def get(
        self, id: str, *, expand_sub_resources: bool | None = None, options: RequestOptions | None = None
    ) -> models.NetSuitePayment:
        """Fetch one customer payment. Details: `Payments.get`."""
        return (await self._client.send(_calls.get(id, expand_sub_resources=expand_sub_resources), options)).data
