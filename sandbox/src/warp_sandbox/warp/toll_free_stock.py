"""
Toll-free numbers, each once: what customers search and hold, and what admins see of it.

One rule: a number is in one state, and every change of it happens here.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import attrs

from warp_sandbox.warp.number_records import drawn_id, new_number
from warp_sandbox.warp.toll_free_routing import default_routing
from warp_sandbox.warp.toll_free_seed import OWN_ROID, TollFree, seeded
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record, stamp

RATE = Decimal("2.00")
STOCK_HOLD = 15 * 60.0
REGISTRY_HOLD = 30 * 86400.0
ACTIVATION = 15 * 60.0
SMS_ACTIVATION = 10 * 60.0
AGING = 120 * 86400.0


class TollFreeStock:
    """All toll-free numbers of one sandbox, in ``records`` by E.164 number."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._dice = world.dice("toll-free")
        self._count = 0
        self.records: dict[str, TollFree] = {one.tfn: one for one in seeded(world)}

    def hold(self, one: TollFree, customer_id: str | None, now: datetime, *, seconds: float | None = None) -> None:
        """
        Reserve a number, or begin its hold anew; it is available again when the hold ends.

        Args:
            customer_id: None holds it for the platform itself.
            seconds: Length of the hold; by default the usual one of where the number comes from.
        """
        self._count += 1
        length = (STOCK_HOLD if one.in_stock else REGISTRY_HOLD) if seconds is None else seconds
        one.status = "reserved"
        one.customer_id = customer_id
        one.resp_org_id = one.resp_org_id or OWN_ROID
        one.reservation_id = f"RES-{now:%Y%m%d}-{self._count:04}"
        one.reserved_until = now + timedelta(seconds=length)
        one.updated_at = stamp(now)
        ticket = one.reservation_id
        self._world.schedule.at(one.reserved_until, lambda due: self._end_hold(one, ticket, due))

    def _end_hold(self, one: TollFree, ticket: str, now: datetime) -> None:
        if one.status == "reserved" and one.reservation_id == ticket:
            self._free(one, now)

    def take(self, one: TollFree, customer_id: str, now: datetime, *, trunk_id: str | None, routing: Record) -> None:
        """Provision a number; from the registry it is pending first and active after ``ACTIVATION`` seconds."""
        one.status = "active" if one.in_stock else "pending"
        one.customer_id = customer_id
        one.trunk_id = trunk_id
        one.resp_org_id = one.resp_org_id or OWN_ROID
        one.routing = routing
        one.reservation_id, one.reserved_until = None, None
        one.updated_at = stamp(now)
        if one.in_stock:
            self._activate(one, now)
        else:
            self._world.schedule.after(now, ACTIVATION, lambda due: self._activate(one, due))

    def _activate(self, one: TollFree, now: datetime) -> None:
        one.status, one.in_stock, one.updated_at = "active", True, stamp(now)
        known = {
            "number": one.tfn,
            "number_type": "toll_free",
            "voice_destination": one.routing["primary"]["destination"] if one.routing else None,
            "monthly_charge": float(RATE),
        }
        number_id = drawn_id(self._dice)
        number = new_number(number_id, one.customer_id or "", known, trunk_id=one.trunk_id, now=now)
        self._world.numbers[number_id] = number
        if one.sms_status == "pending":
            self._carry_messages(one, now)

    def reroute(self, one: TollFree, routing: Record, now: datetime) -> None:
        """Replace the routing; the number of the account shows where its calls go."""
        one.routing, one.updated_at = routing, stamp(now)
        for number in self._numbers(one):
            number.update(voice_destination=routing["primary"]["destination"], updated_at=stamp(now))

    def request_sms(self, one: TollFree, capabilities: Record, now: datetime) -> None:
        """Ask for messages; a number that is not in service yet gets them when it is."""
        one.sms_status, one.mms, one.updated_at = "pending", bool(capabilities["mms"]), stamp(now)
        if one.status == "active":
            self._carry_messages(one, now)

    def _carry_messages(self, one: TollFree, now: datetime) -> None:
        self._world.schedule.after(now, SMS_ACTIVATION, lambda due: self._messages_on(one, due))

    def _messages_on(self, one: TollFree, now: datetime) -> None:
        if (one.status, one.sms_status) == ("active", "pending"):
            one.sms_status, one.sms, one.updated_at = "enabled", True, stamp(now)
            for number in self._numbers(one):
                number.update(sms_enabled=True, mms_enabled=one.mms, updated_at=stamp(now))

    def adopt(self, tfn: str, customer_id: str, now: datetime, *, trunk_id: str | None) -> None:
        """Put a number that came from another carrier into service."""
        one = self.records.setdefault(tfn, TollFree(tfn))
        one.in_stock, one.resp_org_id = True, OWN_ROID
        self.take(one, customer_id, now, trunk_id=trunk_id, routing=default_routing(tfn))

    def keeps(self, tfn: str) -> bool:
        """Whether the platform has the number, for sale or in somebody's hands."""
        one = self.records.get(tfn)
        return one is not None and (one.in_stock or one.status != "available")

    def give_up(self, tfn: str, now: datetime) -> None:
        """Take a number out of service; after ``AGING`` seconds it is available again."""
        one = self.records[tfn]
        self._free(one, now)
        one.status = "disconnected"
        self._world.schedule.after(now, AGING, lambda due: self._aged(one, due))

    def _aged(self, one: TollFree, now: datetime) -> None:
        if one.status == "disconnected":
            one.status, one.updated_at = "available", stamp(now)

    def trunk_of(self, one: TollFree) -> str | None:
        """The trunk that carries the calls; None once it is deleted."""
        return one.trunk_id if one.trunk_id in self._world.trunks else None

    def _free(self, one: TollFree, now: datetime) -> None:
        fresh = TollFree(one.tfn, in_stock=one.in_stock, vanity=one.vanity)
        for field in attrs.fields(TollFree):
            setattr(one, field.name, getattr(fresh, field.name))
        one.resp_org_id = OWN_ROID if one.in_stock else None
        one.updated_at = stamp(now)

    def _numbers(self, one: TollFree) -> list[Record]:
        return [number for number in self._world.numbers.values() if number["number"] == one.tfn]
