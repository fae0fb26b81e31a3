"""Porting numbers in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from warp_client_core import UNSET, AsyncResource, RequestOptions, Resource, Unset

from .. import models
from ..calls import port_orders as _calls


class PortOrders(Resource):
    """Porting numbers in."""

    def create(
        self,
        *,
        numbers: Sequence[str],
        billing_telephone_number: str,
        account_holder_name: str,
        account_number: str,
        authorized_person: str,
        port_type: models.PortType | str | Unset = UNSET,
        pin: str | Unset = UNSET,
        losing_carrier: str | Unset = UNSET,
        resp_org_id: str | Unset = UNSET,
        authorized_person_title: str | Unset = UNSET,
        service_address: models.Address | models.AddressDict | Unset = UNSET,
        requested_foc_date: dt.date | Unset = UNSET,
        loa_document_id: str | Unset = UNSET,
        csr_document_id: str | Unset = UNSET,
        bill_document_id: str | Unset = UNSET,
        trunk_id: str | Unset = UNSET,
        notes: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.PortOrder:
        """Order a port-in.

        Starts moving local or toll-free numbers from another carrier. The work takes days and is followed with the
        status operation; documents are named by id and are not uploaded through this API. A repeated request may open a
        second order for the same numbers. Operation ``create_port_order``; unsafe.

        Args:
            numbers: Numbers to move in E.164 form.
            port_type: Kind of numbers in a port order.
            billing_telephone_number: Billing telephone number (BTN) of the account at the losing carrier, in E.164
                form.
            account_holder_name: Holder of the account at the losing carrier.
            account_number: Account number at the losing carrier.
            pin: Passcode of the account at the losing carrier.
            losing_carrier: Name of the carrier the numbers leave.
            resp_org_id: Current RespOrg id; for toll-free numbers only.
            authorized_person: Name of the person who signed the letter of authorization.
            authorized_person_title: Job title of that person.
            requested_foc_date: Firm order commitment (FOC) date asked for.
            loa_document_id: Id of the letter of authorization.
            csr_document_id: Id of the customer service record.
            bill_document_id: Id of a recent bill of the losing carrier.
            trunk_id: Id of the trunk that carries the numbers once they arrive.
            notes: Free text for the people who work the order.
        """
        return self._client.send(
            _calls.create(
                numbers=numbers,
                billing_telephone_number=billing_telephone_number,
                account_holder_name=account_holder_name,
                account_number=account_number,
                authorized_person=authorized_person,
                port_type=port_type,
                pin=pin,
                losing_carrier=losing_carrier,
                resp_org_id=resp_org_id,
                authorized_person_title=authorized_person_title,
                service_address=service_address,
                requested_foc_date=requested_foc_date,
                loa_document_id=loa_document_id,
                csr_document_id=csr_document_id,
                bill_document_id=bill_document_id,
                trunk_id=trunk_id,
                notes=notes,
            ),
            options,
        ).data

    def get(self, port_id: str, *, options: RequestOptions | None = None) -> models.PortOrder:
        """Fetch one port order.

        Returns the state of a port order with the committed date and the outcome for each number. A rejected order
        names the reason of the losing carrier. Operation ``get_port_order``; read.

        Args:
            port_id: Port order id.
        """
        return self._client.send(_calls.get(port_id), options).data


class AsyncPortOrders(AsyncResource):
    """Porting numbers in."""

    async def create(
        self,
        *,
        numbers: Sequence[str],
        billing_telephone_number: str,
        account_holder_name: str,
        account_number: str,
        authorized_person: str,
        port_type: models.PortType | str | Unset = UNSET,
        pin: str | Unset = UNSET,
        losing_carrier: str | Unset = UNSET,
        resp_org_id: str | Unset = UNSET,
        authorized_person_title: str | Unset = UNSET,
        service_address: models.Address | models.AddressDict | Unset = UNSET,
        requested_foc_date: dt.date | Unset = UNSET,
        loa_document_id: str | Unset = UNSET,
        csr_document_id: str | Unset = UNSET,
        bill_document_id: str | Unset = UNSET,
        trunk_id: str | Unset = UNSET,
        notes: str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.PortOrder:
        """Order a port-in. Details: `PortOrders.create`."""
        return (
            await self._client.send(
                _calls.create(
                    numbers=numbers,
                    billing_telephone_number=billing_telephone_number,
                    account_holder_name=account_holder_name,
                    account_number=account_number,
                    authorized_person=authorized_person,
                    port_type=port_type,
                    pin=pin,
                    losing_carrier=losing_carrier,
                    resp_org_id=resp_org_id,
                    authorized_person_title=authorized_person_title,
                    service_address=service_address,
                    requested_foc_date=requested_foc_date,
                    loa_document_id=loa_document_id,
                    csr_document_id=csr_document_id,
                    bill_document_id=bill_document_id,
                    trunk_id=trunk_id,
                    notes=notes,
                ),
                options,
            )
        ).data

    async def get(self, port_id: str, *, options: RequestOptions | None = None) -> models.PortOrder:
        """Fetch one port order. Details: `PortOrders.get`."""
        return (await self._client.send(_calls.get(port_id), options)).data
