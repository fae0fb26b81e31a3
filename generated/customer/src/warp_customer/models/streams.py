"""Types of the streams domain."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value

from .cdrs import CallDirection
from .messaging import MessageStatus


class CallActiveEventState(OpenEnum):
    """State of a call. Values may be added; clients keep unknown ones."""

    INITIATED = "initiated"
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"


class TrunkStatusEventStatus(OpenEnum):
    """Whether a trunk can be reached; not its lifecycle status. Values may be added; clients keep unknown ones."""

    ONLINE = "online"
    OFFLINE = "offline"
    DEGRADED = "degraded"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class BalanceLowEvent(Value):
    """Payload of `balance.low`: the balance or the remaining credit fell below an alert level.

    Attributes:
        current_balance: Balance, in `currency`, 2 decimals; negative when money is owed.
        currency: Currency of every amount, ISO 4217.
        timestamp: When the level was crossed, UTC.
        threshold: Level that was crossed, in `currency`, 2 decimals.
        threshold_percent: Level that was crossed, percent left; usually 20, 10 or 5.
        credit_limit: Credit the account may use, in `currency`, 2 decimals.
        utilization_percent: Credit used, percent 0-100; above 100 when exceeded.
    """

    current_balance: Decimal
    currency: str
    timestamp: Timestamp
    threshold: Decimal | None = None
    threshold_percent: int | None = None
    credit_limit: Decimal | None = None
    utilization_percent: float | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CallActiveEvent(Value):
    """Payload of `call.active`: a call of the account changed state.

    Attributes:
        call_id: Call id; the same in every event of a call.
        ani: Calling party as signaled: usually E.164, but also 10 digits, anonymous or a SIP user.
        dnis: Called party as signaled: usually E.164, but also 10 digits or a SIP user.
        state: State of a call.
        start_time: When the INVITE arrived, UTC.
        trunk_id: Id of the trunk that carries the call.
        direction: Direction of a call as seen from the account: `inbound` arrives at its equipment, `outbound`
            leaves it.
        duration: Length of the call so far, seconds.
    """

    call_id: str
    ani: str
    dnis: str
    state: CallActiveEventState
    start_time: Timestamp
    trunk_id: str | None = None
    direction: CallDirection | None = None
    duration: int | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MessageDeliveredEvent(Value):
    """Payload of `message.delivered`: the final report on a sent message, which may also be a failure.

    Attributes:
        message_id: Message id.
        from_: Sender: an E.164 number or a short code.
        to: Recipient in E.164 form.
        status: Progress of a message.
        delivered_at: When delivery was confirmed, UTC.
        segments_sent: Segments sent.
        segments_delivered: Segments confirmed.
        cost: Charge for the message, in account currency, 6 decimals.
        metadata: Free map given when the message was sent.
    """

    __wire__: ClassVar[Mapping[str, str]] = {"from_": "from"}
    message_id: str
    from_: str
    to: str
    status: MessageStatus
    delivered_at: Timestamp | None = None
    segments_sent: int | None = None
    segments_delivered: int | None = None
    cost: Decimal | None = None
    metadata: dict[str, Any] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SubscribeCommand(Value):
    """Payload of the `subscribe` command, which narrows the events a connection receives.

    Attributes:
        channels: Event names to receive.
        customer_id: Id of the customer whose events to receive, for callers that can see several.
        trunk_id: Id of the trunk whose events to receive.
    """

    channels: list[str] | None = None
    customer_id: str | None = None
    trunk_id: str | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TrunkStatusEvent(Value):
    """Payload of `trunk.status`: a trunk became reachable, unreachable or impaired.

    Attributes:
        trunk_id: Trunk id.
        status: Whether a trunk can be reached; not its lifecycle status.
        timestamp: When it changed, UTC.
        previous_status: Whether a trunk can be reached; not its lifecycle status.
        reason: Why it changed, for people.
    """

    trunk_id: str
    status: TrunkStatusEventStatus
    timestamp: Timestamp
    previous_status: TrunkStatusEventStatus | None = None
    reason: str | None = None
