"""Types of the admin_streams domain."""

from __future__ import annotations

from decimal import Decimal

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class AlertSeverity(OpenEnum):
    """How serious an alert is. Values may be added; clients keep unknown ones."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"


class BillingAlertEventType(OpenEnum):
    """Kind of billing alert. Values may be added; clients keep unknown ones."""

    PAYMENT_FAILED = "payment_failed"
    INVOICE_OVERDUE = "invoice_overdue"
    CREDIT_LIMIT = "credit_limit"
    LOW_BALANCE = "low_balance"


class FraudAlertEventActionTaken(OpenEnum):
    """What the platform did about a fraud alert. Values may be added; clients keep unknown ones."""

    NONE = "none"
    NOTIFIED = "notified"
    REVIEW = "review"
    SUSPENDED = "suspended"


class FraudAlertEventRule(OpenEnum):
    """Fraud check that fired. `velocity`: too many calls per minute; `spend`: too much spent per hour;
    `international_minutes`: too many international minutes; `balance_depletion`: the balance drains unusually fast;
    `payment_failures`: repeated declined payments; `unusual_destination`: traffic to places the customer does not
    call. Values may be added; clients keep unknown ones.
    """

    VELOCITY = "velocity"
    SPEND = "spend"
    INTERNATIONAL_MINUTES = "international_minutes"
    BALANCE_DEPLETION = "balance_depletion"
    PAYMENT_FAILURES = "payment_failures"
    UNUSUAL_DESTINATION = "unusual_destination"


class TrunkRegistrationEventStatus(OpenEnum):
    """Outcome of a SIP registration. Values may be added; clients keep unknown ones."""

    REGISTERED = "registered"
    UNREGISTERED = "unregistered"
    EXPIRED = "expired"
    FAILED = "failed"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BillingAlertEvent(Value):
    """Payload of `billing.alert`: a payment, an invoice or a balance needs attention.

    Attributes:
        alert_id: Alert id.
        customer_id: Id of the customer concerned.
        type: Kind of billing alert.
        timestamp: When it happened, UTC.
        invoice_id: Id of the invoice concerned, if there is one.
        amount: Amount concerned, in `currency`, 2 decimals.
        currency: Currency of `amount`, ISO 4217.
        reason: Cause, for people.
    """

    alert_id: str
    customer_id: str
    type: BillingAlertEventType
    timestamp: Timestamp
    invoice_id: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    reason: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CustomerAlertEvent(Value):
    """Payload of `customer.alert`: something about a customer needs attention.

    Attributes:
        alert_id: Alert id.
        customer_id: Id of the customer concerned.
        severity: How serious an alert is.
        title: Short title.
        message: Full text, for people.
        timestamp: When the alert was raised, UTC.
        customer_name: Company name of the customer.
        category: Area the alert concerns.
    """

    alert_id: str
    customer_id: str
    severity: AlertSeverity
    title: str
    message: str
    timestamp: Timestamp
    customer_name: str | None = None
    category: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class FraudAlertEvent(Value):
    """Payload of `fraud.alert`: the traffic or the payments of a customer look fraudulent.

    Attributes:
        alert_id: Alert id.
        customer_id: Id of the customer concerned.
        rule: Fraud check that fired.
        severity: How serious an alert is.
        description: What was seen, for people.
        timestamp: When the check fired, UTC.
        trunk_id: Id of the trunk concerned, where the check is about one.
        observed_value: Measured value, in the unit of the rule.
        limit_value: Limit of the rule, in its unit.
        action_taken: What the platform did about a fraud alert.
    """

    alert_id: str
    customer_id: str
    rule: FraudAlertEventRule
    severity: AlertSeverity
    description: str
    timestamp: Timestamp
    trunk_id: str | None = None
    observed_value: float | None = None
    limit_value: float | None = None
    action_taken: FraudAlertEventActionTaken | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TrunkRegistrationEvent(Value):
    """Payload of `trunk.registration`: a trunk sent REGISTER, or its registration lapsed.

    Attributes:
        trunk_id: Trunk id.
        customer_id: Id of the customer that owns the trunk.
        status: Outcome of a SIP registration.
        timestamp: When it happened, UTC.
        source_ip: Address the REGISTER came from.
        user_agent: User-Agent header of the REGISTER.
        sip_code: SIP status code of the answer.
        expires_at: When the registration lapses, UTC.
    """

    trunk_id: str
    customer_id: str
    status: TrunkRegistrationEventStatus
    timestamp: Timestamp
    source_ip: str | None = None
    user_agent: str | None = None
    sip_code: int | None = None
    expires_at: Timestamp | None = None
