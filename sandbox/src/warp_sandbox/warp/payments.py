"""
The payment methods of an account.

One rule: an account with payment methods has exactly one default. What the processor's token said is never shown again.

A method whose token has the word ``declined`` in it can be stored like any other; every charge of it is declined.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

DECLINED = "declined"
"""The word in a token that makes every charge fail."""

_CARD_NUMBER = re.compile(r"\d[ -]?(?:\d[ -]?){11,17}\d")
_BRANDS = ("visa", "mastercard", "amex", "discover")


class PaymentMethods:
    """
    The operations on payment methods of one sandbox.

    Attributes:
        records: The methods by id, oldest first.
    """

    def __init__(self, world: World) -> None:
        self._new_id = world.ids("payment_methods")
        self._dice = world.dice("payment_methods")
        self._owners: dict[str, str] = {}
        self._tokens: dict[str, str] = {}
        self.records: dict[str, Record] = {}
        if world.knows("PaymentMethod"):
            self._fill(world)

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on payment methods, by operationId."""
        return {
            "list_payment_methods": self._list,
            "create_payment_method": self._create,
            "delete_payment_method": self._delete,
            "set_default_payment_method": self._set_default,
        }

    def of(self, customer_id: str) -> list[Record]:
        """The methods of an account, oldest first."""
        return [one for one in self.records.values() if self._owners[one["id"]] == customer_id]

    def failure(self, method: Record, now: datetime) -> str:
        """Why a charge of this method fails now, empty when it does not; its last use is noted."""
        if method["status"] != "active":
            return f"The payment method is {method['status']}."
        method["last_used_at"] = stamp(now)
        return "The payment method was declined." if DECLINED in self._tokens.get(method["id"], "") else ""

    def _list(self, call: Call) -> Reply:
        return enveloped(call, self.of(call.caller.customer_id))

    def _create(self, call: Call) -> Reply:
        token, own = call.body["token"], self.of(call.caller.customer_id)
        if not token.strip() or _CARD_NUMBER.search(token):
            raise invalid("token", "Must be a token of the processor, not a card or account number.")
        if token in (self._tokens.get(one["id"]) for one in own):
            raise Refusal(409, "This payment method is stored already.")
        record = self._new(call.body, stamp(call.now))
        self.records[record["id"]] = record
        self._owners[record["id"]] = call.caller.customer_id
        self._tokens[record["id"]] = token
        if call.body.get("is_default") or not own:
            self._mark(record)
        return enveloped(call, record)

    def _delete(self, call: Call) -> Reply:
        record = self._own(call)
        del self.records[record["id"]]
        left = [one for one in self.of(call.caller.customer_id) if one["status"] == "active"]
        left = left or self.of(call.caller.customer_id)
        if record["is_default"] and left:
            self._mark(left[0])
        del self._owners[record["id"]]
        self._tokens.pop(record["id"], None)
        return Reply(204)

    def _set_default(self, call: Call) -> Reply:
        record = self._own(call)
        if record["status"] != "active":
            raise Refusal(409, f"The payment method is {record['status']} and cannot be charged.")
        self._mark(record)
        return enveloped(call, record)

    def _own(self, call: Call) -> Record:
        record = self.records.get(call.path["method_id"])
        if record is None or self._owners[record["id"]] != call.caller.customer_id:
            raise Refusal(404, "There is no such payment method.")
        return record

    def _mark(self, record: Record) -> None:
        for one in self.of(self._owners[record["id"]]):
            one["is_default"] = one is record

    def _new(self, given: Record, now: str) -> Record:
        is_card = given["type"] == "credit_card"
        return {
            "id": self._new_id(),
            "type": given["type"],
            "is_default": False,
            "status": "active",
            "card_brand": self._dice.choice(_BRANDS) if is_card else None,
            "last_four": f"{self._dice.randrange(10000):04}",
            "cardholder_name": given.get("billing_name") if is_card else None,
            "bank_name": None if is_card else "Example Bank",
            "expiry_month": self._dice.randrange(1, 13) if is_card else None,
            "expiry_year": int(now[:4]) + 3 if is_card else None,
            "bank_account_type": None if is_card else "checking",
            "processor": "authorize_net",
            "created_at": now,
            "last_used_at": None,
        }

    def _fill(self, world: World) -> None:
        shown = world.example("PaymentMethod")
        name = shown["cardholder_name"]
        account = self._new({"type": "ach", "billing_name": name}, shown["created_at"])
        old = self._new({"type": "credit_card", "billing_name": name}, "2022-10-01T09:00:00Z")
        old.update(status="expired", expiry_year=2025)
        for record in (shown, account, old):
            self.records[record["id"]] = record
            self._owners[record["id"]] = world.customer_id
