"""
What the platform rated on a day against what the providers say about it.

One rule: one run at a time, and nothing is corrected. A run takes half a minute; from then on the same day answers with
the result, until the platform's own total of the day changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from random import Random

import attrs

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.ledger import in_cents, money, total
from warp_sandbox.warp.revenue_sales import Sale, Sales
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply
from warp_sandbox.wire.replies import enveloped

DURATION = 30
"""Seconds that a run takes."""

_MISSING, _DIFFERENT = 0.03, 0.06


class Reconciliation:
    """
    The reconciliation of one sandbox.

    Attributes:
        results: The last result of each day, by date.
    """

    def __init__(self, world: World, sales: Sales) -> None:
        self._world = world
        self._sales = sales
        self._running: Record | None = None
        self.results: dict[str, Record] = {}

    def handlers(self) -> Mapping[str, Handler]:
        """The operation by operationId."""
        return {"reconcile_billing": self._reconcile}

    def _reconcile(self, call: Call) -> Reply:
        day = date.fromisoformat(call.body["date"])
        if self._running is not None:
            raise Refusal(409, f"Run {self._running['job_id']} is not over yet.")
        if day > call.now.date():
            raise invalid("date", "Must not be in the future.")
        known = self.results.get(day.isoformat())
        if known and known["warp_total"] == money(total(in_cents(one.amount for one in self._sold(day)))):
            return attrs.evolve(enveloped(call, known), status=200)
        self._running = {"job_id": f"job-rec-{day:%Y%m%d}", "date": day.isoformat(), "status": "running"}
        self._world.schedule.after(call.now, DURATION, lambda _: self._finish(day))
        return attrs.evolve(enveloped(call, dict(self._running)), status=202)

    def _finish(self, day: date) -> None:
        self.results[day.isoformat()] = {**(self._running or {}), **self._compared(day)}
        self._running = None

    def _sold(self, day: date) -> list[Sale]:
        return list(self._sales.between(day, day))

    def _compared(self, day: date) -> Record:
        sold = self._sold(day)
        ours = in_cents(one.amount for one in sold)
        theirs = [self._billed(one, amount) for one, amount in zip(sold, ours, strict=True)]
        wrong = [
            {
                "reference": sale.reference,
                "reason": "missing_external" if other is None else "amount_mismatch",
                "warp_amount": money(amount),
                "external_amount": None if other is None else money(other),
            }
            for sale, amount, other in zip(sold, ours, theirs, strict=True)
            if amount != other
        ]
        warp, external = total(ours), total(one for one in theirs if one is not None)
        return {
            "status": "discrepancies" if wrong else "matched",
            "matched_count": len(sold) - len(wrong),
            "discrepancy_count": len(wrong),
            "warp_total": money(warp),
            "external_total": money(external),
            "difference": money(warp - external),
            "discrepancies": wrong,
        }

    def _billed(self, sale: Sale, amount: Decimal) -> Decimal | None:
        """What the outside record of a sale says; None when there is none. Every sale has its own luck."""
        luck = Random(f"{self._world.seed}/reconcile/{sale.reference}").random()
        if luck < _MISSING:
            return None
        return amount - Decimal("0.25") if luck < _DIFFERENT and amount > 1 else amount
