"""Customer accounts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, List

from warp_client_core import UNSET, AsyncListing, AsyncResource, Page, RequestOptions, Resource, Unset

from .. import models
from ..calls import customers as _calls


class Customers(Resource):
    """Customer accounts."""

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: models.CustomerStatus | str | None = None,
        search: str | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Customer]:
        """List customers.

        Returns the accounts of all customers page by page. Filters combine. Operation ``list_customers``; read.

        Args:
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
            status: Only customers in this status.
            search: Free text to look for, for example part of a company name or a BAN.
        """
        return self._client.send(_calls.list(page=page, limit=limit, status=status, search=search), options).data

    def get(self, customer_id: str, *, options: RequestOptions | None = None) -> models.CustomerDetail:
        """Fetch one customer with its details.

        Returns the account with its contacts, counters, ids in other systems and lifecycle times. Embedded trunks,
        numbers and the usage of the current month may be left out; read them with the list operations when completeness
        matters. Operation ``get_customer``; read.

        Args:
            customer_id: Customer id.
        """
        return self._client.send(_calls.get(customer_id), options).data

    def update(
        self,
        customer_id: str,
        *,
        company_name: str | Unset = UNSET,
        legal_name: str | None | Unset = UNSET,
        contact: models.Contact | models.ContactDict | None | Unset = UNSET,
        address: models.Address | models.AddressDict | None | Unset = UNSET,
        billing_email: str | None | Unset = UNSET,
        technical_email: str | None | Unset = UNSET,
        timezone: str | None | Unset = UNSET,
        status: models.CustomerStatus | str | Unset = UNSET,
        customer_type: models.CustomerType | str | None | Unset = UNSET,
        credit_limit: Decimal | int | None | Unset = UNSET,
        payment_terms: int | None | Unset = UNSET,
        billing_cycle: models.BillingCycle | str | None | Unset = UNSET,
        custom_fields: Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Customer:
        """Change a customer.

        Changes the given fields and leaves the others alone. Set `status` to `active` to bring a suspended customer
        back. To stop a customer use suspend or terminate instead, which record a reason. Operation ``update_customer``;
        unsafe.

        Args:
            customer_id: Customer id.
            company_name: Name the company trades under.
            legal_name: Registered company name.
            contact: Primary contact.
            address: Company address.
            billing_email: Where invoices and payment notices go.
            technical_email: Where service notices go.
            timezone: IANA time zone name, such as America/Denver.
            status: Lifecycle of an account.
            customer_type: How the account pays or resells.
            credit_limit: Credit the account may use: how far the balance may fall below zero, in account currency, 2
                decimals.
            payment_terms: Days from invoice date to due date, usually 30.
            billing_cycle: How often the account is invoiced.
            custom_fields: Free map kept with the account.
        """
        return self._client.send(
            _calls.update(
                customer_id,
                company_name=company_name,
                legal_name=legal_name,
                contact=contact,
                address=address,
                billing_email=billing_email,
                technical_email=technical_email,
                timezone=timezone,
                status=status,
                customer_type=customer_type,
                credit_limit=credit_limit,
                payment_terms=payment_terms,
                billing_cycle=billing_cycle,
                custom_fields=custom_fields,
            ),
            options,
        ).data

    def suspend(self, customer_id: str, *, reason: str, options: RequestOptions | None = None) -> models.Customer:
        """Suspend a customer.

        Puts the account on hold: service stops until it is activated again by updating `status` to `active`. The reason
        is kept in the audit trail. Operation ``suspend_customer``; unsafe.

        Args:
            customer_id: Customer id.
            reason: Reason for the change, free text, kept in the audit trail.
        """
        return self._client.send(_calls.suspend(customer_id, reason=reason), options).data

    def terminate(self, customer_id: str, *, reason: str, options: RequestOptions | None = None) -> models.Customer:
        """Terminate a customer.

        Destructive: ends the service of the customer for good. No way back is documented, so suspend instead when the
        account may come back. The reason is kept in the audit trail. Operation ``terminate_customer``; unsafe.

        Args:
            customer_id: Customer id.
            reason: Reason for the change, free text, kept in the audit trail.
        """
        return self._client.send(_calls.terminate(customer_id, reason=reason), options).data

    def list_trunks(self, customer_id: str, *, options: RequestOptions | None = None) -> List[models.Trunk]:
        """List the trunks of a customer.

        Returns every trunk of one customer in one reply, without paging. Operation ``list_customer_trunks``; read.

        Args:
            customer_id: Customer id.
        """
        return self._client.send(_calls.list_trunks(customer_id), options).data

    def get_usage(self, customer_id: str, *, period: str, options: RequestOptions | None = None) -> models.UsageSummary:
        """Summarize the usage of a customer.

        Returns calls, minutes, messages and charges of one customer over a period, in the currency of the reply.
        Operation ``get_customer_usage``; read.

        Args:
            customer_id: Customer id.
            period: Period to report: `today`, `week`, `month`, or a calendar month as YYYY-MM.
        """
        return self._client.send(_calls.get_usage(customer_id, period=period), options).data


class AsyncCustomers(AsyncResource):
    """Customer accounts."""

    def list(
        self,
        *,
        page: int | None = None,
        limit: int | None = None,
        status: models.CustomerStatus | str | None = None,
        search: str | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.Customer]:
        """List customers. Details: `Customers.list`."""
        return self._client.listing(_calls.list(page=page, limit=limit, status=status, search=search), options)

    async def get(self, customer_id: str, *, options: RequestOptions | None = None) -> models.CustomerDetail:
        """Fetch one customer with its details. Details: `Customers.get`."""
        return (await self._client.send(_calls.get(customer_id), options)).data

    async def update(
        self,
        customer_id: str,
        *,
        company_name: str | Unset = UNSET,
        legal_name: str | None | Unset = UNSET,
        contact: models.Contact | models.ContactDict | None | Unset = UNSET,
        address: models.Address | models.AddressDict | None | Unset = UNSET,
        billing_email: str | None | Unset = UNSET,
        technical_email: str | None | Unset = UNSET,
        timezone: str | None | Unset = UNSET,
        status: models.CustomerStatus | str | Unset = UNSET,
        customer_type: models.CustomerType | str | None | Unset = UNSET,
        credit_limit: Decimal | int | None | Unset = UNSET,
        payment_terms: int | None | Unset = UNSET,
        billing_cycle: models.BillingCycle | str | None | Unset = UNSET,
        custom_fields: Mapping[str, Any] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Customer:
        """Change a customer. Details: `Customers.update`."""
        return (
            await self._client.send(
                _calls.update(
                    customer_id,
                    company_name=company_name,
                    legal_name=legal_name,
                    contact=contact,
                    address=address,
                    billing_email=billing_email,
                    technical_email=technical_email,
                    timezone=timezone,
                    status=status,
                    customer_type=customer_type,
                    credit_limit=credit_limit,
                    payment_terms=payment_terms,
                    billing_cycle=billing_cycle,
                    custom_fields=custom_fields,
                ),
                options,
            )
        ).data

    async def suspend(self, customer_id: str, *, reason: str, options: RequestOptions | None = None) -> models.Customer:
        """Suspend a customer. Details: `Customers.suspend`."""
        return (await self._client.send(_calls.suspend(customer_id, reason=reason), options)).data

    async def terminate(
        self, customer_id: str, *, reason: str, options: RequestOptions | None = None
    ) -> models.Customer:
        """Terminate a customer. Details: `Customers.terminate`."""
        return (await self._client.send(_calls.terminate(customer_id, reason=reason), options)).data

    async def list_trunks(self, customer_id: str, *, options: RequestOptions | None = None) -> List[models.Trunk]:
        """List the trunks of a customer. Details: `Customers.list_trunks`."""
        return (await self._client.send(_calls.list_trunks(customer_id), options)).data

    async def get_usage(
        self, customer_id: str, *, period: str, options: RequestOptions | None = None
    ) -> models.UsageSummary:
        """Summarize the usage of a customer. Details: `Customers.get_usage`."""
        return (await self._client.send(_calls.get_usage(customer_id, period=period), options)).data
