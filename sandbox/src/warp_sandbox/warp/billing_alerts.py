"""
What the people who look after the money are told: ``billing.alert`` on the admin socket.

One rule: every alert has a number of its own, counted over the whole platform.
"""

from __future__ import annotations

import itertools
from datetime import datetime
from decimal import Decimal

from warp_sandbox.events import Event, Events
from warp_sandbox.wire.exchange import stamp

_FIRST = 9001


class BillingAlerts:
    """The alerts of one sandbox; ids begin with ``bil-9001``, the one that the document shows."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._count = itertools.count(_FIRST)

    def tell(
        self, customer_id: str, kind: str, at: datetime, amount: Decimal, reason: str, invoice_id: str = ""
    ) -> None:
        """
        Send one alert.

        Args:
            kind: ``payment_failed``, ``invoice_overdue``, ``credit_limit`` or ``low_balance``.
            amount: The amount concerned.
            reason: The cause, for people.
            invoice_id: The invoice concerned, if there is one.
        """
        payload = {
            "alert_id": f"bil-{next(self._count)}",
            "customer_id": customer_id,
            "type": kind,
            "amount": float(round(amount, 2)),
            "currency": "USD",
            "reason": reason,
            "timestamp": stamp(at),
            **({"invoice_id": invoice_id} if invoice_id else {}),
        }
        self._events.publish(Event("admin", "billing.alert", payload, customer_id))
