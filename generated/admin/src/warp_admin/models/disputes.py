"""Types of the disputes domain."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class DisputeStatus(OpenEnum):
    """State of a dispute. Values may be added; clients keep unknown ones."""

    OPEN = "open"
    UNDER_REVIEW = "under_review"
    RESOLVED = "resolved"
    REJECTED = "rejected"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Dispute(Value):
    """A customer's objection to something it was billed.

    Attributes:
        id: Dispute id.
        customer_id: Id of the customer that disputes the charge.
        status: State of a dispute.
        invoice_id: Id of the invoice in dispute.
        reason: Why the customer disputes the charge.
        requested_credit: Credit asked for, in account currency, 2 decimals.
        approved_credit: Credit granted, in account currency, 2 decimals.
        line_items: Disputed charges; the keys depend on the kind of charge.
        resolution: How the dispute was settled; null until then.
        resolved_by: User who settled it.
        created_at: When the dispute was raised, UTC.
        resolved_at: When it was settled, UTC.
    """

    id: str
    customer_id: str
    status: DisputeStatus
    invoice_id: str | None = None
    reason: str | None = None
    requested_credit: Decimal | None = None
    approved_credit: Decimal | None = None
    line_items: list[dict[str, Any]] | None = None
    resolution: str | None = None
    resolved_by: str | None = None
    created_at: Timestamp | None = None
    resolved_at: Timestamp | None = None
