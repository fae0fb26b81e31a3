"""Types of the webhooks domain."""

from __future__ import annotations

from typing import Any

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.redact import masked
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class WebhookEvent(OpenEnum):
    """Kind of event a webhook can receive. Values may be added; clients keep unknown ones."""

    CALL_STARTED = "call.started"
    CALL_ANSWERED = "call.answered"
    CALL_ENDED = "call.ended"
    MESSAGE_SENT = "message.sent"
    MESSAGE_DELIVERED = "message.delivered"
    MESSAGE_FAILED = "message.failed"
    MESSAGE_RECEIVED = "message.received"
    INVOICE_GENERATED = "invoice.generated"
    PAYMENT_RECEIVED = "payment.received"
    CREDIT_WARNING = "credit.warning"
    BALANCE_RECHARGED = "balance.recharged"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Webhook(Value):
    """A subscription that posts events to an HTTPS address.

    Attributes:
        id: Webhook id.
        url: HTTPS address that receives the events.
        events: Events to deliver.
        active: Whether events are delivered.
        description: Free text.
        secret: Key that signs the deliveries; sent only in the reply that creates the webhook.
        retry_attempts: Delivery attempts after a failed one; 3 unless changed.
        last_triggered_at: Time of the last delivery, UTC.
        created_at: Creation time, UTC.
        updated_at: Time of the last change, UTC.
    """

    id: str
    url: str
    events: list[WebhookEvent]
    active: bool | None = None
    description: str | None = None
    secret: str | None = attrs.field(repr=masked, default=None)
    retry_attempts: int | None = None
    last_triggered_at: Timestamp | None = None
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class WebhookDelivery(Value):
    """What the platform posts to a webhook address, signed with the webhook's secret. Failed deliveries are retried,
    so an event may arrive twice; compare `event_id`.

    Attributes:
        event_id: Event id.
        event_type: Kind of event a webhook can receive.
        timestamp: When the event happened, UTC.
        data: Content of the event; depends on its type.
        signature: Signature of the body without this member, which is the last one; deliveries with the header
            `X-Warp-Signature` need none.
    """

    event_id: str
    event_type: WebhookEvent
    timestamp: Timestamp
    data: dict[str, Any]
    signature: str | None = None
