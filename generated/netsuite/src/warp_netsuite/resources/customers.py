"""Customers that are invoiced."""

from __future__ import annotations

from decimal import Decimal

from warp_client_core import UNSET, RequestOptions, Unset

from .. import models
from ..calls import customers as _calls
from ..overlays.netsuite_records import AsyncCustomerRecords, CustomerRecords


# Hand-written base classes: overlays/netsuite_records
class Customers(CustomerRecords):
    """Customers that are invoiced."""

    def create(
        self,
        *,
        company_name: str,
        subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict,
        entity_id: str | Unset = UNSET,
        email: str | Unset = UNSET,
        phone: str | Unset = UNSET,
        external_id: str | Unset = UNSET,
        is_person: bool | Unset = UNSET,
        is_inactive: bool | Unset = UNSET,
        terms: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        credit_limit: Decimal | int | Unset = UNSET,
        custentity_warp_customer_id: str | Unset = UNSET,
        custentity_warp_account_status: str | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Create a customer.

        Creates a customer and answers with its address. A lost reply leaves the outcome open: set `externalId`, so that
        a second attempt is refused as a duplicate. In OneWorld accounts the subsidiary cannot be changed freely once
        transactions exist. Operation ``create_netsuite_customer``; unsafe.

        Args:
            entity_id: Customer number or name as shown in lists. Assigned by NetSuite when auto-numbering is on.
            company_name: Legal or trading name of the company.
            email: Main email address.
            phone: Main phone number, free form.
            external_id: Id given by the caller, unique per record type; in paths it stands after `eid:`.
            is_person: Whether it is an individual, not a company.
            is_inactive: Whether the customer is hidden from new transactions.
            subsidiary: A reference in a write: give `id` or `externalId`.
            credit_limit: Credit limit, in the primary currency, 2 decimals.
            custentity_warp_customer_id: WARP customer id.
            custentity_warp_account_status: Account status in WARP.
        """
        return self._client.send(
            _calls.create(
                company_name=company_name,
                subsidiary=subsidiary,
                entity_id=entity_id,
                email=email,
                phone=phone,
                external_id=external_id,
                is_person=is_person,
                is_inactive=is_inactive,
                terms=terms,
                currency=currency,
                credit_limit=credit_limit,
                custentity_warp_customer_id=custentity_warp_customer_id,
                custentity_warp_account_status=custentity_warp_account_status,
                **custom,
            ),
            options,
        ).data

    def get(
        self, id: str, *, expand_sub_resources: bool | None = None, options: RequestOptions | None = None
    ) -> models.NetSuiteCustomer:
        """Fetch one customer.

        Returns all fields of a customer that the role may see. Operation ``get_netsuite_customer``; read.

        Args:
            id: Internal id of the record, or `eid:` followed by its external id (letters, digits, `_` and `-`).
            expand_sub_resources: Whether sublists and subrecords come in full; otherwise they are links.
        """
        return self._client.send(_calls.get(id, expand_sub_resources=expand_sub_resources), options).data

    def update(
        self,
        id: str,
        *,
        entity_id: str | None | Unset = UNSET,
        company_name: str | None | Unset = UNSET,
        email: str | None | Unset = UNSET,
        phone: str | None | Unset = UNSET,
        external_id: str | None | Unset = UNSET,
        is_person: bool | None | Unset = UNSET,
        is_inactive: bool | None | Unset = UNSET,
        subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        terms: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        credit_limit: Decimal | int | None | Unset = UNSET,
        custentity_warp_customer_id: str | None | Unset = UNSET,
        custentity_warp_account_status: str | None | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Change a customer.

        Changes the fields that are sent. A field left out stays as it is; `null` deletes its value. Operation
        ``update_netsuite_customer``; unsafe.

        Args:
            id: Internal id of the record, or `eid:` followed by its external id (letters, digits, `_` and `-`).
            entity_id: Customer number or name as shown in lists. Assigned by NetSuite when auto-numbering is on.
            company_name: Legal or trading name of the company.
            email: Main email address.
            phone: Main phone number, free form.
            external_id: Id given by the caller, unique per record type; in paths it stands after `eid:`.
            is_person: Whether it is an individual, not a company.
            is_inactive: Whether the customer is hidden from new transactions.
            subsidiary: Primary subsidiary.
            terms: Payment terms.
            currency: Primary currency.
            credit_limit: Credit limit, in the primary currency, 2 decimals.
            custentity_warp_customer_id: WARP customer id.
            custentity_warp_account_status: Account status in WARP.
        """
        return self._client.send(
            _calls.update(
                id,
                entity_id=entity_id,
                company_name=company_name,
                email=email,
                phone=phone,
                external_id=external_id,
                is_person=is_person,
                is_inactive=is_inactive,
                subsidiary=subsidiary,
                terms=terms,
                currency=currency,
                credit_limit=credit_limit,
                custentity_warp_customer_id=custentity_warp_customer_id,
                custentity_warp_account_status=custentity_warp_account_status,
                **custom,
            ),
            options,
        ).data

    def delete(self, id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a customer.

        Deletes a customer for good. Refused with 400 while transactions or other records refer to it; make such a
        customer inactive instead. Operation ``delete_netsuite_customer``; idempotent.

        Args:
            id: Internal id of the record, or `eid:` followed by its external id (letters, digits, `_` and `-`).
        """
        self._client.send(_calls.delete(id), options)


class AsyncCustomers(AsyncCustomerRecords):
    """Customers that are invoiced."""

    async def create(
        self,
        *,
        company_name: str,
        subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict,
        entity_id: str | Unset = UNSET,
        email: str | Unset = UNSET,
        phone: str | Unset = UNSET,
        external_id: str | Unset = UNSET,
        is_person: bool | Unset = UNSET,
        is_inactive: bool | Unset = UNSET,
        terms: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | Unset = UNSET,
        credit_limit: Decimal | int | Unset = UNSET,
        custentity_warp_customer_id: str | Unset = UNSET,
        custentity_warp_account_status: str | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Create a customer. Details: `Customers.create`."""
        return (
            await self._client.send(
                _calls.create(
                    company_name=company_name,
                    subsidiary=subsidiary,
                    entity_id=entity_id,
                    email=email,
                    phone=phone,
                    external_id=external_id,
                    is_person=is_person,
                    is_inactive=is_inactive,
                    terms=terms,
                    currency=currency,
                    credit_limit=credit_limit,
                    custentity_warp_customer_id=custentity_warp_customer_id,
                    custentity_warp_account_status=custentity_warp_account_status,
                    **custom,
                ),
                options,
            )
        ).data

    async def get(
        self, id: str, *, expand_sub_resources: bool | None = None, options: RequestOptions | None = None
    ) -> models.NetSuiteCustomer:
        """Fetch one customer. Details: `Customers.get`."""
        return (await self._client.send(_calls.get(id, expand_sub_resources=expand_sub_resources), options)).data

    async def update(
        self,
        id: str,
        *,
        entity_id: str | None | Unset = UNSET,
        company_name: str | None | Unset = UNSET,
        email: str | None | Unset = UNSET,
        phone: str | None | Unset = UNSET,
        external_id: str | None | Unset = UNSET,
        is_person: bool | None | Unset = UNSET,
        is_inactive: bool | None | Unset = UNSET,
        subsidiary: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        terms: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        currency: models.NetSuiteRefInput | models.NetSuiteRefInputDict | None | Unset = UNSET,
        credit_limit: Decimal | int | None | Unset = UNSET,
        custentity_warp_customer_id: str | None | Unset = UNSET,
        custentity_warp_account_status: str | None | Unset = UNSET,
        options: RequestOptions | None = None,
        **custom: object,
    ) -> models.RecordRef:
        """Change a customer. Details: `Customers.update`."""
        return (
            await self._client.send(
                _calls.update(
                    id,
                    entity_id=entity_id,
                    company_name=company_name,
                    email=email,
                    phone=phone,
                    external_id=external_id,
                    is_person=is_person,
                    is_inactive=is_inactive,
                    subsidiary=subsidiary,
                    terms=terms,
                    currency=currency,
                    credit_limit=credit_limit,
                    custentity_warp_customer_id=custentity_warp_customer_id,
                    custentity_warp_account_status=custentity_warp_account_status,
                    **custom,
                ),
                options,
            )
        ).data

    async def delete(self, id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a customer. Details: `Customers.delete`."""
        await self._client.send(_calls.delete(id), options)
