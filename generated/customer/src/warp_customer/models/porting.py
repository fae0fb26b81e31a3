"""Types of the porting domain."""

from __future__ import annotations

import datetime as dt

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class PortOrderStatus(OpenEnum):
    """Progress of a port order. Values may be added; clients keep unknown ones."""

    DRAFT = "draft"
    PENDING = "pending"
    SUBMITTED = "submitted"
    FOC_RECEIVED = "foc_received"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


class PortType(OpenEnum):
    """Kind of numbers in a port order."""

    LOCAL = "local"
    TOLLFREE = "tollfree"
    MIXED = "mixed"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PortOrder(Value):
    """An order to move numbers in.

    Attributes:
        id: Port order id.
        status: Progress of a port order.
        numbers: Numbers of the order with the outcome for each.
        pon: Purchase order number of the order between carriers.
        lsr_id: Local service request id.
        losing_carrier: Carrier the numbers leave.
        winning_carrier: Carrier the numbers move to.
        rejection_reason: Reason the losing carrier gave for its last rejection.
        notes: Free text.
        requested_foc_date: Firm order commitment (FOC) date asked for.
        actual_foc_date: Firm order commitment (FOC) date given by the losing carrier.
        estimated_completion: Date the order should be done.
        progress: Share of the work done, percent 0-100.
        rejection_count: Times the losing carrier has rejected the order.
        created_at: Creation time, UTC.
        updated_at: Time of the last change, UTC.
        submitted_at: When the order went to the losing carrier, UTC.
        completed_at: When the last number moved, UTC.
    """

    id: str
    status: PortOrderStatus
    numbers: list[PortOrderNumber]
    pon: str | None = None
    lsr_id: str | None = None
    losing_carrier: str | None = None
    winning_carrier: str | None = None
    rejection_reason: str | None = None
    notes: str | None = None
    requested_foc_date: dt.date | None = None
    actual_foc_date: dt.date | None = None
    estimated_completion: dt.date | None = None
    progress: int | None = None
    rejection_count: int | None = None
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None
    submitted_at: Timestamp | None = None
    completed_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PortOrderNumber(Value):
    """One number of a port order.

    Attributes:
        number: The number in E.164 form.
        is_btn: Whether this is the billing telephone number.
        ported_successfully: Whether the number has moved; null while undecided.
        error_message: Why the number did not move.
    """

    number: str
    is_btn: bool | None = None
    ported_successfully: bool | None = None
    error_message: str | None = None
