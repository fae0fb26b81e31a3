"""Types of the toll_free domain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.value import Value


class RoutingTargetType(OpenEnum):
    """Where a call is sent: to a SIP URI or to the public telephone network. Values may be added; clients keep unknown
    ones.
    """

    SIP = "sip"
    PSTN = "pstn"


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


class RoutingConfigDict(TypedDict, total=False):
    """A `RoutingConfig` as a plain mapping."""

    primary: Required[RoutingTarget | RoutingTargetDict]
    disaster: RoutingTarget | RoutingTargetDict | None
    time_of_day: Sequence[TimeOfDayRule | TimeOfDayRuleDict]
    percentage_routing: Sequence[PercentageRule | PercentageRuleDict]


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
