"""Types of the usage domain."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.value import Value


class UsagePeriod(OpenEnum):
    """Period of a usage summary: a named one that ends now, or `custom` with its own first and last day. Values may be
    added; clients keep unknown ones.
    """

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    CUSTOM = "custom"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class DailyUsage(Value):
    """Totals of one day.

    Attributes:
        date: The day.
        calls: Calls.
        minutes: Voice traffic, minutes.
        messages: Messages sent and received.
        cost: Charges, in the currency of the summary, 4 decimals.
    """

    date: dt.date
    calls: int | None = None
    minutes: float | None = None
    messages: int | None = None
    cost: Decimal | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MessagingUsage(Value):
    """Messaging traffic and its charges.

    Attributes:
        sms_inbound: SMS received, segments.
        sms_outbound: SMS sent, segments.
        mms_inbound: MMS received, messages.
        mms_outbound: MMS sent, messages.
        charges: Messaging charges, in the currency of the summary, 4 decimals.
    """

    sms_inbound: int | None = None
    sms_outbound: int | None = None
    mms_inbound: int | None = None
    mms_outbound: int | None = None
    charges: Decimal | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class UsageBreakdown(Value):
    """Voice usage of one zone and jurisdiction.

    Attributes:
        zone: Rating zone.
        jurisdiction: Jurisdiction, at times with a state, as in INTRASTATE_CO.
        calls: Calls.
        minutes: Traffic, minutes.
        charges: Charges, in the currency of the summary, 2 decimals.
    """

    zone: str | None = None
    jurisdiction: str | None = None
    calls: int | None = None
    minutes: float | None = None
    charges: Decimal | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class UsageSummary(Value):
    """Usage and charges of an account over a period.

    Attributes:
        period_start: First day covered.
        period_end: Last day covered.
        currency: Currency of every amount, ISO 4217.
        total_charges: All charges of the period, in `currency`, 2 decimals.
        customer_id: Id of the account that the figures belong to, where the reply names it.
        period: Period of a usage summary: a named one that ends now, or `custom` with its own first and last day.
        voice: Voice traffic and its charges.
        messaging: Messaging traffic and its charges.
        api_requests: Lookup requests per kind; known keys are `lrn`, `cnam` and `lerg`.
        breakdown: Voice usage by zone and jurisdiction.
        daily: Totals day by day, in order.
    """

    period_start: dt.date
    period_end: dt.date
    currency: str
    total_charges: Decimal
    customer_id: str | None = None
    period: UsagePeriod | None = None
    voice: VoiceUsage | None = None
    messaging: MessagingUsage | None = None
    api_requests: dict[str, int] | None = None
    breakdown: list[UsageBreakdown] | None = None
    daily: list[DailyUsage] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class VoiceUsage(Value):
    """Voice traffic and its charges.

    Attributes:
        calls: Calls in the period.
        inbound_minutes: Inbound traffic, minutes.
        outbound_minutes: Outbound traffic, minutes.
        toll_free_minutes: Toll-free traffic, minutes.
        total_minutes: All voice traffic, minutes.
        charges: Voice charges, in the currency of the summary, 4 decimals.
    """

    calls: int | None = None
    inbound_minutes: float | None = None
    outbound_minutes: float | None = None
    toll_free_minutes: float | None = None
    total_minutes: float | None = None
    charges: Decimal | None = None
