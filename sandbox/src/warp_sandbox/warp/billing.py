"""
The balance of the calling account, and recharges of it.

One rule: a balance is read from the ledger and changed through it only; a charge that fails changes nothing.

Cards are charged at once. A charge of a bank account is pending for a minute before the money is there.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import attrs

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.events import Event
from warp_sandbox.warp.ledger import CENT, CURRENCY, LOW, Ledger, exact, money
from warp_sandbox.warp.payments import PaymentMethods
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

CLEARING = 60
"""Seconds until a charge of a bank account is done."""

MOST = Decimal("10000.00")
"""What can be charged at once."""

_STANDINGS = {"suspended": "suspended", "terminated": "collection"}


class Billing:
    """The operations on the balance of one sandbox."""

    def __init__(self, world: World, ledger: Ledger, methods: PaymentMethods) -> None:
        self._world = world
        self._ledger = ledger
        self._methods = methods
        self._dice = world.dice("payments")
        self._count = itertools.count(1)
        self._shown: Record = world.example("Balance") if world.knows("Balance") else {}
        self._last: dict[str, Record] = {}

    def handlers(self) -> Mapping[str, Handler]:
        """The operations on the balance, by operationId."""
        return {"get_balance": self._get, "recharge_balance": self._recharge}

    def _get(self, call: Call) -> Reply:
        customer_id = call.caller.customer_id
        balance = self._ledger.balance(customer_id)
        moved = self._ledger.moved_at(customer_id)
        return enveloped(
            call,
            {
                **self._shown,
                "current_balance": money(balance),
                "available_credit": money(balance),
                "prepaid_balance": money(balance),
                "pending_charges": 0.0,
                "currency": CURRENCY,
                "balance_status": self._standing(customer_id, balance),
                "auto_recharge": self._auto_recharge(customer_id),
                "last_payment": self._last.get(customer_id, self._shown["last_payment"]),
                "updated_at": stamp(moved) if moved else self._shown["updated_at"],
            },
        )

    def _standing(self, customer_id: str, balance: Decimal) -> str:
        status = self._world.customers[customer_id]["status"]
        return _STANDINGS.get(status, "warning" if balance < LOW else "good")

    def _auto_recharge(self, customer_id: str) -> Record | None:
        """The rule that the document shows, switched off: no balance of a sandbox fills up behind a test's back."""
        default = next((one["id"] for one in self._methods.of(customer_id) if one["is_default"]), None)
        rule = {**self._shown["auto_recharge"], "enabled": False, "payment_method_id": default}
        return rule if default else None

    def _recharge(self, call: Call) -> Reply:
        amount = exact(call.body["amount"])
        if amount > MOST or amount % CENT:
            raise invalid("amount", f"Must be {MOST} at most and have no more than 2 decimals.")
        own = {one["id"]: one for one in self._methods.of(call.caller.customer_id)}
        method = own.get(call.body["payment_method_id"])
        if method is None:
            raise invalid("payment_method_id", "There is no such payment method.")
        failure = self._methods.failure(method, call.now)
        if failure:
            self._ledger.alerts.tell(call.caller.customer_id, "payment_failed", call.now, amount, failure)
            raise Refusal(402, failure, code="PAYMENT_DECLINED")
        return self._charged(call, amount, method)

    def _charged(self, call: Call, amount: Decimal, method: Record) -> Reply:
        customer_id, payment_id = call.caller.customer_id, f"pay-{call.now:%Y%m%d}-{next(self._count):04}"

        def book(at: datetime) -> None:
            self._book(customer_id, payment_id, amount, method["type"], at)

        is_done = method["type"] == "credit_card"
        if is_done:
            book(call.now)
        else:
            self._world.schedule.after(call.now, CLEARING, book)
        result = {
            "payment_id": payment_id,
            "amount": money(amount),
            "currency": CURRENCY,
            "status": "completed" if is_done else "pending",
            "new_balance": money(self._ledger.balance(customer_id)) if is_done else None,
            "transaction_id": f"txn-{self._dice.getrandbits(40):010x}",
            "failure_reason": None,
            "created_at": stamp(call.now),
        }
        return attrs.evolve(enveloped(call, result), status=201 if is_done else 202)

    def _book(self, customer_id: str, payment_id: str, amount: Decimal, method: str, at: datetime) -> None:
        self._ledger.credit(customer_id, amount, "recharge", at, payment_id)
        self._last[customer_id] = {"amount": money(amount), "date": stamp(at), "method": method}
        common = {"payment_id": payment_id, "amount": money(amount), "currency": CURRENCY, "timestamp": stamp(at)}
        balance = {"new_balance": money(self._ledger.balance(customer_id))}
        for name, payload in (
            ("payment.received", {**common, "method": method}),
            ("balance.recharged", common | balance),
        ):
            self._world.events.publish(Event("webhook", name, payload, customer_id))
