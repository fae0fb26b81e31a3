"""Types of the accounts domain."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypedDict

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class BillingCycle(OpenEnum):
    """How often an account is invoiced. Values may be added; clients keep unknown ones."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"


class ContactType(OpenEnum):
    """What a contact is responsible for. Values may be added; clients keep unknown ones."""

    BILLING = "billing"
    TECHNICAL = "technical"
    ABUSE = "abuse"
    NOC = "noc"
    SALES = "sales"


class CustomerStatus(OpenEnum):
    """Lifecycle of an account. Values may be added; clients keep unknown ones."""

    __also__ = (("closed", "terminated"),)
    PENDING = "pending"
    TRIAL = "trial"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"


class CustomerType(OpenEnum):
    """How an account pays or resells. Values may be added; clients keep unknown ones."""

    PREPAID = "prepaid"
    POSTPAID = "postpaid"
    RESELLER = "reseller"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Address(Value):
    """A postal address.

    Attributes:
        line1: Street and house number.
        line2: Suite, floor or unit.
        city: City.
        state: Two-letter state or province code.
        postal_code: ZIP or postal code.
        country: ISO 3166-1 alpha-2 country code; US when not given.
    """

    line1: str | None = None
    line2: str | None = None
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country: str | None = None


class AddressDict(TypedDict, total=False):
    """A `Address` as a plain mapping."""

    line1: str | None
    line2: str | None
    city: str | None
    state: str | None
    postal_code: str | None
    country: str | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Contact(Value):
    """A person or team to reach about an account.

    Attributes:
        name: Name of the person or team.
        email: Email address.
        phone: Phone number in E.164 form.
        title: Job title.
        type: Responsibility of the contact.
    """

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    title: str | None = None
    type: ContactType | None = None


class ContactDict(TypedDict, total=False):
    """A `Contact` as a plain mapping."""

    name: str | None
    email: str | None
    phone: str | None
    title: str | None
    type: ContactType | str | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Customer(Value):
    """An account on the platform.

    Attributes:
        id: Customer id.
        ban: Billing account number, assigned by the platform, at most 20 characters.
        company_name: Name the company trades under.
        status: Lifecycle of an account.
        legal_name: Registered company name.
        timezone: IANA time zone name, such as America/Denver.
        customer_type: How the account pays or resells.
        contact: Primary contact.
        address: Company address.
        billing_email: Where invoices and payment notices go.
        technical_email: Where service notices go.
        partner_id: Id of the reseller that the account belongs to.
        credit_limit: Credit the account may use: how far the balance may fall below zero, in account currency, 2
            decimals.
        current_balance: Balance, in account currency, 2 decimals; negative when money is owed.
        prepaid_balance: Prepaid funds left, in account currency, 2 decimals.
        payment_terms: Days from invoice date to due date, usually 30.
        billing_cycle: How often the account is invoiced.
        currency: Currency of the account, ISO 4217.
        custom_fields: Free map kept with the account.
        created_at: Creation time, UTC.
        updated_at: Time of the last change, UTC.
    """

    id: str
    ban: str
    company_name: str
    status: CustomerStatus
    legal_name: str | None = None
    timezone: str | None = None
    customer_type: CustomerType | None = None
    contact: Contact | None = None
    address: Address | None = None
    billing_email: str | None = None
    technical_email: str | None = None
    partner_id: str | None = None
    credit_limit: Decimal | None = None
    current_balance: Decimal | None = None
    prepaid_balance: Decimal | None = None
    payment_terms: int | None = None
    billing_cycle: BillingCycle | None = None
    currency: str | None = None
    custom_fields: dict[str, Any] | None = None
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None
