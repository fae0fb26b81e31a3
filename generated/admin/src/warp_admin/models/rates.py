"""Types of the rates domain."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import attrs
from warp_client_core.value import Value

from .cdrs import RateZone


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Rate(Value):
    """One row of a rate deck, the price per minute a provider charges for a dialed prefix.

    Attributes:
        id: Rate id.
        prefix: Leading digits of the called number, without plus.
        rate: Price of the provider per minute, in `currency`, 7 decimals.
        effective_date: First day the rate applies.
        provider_id: Id of the provider that charges the rate.
        destination_name: Name of the destination.
        country_code: Country code of the destination.
        zone: Zone a call is rated in.
        connection_fee: Fee per call, in `currency`, 6 decimals.
        initial_increment: First billed block of a call, seconds; 6 unless set.
        subsequent_increment: Every further billed block, seconds; 6 unless set.
        minimum_duration: Shortest billed duration of a call, seconds; 6 unless set.
        expiry_date: Day the rate ends; null while open-ended.
        currency: Currency of every amount, ISO 4217.
        active: Whether the rate is in use.
    """

    id: str
    prefix: str
    rate: Decimal
    effective_date: dt.date
    provider_id: str | None = None
    destination_name: str | None = None
    country_code: str | None = None
    zone: RateZone | None = None
    connection_fee: Decimal | None = None
    initial_increment: int | None = None
    subsequent_increment: int | None = None
    minimum_duration: int | None = None
    expiry_date: dt.date | None = None
    currency: str | None = None
    active: bool | None = None
