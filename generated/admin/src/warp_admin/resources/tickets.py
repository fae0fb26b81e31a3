"""Support tickets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import List

from warp_client_core import UNSET, AsyncListing, AsyncResource, Page, RequestOptions, Resource, Unset

from .. import models
from ..calls import tickets as _calls


class Tickets(Resource):
    """Support tickets."""

    def list(
        self,
        *,
        status: models.TicketStatus | str | None = None,
        customer_id: str | None = None,
        assigned_to: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> Page[models.Ticket]:
        """List support tickets.

        Returns the tickets of all customers page by page. Filters combine. Operation ``list_tickets``; read.

        Args:
            status: Only tickets in this status.
            customer_id: Only tickets of this customer.
            assigned_to: Only tickets assigned to the user with this id.
            page: Page to return, counted from 1.
            limit: Items per page, 1 to 100.
        """
        return self._client.send(
            _calls.list(status=status, customer_id=customer_id, assigned_to=assigned_to, page=page, limit=limit),
            options,
        ).data

    def create(
        self,
        *,
        title: str,
        description: str,
        category: models.TicketCategory | str,
        priority: models.TicketPriority | str | Unset = UNSET,
        customer_id: str | Unset = UNSET,
        assigned_to: str | Unset = UNSET,
        tags: Sequence[str] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Ticket:
        """Open a support ticket.

        Opens a ticket, optionally on behalf of a customer. A repeated request opens a second ticket. Operation
        ``create_ticket``; unsafe.

        Args:
            title: Subject of the ticket.
            description: Full description.
            category: Topic of a ticket.
            priority: Urgency of the ticket; `medium` when left out.
            customer_id: Id of the customer that the ticket is about.
            assigned_to: Id of the user who should work on it.
            tags: Free labels.
        """
        return self._client.send(
            _calls.create(
                title=title,
                description=description,
                category=category,
                priority=priority,
                customer_id=customer_id,
                assigned_to=assigned_to,
                tags=tags,
            ),
            options,
        ).data

    def update(
        self,
        ticket_id: str,
        *,
        title: str | Unset = UNSET,
        description: str | Unset = UNSET,
        category: models.TicketCategory | str | None | Unset = UNSET,
        priority: models.TicketPriority | str | Unset = UNSET,
        assigned_to: str | None | Unset = UNSET,
        tags: Sequence[str] | Unset = UNSET,
        status: models.TicketStatus | str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Ticket:
        """Change a support ticket.

        Changes the given fields and leaves the others alone; use it to assign, resolve or close a ticket. The customer
        of a ticket cannot be changed. Operation ``update_ticket``; unsafe.

        Args:
            ticket_id: Support ticket id.
            title: Subject of the ticket.
            description: Full description.
            category: Topic of the ticket.
            priority: Urgency of a ticket.
            assigned_to: Id of the user who should work on it; null leaves it unassigned.
            tags: Free labels; replaces the whole list.
            status: State of a ticket.
        """
        return self._client.send(
            _calls.update(
                ticket_id,
                title=title,
                description=description,
                category=category,
                priority=priority,
                assigned_to=assigned_to,
                tags=tags,
                status=status,
            ),
            options,
        ).data

    def list_messages(self, ticket_id: str, *, options: RequestOptions | None = None) -> List[models.TicketMessage]:
        """List the messages of a ticket.

        Returns the conversation of a ticket, internal notes included, in one reply, without paging. Operation
        ``list_ticket_messages``; read.

        Args:
            ticket_id: Support ticket id.
        """
        return self._client.send(_calls.list_messages(ticket_id), options).data

    def create_message(
        self, ticket_id: str, *, message: str, is_internal: bool | Unset = UNSET, options: RequestOptions | None = None
    ) -> models.TicketMessage:
        """Add a message to a ticket.

        Adds an entry to the conversation. Unless `is_internal` is true the customer can read it. A repeated request
        adds a second entry. Operation ``create_ticket_message``; unsafe.

        Args:
            ticket_id: Support ticket id.
            message: Text of the entry.
            is_internal: Whether only staff can read it.
        """
        return self._client.send(
            _calls.create_message(ticket_id, message=message, is_internal=is_internal), options
        ).data


class AsyncTickets(AsyncResource):
    """Support tickets."""

    def list(
        self,
        *,
        status: models.TicketStatus | str | None = None,
        customer_id: str | None = None,
        assigned_to: str | None = None,
        page: int | None = None,
        limit: int | None = None,
        options: RequestOptions | None = None,
    ) -> AsyncListing[models.Ticket]:
        """List support tickets. Details: `Tickets.list`."""
        return self._client.listing(
            _calls.list(status=status, customer_id=customer_id, assigned_to=assigned_to, page=page, limit=limit),
            options,
        )

    async def create(
        self,
        *,
        title: str,
        description: str,
        category: models.TicketCategory | str,
        priority: models.TicketPriority | str | Unset = UNSET,
        customer_id: str | Unset = UNSET,
        assigned_to: str | Unset = UNSET,
        tags: Sequence[str] | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Ticket:
        """Open a support ticket. Details: `Tickets.create`."""
        return (
            await self._client.send(
                _calls.create(
                    title=title,
                    description=description,
                    category=category,
                    priority=priority,
                    customer_id=customer_id,
                    assigned_to=assigned_to,
                    tags=tags,
                ),
                options,
            )
        ).data

    async def update(
        self,
        ticket_id: str,
        *,
        title: str | Unset = UNSET,
        description: str | Unset = UNSET,
        category: models.TicketCategory | str | None | Unset = UNSET,
        priority: models.TicketPriority | str | Unset = UNSET,
        assigned_to: str | None | Unset = UNSET,
        tags: Sequence[str] | Unset = UNSET,
        status: models.TicketStatus | str | Unset = UNSET,
        options: RequestOptions | None = None,
    ) -> models.Ticket:
        """Change a support ticket. Details: `Tickets.update`."""
        return (
            await self._client.send(
                _calls.update(
                    ticket_id,
                    title=title,
                    description=description,
                    category=category,
                    priority=priority,
                    assigned_to=assigned_to,
                    tags=tags,
                    status=status,
                ),
                options,
            )
        ).data

    async def list_messages(
        self, ticket_id: str, *, options: RequestOptions | None = None
    ) -> List[models.TicketMessage]:
        """List the messages of a ticket. Details: `Tickets.list_messages`."""
        return (await self._client.send(_calls.list_messages(ticket_id), options)).data

    async def create_message(
        self, ticket_id: str, *, message: str, is_internal: bool | Unset = UNSET, options: RequestOptions | None = None
    ) -> models.TicketMessage:
        """Add a message to a ticket. Details: `Tickets.create_message`."""
        return (
            await self._client.send(_calls.create_message(ticket_id, message=message, is_internal=is_internal), options)
        ).data
