"""
Toll-free numbers as admins handle them: many at once, and the inventory.

One rule: of many numbers each succeeds or fails on its own, and the result says which and why.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from random import Random
from typing import Any

import attrs

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.ledger import Ledger
from warp_sandbox.warp.number_records import drawn_id
from warp_sandbox.warp.resporg_seed import Registry
from warp_sandbox.warp.toll_free_routing import routing_faults
from warp_sandbox.warp.toll_free_stock import RATE, REGISTRY_HOLD, TollFreeStock
from warp_sandbox.warp.toll_free_views import item
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply
from warp_sandbox.wire.paging import page_of
from warp_sandbox.wire.replies import enveloped

AT_ONCE = 25
JOB_TIME = 60.0

Step = Callable[[Any, datetime], Record]


class TollFreeAdmin:
    """
    The bulk operations and the inventory.

    Up to ``AT_ONCE`` numbers are done before the reply; more are a job that is done ``JOB_TIME`` seconds later. The
    results of jobs are in ``jobs``, by job id.
    """

    def __init__(self, world: World, ledger: Ledger, stock: TollFreeStock, registry: Registry) -> None:
        self._world = world
        self._ledger = ledger
        self._stock = stock
        self._registry = registry
        self._dice: Random = world.dice("toll-free jobs")
        self.jobs: dict[str, Record] = {}

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on toll-free numbers that is meant for admins, by operationId."""
        return {
            "bulk_reserve_toll_free": self._reserve,
            "bulk_provision_toll_free": self._provision,
            "list_toll_free_inventory": self._inventory,
        }

    def _reserve(self, call: Call) -> Reply:
        roid = call.body["resp_org_id"]
        if not self._registry.is_active(roid):
            raise invalid("resp_org_id", "There is no such RespOrg id.")
        return self._bulk(call, call.body["numbers"], lambda tfn, now: self._reserve_one(tfn, roid, now))

    def _provision(self, call: Call) -> Reply:
        return self._bulk(call, call.body["provisions"], self._provision_one)

    def _inventory(self, call: Call) -> Reply:
        wanted = {name: call.query[name] for name in ("status", "resp_org_id") if name in call.query}
        held = (one for one in self._stock.records.values() if self._stock.keeps(one.tfn))
        found = [one for one in held if all(getattr(one, name) == value for name, value in wanted.items())]
        some, pagination = page_of(found, call)
        return enveloped(call, [item(one, trunk_id=self._stock.trunk_of(one)) for one in some], pagination=pagination)

    def _bulk(self, call: Call, entries: Sequence[Any], step: Step) -> Reply:
        if len(entries) <= AT_ONCE:
            return enveloped(call, _result([step(entry, call.now) for entry in entries]))
        job_id = drawn_id(self._dice)
        waiting = {"total": len(entries), "succeeded": 0, "failed": 0, "results": [], "job_id": job_id}
        self.jobs[job_id] = waiting
        work = list(entries)
        self._world.schedule.after(
            call.now, JOB_TIME, lambda due: self.jobs[job_id].update(_result([step(entry, due) for entry in work]))
        )
        return attrs.evolve(enveloped(call, dict(waiting)), status=202)

    def _reserve_one(self, tfn: str, roid: str, now: datetime) -> Record:
        one = self._stock.records.get(tfn)
        if one is None:
            return _failed(tfn, "NUMBER_NOT_FOUND", "Not at the registry.")
        if one.status != "available":
            return _failed(tfn, "RESERVATION_FAILED", f"Already {one.status}.")
        self._stock.hold(one, None, now, seconds=REGISTRY_HOLD)
        one.resp_org_id = roid
        return _done(tfn, one.status)

    def _provision_one(self, entry: Record, now: datetime) -> Record:
        tfn, customer_id, routing = entry["tfn"], entry["customer_id"], entry["routing"]
        one = self._stock.records.get(tfn)
        if one is None:
            return _failed(tfn, "NUMBER_NOT_FOUND", "Not at the registry.")
        if customer_id not in self._world.customers:
            return _failed(tfn, "CUSTOMER_NOT_FOUND", "There is no such customer.")
        if one.status not in ("available", "reserved") or one.customer_id not in (None, customer_id):
            return _failed(tfn, "PROVISION_FAILED", f"Already {one.status}.")
        faults = routing_faults(routing)
        if faults:
            return _failed(tfn, "INVALID_ROUTING", f"{faults[0].field}: {faults[0].message}")
        try:
            self._ledger.charge(customer_id, RATE, "toll_free", now, tfn)
        except Refusal as refusal:
            return _failed(tfn, refusal.code, refusal.message)
        self._stock.take(one, customer_id, now, trunk_id=None, routing=routing)
        return _done(tfn, one.status)


def _done(tfn: str, status: str) -> Record:
    return {"tfn": tfn, "success": True, "status": status, "error_code": None, "error_message": None}


def _failed(tfn: str, code: str, message: str) -> Record:
    return {"tfn": tfn, "success": False, "status": None, "error_code": code, "error_message": message}


def _result(results: list[Record]) -> Record:
    good = sum(one["success"] for one in results)
    return {"total": len(results), "succeeded": good, "failed": len(results) - good, "results": results, "job_id": None}
