"""
Toll-free numbers as customers use them: search, reserve, provision, route, messages.

One rule: a number that another account holds does not exist, save that it cannot be had.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import attrs

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.ledger import Ledger
from warp_sandbox.warp.toll_free_routing import default_routing, routing_faults
from warp_sandbox.warp.toll_free_seed import PREFIXES, TollFree
from warp_sandbox.warp.toll_free_stock import RATE, TollFreeStock
from warp_sandbox.warp.toll_free_views import offer, state
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_FORM = re.compile(rf"\+1({'|'.join(PREFIXES)})[0-9]{{7}}")


class TollFreeNumbers:
    """The toll-free operations of customers."""

    def __init__(self, world: World, ledger: Ledger, stock: TollFreeStock) -> None:
        self._world = world
        self._ledger = ledger
        self._stock = stock

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on toll-free numbers that is meant for customers, by operationId."""
        return {
            "search_toll_free_numbers": self._search,
            "reserve_toll_free_number": self._reserve,
            "provision_toll_free_number": self._provision,
            "update_toll_free_routing": self._route,
            "enable_toll_free_sms": self._enable_sms,
            "get_toll_free_status": self._status,
        }

    def _search(self, call: Call) -> Reply:
        start = f"+1{call.query.get('area_code', '')}"
        digits = call.query.get("pattern", "").upper().replace("-", "").translate(_KEYS)
        found = sorted(
            one.tfn
            for one in self._stock.records.values()
            if one.status == "available" and one.tfn.startswith(start) and digits in one.tfn
        )
        quantity = call.query["quantity"]
        hits = _run(found, quantity) if call.query.get("consecutive") else found[:quantity]
        return enveloped(call, [offer(self._stock.records[tfn]) for tfn in hits])

    def _reserve(self, call: Call) -> Reply:
        tfn = call.body["tfn"]
        _check_form(tfn)
        one = self._stock.records.get(tfn)
        if one is None:
            return enveloped(call, {"tfn": tfn, "status": "failed", "reservation_id": None, "reserved_until": None})
        self._check_free(one, call)
        self._stock.hold(one, call.caller.customer_id, call.now)
        outcome = {
            "tfn": tfn,
            "status": "reserved",
            "reservation_id": one.reservation_id,
            "resp_org_id": one.resp_org_id,
            "reserved_until": stamp(one.reserved_until) if one.reserved_until else None,
        }
        return enveloped(call, outcome)

    def _provision(self, call: Call) -> Reply:
        tfn, trunk_id = call.body["tfn"], call.body["trunk_id"]
        _check_form(tfn)
        if self._world.trunks.get(trunk_id, {}).get("customer_id") != call.caller.customer_id:
            raise invalid("trunk_id", "There is no such trunk.")
        one = self._stock.records.get(tfn)
        if one is None:
            raise Refusal(409, "The number belongs to another RespOrg.")
        self._check_free(one, call)
        self._ledger.charge(call.caller.customer_id, RATE, "toll_free", call.now, tfn)
        routing = one.routing or default_routing(tfn)
        self._stock.take(one, call.caller.customer_id, call.now, trunk_id=trunk_id, routing=routing)
        outcome = {
            "tfn": tfn,
            "success": True,
            "status": one.status,
            "trunk_id": trunk_id,
            "resp_org_id": one.resp_org_id,
            "error": None,
            "routing": one.routing,
            "sms_enabled": one.sms,
            "provisioned_at": stamp(call.now) if one.status == "active" else None,
        }
        reply = enveloped(call, outcome)
        return reply if one.status == "active" else attrs.evolve(reply, status=202)

    def _route(self, call: Call) -> Reply:
        one = self._held(call)
        faults = routing_faults(call.body)
        if faults:
            raise Refusal(422, "Some fields are not valid.", violations=faults)
        self._stock.reroute(one, call.body, call.now)
        return enveloped(call, self._state(one))

    def _enable_sms(self, call: Call) -> Reply:
        one = self._held(call)
        wanted: Record = call.body["capabilities"]
        if not wanted["sms"]:
            raise invalid("capabilities.sms", "Must be true; MMS is only carried together with SMS.")
        if one.sms_status == "pending":
            raise Refusal(409, "SMS was requested already and is being activated.")
        if one.sms_status == "enabled" and one.mms == wanted["mms"]:
            return attrs.evolve(enveloped(call, self._state(one)), status=200)
        self._stock.request_sms(one, wanted, call.now)
        return attrs.evolve(enveloped(call, self._state(one)), status=202)

    def _status(self, call: Call) -> Reply:
        one = self._stock.records.get(call.path["tfn"])
        if one is None or one.customer_id not in (None, call.caller.customer_id):
            raise Refusal(404, "There is no such toll-free number.")
        return enveloped(call, self._state(one))

    def _state(self, one: TollFree) -> Record:
        return state(one, trunk_id=self._stock.trunk_of(one))

    def _held(self, call: Call) -> TollFree:
        one = self._stock.records.get(call.path["tfn"])
        if one is None or one.customer_id not in (None, call.caller.customer_id):
            raise Refusal(404, "There is no such toll-free number.")
        if one.customer_id is None:
            raise Refusal(409, f"The number is {one.status}; reserve or provision it first.")
        return one

    def _check_free(self, one: TollFree, call: Call) -> None:
        is_own_hold = one.status == "reserved" and one.customer_id == call.caller.customer_id
        if one.status != "available" and not is_own_hold:
            raise Refusal(409, f"{one.tfn} is not available.")


def _check_form(tfn: str) -> None:
    if not _FORM.fullmatch(tfn):
        raise invalid("tfn", "Is not a toll-free number.")


def _run(sorted_numbers: Sequence[str], quantity: int) -> list[str]:
    """The first stretch of so many numbers in a row; nothing when there is none."""
    run: list[str] = []
    for tfn in sorted_numbers:
        run = [*run, tfn] if run and int(tfn) == int(run[-1]) + 1 else [tfn]
        if len(run) == quantity:
            return run
    return []
