"""The account of the caller."""

from __future__ import annotations

from warp_client_core import UNSET, AsyncResource, RequestOptions, Resource, Unset

from .. import models
from ..calls import account as _calls


class Account(Resource):
    """The account of the caller."""

    def get(self, *, options: RequestOptions | None = None) -> models.Customer:
        """Fetch the account of the caller.

        Returns the account that the credentials belong to. Its `id` is the customer id that listing and creating trunks
        take in their paths. Operation ``get_account``; read.
        """
        return self._client.send(_calls.get(), options).data

    def update(
        self,
        *,
        company_name: str | Unset = UNSET,
        legal_name: str | None | Unset = UNSET,
        contact: models.Contact | models.ContactDict | None | Unset = UNSET,
        address: models.Address | models.AddressDict | None | Unset = UNSET,
        billing_email: str | None | Unset = UNSET,
        technical_email: str | None | Unset = UNSET,
        timezone: str | None | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Customer:
        """Change the account of the caller.

        Changes names, contact data and the time zone; fields left out stay as they are. Balances, credit, status and
        the billing account number cannot be changed here. Operation ``update_account``; unsafe.

        Args:
            company_name: Name the company trades under.
            legal_name: Registered company name.
            contact: Primary contact.
            address: Company address.
            billing_email: Where invoices and payment notices go.
            technical_email: Where service notices go.
            timezone: IANA time zone name, such as America/Denver.
        """
        return self._client.send(
            _calls.update(
                company_name=company_name,
                legal_name=legal_name,
                contact=contact,
                address=address,
                billing_email=billing_email,
                technical_email=technical_email,
                timezone=timezone,
            ),
            options,
        ).data


class AsyncAccount(AsyncResource):
    """The account of the caller."""

    async def get(self, *, options: RequestOptions | None = None) -> models.Customer:
        """Fetch the account of the caller. Details: `Account.get`."""
        return (await self._client.send(_calls.get(), options)).data

    async def update(
        self,
        *,
        company_name: str | Unset = UNSET,
        legal_name: str | None | Unset = UNSET,
        contact: models.Contact | models.ContactDict | None | Unset = UNSET,
        address: models.Address | models.AddressDict | None | Unset = UNSET,
        billing_email: str | None | Unset = UNSET,
        technical_email: str | None | Unset = UNSET,
        timezone: str | None | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Customer:
        """Change the account of the caller. Details: `Account.update`."""
        return (
            await self._client.send(
                _calls.update(
                    company_name=company_name,
                    legal_name=legal_name,
                    contact=contact,
                    address=address,
                    billing_email=billing_email,
                    technical_email=technical_email,
                    timezone=timezone,
                ),
                options,
            )
        ).data
