"""Types of the tickets domain."""

from __future__ import annotations

import attrs
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.value import Value


class TicketCategory(OpenEnum):
    """Topic of a ticket. Values may be added; clients keep unknown ones."""

    TECHNICAL = "technical"
    BILLING = "billing"
    ACCOUNT = "account"
    FEATURE_REQUEST = "feature-request"
    BUG_REPORT = "bug-report"
    GENERAL = "general"


class TicketMessageType(OpenEnum):
    """Kind of a conversation entry. Values may be added; clients keep unknown ones."""

    MESSAGE = "message"
    STATUS_CHANGE = "status-change"
    ASSIGNMENT = "assignment"
    RESOLUTION = "resolution"


class TicketPriority(OpenEnum):
    """Urgency of a ticket. Values may be added; clients keep unknown ones."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"


class TicketStatus(OpenEnum):
    """State of a ticket. Values may be added; clients keep unknown ones."""

    OPEN = "open"
    PENDING = "pending"
    RESOLVED = "resolved"
    CLOSED = "closed"


class UserRefRole(OpenEnum):
    """Side of the conversation a user is on. Values may be added; clients keep unknown ones."""

    CUSTOMER = "customer"
    SUPPORT = "support"
    ADMIN = "admin"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Attachment(Value):
    """A file added to a ticket or one of its messages.

    Attributes:
        id: Attachment id.
        filename: Name of the file.
        file_size: Size, bytes.
        file_type: Media type of the file.
        download_url: Where to fetch the file.
        uploaded_at: When it was added, UTC.
    """

    id: str
    filename: str
    file_size: int | None = None
    file_type: str | None = None
    download_url: str | None = None
    uploaded_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Ticket(Value):
    """A request for help and how it is being handled.

    Attributes:
        id: Ticket id.
        title: Subject of the ticket.
        description: Full description.
        status: State of a ticket.
        priority: Urgency of a ticket.
        ticket_number: Number that people quote.
        category: Topic of the ticket.
        customer_id: Id of the customer that the ticket is about.
        created_by: User who opened it.
        assigned_to: User who works on it; null when unassigned.
        tags: Free labels.
        attachments: Files added to the ticket.
        created_at: Creation time, UTC.
        updated_at: Time of the last change, UTC.
        resolved_at: When it was resolved, UTC.
        closed_at: When it was closed, UTC.
    """

    id: str
    title: str
    description: str
    status: TicketStatus
    priority: TicketPriority
    ticket_number: str | None = None
    category: TicketCategory | None = None
    customer_id: str | None = None
    created_by: UserRef | None = None
    assigned_to: UserRef | None = None
    tags: list[str] | None = None
    attachments: list[Attachment] | None = None
    created_at: Timestamp | None = None
    updated_at: Timestamp | None = None
    resolved_at: Timestamp | None = None
    closed_at: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class TicketMessage(Value):
    """An entry in the conversation of a ticket.

    Attributes:
        id: Message id.
        ticket_id: Id of the ticket that the entry belongs to.
        message: Text of the entry.
        created_at: When the entry was written, UTC.
        author: User who wrote it; null when there is none.
        type: Kind of a conversation entry.
        is_internal: Whether only staff can read it.
        attachments: Files added to the entry.
    """

    id: str
    ticket_id: str
    message: str
    created_at: Timestamp
    author: UserRef | None = None
    type: TicketMessageType | None = None
    is_internal: bool | None = None
    attachments: list[Attachment] | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class UserRef(Value):
    """A user, as shown beside something else.

    Attributes:
        id: User id.
        name: Name of the user.
        email: Email address of the user.
        role: Side the user is on.
    """

    id: str
    name: str | None = None
    email: str | None = None
    role: UserRefRole | None = None
