"""
Phone numbers, kept for real: those of the account and those for sale.

One rule: a number is in exactly one place. An order takes it off the shelf, a release puts it back; toll-free numbers
go back to their own stock.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from warp_sandbox.errors import Refusal, Violation, invalid
from warp_sandbox.warp.ledger import Ledger
from warp_sandbox.warp.number_records import PLACE, SERVICES, new_number
from warp_sandbox.warp.toll_free_stock import TollFreeStock
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.paging import page_of
from warp_sandbox.wire.replies import enveloped

_CRITERIA = ("area_code", "rate_center", "state")


class Numbers:
    """
    The number operations of one sandbox.

    An order is charged at once with the setup fees and the first month.
    """

    def __init__(self, world: World, ledger: Ledger, stock: TollFreeStock) -> None:
        self._world = world
        self._ledger = ledger
        self._stock = stock

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on plain numbers, by operationId."""
        return {
            "list_numbers": self._list,
            "search_numbers": self._search,
            "order_numbers": self._order,
            "release_number": self._release,
            "update_number_e911": self._update_e911,
        }

    def _list(self, call: Call) -> Reply:
        trunk_id = call.query.get("trunk_id")
        own = (one for one in self._world.numbers.values() if one["customer_id"] == call.caller.customer_id)
        found = [one for one in own if trunk_id in (None, one["trunk_id"])]
        items, pagination = page_of(found, call)
        return enveloped(call, items, pagination=pagination)

    def _search(self, call: Call) -> Reply:
        wanted = {name: call.query[name] for name in _CRITERIA if name in call.query}
        digits = call.query.get("contains", "")
        if not wanted and not digits:
            raise Refusal(422, "Give at least one criterion.", violations=[Violation("", "Has no criterion.")])
        found = [
            offer
            for offer in self._world.available.values()
            if digits in offer["number"] and all(offer[name] == value for name, value in wanted.items())
        ]
        return enveloped(call, found[: call.query.get("limit", len(found))])

    def _order(self, call: Call) -> Reply:
        if self._owner(call.body["trunk_id"]) != call.caller.customer_id:
            raise invalid("trunk_id", "There is no such trunk.")
        wanted = list(dict.fromkeys(call.body["numbers"]))
        gone = [number for number in wanted if number not in self._world.available]
        if gone:
            violations = [Violation("numbers", f"{number} is not for sale.") for number in gone]
            raise Refusal(409, "Not all numbers are for sale; nothing was ordered.", violations=violations)
        price = sum((_price(self._world.available[number]) for number in wanted), Decimal(0))
        self._ledger.charge(call.caller.customer_id, price, "number", call.now, ", ".join(wanted))
        ordered = [self._bought(self._world.available.pop(number), call) for number in wanted]
        self._world.numbers.update({number["id"]: number for number in ordered})
        return enveloped(call, ordered)

    def _release(self, call: Call) -> Reply:
        number = self._own(call)
        del self._world.numbers[number["id"]]
        if number["number"] in self._stock.records:
            self._stock.give_up(number["number"], call.now)
        else:
            offer = {name: number[name] for name in (*PLACE, *SERVICES)}
            self._world.available[number["number"]] = {
                **offer,
                "monthly_rate": number["monthly_charge"],
                "setup_fee": None,
            }
        return Reply(204)

    def _update_e911(self, call: Call) -> Reply:
        number = self._own(call)
        if number["number_type"] == "toll_free":
            raise Refusal(409, "A toll-free number has no emergency address.")
        number.update(e911_address_id=call.body["address_id"], e911_enabled=True, updated_at=stamp(call.now))
        return enveloped(call, number)

    def _own(self, call: Call) -> Record:
        number = self._world.numbers.get(call.path["number_id"])
        if number is None or number["customer_id"] != call.caller.customer_id:
            raise Refusal(404, "There is no such number.")
        return number

    def _owner(self, trunk_id: str) -> str:
        owner: str = self._world.trunks.get(trunk_id, {}).get("customer_id", "")
        return owner

    def _bought(self, offer: Record, call: Call) -> Record:
        known = {**{name: offer[name] for name in (*PLACE, *SERVICES)}, "monthly_charge": offer["monthly_rate"]}
        number_id, owner = self._world.new_id(), call.caller.customer_id
        return new_number(number_id, owner, known, trunk_id=call.body["trunk_id"], now=call.now)


def _price(offer: Record) -> Decimal:
    """The setup fee and the first month."""
    return sum((Decimal(str(offer[name] or 0)) for name in ("setup_fee", "monthly_rate")), Decimal(0))
