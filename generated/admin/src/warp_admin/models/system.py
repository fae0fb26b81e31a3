"""Types of the system domain."""

from __future__ import annotations

from decimal import Decimal

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value

from .admin_streams import AlertSeverity
from .cdrs import CallDirection
from .metrics import CallGauges, MessageGauges, QualityGauges


class ActiveCallState(OpenEnum):
    """How far a call in progress has come. Values may be added; clients keep unknown ones."""

    INITIATED = "initiated"
    RINGING = "ringing"
    ANSWERED = "answered"


class AlertCategory(OpenEnum):
    """Area an alert concerns. Values may be added; clients keep unknown ones."""

    SYSTEM = "system"
    TRUNK = "trunk"
    PROVIDER = "provider"
    BILLING = "billing"
    FRAUD = "fraud"
    CUSTOMER = "customer"


class AlertStatus(OpenEnum):
    """Handling state of an alert. Values may be added; clients keep unknown ones."""

    ACTIVE = "active"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


class ComponentHealthStatus(OpenEnum):
    """Health of a component. Values may be added; clients keep unknown ones."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"
    UNHEALTHY = "unhealthy"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ActiveCall(Value):
    """A call in progress.

    Attributes:
        call_id: Call id.
        ani: Calling party as signaled: usually E.164, but also 10 digits, anonymous or a SIP user.
        dnis: Called party as signaled: usually E.164, but also 10 digits or a SIP user.
        state: How far a call in progress has come.
        start_time: When the INVITE arrived, UTC.
        customer_id: Id of the customer that owns the call.
        trunk_id: Id of the trunk that carries the call.
        customer_name: Company name of the customer.
        provider_id: Id of the selected provider.
        provider_name: Name of the selected provider.
        zone: Rating zone, for example INTERSTATE.
        codec: Negotiated codec, for example PCMU.
        direction: Direction of a call as seen from the account: `inbound` arrives at its equipment, `outbound`
            leaves it.
        answer_time: When the call was answered, UTC; null until then.
        duration: Length of the call so far, seconds.
        rate: Price to the customer per minute, in account currency, 7 decimals.
    """

    call_id: str
    ani: str
    dnis: str
    state: ActiveCallState
    start_time: Timestamp
    customer_id: str | None = None
    trunk_id: str | None = None
    customer_name: str | None = None
    provider_id: str | None = None
    provider_name: str | None = None
    zone: str | None = None
    codec: str | None = None
    direction: CallDirection | None = None
    answer_time: Timestamp | None = None
    duration: int | None = None
    rate: Decimal | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Alert(Value):
    """A condition that may need an operator.

    Attributes:
        id: Alert id.
        severity: How serious an alert is.
        title: Short title.
        message: What happened, for people.
        created_at: When the alert was raised, UTC.
        category: Area the alert concerns.
        status: Handling state of an alert.
        customer_id: Id of the customer concerned.
        trunk_id: Id of the trunk concerned.
        provider_id: Id of the provider concerned.
        acknowledged_at: When someone took it up, UTC.
        resolved_at: When the condition ended, UTC.
    """

    id: str
    severity: AlertSeverity
    title: str
    message: str
    created_at: Timestamp
    category: AlertCategory | None = None
    status: AlertStatus | None = None
    customer_id: str | None = None
    trunk_id: str | None = None
    provider_id: str | None = None
    acknowledged_at: Timestamp | None = None
    resolved_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ComponentHealth(Value):
    """Health of one component of the platform.

    Attributes:
        status: Health of a component.
        latency_ms: Response time of the health check, milliseconds.
    """

    status: ComponentHealthStatus | None = None
    latency_ms: float | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SystemMetrics(Value):
    """Gauges of the whole platform at one moment.

    Attributes:
        calls: Voice traffic right now and today.
        messages: Messaging traffic right now and today.
        quality: Call quality over all traffic.
        components: Health per component, keyed by component name.
        uptime_seconds: Time since the platform started, seconds.
        total_customers: Customers on the platform.
        active_customers: Customers with status `active`.
        pending_tickets: Support tickets waiting for work.
        registered_trunks: Trunks with a current SIP registration.
        api_requests_per_second: API requests per second.
        api_error_rate: Share of API requests that fail, percent 0-100.
        api_latency_p99_ms: 99th percentile of API response time, milliseconds.
        timestamp: When the gauges were read, UTC.
    """

    calls: CallGauges | None = None
    messages: MessageGauges | None = None
    quality: QualityGauges | None = None
    components: dict[str, ComponentHealth] | None = None
    uptime_seconds: int | None = None
    total_customers: int | None = None
    active_customers: int | None = None
    pending_tickets: int | None = None
    registered_trunks: int | None = None
    api_requests_per_second: float | None = None
    api_error_rate: float | None = None
    api_latency_p99_ms: float | None = None
    timestamp: Timestamp | None = None
