"""Types of the routing domain."""

from __future__ import annotations

from decimal import Decimal

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value

from .cdrs import RateZone


class ExclusionReason(OpenEnum):
    """Why an exclusion was made. Values may be added; clients keep unknown ones."""

    COMPLIANCE = "COMPLIANCE"
    QUALITY = "QUALITY"
    COST = "COST"
    BUSINESS = "BUSINESS"
    FRAUD = "FRAUD"
    DISPUTE = "DISPUTE"
    TEMPORARY = "TEMPORARY"
    PERMANENT = "PERMANENT"


class ExclusionType(OpenEnum):
    """What an exclusion blocks. Values may be added; clients keep unknown ones."""

    DESTINATION = "DESTINATION"
    PROVIDER = "PROVIDER"
    CUSTOMER = "CUSTOMER"


class OverrideMatchType(OpenEnum):
    """How an override finds its calls. Values may be added; clients keep unknown ones."""

    STATIC = "STATIC"
    NPANXX = "NPANXX"
    OCN_LATA = "OCN_LATA"
    PREFIX = "PREFIX"
    CIC = "CIC"


class OverrideType(OpenEnum):
    """What an override is about. Values may be added; clients keep unknown ones."""

    CUSTOMER = "CUSTOMER"
    PREFIX = "PREFIX"
    TIME_BASED = "TIME_BASED"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Exclusion(Value):
    """A block on routing, as stored.

    Attributes:
        type: What an exclusion blocks.
        reason: Why an exclusion was made.
        id: Exclusion id.
        customer_id: Id of the customer that the exclusion applies to.
        trunk_id: Id of the trunk that the exclusion applies to.
        provider_id: Id of the provider to keep out; for type PROVIDER.
        excluded_prefixes: Dialed prefixes to block, digits without plus, for example 900 or 53; for type
            DESTINATION.
        blocked_countries: Countries to block, ISO 3166-1 alpha-2.
        block_premium: Whether premium-rate destinations are blocked too.
        effective_date: When the exclusion starts to apply, UTC.
        expires_at: When the exclusion stops applying, UTC.
        enabled: Whether the exclusion is in use.
        created_at: Creation time, UTC.
        created_by: Operator who created the exclusion.
    """

    type: ExclusionType
    reason: ExclusionReason
    id: str
    customer_id: str | None = None
    trunk_id: str | None = None
    provider_id: str | None = None
    excluded_prefixes: list[str] | None = None
    blocked_countries: list[str] | None = None
    block_premium: bool | None = None
    effective_date: Timestamp | None = None
    expires_at: Timestamp | None = None
    enabled: bool | None = None
    created_at: Timestamp | None = None
    created_by: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Override(Value):
    """An exception to normal routing, as stored.

    Attributes:
        type: What an override is about.
        id: Override id.
        customer_id: Id of the customer whose calls the override applies to.
        trunk_id: Id of the trunk whose calls the override applies to.
        partition_id: Id of the partition that the override applies in.
        match_type: How an override finds its calls.
        prefix: Dialed digits or pattern to match.
        provider_id: Id of the provider that matching calls are forced to.
        custom_rate: Price per minute that replaces the rate, in the currency of the rate deck, 7 decimals.
        max_rate: Highest acceptable price per minute, in the currency of the rate deck, 7 decimals.
        priority: Rank among overrides that match the same call, 1 to 100.
        valid_from: When the override starts to apply, UTC.
        valid_until: When the override stops applying, UTC.
        description: Free text.
        enabled: Whether the override is in use.
        created_at: Creation time, UTC.
        created_by: Operator who created the override.
    """

    type: OverrideType
    id: str
    customer_id: str | None = None
    trunk_id: str | None = None
    partition_id: str | None = None
    match_type: OverrideMatchType | None = None
    prefix: str | None = None
    provider_id: str | None = None
    custom_rate: Decimal | None = None
    max_rate: Decimal | None = None
    priority: int | None = None
    valid_from: Timestamp | None = None
    valid_until: Timestamp | None = None
    description: str | None = None
    enabled: bool | None = None
    created_at: Timestamp | None = None
    created_by: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Route(Value):
    """A provider that a partition may send calls to, with its order, share and rate.

    Attributes:
        id: Route id.
        provider_id: Id of the provider that takes the call.
        enabled: Whether the route is in use.
        partition_id: Id of the partition that the route belongs to.
        provider_name: Display name of the provider.
        dialstring: Template of the SIP URI to call, for example `sip:+{number}@host:port`.
        priority: Order of preference; the lower value is tried first.
        weight: Share of the load among routes of equal priority.
        zone: Zone the rate applies to.
        rate: Price of the provider per minute, in the currency of the rate deck, 7 decimals.
        quality_score: Quality score used to rank the route.
    """

    id: str
    provider_id: str
    enabled: bool
    partition_id: str | None = None
    provider_name: str | None = None
    dialstring: str | None = None
    priority: int | None = None
    weight: int | None = None
    zone: RateZone | None = None
    rate: Decimal | None = None
    quality_score: float | None = None
