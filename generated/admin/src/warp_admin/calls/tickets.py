"""Calls of ``tickets``: each function describes one request and sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import List

from warp_client_core import UNSET, Call, Operation, Page, Safety, Unset
from warp_client_core.replies import Enveloped, Paged, Paging

from .. import models

_LIST = Operation("list_tickets", "GET", "/admin/support/tickets", Safety.READ, Paged(models.Ticket, Paging.PAGE))
_CREATE = Operation("create_ticket", "POST", "/admin/support/tickets", Safety.UNSAFE, Enveloped(models.Ticket))
_UPDATE = Operation(
    "update_ticket", "PATCH", "/admin/support/tickets/{ticket_id}", Safety.UNSAFE, Enveloped(models.Ticket)
)
_LIST_MESSAGES = Operation(
    "list_ticket_messages",
    "GET",
    "/admin/support/tickets/{ticket_id}/messages",
    Safety.READ,
    Enveloped(List[models.TicketMessage]),
)
_CREATE_MESSAGE = Operation(
    "create_ticket_message",
    "POST",
    "/admin/support/tickets/{ticket_id}/messages",
    Safety.UNSAFE,
    Enveloped(models.TicketMessage),
)


def list(
    *,
    status: models.TicketStatus | str | None = None,
    customer_id: str | None = None,
    assigned_to: str | None = None,
    page: int | None = None,
    limit: int | None = None,
) -> Call[Page[models.Ticket]]:
    """List support tickets: ``GET /admin/support/tickets``."""
    return _LIST.call(
        query={"status": status, "customer_id": customer_id, "assigned_to": assigned_to, "page": page, "limit": limit}
    )


def create(
    *,
    title: str,
    description: str,
    category: models.TicketCategory | str,
    priority: models.TicketPriority | str | Unset = UNSET,
    customer_id: str | Unset = UNSET,
    assigned_to: str | Unset = UNSET,
    tags: Sequence[str] | Unset = UNSET,
) -> Call[models.Ticket]:
    """Open a support ticket: ``POST /admin/support/tickets``."""
    return _CREATE.call(
        json={
            "title": title,
            "description": description,
            "category": category,
            "priority": priority,
            "customer_id": customer_id,
            "assigned_to": assigned_to,
            "tags": tags,
        }
    )


def update(
    ticket_id: str,
    *,
    title: str | Unset = UNSET,
    description: str | Unset = UNSET,
    category: models.TicketCategory | str | None | Unset = UNSET,
    priority: models.TicketPriority | str | Unset = UNSET,
    assigned_to: str | None | Unset = UNSET,
    tags: Sequence[str] | Unset = UNSET,
    status: models.TicketStatus | str | Unset = UNSET,
) -> Call[models.Ticket]:
    """Change a support ticket: ``PATCH /admin/support/tickets/{ticket_id}``."""
    return _UPDATE.call(
        ticket_id,
        json={
            "title": title,
            "description": description,
            "category": category,
            "priority": priority,
            "assigned_to": assigned_to,
            "tags": tags,
            "status": status,
        },
    )


def list_messages(ticket_id: str) -> Call[List[models.TicketMessage]]:
    """List the messages of a ticket: ``GET /admin/support/tickets/{ticket_id}/messages``."""
    return _LIST_MESSAGES.call(ticket_id)


def create_message(ticket_id: str, *, message: str, is_internal: bool | Unset = UNSET) -> Call[models.TicketMessage]:
    """Add a message to a ticket: ``POST /admin/support/tickets/{ticket_id}/messages``."""
    return _CREATE_MESSAGE.call(ticket_id, json={"message": message, "is_internal": is_internal})
