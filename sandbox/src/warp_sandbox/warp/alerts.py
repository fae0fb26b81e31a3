"""
What an operator should look at: alerts that were raised, and conditions that hold right now.

One rule: a condition of trunks, accounts and balances is read from their records, so its alert goes when the condition
goes; an alert about something that happened stays.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from warp_sandbox.events import Event
from warp_sandbox.warp.ledger import LOW, Ledger, money
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Handler, Record, stamp
from warp_sandbox.wire.replies import enveloped

PREMIUM = "+979"
"""Numbers of the premium services of the world; no customer of the sandbox usually writes to them."""
BURST = 100
BURST_WINDOW = timedelta(minutes=1)
_FIRST = 9002


class Alerts:
    """
    The alerts of one sandbox; ids go on from ``alr-9001``, the one that the document shows.

    A message to a premium number raises a ``fraud.alert`` of the rule ``unusual_destination``, the 101st message of an
    account within a minute one of the rule ``velocity``. A ``balance.low`` raises a ``customer.alert``.

    Attributes:
        raised: In the form of the API, oldest first; the document's example is the first.
    """

    def __init__(self, world: World, ledger: Ledger) -> None:
        self._world = world
        self._ledger = ledger
        self._count = itertools.count(_FIRST)
        self._sent: dict[str, deque[datetime]] = {}
        self.raised: list[Record] = [world.example("Alert")] if world.knows("Alert") else []
        world.events.listen(self._hear)

    def handlers(self) -> Mapping[str, Handler]:
        """The operation that lists them, by operationId."""
        return {"list_system_alerts": lambda call: enveloped(call, self.listed())}

    def listed(self) -> list[Record]:
        """All that was raised, then what holds now."""
        return [*self.raised, *self._trunks(), *self._accounts(), *self._balances()]

    def message_sent(self, customer_id: str, recipient: str, trunk_id: str | None, at: datetime) -> None:
        """Look at a message that was taken, and raise what is suspicious about it."""
        if recipient.startswith(PREMIUM):
            seen = {"rule": "unusual_destination", "description": f"A message went to the premium number {recipient}."}
            self._suspect(customer_id, trunk_id, at, seen)
        recent = self._sent.setdefault(customer_id, deque())
        recent.append(at)
        while at - recent[0] >= BURST_WINDOW:
            recent.popleft()
        if len(recent) > BURST:
            seen = {"rule": "velocity", "description": f"More than {BURST} messages were sent within a minute."}
            self._suspect(customer_id, trunk_id, at, {**seen, "observed_value": len(recent), "limit_value": BURST})
            recent.clear()

    def _suspect(self, customer_id: str, trunk_id: str | None, at: datetime, seen: Record) -> None:
        payload = {
            "alert_id": self._new_id(),
            "customer_id": customer_id,
            **({"trunk_id": trunk_id} if trunk_id else {}),
            **seen,
            "severity": "warning",
            "action_taken": "notified",
            "timestamp": stamp(at),
        }
        self._world.events.publish(Event("admin", "fraud.alert", payload, customer_id))

    def _hear(self, event: Event) -> None:
        told = event.payload
        if event.name == "balance.low":
            self._tell_of_balance(event)
        elif event.name == "customer.alert":
            self._keep("customer", told, told["title"], told["message"], event.customer_id)
        elif event.name == "fraud.alert":
            self._keep("fraud", told, f"Fraud check fired: {told['rule']}", told["description"], event.customer_id)

    def _tell_of_balance(self, event: Event) -> None:
        balance = event.payload["current_balance"]
        payload = {
            "alert_id": self._new_id(),
            "customer_id": event.customer_id,
            "customer_name": self._world.customers[event.customer_id]["company_name"],
            "severity": "warning",
            "category": "billing",
            "title": "Balance is low",
            "message": f"The balance fell to {balance:.2f}.",
            "timestamp": event.payload["timestamp"],
        }
        self._world.events.publish(Event("admin", "customer.alert", payload, event.customer_id))

    def _keep(self, category: str, told: Record, title: str, message: str, customer_id: str) -> None:
        concerned = {"customer_id": customer_id or told["customer_id"], "trunk_id": told.get("trunk_id")}
        words = {"severity": told["severity"], "title": title, "message": message}
        self.raised.append(_alert(told["alert_id"], category, told["timestamp"], {**words, **concerned}))

    def _new_id(self) -> str:
        return f"alr-{next(self._count)}"

    def _trunks(self) -> Iterator[Record]:
        for trunk in self._world.trunks.values():
            if trunk["status"] == "suspended":
                words = {"title": "Trunk is suspended", "message": f"{trunk['name']} carries no calls."}
                concerned = {"trunk_id": trunk["id"], "customer_id": trunk["customer_id"]}
                told = {"severity": "warning", **words, **concerned}
                yield _alert(f"alr-trunk-{trunk['id']}", "trunk", trunk["updated_at"], told)

    def _accounts(self) -> Iterator[Record]:
        for customer in self._world.customers.values():
            if customer["status"] == "suspended":
                words = {"title": "Account is suspended", "message": f"{customer['company_name']} is suspended."}
                told = {"severity": "error", **words, "customer_id": customer["id"]}
                yield _alert(f"alr-account-{customer['id']}", "customer", customer["updated_at"], told)

    def _balances(self) -> Iterator[Record]:
        latest = {one.customer_id: one.at for one in self._ledger.entries}
        for customer_id, at in latest.items():
            balance = self._ledger.balance(customer_id)
            if balance < LOW:
                message = f"{money(balance):.2f} is less than {LOW}."
                told = {"severity": "warning", "title": "Balance is low", "message": message}
                yield _alert(f"alr-balance-{customer_id}", "billing", stamp(at), {**told, "customer_id": customer_id})


def _alert(alert_id: str, category: str, created_at: str, told: Record) -> Record:
    return {
        "id": alert_id,
        "category": category,
        "status": "active",
        "customer_id": None,
        "trunk_id": None,
        "provider_id": None,
        **told,
        "created_at": created_at,
        "acknowledged_at": None,
        "resolved_at": None,
    }
