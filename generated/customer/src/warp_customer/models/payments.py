"""Types of the payments domain."""

from __future__ import annotations

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class PaymentMethodBankAccountType(OpenEnum):
    """Kind of bank account. Values may be added; clients keep unknown ones."""

    CHECKING = "checking"
    SAVINGS = "savings"


class PaymentMethodCardBrand(OpenEnum):
    """Card network. Values may be added; clients keep unknown ones."""

    VISA = "visa"
    MASTERCARD = "mastercard"
    AMEX = "amex"
    DISCOVER = "discover"


class PaymentMethodProcessor(OpenEnum):
    """Payment processor that holds the method. Values may be added; clients keep unknown ones."""

    AUTHORIZE_NET = "authorize_net"
    STRIPE = "stripe"
    MUSTACHE = "mustache"


class PaymentMethodStatus(OpenEnum):
    """Whether a payment method can be charged. Values may be added; clients keep unknown ones."""

    ACTIVE = "active"
    EXPIRED = "expired"
    DISABLED = "disabled"


class PaymentMethodType(OpenEnum):
    """Kind of payment method. Values may be added; clients keep unknown ones."""

    CREDIT_CARD = "credit_card"
    ACH = "ach"
    WIRE = "wire"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PaymentMethod(Value):
    """A payment method on file. Full card and account numbers stay with the processor.

    Attributes:
        id: Payment method id.
        type: Kind of payment method.
        is_default: Whether it is the account's default method.
        status: Whether a payment method can be charged.
        card_brand: Card network; null for bank accounts.
        last_four: Last four digits of the card or account number.
        cardholder_name: Name on the card.
        bank_name: Name of the bank.
        expiry_month: Month the card expires, 1 to 12.
        expiry_year: Year the card expires, four digits.
        bank_account_type: Kind of bank account; null for cards.
        processor: Payment processor that holds the method.
        created_at: When the method was stored, UTC.
        last_used_at: When it was last charged, UTC.
    """

    id: str
    type: PaymentMethodType
    is_default: bool
    status: PaymentMethodStatus | None = None
    card_brand: PaymentMethodCardBrand | None = None
    last_four: str | None = None
    cardholder_name: str | None = None
    bank_name: str | None = None
    expiry_month: int | None = None
    expiry_year: int | None = None
    bank_account_type: PaymentMethodBankAccountType | None = None
    processor: PaymentMethodProcessor | None = None
    created_at: Timestamp | None = None
    last_used_at: Timestamp | None = None
