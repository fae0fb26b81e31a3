"""Types of the customers domain."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Required, TypedDict

import attrs
from warp_client_core.times import Timestamp
from warp_client_core.value import Value

from .references import NetSuiteLink, NetSuiteRef, NetSuiteRefInput, NetSuiteRefInputDict


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteCustomer(Value):
    """A customer as NetSuite sends it. Custom fields come as top-level `custentity_` keys.

    Attributes:
        id: Internal id, assigned by NetSuite.
        entity_id: Customer number or name as shown in lists. Assigned by NetSuite when auto-numbering is on.
        company_name: Legal or trading name of the company.
        email: Main email address.
        phone: Main phone number, free form.
        external_id: Id given by the caller, unique per record type; in paths it stands after `eid:`.
        is_person: Whether it is an individual, not a company.
        is_inactive: Whether the customer is hidden from new transactions.
        subsidiary: Primary subsidiary.
        terms: Payment terms.
        currency: Primary currency.
        credit_limit: Credit limit, in the primary currency, 2 decimals.
        custentity_warp_customer_id: WARP customer id.
        custentity_warp_account_status: Account status in WARP.
        balance: Open receivables, in the primary currency, 2 decimals. Read-only.
        date_created: Creation time, UTC. Read-only.
        last_modified_date: Time of the last change, UTC. Read-only.
        links: Links to the record and its parts.
    """

    __wire__: ClassVar[Mapping[str, str]] = {
        "entity_id": "entityId",
        "company_name": "companyName",
        "external_id": "externalId",
        "is_person": "isPerson",
        "is_inactive": "isInactive",
        "credit_limit": "creditLimit",
        "date_created": "dateCreated",
        "last_modified_date": "lastModifiedDate",
    }
    id: str
    entity_id: str | None = None
    company_name: str | None = None
    email: str | None = None
    phone: str | None = None
    external_id: str | None = None
    is_person: bool | None = None
    is_inactive: bool | None = None
    subsidiary: NetSuiteRef | None = None
    terms: NetSuiteRef | None = None
    currency: NetSuiteRef | None = None
    credit_limit: Decimal | None = None
    custentity_warp_customer_id: str | None = None
    custentity_warp_account_status: str | None = None
    balance: Decimal | None = None
    date_created: Timestamp | None = None
    last_modified_date: Timestamp | None = None
    links: list[NetSuiteLink] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class NetSuiteCustomerUpsert(Value):
    """A customer to create, or to change when one with the same external id exists. Only then may other fields be left
    out; `null` deletes a value.

    Attributes:
        external_id: External id that decides between create and update. Keep to letters, digits, `_` and `-` so
            that paths can use it.
        entity_id: Customer number or name as shown in lists. Assigned by NetSuite when auto-numbering is on.
        company_name: Legal or trading name of the company.
        email: Main email address.
        phone: Main phone number, free form.
        is_person: Whether it is an individual, not a company.
        is_inactive: Whether the customer is hidden from new transactions.
        subsidiary: Primary subsidiary.
        terms: Payment terms.
        currency: Primary currency.
        credit_limit: Credit limit, in the primary currency, 2 decimals.
        custentity_warp_customer_id: WARP customer id.
        custentity_warp_account_status: Account status in WARP.
    """

    __wire__: ClassVar[Mapping[str, str]] = {
        "external_id": "externalId",
        "entity_id": "entityId",
        "company_name": "companyName",
        "is_person": "isPerson",
        "is_inactive": "isInactive",
        "credit_limit": "creditLimit",
    }
    external_id: str
    entity_id: str | None = None
    company_name: str | None = None
    email: str | None = None
    phone: str | None = None
    is_person: bool | None = None
    is_inactive: bool | None = None
    subsidiary: NetSuiteRefInput | None = None
    terms: NetSuiteRefInput | None = None
    currency: NetSuiteRefInput | None = None
    credit_limit: Decimal | None = None
    custentity_warp_customer_id: str | None = None
    custentity_warp_account_status: str | None = None


class NetSuiteCustomerUpsertDict(TypedDict, total=False):
    """A `NetSuiteCustomerUpsert` as a plain mapping."""

    external_id: Required[str]
    entity_id: str | None
    company_name: str | None
    email: str | None
    phone: str | None
    is_person: bool | None
    is_inactive: bool | None
    subsidiary: NetSuiteRefInput | NetSuiteRefInputDict | None
    terms: NetSuiteRefInput | NetSuiteRefInputDict | None
    currency: NetSuiteRefInput | NetSuiteRefInputDict | None
    credit_limit: Decimal | int | None
    custentity_warp_customer_id: str | None
    custentity_warp_account_status: str | None
