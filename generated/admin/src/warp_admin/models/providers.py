"""Types of the providers domain."""

from __future__ import annotations

from decimal import Decimal
from typing import Required, TypedDict

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value

from .metrics import QualityGauges
from .trunks import Codec, HealthStatus, SipTransport


class ProviderBillingModel(OpenEnum):
    """What a provider's prices are keyed on. The spelling OCN_LATA differs from OCNLATA in the provider type. Values
    may be added; clients keep unknown ones.
    """

    LRN = "LRN"
    OCN_LATA = "OCN_LATA"
    DNIS = "DNIS"
    PREFIX = "PREFIX"
    FLAT = "FLAT"


class ProviderIjPolicy(OpenEnum):
    """How a provider rates calls of indeterminate jurisdiction; POI compares with the state of the point of
    interconnection. Values may be added; clients keep unknown ones.
    """

    INTERSTATE = "INTERSTATE"
    INTRASTATE = "INTRASTATE"
    POI = "POI"
    MIXED = "MIXED"


class ProviderJurisdictionClass(OpenEnum):
    """How a provider classes the traffic it takes. Values may be added; clients keep unknown ones."""

    ENHANCED = "ENHANCED"
    NONENHANCED = "NONENHANCED"
    DIALER = "DIALER"
    UNKNOWN = "UNKNOWN"


class ProviderStatus(OpenEnum):
    """Whether a provider takes traffic. Values may be added; clients keep unknown ones."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    TESTING = "testing"
    SUSPENDED = "suspended"


class ProviderType(OpenEnum):
    """What a provider's routing is keyed on, or the traffic it takes. Values may be added; clients keep unknown ones."""

    LRN = "LRN"
    DNIS = "DNIS"
    OCNLATA = "OCNLATA"
    INTERNATIONAL = "INTERNATIONAL"
    CIC = "CIC"
    TOLLFREE = "TOLLFREE"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Gateway(Value):
    """A SIP address of a provider.

    Attributes:
        host: Host name or IP address.
        port: SIP port.
        transport: Transport that carries SIP signaling.
        priority: Order of preference among the gateways of the provider.
        weight: Share of the load among gateways of equal priority.
    """

    host: str
    port: int | None = None
    transport: SipTransport | None = None
    priority: int | None = None
    weight: int | None = None


class GatewayDict(TypedDict, total=False):
    """A `Gateway` as a plain mapping."""

    host: Required[str]
    port: int
    transport: SipTransport | str
    priority: int
    weight: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Provider(Value):
    """A carrier that the platform sends calls to.

    Attributes:
        id: Provider id.
        name: Display name.
        type: What a provider's routing is keyed on, or the traffic it takes.
        status: Whether a provider takes traffic.
        billing_model: What a provider's prices are keyed on.
        dialstrings: Templates of the SIP URIs to call, for example `sip:+{number}@host:port`.
        gateways: SIP addresses of the provider.
        jurisdiction_class: Class of traffic that the provider takes.
        ij_policy: Rating of calls of indeterminate jurisdiction.
        poi_state: State of the point of interconnection, 2 letters; used when `ij_policy` is POI.
        supported_codecs: Codecs that the provider accepts.
        capacity_cps: New calls that the provider takes per second.
        max_channels: Concurrent calls that the provider takes.
        health_status: Health of the connection to the provider.
        created_at: Creation time, UTC.
        updated_at: Time of the last change, UTC.
    """

    id: str
    name: str
    type: ProviderType
    status: ProviderStatus
    billing_model: ProviderBillingModel | None = None
    dialstrings: list[str] | None = None
    gateways: list[Gateway] | None = None
    jurisdiction_class: ProviderJurisdictionClass | None = None
    ij_policy: ProviderIjPolicy | None = None
    poi_state: str | None = None
    supported_codecs: list[Codec] | None = None
    capacity_cps: int | None = None
    max_channels: int | None = None
    health_status: HealthStatus | None = None
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ProviderPerformance(Value):
    """Calls, quality and cost of one provider over a window.

    Attributes:
        provider_id: Id of the provider that the figures are about.
        period: Window that the figures cover, as requested.
        period_start: Start of the window, UTC.
        period_end: End of the window, UTC.
        total_calls: Calls sent to the provider.
        completed_calls: Calls that completed.
        failed_calls: Calls that failed.
        quality: Quality gauges over the window.
        total_minutes: Traffic carried, minutes.
        cost: Cost of the traffic, in the currency of the rate deck, 2 decimals.
        uptime_percent: Share of the window the provider was reachable, percent 0-100.
        error_rate: Share of calls that ended in an error, percent 0-100.
        sip_codes: Count of final SIP replies by status code.
    """

    provider_id: str
    period: str | None = None
    period_start: Timestamp | None = None
    period_end: Timestamp | None = None
    total_calls: int | None = None
    completed_calls: int | None = None
    failed_calls: int | None = None
    quality: QualityGauges | None = None
    total_minutes: float | None = None
    cost: Decimal | None = None
    uptime_percent: float | None = None
    error_rate: float | None = None
    sip_codes: dict[str, int] | None = None
