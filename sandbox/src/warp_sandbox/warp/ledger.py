"""
Money of the accounts: what is on them, what was charged and what was paid.

One rule: the balance is the sum of the entries, so nothing changes it without a trace. Amounts are exact decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

import attrs

from warp_sandbox.errors import Refusal
from warp_sandbox.events import Event, Events
from warp_sandbox.warp.billing_alerts import BillingAlerts
from warp_sandbox.wire.exchange import Record, stamp

OPENING = Decimal("412.75")
LOW = Decimal("50.00")
CURRENCY = "USD"
CENT = Decimal("0.01")


@attrs.frozen
class Entry:
    """One movement; ``kind`` says what it is for: recharge, number, sms, mms, call, toll_free and so on."""

    customer_id: str
    amount: Decimal
    kind: str
    at: datetime
    reference: str = ""


class Ledger:
    """
    The entries of all accounts. An account opens with the balance of its record, and its record shows every change.

    Args:
        accounts: The accounts' records by id; one that has none opens with ``OPENING``.

    Attributes:
        entries: Every movement, in the order in which they were made.
        alerts: Tells admins of balances that run low and of charges that an account could not pay.
    """

    def __init__(self, events: Events, accounts: Mapping[str, Record] = MappingProxyType({})) -> None:
        self._events = events
        self._accounts = accounts
        self._balances: dict[str, Decimal] = {}
        self._last: dict[str, datetime] = {}
        self.entries: list[Entry] = []
        self.alerts = BillingAlerts(events)

    def balance(self, customer_id: str) -> Decimal:
        """What is on an account now."""
        if customer_id not in self._balances:
            shown = self._accounts.get(customer_id, {}).get("current_balance")
            self._balances[customer_id] = OPENING if shown is None else exact(shown)
        return self._balances[customer_id]

    def moved_at(self, customer_id: str) -> datetime | None:
        """When the balance of an account last changed; None when it never did."""
        return self._last.get(customer_id)

    def spent(self, customer_id: str, since: datetime) -> Decimal:
        """What was charged since a time, as a positive amount."""
        charged = (one for one in self.entries if one.customer_id == customer_id and one.at >= since)
        return -sum((one.amount for one in charged if one.amount < 0), Decimal(0))

    def charge(self, customer_id: str, amount: Decimal, kind: str, at: datetime, reference: str = "") -> None:
        """
        Take an amount off an account.

        ``balance.low`` and a ``billing.alert`` go out when the balance falls below ``LOW``.

        Raises:
            Refusal: 402, the account does not have that much; nothing is taken, and a ``billing.alert`` goes out.
        """
        before = self.balance(customer_id)
        if amount > before:
            self.alerts.tell(customer_id, "credit_limit", at, amount, f"No funds for {kind}")
            raise Refusal(402, f"The balance is {round(before, 2)}; {amount} is needed.")
        self._enter(Entry(customer_id, -amount, kind, at, reference))
        if before >= LOW > before - amount:
            self._tell_low(customer_id, before - amount, at)

    def credit(self, customer_id: str, amount: Decimal, kind: str, at: datetime, reference: str = "") -> None:
        """Put an amount on an account."""
        self._enter(Entry(customer_id, amount, kind, at, reference))

    def _enter(self, entry: Entry) -> None:
        self.entries.append(entry)
        self._balances[entry.customer_id] = self.balance(entry.customer_id) + entry.amount
        if entry.customer_id in self._accounts:
            self._accounts[entry.customer_id]["current_balance"] = money(self._balances[entry.customer_id])
        self._last[entry.customer_id] = entry.at

    def _tell_low(self, customer_id: str, balance: Decimal, at: datetime) -> None:
        payload = {
            "current_balance": money(balance),
            "threshold": money(LOW),
            "currency": CURRENCY,
            "timestamp": stamp(at),
        }
        self._events.publish(Event("customer", "balance.low", payload, customer_id))
        self.alerts.tell(customer_id, "low_balance", at, balance, f"The balance fell below {LOW}")


def money(amount: Decimal) -> float:
    """An amount as the API writes it, with 2 decimals."""
    return float(amount.quantize(CENT))


def exact(value: float) -> Decimal:
    """The amount that a number of the API stands for."""
    return Decimal(str(value))


def total(values: Iterable[Decimal]) -> Decimal:
    """The sum of amounts, exactly."""
    return sum(values, Decimal(0))


def in_cents(parts: Iterable[Decimal]) -> list[Decimal]:
    """The parts rounded to cents in such a way that their sum is the rounded sum of the parts."""
    rounded, running, so_far = [], Decimal(0), Decimal(0)
    for part in parts:
        running += part
        rounded.append(running.quantize(CENT) - so_far)
        so_far += rounded[-1]
    return rounded
