"""
Money of the accounts: what is on them, what was charged and what was paid.

One rule: the balance is the sum of the entries, so nothing changes it without a trace. Amounts are exact decimals.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import attrs

from warp_sandbox.errors import Refusal
from warp_sandbox.events import Event, Events
from warp_sandbox.wire.exchange import stamp

OPENING = Decimal("412.75")
LOW = Decimal("50.00")
CURRENCY = "USD"


@attrs.frozen
class Entry:
    """One movement; ``kind`` says what it is for: recharge, number, sms, mms, call, toll_free and so on."""

    customer_id: str
    amount: Decimal
    kind: str
    at: datetime
    reference: str = ""


class Ledger:
    """The entries of all accounts; each opens with ``OPENING``, the balance that the document shows."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self.entries: list[Entry] = []

    def balance(self, customer_id: str) -> Decimal:
        """What is on an account now."""
        return sum((one.amount for one in self.entries if one.customer_id == customer_id), OPENING)

    def spent(self, customer_id: str, since: datetime) -> Decimal:
        """What was charged since a time, as a positive amount."""
        charged = (one for one in self.entries if one.customer_id == customer_id and one.at >= since)
        return -sum((one.amount for one in charged if one.amount < 0), Decimal(0))

    def charge(self, customer_id: str, amount: Decimal, kind: str, at: datetime, reference: str = "") -> None:
        """
        Take an amount off an account; ``balance.low`` goes out when it falls below ``LOW``.

        Raises:
            Refusal: 402, the account does not have that much; nothing is taken.
        """
        before = self.balance(customer_id)
        if amount > before:
            raise Refusal(402, f"The balance is {before}; {amount} is needed.")
        self.entries.append(Entry(customer_id, -amount, kind, at, reference))
        if before >= LOW > before - amount:
            self._tell_low(customer_id, before - amount, at)

    def credit(self, customer_id: str, amount: Decimal, kind: str, at: datetime, reference: str = "") -> None:
        """Put an amount on an account."""
        self.entries.append(Entry(customer_id, amount, kind, at, reference))

    def _tell_low(self, customer_id: str, balance: Decimal, at: datetime) -> None:
        payload = {
            "current_balance": float(balance),
            "threshold": float(LOW),
            "currency": CURRENCY,
            "timestamp": stamp(at),
        }
        self._events.publish(Event("customer", "balance.low", payload, customer_id))
