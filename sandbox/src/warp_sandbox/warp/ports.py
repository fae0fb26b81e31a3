"""
Port orders: numbers on their way from another carrier to the account.

One rule: an order moves with time alone. A number is on the account from the moment its move is completed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from random import Random

import attrs

from warp_sandbox.errors import Refusal, Violation, invalid
from warp_sandbox.warp.number_records import drawn_id, new_number
from warp_sandbox.warp.toll_free_seed import PREFIXES
from warp_sandbox.warp.toll_free_stock import TollFreeStock
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

WRONG_PIN = "wrong"
SUBMISSION = 30 * 60.0
DECISION = 2 * 86400.0
NOTICE = timedelta(days=5)
CUTOVER = 6 * 3600.0

_AMERICAN = re.compile(r"\+1[2-9][0-9]{2}[0-9]{7}")
_FIRST_COUNT = 42


@attrs.frozen
class PortOrder:
    """Whose order it is, what was asked for, and its ``record`` in the form of the API."""

    customer_id: str
    request: Record
    record: Record


class Ports:
    """
    The port operations; ``orders`` has every order by its id.

    An order is pending for half an hour, then submitted. Two days later the losing carrier commits to a date, the one
    asked for or five days on, whichever is later; an order with the PIN ``wrong`` it rejects. On that day the move is
    in progress, and after six hours completed, or rejected when all of its numbers moved with another order. The order
    that the document shows is there from the start and stays as it is.
    """

    def __init__(self, world: World, stock: TollFreeStock) -> None:
        self._world = world
        self._stock = stock
        self._dice: Random = world.dice("ports")
        self.orders: dict[str, PortOrder] = {}
        if world.knows("PortOrder"):
            shown = world.example("PortOrder")
            self.orders[shown["id"]] = PortOrder(world.customer_id, {}, shown)

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on port orders, by operationId."""
        return {"create_port_order": self._create, "get_port_order": self._get}

    def _create(self, call: Call) -> Reply:
        numbers = list(dict.fromkeys(call.body["numbers"]))
        self._check(call, numbers)
        count = _FIRST_COUNT + len(self.orders)
        moment = stamp(call.now)
        record: Record = {
            "id": f"PORT-{call.now.year}-{count:04}",
            "status": "pending",
            "numbers": [_moving(number, call.body["billing_telephone_number"]) for number in numbers],
            "pon": f"PON-{88078 + count}",
            "lsr_id": None,
            "losing_carrier": call.body.get("losing_carrier"),
            "winning_carrier": self._world.example("PortOrder")["winning_carrier"],
            "rejection_reason": None,
            "notes": call.body.get("notes"),
            "requested_foc_date": call.body.get("requested_foc_date"),
            "actual_foc_date": None,
            "estimated_completion": None,
            "progress": 0,
            "rejection_count": 0,
            "created_at": moment,
            "updated_at": moment,
            "submitted_at": None,
            "completed_at": None,
        }
        order = PortOrder(call.caller.customer_id, call.body, record)
        self.orders[record["id"]] = order
        self._world.schedule.after(call.now, SUBMISSION, lambda due: self._submit(order, due))
        return enveloped(call, record)

    def _get(self, call: Call) -> Reply:
        order = self.orders.get(call.path["port_id"])
        if order is None or order.customer_id != call.caller.customer_id:
            raise Refusal(404, "There is no such port order.")
        return enveloped(call, order.record)

    def _check(self, call: Call, numbers: list[str]) -> None:
        kind = call.body.get("port_type", "mixed")
        faults = [
            Violation(f"numbers.{call.body['numbers'].index(number)}", fault)
            for number in numbers
            if (fault := _fault(number, kind))
        ]
        if faults:
            raise Refusal(422, "Some numbers cannot be ported.", violations=faults)
        if kind == "local" and "resp_org_id" in call.body:
            raise invalid("resp_org_id", "Is for toll-free numbers only.")
        trunk_id = call.body.get("trunk_id")
        if trunk_id and self._world.trunks.get(trunk_id, {}).get("customer_id") != call.caller.customer_id:
            raise invalid("trunk_id", "There is no such trunk.")
        here = [
            Violation("numbers", f"{number} is on the platform already.") for number in numbers if self._has(number)
        ]
        if here:
            raise Refusal(409, "Only numbers of other carriers can be ported in.", violations=here)

    def _has(self, number: str) -> bool:
        """Whether the platform has the number, on an account or for sale."""
        is_owned = any(one["number"] == number for one in self._world.numbers.values())
        return is_owned or number in self._world.available or self._stock.keeps(number)

    def _submit(self, order: PortOrder, now: datetime) -> None:
        lsr_id = f"LSR-{self._dice.randrange(10000, 100000)}"
        _advance(order, "submitted", 20, now, submitted_at=stamp(now), lsr_id=lsr_id)
        self._world.schedule.after(now, DECISION, lambda due: self._decide(order, due))

    def _decide(self, order: PortOrder, now: datetime) -> None:
        if order.request.get("pin") == WRONG_PIN:
            reason = "The account number and the PIN do not belong together."
            _advance(order, "rejected", 20, now, rejection_reason=reason, rejection_count=1)
            return
        earliest = (now + NOTICE).date().isoformat()
        day = max(order.request.get("requested_foc_date") or "", earliest)
        _advance(order, "foc_received", 60, now, actual_foc_date=day, estimated_completion=day)
        morning = datetime.combine(datetime.fromisoformat(day), time(), UTC)
        self._world.schedule.at(morning, lambda due: self._begin(order, due))

    def _begin(self, order: PortOrder, now: datetime) -> None:
        _advance(order, "in_progress", 80, now)
        self._world.schedule.after(now, CUTOVER, lambda due: self._complete(order, due))

    def _complete(self, order: PortOrder, now: datetime) -> None:
        if all(self._has(one["number"]) for one in order.record["numbers"]):
            self._reject_late(order, now)
            return
        for one in order.record["numbers"]:
            is_late = self._has(one["number"])
            one["ported_successfully"] = not is_late
            if is_late:
                one["error_message"] = "The number has moved already."
            else:
                self._move(order, one["number"], now)
        _advance(order, "completed", 100, now, completed_at=stamp(now))

    def _reject_late(self, order: PortOrder, now: datetime) -> None:
        reason = "The number has moved already."
        for one in order.record["numbers"]:
            one.update(ported_successfully=False, error_message=reason)
        _advance(order, "rejected", 80, now, rejection_reason=reason, rejection_count=1)

    def _move(self, order: PortOrder, number: str, now: datetime) -> None:
        trunk_id = order.request.get("trunk_id")
        if trunk_id not in self._world.trunks:
            trunk_id = None
        if _is_toll_free(number):
            self._stock.adopt(number, order.customer_id, now, trunk_id=trunk_id)
            return
        known = {"number": number, "sms_enabled": True, **self._place(number[2:5])}
        new = new_number(drawn_id(self._dice), order.customer_id, known, trunk_id=trunk_id, now=now)
        self._world.numbers[new["id"]] = new

    def _place(self, area_code: str) -> Record:
        """Where the other numbers of an area code are."""
        known = [*self._world.numbers.values(), *self._world.available.values()]
        near = next((one for one in known if one["area_code"] == area_code), {})
        return {name: near.get(name) for name in ("rate_center", "state", "lata", "monthly_charge")}


def _moving(number: str, billing: str) -> Record:
    return {"number": number, "is_btn": number == billing, "ported_successfully": None, "error_message": None}


def _advance(order: PortOrder, status: str, progress: int, now: datetime, **changes: object) -> None:
    order.record.update(status=status, progress=progress, updated_at=stamp(now), **changes)


def _is_toll_free(number: str) -> bool:
    return number[2:5] in PREFIXES


def _fault(number: str, kind: str) -> str:
    if not _AMERICAN.fullmatch(number):
        return "Is not a number of the North American plan."
    if kind == "mixed" or _is_toll_free(number) == (kind == "tollfree"):
        return ""
    return "Is toll-free; the order is for local numbers." if kind == "local" else "Is not toll-free."
