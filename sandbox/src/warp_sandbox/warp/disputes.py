"""
Disputes that customers raised about what they were billed.

One rule: a decision is final. What it grants is taken off the invoice while that is unpaid; the rest goes to the
balance.

A decision whose text begins with ``Rejected`` grants nothing; every other one grants the credit that was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from random import Random

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.billing_invoicing import OPEN, credit
from warp_sandbox.warp.invoices import Invoices
from warp_sandbox.warp.ledger import Ledger, exact, money
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.paging import page_of
from warp_sandbox.wire.replies import enveloped

SEEDED = 24

_REASONS = (
    ("Calls billed twice.", "Voice termination"),
    ("Calls shorter than six seconds were billed in full.", "Voice termination"),
    ("Messages that were never delivered were billed.", "Messages sent"),
    ("Numbers released last month were billed.", "Local numbers, monthly"),
)
_FIRST_STATES = ("under_review", "open", "resolved", "rejected")
_SETTLED = ("resolved", "rejected")


class Disputes:
    """
    The operations on disputes of one sandbox.

    Attributes:
        records: The disputes of all customers by id, oldest first.
    """

    def __init__(self, world: World, invoices: Invoices, ledger: Ledger) -> None:
        self._invoices = invoices
        self._ledger = ledger
        self.records: dict[str, Record] = {}
        if world.knows("Dispute") and invoices.records:
            self._fill(world.example("Dispute"), world.dice("disputes"))

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on disputes, by operationId."""
        return {"list_disputes": self._list, "resolve_dispute": self._resolve}

    def _list(self, call: Call) -> Reply:
        items, pagination = page_of(list(self.records.values()), call)
        return enveloped(call, items, pagination=pagination)

    def _resolve(self, call: Call) -> Reply:
        dispute = self.records.get(call.path["dispute_id"])
        if dispute is None:
            raise Refusal(404, "There is no such dispute.")
        if dispute["status"] in _SETTLED:
            raise Refusal(409, f"The dispute was {dispute['status']} on {dispute['resolved_at']}.")
        decision = call.body["resolution"].strip()
        if not decision:
            raise invalid("resolution", "Must say how the dispute is settled.")
        self.settle(dispute, decision, call.caller.role, call.now)
        return enveloped(call, dispute)

    def settle(self, dispute: Record, decision: str, who: str, at: datetime) -> None:
        """Decide on an open dispute, and give what the decision grants."""
        is_rejected = decision.lower().startswith("rejected")
        granted = Decimal(0) if is_rejected else exact(dispute["requested_credit"])
        self._grant(dispute, granted, at)
        dispute.update(
            status="rejected" if is_rejected else "resolved",
            approved_credit=money(granted),
            resolution=decision,
            resolved_by=who,
            resolved_at=stamp(at),
        )

    def _grant(self, dispute: Record, granted: Decimal, at: datetime) -> None:
        invoice = self._invoices.records[dispute["invoice_id"]]
        due = exact(invoice["balance_due"]) if invoice["status"] in OPEN else Decimal(0)
        credited = min(granted, due)
        if credited:
            credit(invoice, credited, at)
        if granted > credited:
            self._ledger.credit(dispute["customer_id"], granted - credited, "dispute", at, dispute["id"])

    def _fill(self, shown: Record, dice: Random) -> None:
        invoices = [one for one in self._invoices.records.values() if one["id"] != shown["invoice_id"]]
        own = [one for one in invoices if one["customer_id"] == shown["customer_id"]]
        undecided = {"approved_credit": None, "resolution": None, "resolved_by": None, "resolved_at": None}
        self.records[shown["id"]] = {**shown, "status": "open", **undecided}
        for count in range(SEEDED - 1):
            invoice = dice.choice(invoices if count % 3 else own)
            reason, charge = dice.choice(_REASONS)
            wanted = money(Decimal(dice.randrange(500, 9000)) / 100)
            record = {
                "id": f"DSP-2026-{8 + count:04}",
                "customer_id": invoice["customer_id"],
                "invoice_id": invoice["id"],
                "reason": reason,
                "status": _FIRST_STATES[count % len(_FIRST_STATES)],
                "requested_credit": wanted,
                "line_items": [{"description": charge, "amount": wanted}],
                **undecided,
                "created_at": f"2026-01-{12 + count // 12}T{9 + count % 12:02}:45:00Z",
            }
            if record["status"] in _SETTLED:
                is_rejected = record["status"] == "rejected"
                record.update(
                    approved_credit=0.0 if is_rejected else wanted,
                    resolution="Rejected: billed as agreed." if is_rejected else "Paid back to the balance.",
                    resolved_by="admin",
                    resolved_at="2026-01-14T16:00:00Z",
                )
            self.records[record["id"]] = record
