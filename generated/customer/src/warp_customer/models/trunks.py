"""Types of the trunks domain."""

from __future__ import annotations

from decimal import Decimal
from typing import Required, TypedDict

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.redact import masked
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class Codec(OpenEnum):
    """Audio codec by its SDP name. Values may be added; clients keep unknown ones."""

    PCMU = "PCMU"
    PCMA = "PCMA"
    G722 = "G722"
    G729 = "G729"
    OPUS = "OPUS"


class DtmfMode(OpenEnum):
    """How DTMF digits travel: RTP events, SIP INFO, or tones in the audio. Values may be added; clients keep unknown
    ones.
    """

    RFC2833 = "RFC2833"
    INFO = "INFO"
    INBAND = "INBAND"


class HealthStatus(OpenEnum):
    """Health as seen by periodic SIP OPTIONS pings. Values may be added; clients keep unknown ones."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    DOWN = "down"


class SipTransport(OpenEnum):
    """Transport that carries SIP signaling. Values may be added; clients keep unknown ones."""

    UDP = "UDP"
    TCP = "TCP"
    TLS = "TLS"


class TrunkAuthType(OpenEnum):
    """How calls from the customer are authenticated: by source address, by SIP digest, or by both. Values may be
    added; clients keep unknown ones.
    """

    IP_ACL = "IP_ACL"
    DIGEST = "DIGEST"
    BOTH = "BOTH"


class TrunkIpDirection(OpenEnum):
    """Directions an allow-list entry applies to. Values may be added; clients keep unknown ones."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    BOTH = "both"


class TrunkRegistrationStatus(OpenEnum):
    """State of the SIP registration. Values may be added; clients keep unknown ones."""

    REGISTERED = "registered"
    UNREGISTERED = "unregistered"
    EXPIRED = "expired"


class TrunkStatus(OpenEnum):
    """Lifecycle of a trunk. Values may be added; clients keep unknown ones."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    TESTING = "testing"
    SUSPENDED = "suspended"
    PROVISIONING = "provisioning"


class TrunkTestStatus(OpenEnum):
    """Progress of a trunk test. Values may be added; clients keep unknown ones."""

    RUNNING = "running"
    SUCCESS = "success"
    FAILED = "failed"
    TIMEOUT = "timeout"


class TrunkTestType(OpenEnum):
    """What a trunk test sends: an OPTIONS ping, a registration, a call, or all of them. Values may be added; clients
    keep unknown ones.
    """

    OPTIONS = "OPTIONS"
    REGISTER = "REGISTER"
    CALL = "CALL"
    FULL = "FULL"


class TrunkType(OpenEnum):
    """Directions in which a trunk carries calls. Values may be added; clients keep unknown ones."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    BIDIRECTIONAL = "bidirectional"


class TrunkUpdateStatus(OpenEnum):
    """Trunk states that can be set by request."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    TESTING = "testing"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SipOptions(Value):
    """Signaling settings of a trunk.

    Attributes:
        registration_required: Whether the customer's equipment must register.
        transport: Transport that carries SIP signaling.
        port: SIP port of the customer's equipment; 5060 when not given.
        dtmf_mode: How DTMF digits travel: RTP events, SIP INFO, or tones in the audio.
    """

    registration_required: bool | None = None
    transport: SipTransport | None = None
    port: int | None = None
    dtmf_mode: DtmfMode | None = None


class SipOptionsDict(TypedDict, total=False):
    """A `SipOptions` as a plain mapping."""

    registration_required: bool
    transport: SipTransport | str
    port: int
    dtmf_mode: DtmfMode | str


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Trunk(Value):
    """A SIP trunk between a customer's equipment and the platform.

    Attributes:
        id: Trunk id.
        customer_id: Id of the customer that owns the trunk.
        name: Display name.
        status: Lifecycle of a trunk.
        description: Free text.
        partition_id: Id of the routing partition that carries the calls.
        tech_prefix: Digits the customer dials before the number, at most 10.
        trunk_type: Direction of calls.
        auth_type: How calls from the customer are authenticated.
        max_channels: Concurrent calls allowed.
        cps_limit: New calls allowed per second.
        active_calls: Calls in progress at the time of the reply.
        codecs: Codecs in order of preference, best first.
        sip_options: Signaling settings.
        inbound_ips: Addresses from which the customer sends calls to the platform.
        outbound_ips: Addresses to which the platform sends calls.
        features: Optional services.
        daily_spend_limit: Spend ceiling per UTC day, in account currency, 2 decimals.
        monthly_minute_limit: Traffic allowed per month, minutes.
        registration_status: State of the SIP registration.
        health_status: Outcome of the last OPTIONS ping.
        created_at: Creation time, UTC.
        updated_at: Time of the last change, UTC.
        last_registration_at: Time of the last successful registration, UTC.
    """

    id: str
    customer_id: str
    name: str
    status: TrunkStatus
    description: str | None = None
    partition_id: str | None = None
    tech_prefix: str | None = None
    trunk_type: TrunkType | None = None
    auth_type: TrunkAuthType | None = None
    max_channels: int | None = None
    cps_limit: int | None = None
    active_calls: int | None = None
    codecs: list[Codec] | None = None
    sip_options: SipOptions | None = None
    inbound_ips: list[TrunkIp] | None = None
    outbound_ips: list[TrunkIp] | None = None
    features: TrunkFeatures | None = None
    daily_spend_limit: Decimal | None = None
    monthly_minute_limit: int | None = None
    registration_status: TrunkRegistrationStatus | None = None
    health_status: HealthStatus | None = None
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None
    last_registration_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TrunkCredentials(Value):
    """What the customer's equipment needs to reach and authenticate with the platform. Holds a secret.

    Attributes:
        trunk_id: Id of the trunk.
        auth_type: How calls from the customer are authenticated: by source address, by SIP digest, or by both.
        username: SIP digest user; null when the trunk authenticates by address only.
        password: SIP digest password.
        realm: SIP digest realm.
        sip_uri: Registrar or proxy as `sip:host:port`.
        signaling_addresses: Hosts to which the customer sends SIP.
        port: SIP port of those hosts.
        transport: Transport that carries SIP signaling.
    """

    trunk_id: str
    auth_type: TrunkAuthType | None = None
    username: str | None = None
    password: str | None = attrs.field(repr=masked, default=None)
    realm: str | None = None
    sip_uri: str | None = None
    signaling_addresses: list[str] | None = None
    port: int | None = None
    transport: SipTransport | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TrunkFeatures(Value):
    """Optional services of a trunk.

    Attributes:
        e911_enabled: Whether emergency calls are accepted.
        cnam_enabled: Whether caller names (CNAM) are looked up for inbound calls.
        transcoding_enabled: Whether audio is transcoded when both ends share no codec.
        encryption_enabled: Whether signaling and media are encrypted.
    """

    e911_enabled: bool | None = None
    cnam_enabled: bool | None = None
    transcoding_enabled: bool | None = None
    encryption_enabled: bool | None = None


class TrunkFeaturesDict(TypedDict, total=False):
    """A `TrunkFeatures` as a plain mapping."""

    e911_enabled: bool
    cnam_enabled: bool
    transcoding_enabled: bool
    encryption_enabled: bool


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TrunkIp(Value):
    """An address allowed to exchange signaling with a trunk.

    Attributes:
        ip_address: IPv4 address; requests may also give a CIDR block.
        id: Entry id.
        netmask: Prefix length, 0 to 32; 32 (one host) when not given.
        direction: Directions an allow-list entry applies to.
        description: Free text.
        enabled: Whether the entry is in force; new entries are.
        created_at: Creation time, UTC.
    """

    ip_address: str
    id: str | None = None
    netmask: int | None = None
    direction: TrunkIpDirection | None = None
    description: str | None = None
    enabled: bool | None = None
    created_at: Timestamp | None = None


class TrunkIpDict(TypedDict, total=False):
    """A `TrunkIp` as a plain mapping."""

    ip_address: Required[str]
    netmask: int
    direction: TrunkIpDirection | str
    description: str | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TrunkTestResult(Value):
    """Outcome of a trunk test.

    Attributes:
        trunk_id: Id of the tested trunk.
        success: Whether every part of the test passed.
        test_type: What a trunk test sends: an OPTIONS ping, a registration, a call, or all of them.
        status: Progress of a trunk test.
        sip_response_code: Final SIP status, such as 200, 486 or 503.
        response_time_ms: Time to the first SIP response, milliseconds.
        pdd_ms: Post-dial delay, milliseconds.
        duration_ms: Length of the whole test, milliseconds.
        error: Why the test failed.
        tested_at: When the test ran, UTC.
    """

    trunk_id: str
    success: bool
    test_type: TrunkTestType | None = None
    status: TrunkTestStatus | None = None
    sip_response_code: int | None = None
    response_time_ms: int | None = None
    pdd_ms: int | None = None
    duration_ms: int | None = None
    error: str | None = None
    tested_at: Timestamp | None = None
