"""Customer accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warp_client_core import UNSET
from warp_client_core.resource import AsyncResource, Resource

from ..calls import customers as _calls

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from typing import Any, List

    from warp_client_core import AsyncListing, Page, RequestOptions, Unset

    from .. import models


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

        Lists the accounts of every customer on the platform, one page at a time. Both filters are optional and combine.
        Operation ``list_customers``; read.

        Args:
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
            status: Keep only customers in this lifecycle state.
            search: Free text to look for, for example part of a company name or a BAN.
        """
        return self._client.send(_calls.list(page=page, limit=limit, status=status, search=search), options).data

    def get(self, customer_id: str, *, options: RequestOptions | None = None) -> models.CustomerDetail:
        """Fetch one customer with its details.

        Returns the account with its contacts, counters, identifiers in other systems and lifecycle times. Embedded
        trunks, numbers and the usage of the current month may be left out by the server; read them with the list
        operations when completeness matters. Operation ``get_customer``; read.

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

        Changes the given fields and leaves the others alone; at least one field is needed. Set `status` to `active` to
        bring a suspended customer back. To stop a customer use suspend or terminate instead, which record a reason.
        Operation ``update_customer``; unsafe.

        Args:
            customer_id: Customer id.
            company_name: Company name shown on the platform.
            legal_name: Registered name of the company.
            contact: Primary contact.
            address: Postal address.
            billing_email: Address for invoices and payment notices.
            technical_email: Address for technical notices.
            timezone: IANA time zone name, for example America/Denver.
            status: Lifecycle of an account.
            customer_type: How the customer pays or resells.
            credit_limit: Amount the balance may fall below zero, in the account currency, 2 decimals.
            payment_terms: Days from invoice date to due date.
            billing_cycle: How often the customer is invoiced.
            custom_fields: Free facts kept with the account.
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

        Returns every trunk of one customer in a single reply, without paging. Operation ``list_customer_trunks``; read.

        Args:
            customer_id: Customer id.
        """
        return self._client.send(_calls.list_trunks(customer_id), options).data

    def get_usage(self, customer_id: str, *, period: str, options: RequestOptions | None = None) -> models.UsageSummary:
        """Summarise the usage of a customer.

        Returns calls, minutes, messages and charges of one customer over a period. Charges are in the currency named by
        the reply; `period` is echoed. Operation ``get_customer_usage``; read.

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
        """Summarise the usage of a customer. Details: `Customers.get_usage`."""
        return (await self._client.send(_calls.get_usage(customer_id, period=period), options)).data
