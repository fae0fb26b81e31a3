"""Calls of ``billing``: each function describes one request and sends nothing."""

from __future__ import annotations

from decimal import Decimal

from warp_client_core import Call, Operation, Safety
from warp_client_core.replies import Enveloped

from .. import models

_GET_BALANCE = Operation("get_balance", "GET", "/billing/balance", Safety.READ, Enveloped(models.Balance))
_RECHARGE = Operation("recharge_balance", "POST", "/billing/recharge", Safety.UNSAFE, Enveloped(models.RechargeResult))


def get_balance() -> Call[models.Balance]:
    """Fetch the account balance: ``GET /billing/balance``."""
    return _GET_BALANCE.call()


def recharge(*, amount: Decimal | int, payment_method_id: str) -> Call[models.RechargeResult]:
    """Recharge the balance: ``POST /billing/recharge``."""
    return _RECHARGE.call(json={"amount": amount, "payment_method_id": payment_method_id})
