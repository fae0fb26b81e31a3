"""
Support tickets and their conversations, as the support staff sees them.

One rule: a closed ticket stays as it is. It takes internal notes, and nothing else; who still has a problem opens a new
one. Changes of status and assignment write themselves into the conversation as internal entries.
"""

from __future__ import annotations

from collections.abc import Mapping

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.events import Event
from warp_sandbox.warp.tickets_seed import STAFF, conversation, tickets
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.paging import page_of
from warp_sandbox.wire.replies import enveloped

_MOVES = {
    "open": {"pending", "resolved", "closed"},
    "pending": {"open", "resolved", "closed"},
    "resolved": {"open", "closed"},
    "closed": set(),
}
_SETTINGS = ("title", "description", "category", "priority", "tags")


class Tickets:
    """
    The ticket operations of one sandbox.

    Attributes:
        tickets: By id.
        messages: By the id of their ticket.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._dice = world.dice("tickets")
        self._new_id = world.ids("tickets")
        known = world.knows("Ticket", "TicketMessage")
        self.tickets: dict[str, Record] = {one["id"]: one for one in tickets(world)} if known else {}
        self.messages: dict[str, list[Record]] = {key: conversation(world, key) for key in self.tickets}
        self._count = len(self.tickets)

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on tickets, by operationId."""
        return {
            "list_tickets": self._list,
            "create_ticket": self._create,
            "update_ticket": self._update,
            "list_ticket_messages": self._list_messages,
            "create_ticket_message": self._add_message,
        }

    def _list(self, call: Call) -> Reply:
        wanted = {name: call.query.get(name) for name in ("status", "customer_id", "assigned_to")}
        found = [
            one
            for one in self.tickets.values()
            if wanted["status"] in (None, one["status"])
            and wanted["customer_id"] in (None, one["customer_id"])
            and wanted["assigned_to"] in (None, (one["assigned_to"] or {}).get("id"))
        ]
        items, pagination = page_of(found, call)
        return enveloped(call, items, pagination=pagination)

    def _create(self, call: Call) -> Reply:
        body, now = call.body, stamp(call.now)
        customer_id = body.get("customer_id")
        if customer_id is not None and customer_id not in self._world.customers:
            raise invalid("customer_id", "There is no such customer.")
        assignee = _staff(body.get("assigned_to"))
        self._count += 1
        given = {name: body[name] for name in _SETTINGS if name in body}
        ticket = {
            "id": self._new_id(),
            "ticket_number": f"SUP-{call.now.year}-{self._count:03}",
            "status": "open",
            "priority": "medium",
            "tags": [],
            **given,
            "customer_id": customer_id,
            "created_by": STAFF[0],
            "assigned_to": assignee,
            "attachments": [],
            "created_at": now,
            "updated_at": now,
            "resolved_at": None,
            "closed_at": None,
        }
        self.tickets[ticket["id"]] = ticket
        self.messages[ticket["id"]] = []
        self._alert(ticket, call)
        return enveloped(call, ticket)

    def _update(self, call: Call) -> Reply:
        ticket = self._named(call)
        if ticket["status"] == "closed":
            raise Refusal(409, "The ticket is closed; open a new one.", code="INVALID_STATE")
        status = call.body.get("status", ticket["status"])
        if status != ticket["status"] and status not in _MOVES[ticket["status"]]:
            raise Refusal(409, f"A {ticket['status']} ticket cannot become {status}.", code="INVALID_STATE")
        assignee = _staff(call.body["assigned_to"]) if "assigned_to" in call.body else ticket["assigned_to"]
        was_urgent = ticket["priority"] == "urgent"
        ticket.update({name: call.body[name] for name in _SETTINGS if name in call.body}, updated_at=stamp(call.now))
        self._assign(ticket, assignee, call)
        self._move(ticket, status, call)
        if not was_urgent:
            self._alert(ticket, call)
        return enveloped(call, ticket)

    def _list_messages(self, call: Call) -> Reply:
        return enveloped(call, self.messages[self._named(call)["id"]])

    def _add_message(self, call: Call) -> Reply:
        ticket = self._named(call)
        is_internal = call.body.get("is_internal", False)
        if ticket["status"] == "closed" and not is_internal:
            raise invalid("is_internal", "The ticket is closed; only internal notes can be added.")
        ticket["updated_at"] = stamp(call.now)
        return enveloped(call, self._say(ticket, call.body["message"], call, is_internal=is_internal))

    def _named(self, call: Call) -> Record:
        ticket = self.tickets.get(call.path["ticket_id"])
        if ticket is None:
            raise Refusal(404, "There is no such ticket.")
        return ticket

    def _assign(self, ticket: Record, assignee: Record | None, call: Call) -> None:
        if assignee == ticket["assigned_to"]:
            return
        ticket["assigned_to"] = assignee
        text = f"Assigned to {assignee['name']}." if assignee else "Nobody is assigned any more."
        self._say(ticket, text, call, kind="assignment", is_internal=True)

    def _move(self, ticket: Record, status: str, call: Call) -> None:
        if status == ticket["status"]:
            return
        text, kind = f"Status changed from {ticket['status']} to {status}.", "status-change"
        if status == "open":
            ticket["resolved_at"] = None
        elif status == "resolved":
            kind, ticket["resolved_at"] = "resolution", stamp(call.now)
        elif status == "closed":
            ticket["closed_at"] = stamp(call.now)
        ticket["status"] = status
        self._say(ticket, text, call, kind=kind, is_internal=True)

    def _say(self, ticket: Record, text: str, call: Call, *, kind: str = "message", is_internal: bool) -> Record:
        messages = self.messages[ticket["id"]]
        message = {
            "id": f"tm-{sum(map(len, self.messages.values())) + 1}",
            "ticket_id": ticket["id"],
            "message": text,
            "author": STAFF[0],
            "type": kind,
            "is_internal": is_internal,
            "attachments": [],
            "created_at": stamp(call.now),
        }
        messages.append(message)
        return message

    def _alert(self, ticket: Record, call: Call) -> None:
        """Tell the admins of a customer's urgent ticket."""
        customer = self._world.customers.get(ticket["customer_id"] or "")
        if ticket["priority"] != "urgent" or customer is None:
            return
        payload = {
            "alert_id": f"alr-{self._dice.getrandbits(32):08x}",
            "customer_id": customer["id"],
            "customer_name": customer["company_name"],
            "severity": "warning",
            "category": "customer",
            "title": f"Urgent ticket {ticket['ticket_number']}",
            "message": ticket["title"],
            "timestamp": stamp(call.now),
        }
        self._world.events.publish(Event("admin", "customer.alert", payload, customer["id"]))


def _staff(user_id: str | None) -> Record | None:
    if user_id is None:
        return None
    found = next((one for one in STAFF if one["id"] == user_id), None)
    if found is None:
        raise invalid("assigned_to", "There is no such member of the support staff.")
    return found
