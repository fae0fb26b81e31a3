"""
The support tickets of a fresh sandbox.

One rule: the first ticket and its first message are the document's examples; the draws come from dice of their own.
"""

from __future__ import annotations

from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record

TICKETS = 24
STAFF: tuple[Record, ...] = (
    {"id": "u-200", "name": "Sam Example", "email": "sam@example.com", "role": "support"},
    {"id": "u-201", "name": "Kim Example", "email": "kim@example.com", "role": "support"},
    {"id": "u-202", "name": "Ari Example", "email": "ari@example.com", "role": "support"},
)
"""Who can be assigned; the first is the one that every admin token stands for."""

_TITLES = (
    ("Calls to Chicago fail with 503", "technical"),
    ("Question about the January invoice", "billing"),
    ("New contact for our account", "account"),
    ("CSV export with more columns", "feature-request"),
    ("Portal shows the wrong time zone", "bug-report"),
    ("How long does a port take?", "general"),
)


def tickets(world: World) -> list[Record]:
    """The tickets, oldest number first."""
    dice = world.dice("tickets seed")
    new_id = world.ids("tickets seed")
    customers = list(world.customers)
    found = [world.example("Ticket")]
    for count in range(2, TICKETS + 1):
        title, category = dice.choice(_TITLES)
        status = dice.choice(("open", "open", "pending", "resolved", "closed"))
        day = f"2026-01-{dice.randrange(2, 15):02}"
        found.append(
            {
                **world.example("Ticket"),
                "id": new_id(),
                "title": title,
                "description": f"{title}.",
                "ticket_number": f"SUP-2026-{count:03}",
                "status": status,
                "priority": dice.choice(("low", "medium", "high")),
                "category": category,
                "customer_id": dice.choice(customers),
                "assigned_to": dice.choice((*STAFF, None)),
                "tags": [],
                "attachments": [],
                "created_at": f"{day}T09:00:00Z",
                "updated_at": f"{day}T15:00:00Z",
                "resolved_at": f"{day}T15:00:00Z" if status in ("resolved", "closed") else None,
                "closed_at": f"{day}T15:00:00Z" if status == "closed" else None,
            }
        )
    return found


def conversation(world: World, ticket_id: str) -> list[Record]:
    """What was said about a ticket before the sandbox began: one entry in the document's example, nothing elsewhere."""
    message = world.example("TicketMessage")
    return [message] if message["ticket_id"] == ticket_id else []
