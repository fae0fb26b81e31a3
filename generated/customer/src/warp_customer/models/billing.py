"""Types of the billing domain."""

from __future__ import annotations

from decimal import Decimal

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value

from .payments import PaymentMethodType


class BalanceAccountType(OpenEnum):
    """How the account pays. Values may be added; clients keep unknown ones."""

    PREPAID = "prepaid"
    POSTPAID = "postpaid"
    HYBRID = "hybrid"


class BalanceStatus(OpenEnum):
    """Standing of the balance. Values may be added; clients keep unknown ones."""

    GOOD = "good"
    WARNING = "warning"
    SUSPENDED = "suspended"
    COLLECTION = "collection"


class RechargeResultStatus(OpenEnum):
    """Progress of a recharge. Values may be added; clients keep unknown ones."""

    PENDING = "pending"
    COMPLETED = "completed"
    FAILED = "failed"
    REFUNDED = "refunded"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AutoRecharge(Value):
    """Rule that tops up the balance when it runs low.

    Attributes:
        enabled: Whether the rule is on.
        threshold: Balance that triggers a recharge, in account currency, 2 decimals.
        amount: Amount of one recharge, in account currency, 2 decimals.
        max_per_month: Ceiling per month, in account currency, 2 decimals.
        payment_method_id: Id of the payment method that is charged.
    """

    enabled: bool
    threshold: Decimal | None = None
    amount: Decimal | None = None
    max_per_month: Decimal | None = None
    payment_method_id: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Balance(Value):
    """What the account holds or owes. A negative `current_balance` is money owed to the platform.

    Attributes:
        current_balance: Balance, in `currency`, 2 decimals; negative when money is owed.
        currency: Currency of every amount, ISO 4217.
        account_type: How the account pays.
        available_credit: Still available to spend: `credit_limit` plus `current_balance`, in `currency`, 2
            decimals.
        credit_limit: Credit the account may use, in `currency`, 2 decimals.
        prepaid_balance: Prepaid funds left, in `currency`, 2 decimals.
        pending_charges: Rated but not yet booked, in `currency`, 2 decimals.
        balance_status: Standing of the balance.
        auto_recharge: Automatic recharge settings; null when none exist.
        last_payment: Latest payment received; null before the first one.
        updated_at: When the balance last changed, UTC.
    """

    current_balance: Decimal
    currency: str
    account_type: BalanceAccountType | None = None
    available_credit: Decimal | None = None
    credit_limit: Decimal | None = None
    prepaid_balance: Decimal | None = None
    pending_charges: Decimal | None = None
    balance_status: BalanceStatus | None = None
    auto_recharge: AutoRecharge | None = None
    last_payment: LastPayment | None = None
    updated_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class LastPayment(Value):
    """The latest payment booked on the account.

    Attributes:
        amount: Amount paid, in account currency, 2 decimals.
        date: When the payment was booked, UTC.
        method: Kind of payment method used.
    """

    amount: Decimal
    date: Timestamp
    method: PaymentMethodType | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RechargeResult(Value):
    """Outcome of a recharge, which may still be pending.

    Attributes:
        payment_id: Payment id.
        amount: Amount charged, in `currency`, 2 decimals.
        status: Progress of a recharge.
        currency: Currency of every amount, ISO 4217.
        new_balance: Balance after the recharge, in `currency`, 2 decimals.
        transaction_id: Id of the transaction at the payment processor.
        failure_reason: Why the charge failed, for people.
        created_at: When the recharge was taken, UTC.
    """

    payment_id: str
    amount: Decimal
    status: RechargeResultStatus
    currency: str | None = None
    new_balance: Decimal | None = None
    transaction_id: str | None = None
    failure_reason: str | None = None
    created_at: Timestamp | None = None
