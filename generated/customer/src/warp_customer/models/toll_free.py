"""Types of the toll_free domain."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Required, TypedDict

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class ProvisionStatus(OpenEnum):
    """Outcome of provisioning. Values may be added; clients keep unknown ones."""

    ACTIVE = "active"
    PENDING = "pending"
    FAILED = "failed"


class ReservationStatus(OpenEnum):
    """Outcome of a reservation. Values may be added; clients keep unknown ones."""

    RESERVED = "reserved"
    FAILED = "failed"


class RoutingTargetType(OpenEnum):
    """Where a call is sent: to a SIP URI or to the public telephone network. Values may be added; clients keep unknown
    ones.
    """

    SIP = "sip"
    PSTN = "pstn"


class TollFreeNumberStatus(OpenEnum):
    """Registry state of a toll-free number found by a search. Values may be added; clients keep unknown ones."""

    AVAILABLE = "available"
    RESERVED = "reserved"
    ASSIGNED = "assigned"
    WORKING = "working"
    DISCONNECTED = "disconnected"
    SPARE = "spare"


class TollFreePrefix(OpenEnum):
    """Toll-free area code. Values may be added; clients keep unknown ones."""

    VALUE_800 = "800"
    VALUE_833 = "833"
    VALUE_844 = "844"
    VALUE_855 = "855"
    VALUE_866 = "866"
    VALUE_877 = "877"
    VALUE_888 = "888"


class TollFreeSmsStatus(OpenEnum):
    """State of SMS on a toll-free number. Values may be added; clients keep unknown ones."""

    DISABLED = "disabled"
    PENDING = "pending"
    ENABLED = "enabled"
    FAILED = "failed"


class TollFreeState(OpenEnum):
    """State of a toll-free number on the platform. Values may be added; clients keep unknown ones."""

    AVAILABLE = "available"
    RESERVED = "reserved"
    ACTIVE = "active"
    PENDING = "pending"
    SUSPENDED = "suspended"
    DISCONNECTED = "disconnected"


class Weekday(OpenEnum):
    """Day of the week. Values may be added; clients keep unknown ones."""

    MON = "MON"
    TUE = "TUE"
    WED = "WED"
    THU = "THU"
    FRI = "FRI"
    SAT = "SAT"
    SUN = "SUN"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PercentageRule(Value):
    """A destination for a share of the calls.

    Attributes:
        percentage: Share of the calls, percent 0-100.
        destination: SIP URI or number in E.164 form.
    """

    percentage: int
    destination: str


class PercentageRuleDict(TypedDict, total=False):
    """A `PercentageRule` as a plain mapping."""

    percentage: Required[int]
    destination: Required[str]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ProvisionResult(Value):
    """Outcome of putting a toll-free number into service.

    Attributes:
        tfn: The number in E.164 form.
        success: Whether the number was accepted for service.
        status: Outcome of provisioning.
        trunk_id: Id of the trunk that carries the calls.
        resp_org_id: Id of the RespOrg that controls the number.
        error: Why provisioning failed.
        routing: Routing in force; by default the primary destination is a SIP URI made from the number.
        sms_enabled: Whether the number carries SMS.
        provisioned_at: When the number went into service, UTC.
    """

    tfn: str
    success: bool
    status: ProvisionStatus | None = None
    trunk_id: str | None = None
    resp_org_id: str | None = None
    error: str | None = None
    routing: RoutingConfig | None = None
    sms_enabled: bool | None = None
    provisioned_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ReservationResult(Value):
    """Outcome of a reservation.

    Attributes:
        tfn: The number in E.164 form.
        status: Outcome of a reservation.
        reservation_id: Reservation id.
        resp_org_id: Id of the RespOrg that holds the number.
        reserved_until: When the hold ends, UTC.
    """

    tfn: str
    status: ReservationStatus
    reservation_id: str | None = None
    resp_org_id: str | None = None
    reserved_until: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RoutingConfig(Value):
    """Where calls to a toll-free number go.

    Attributes:
        primary: A destination of calls.
        disaster: Destination used when the others fail.
        time_of_day: Rules by time of day; the first that matches wins.
        percentage_routing: Rules that split the calls; the percentages add up to 100.
    """

    primary: RoutingTarget
    disaster: RoutingTarget | None = None
    time_of_day: list[TimeOfDayRule] | None = None
    percentage_routing: list[PercentageRule] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class RoutingTarget(Value):
    """A destination of calls.

    Attributes:
        type: Where a call is sent: to a SIP URI or to the public telephone network.
        destination: SIP URI for `sip`, number in E.164 form for `pstn`.
    """

    type: RoutingTargetType
    destination: str


class RoutingTargetDict(TypedDict, total=False):
    """A `RoutingTarget` as a plain mapping."""

    type: Required[RoutingTargetType | str]
    destination: Required[str]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SMSCapabilities(Value):
    """Kinds of messages a toll-free number carries.

    Attributes:
        sms: Whether the number carries SMS.
        mms: Whether the number carries MMS.
    """

    sms: bool
    mms: bool


class SMSCapabilitiesDict(TypedDict, total=False):
    """A `SMSCapabilities` as a plain mapping."""

    sms: Required[bool]
    mms: Required[bool]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TimeOfDayRule(Value):
    """A destination for part of the day.

    Attributes:
        start_time: First minute the rule applies, local time as HH:MM.
        end_time: When the rule ends, local time as HH:MM.
        destination: SIP URI or number in E.164 form.
        days: Days the rule applies to.
        timezone: IANA time zone of the two times, such as America/Denver.
    """

    start_time: str
    end_time: str
    destination: str
    days: list[Weekday] | None = None
    timezone: str | None = None


class TimeOfDayRuleDict(TypedDict, total=False):
    """A `TimeOfDayRule` as a plain mapping."""

    start_time: Required[str]
    end_time: Required[str]
    destination: Required[str]
    days: Sequence[Weekday | str]
    timezone: str | None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TollFreeNumber(Value):
    """A toll-free number found by a search.

    Attributes:
        tfn: The number in E.164 form.
        status: Registry state of a toll-free number found by a search.
        prefix: Toll-free area code.
        is_vanity: Whether the digits spell a word.
        vanity_pattern: The number written with letters.
        resp_org_id: Id of the responsible organization (RespOrg), 5 characters.
        monthly_rate: Charge per month, in account currency, 4 decimals.
    """

    tfn: str
    status: TollFreeNumberStatus
    prefix: TollFreePrefix | None = None
    is_vanity: bool | None = None
    vanity_pattern: str | None = None
    resp_org_id: str | None = None
    monthly_rate: Decimal | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TollFreeStatus(Value):
    """A toll-free number with its registry state, routing and messaging.

    Attributes:
        tfn: The number in E.164 form.
        status: State of a toll-free number on the platform.
        somos_status: State as the Somos registry words it.
        resp_org_id: Id of the RespOrg that controls the number.
        customer_id: Id of the customer that holds the number.
        trunk_id: Id of the trunk that carries the calls.
        sms_enabled: Whether the number carries SMS.
        sms_status: State of SMS on the number.
        routing: Where calls go.
        reserved_until: When the hold ends, UTC.
        last_updated: Time of the last change, UTC.
    """

    tfn: str
    status: TollFreeState
    somos_status: str | None = None
    resp_org_id: str | None = None
    customer_id: str | None = None
    trunk_id: str | None = None
    sms_enabled: bool | None = None
    sms_status: TollFreeSmsStatus | None = None
    routing: RoutingConfig | None = None
    reserved_until: Timestamp | None = None
    last_updated: Timestamp | None = None
