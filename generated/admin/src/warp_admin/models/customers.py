"""Types of the customers domain."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
from warp_client_core.times import Timestamp
from warp_client_core.value import Value

from .accounts import Address, BillingCycle, Contact, CustomerStatus, CustomerType
from .numbers import PhoneNumber
from .trunks import Trunk
from .usage import UsageSummary


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CustomerDetail(Value):
    """A customer account with contacts, inventory, usage and lifecycle facts.

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
        contacts: All contacts of the account.
        trunks: Trunks of the account; may be left out by the server.
        numbers: Phone numbers of the account; may be left out by the server.
        trunk_count: Trunks on the account.
        number_count: Phone numbers on the account.
        usage_summary: Usage in the current month.
        kyc_data: Know-your-customer facts collected about the account.
        business_info: Business facts collected about the account.
        external_ids: Ids of the account in other systems. Known keys are `netsuite_customer_id`,
            `salesforce_account_id` and `hubspot_company_id`.
        suspension_reason: Reason given at the last suspension.
        activated_at: When the account was activated, UTC.
        suspended_at: Time of the last suspension, UTC.
        terminated_at: When the account was terminated, UTC.
        tags: Free labels set by operators.
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
    contacts: list[Contact] | None = None
    trunks: list[Trunk] | None = None
    numbers: list[PhoneNumber] | None = None
    trunk_count: int | None = None
    number_count: int | None = None
    usage_summary: UsageSummary | None = None
    kyc_data: dict[str, Any] | None = None
    business_info: dict[str, Any] | None = None
    external_ids: dict[str, Any] | None = None
    suspension_reason: str | None = None
    activated_at: Timestamp | None = None
    suspended_at: Timestamp | None = None
    terminated_at: Timestamp | None = None
    tags: list[str] | None = None
