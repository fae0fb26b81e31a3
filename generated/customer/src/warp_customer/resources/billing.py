"""Balances, payments on account and billing reports."""

from __future__ import annotations

from decimal import Decimal

from warp_client_core import AsyncResource, RequestOptions, Resource

from .. import models
from ..calls import billing as _calls


class Billing(Resource):
    """Balances, payments on account and billing reports."""

    def get_balance(self, *, options: RequestOptions | None = None) -> models.Balance:
        """Fetch the account balance.

        Returns the balance, credit and recharge settings of the account. A negative `current_balance` is money owed.
        Operation ``get_balance``; read.
        """
        return self._client.send(_calls.get_balance(), options).data

    def recharge(
        self, *, amount: Decimal | int, payment_method_id: str, options: RequestOptions | None = None
    ) -> models.RechargeResult:
        """Recharge the balance.

        Charges a stored payment method and adds the amount, in account currency, to the prepaid balance. Moves money:
        never repeat the request blindly. After a lost reply or a gateway timeout the charge may have been made, so
        compare the balance and its last payment first. Operation ``recharge_balance``; unsafe.

        Args:
            amount: Amount to charge, in account currency, at most 2 decimals, greater than 0.
            payment_method_id: Id of the stored payment method to charge.
        """
        return self._client.send(_calls.recharge(amount=amount, payment_method_id=payment_method_id), options).data


class AsyncBilling(AsyncResource):
    """Balances, payments on account and billing reports."""

    async def get_balance(self, *, options: RequestOptions | None = None) -> models.Balance:
        """Fetch the account balance. Details: `Billing.get_balance`."""
        return (await self._client.send(_calls.get_balance(), options)).data

    async def recharge(
        self, *, amount: Decimal | int, payment_method_id: str, options: RequestOptions | None = None
    ) -> models.RechargeResult:
        """Recharge the balance. Details: `Billing.recharge`."""
        return (
            await self._client.send(_calls.recharge(amount=amount, payment_method_id=payment_method_id), options)
        ).data
