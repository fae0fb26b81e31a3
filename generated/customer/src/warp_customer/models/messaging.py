"""Types of the messaging domain."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class MessageDirection(OpenEnum):
    """Whether the account received (inbound) or sent (outbound) the message. Values may be added; clients keep unknown
    ones.
    """

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class MessageStatus(OpenEnum):
    """Progress of a message. `delivered`, `failed`, `expired` and `read` come from the far end, `received` marks an
    inbound message. Values may be added; clients keep unknown ones.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    EXPIRED = "expired"
    READ = "read"
    RECEIVED = "received"


class MessageType(OpenEnum):
    """Kind of message. Values may be added; clients keep unknown ones."""

    SMS = "SMS"
    MMS = "MMS"
    RCS = "RCS"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Message(Value):
    """A message sent or received by the account, with its latest known status.

    Attributes:
        message_id: Message id.
        from_: Sender: an E.164 number or a short code.
        to: Recipient: an E.164 number or a short code.
        status: Progress of a message.
        body: Text of the message.
        direction: Whether the account received (inbound) or sent (outbound) the message.
        type: Kind of message.
        segments: Billable parts the text was split into.
        media_urls: Addresses of the attached media.
        price: Charge for the whole message, in `currency`, 6 decimals.
        currency: Currency of `price`, ISO 4217.
        error_code: Carrier or platform code of a failure.
        error_message: Failure in words, for people.
        trunk_id: Id of the trunk that carried the message.
        campaign_id: Id of the 10DLC messaging campaign.
        webhook_url: Address that receives the delivery receipts.
        metadata: Free map given by the sender.
        created_at: When the platform took the message, UTC.
        sent_at: When the message left for the carrier, UTC.
        delivered_at: When the carrier confirmed delivery, UTC.
        updated_at: Time of the last change of status, UTC.
    """

    __wire__: ClassVar[Mapping[str, str]] = {"from_": "from"}
    __also__: ClassVar[Mapping[str, str]] = {"id": "message_id", "from_number": "from", "to_number": "to"}
    message_id: str
    from_: str
    to: str
    status: MessageStatus
    body: str | None = None
    direction: MessageDirection | None = None
    type: MessageType | None = None
    segments: int | None = None
    media_urls: list[str] | None = None
    price: Decimal | None = None
    currency: str | None = None
    error_code: str | None = None
    error_message: str | None = None
    trunk_id: str | None = None
    campaign_id: str | None = None
    webhook_url: str | None = None
    metadata: dict[str, Any] | None = None
    created_at: Timestamp | None = None
    sent_at: Timestamp | None = None
    delivered_at: Timestamp | None = None
    updated_at: Timestamp | None = None
