"""Stored payment methods."""

from __future__ import annotations

from typing import List

from warp_client_core import UNSET, AsyncResource, RequestOptions, Resource, Unset

from .. import models
from ..calls import payment_methods as _calls


class PaymentMethods(Resource):
    """Stored payment methods."""

    def list(self, *, options: RequestOptions | None = None) -> List[models.PaymentMethod]:
        """List payment methods.

        Returns all stored payment methods of the account in one reply, without paging. Operation
        ``list_payment_methods``; read.
        """
        return self._client.send(_calls.list(), options).data

    def create(
        self,
        *,
        type: models.PaymentMethodType | str,
        token: str,
        is_default: bool | Unset = UNSET,
        billing_name: str | Unset = UNSET,
        billing_address: models.Address | models.AddressDict | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.PaymentMethod:
        """Store a payment method.

        Stores a card or bank account by the token that the payment processor issued for it. Card and account numbers
        are never sent here. Nothing is charged. Operation ``create_payment_method``; unsafe.

        Args:
            type: Kind of payment method.
            token: Token issued by the processor; never a card or account number.
            is_default: Whether it becomes the account's default method.
            billing_name: Name of the payer.
        """
        return self._client.send(
            _calls.create(
                type=type,
                token=token,
                is_default=is_default,
                billing_name=billing_name,
                billing_address=billing_address,
            ),
            options,
        ).data

    def delete(self, method_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a payment method.

        Removes a stored payment method for good. Deletion may be refused while the method is the default or in use by
        automatic recharge. Operation ``delete_payment_method``; idempotent.

        Args:
            method_id: Payment method id.
        """
        self._client.send(_calls.delete(method_id), options)

    def set_default(self, method_id: str, *, options: RequestOptions | None = None) -> models.PaymentMethod:
        """Make a payment method the default.

        Makes a stored payment method the default; the previous default loses the mark. The request has no body. A
        method that cannot be charged may be refused. Operation ``set_default_payment_method``; unsafe.

        Args:
            method_id: Payment method id.
        """
        return self._client.send(_calls.set_default(method_id), options).data


class AsyncPaymentMethods(AsyncResource):
    """Stored payment methods."""

    async def list(self, *, options: RequestOptions | None = None) -> List[models.PaymentMethod]:
        """List payment methods. Details: `PaymentMethods.list`."""
        return (await self._client.send(_calls.list(), options)).data

    async def create(
        self,
        *,
        type: models.PaymentMethodType | str,
        token: str,
        is_default: bool | Unset = UNSET,
        billing_name: str | Unset = UNSET,
        billing_address: models.Address | models.AddressDict | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.PaymentMethod:
        """Store a payment method. Details: `PaymentMethods.create`."""
        return (
            await self._client.send(
                _calls.create(
                    type=type,
                    token=token,
                    is_default=is_default,
                    billing_name=billing_name,
                    billing_address=billing_address,
                ),
                options,
            )
        ).data

    async def delete(self, method_id: str, *, options: RequestOptions | None = None) -> None:
        """Delete a payment method. Details: `PaymentMethods.delete`."""
        await self._client.send(_calls.delete(method_id), options)

    async def set_default(self, method_id: str, *, options: RequestOptions | None = None) -> models.PaymentMethod:
        """Make a payment method the default. Details: `PaymentMethods.set_default`."""
        return (await self._client.send(_calls.set_default(method_id), options)).data
