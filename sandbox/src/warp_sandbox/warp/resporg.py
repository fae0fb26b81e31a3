"""
Responsible organizations of toll-free numbers, and the move of a number from one to another.

One rule: a number has at most one open transfer, and its RespOrg changes when that is completed, not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.resporg_seed import ACTIVE, Registry
from warp_sandbox.warp.toll_free_stock import TollFreeStock
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

DECISION = 2 * 86400.0
COMPLETION = 5 * 86400.0
_OPEN = ("submitted", "approved")


class RespOrgs:
    """
    The RespOrg operations; ``transfers`` has every transfer by its id.

    The registry decides after two days and completes five days later. A transfer to a RespOrg id that is not in use any
    more is rejected, as is one of a number that nobody holds by then.
    """

    def __init__(self, world: World, stock: TollFreeStock, registry: Registry) -> None:
        self._world = world
        self._stock = stock
        self._registry = registry
        self.transfers: dict[str, Record] = {}

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on RespOrgs, by operationId."""
        return {
            "list_resporg_entities": self._entities,
            "list_resporg_entity_roids": self._roids,
            "create_resporg_transfer": self._transfer,
        }

    def _entities(self, call: Call) -> Reply:
        return enveloped(call, list(self._registry.entities.values()))

    def _roids(self, call: Call) -> Reply:
        roids = self._registry.roids.get(call.path["entity_id"])
        if roids is None:
            raise Refusal(404, "There is no such RespOrg entity.")
        return enveloped(call, [roid for roid in roids if roid["status"] == ACTIVE])

    def _transfer(self, call: Call) -> Reply:
        tfn, roid = call.body["tfn"], call.body["new_resp_org_id"]
        one = self._stock.records.get(tfn)
        if one is None or one.resp_org_id is None:
            raise invalid("tfn", "No RespOrg is responsible for this number.")
        if self._registry.roid(roid) is None:
            raise invalid("new_resp_org_id", "There is no such RespOrg id.")
        if one.resp_org_id == roid:
            raise Refusal(409, f"{roid} is responsible for the number already.")
        if any(other["tfn"] == tfn and other["status"] in _OPEN for other in self.transfers.values()):
            raise Refusal(409, "Another transfer of the number is open.")
        transfer = {
            "transfer_id": f"xfer-{5001 + len(self.transfers)}",
            "tfn": tfn,
            "current_resp_org_id": one.resp_org_id,
            "new_resp_org_id": roid,
            "status": "submitted",
            "submitted_at": stamp(call.now),
            "completed_at": None,
        }
        self.transfers[transfer["transfer_id"]] = transfer
        self._world.schedule.after(call.now, DECISION, lambda due: self._decide(transfer, due))
        return enveloped(call, dict(transfer))

    def _decide(self, transfer: Record, now: datetime) -> None:
        is_held = self._stock.records[transfer["tfn"]].customer_id is not None
        if not is_held or not self._registry.is_active(transfer["new_resp_org_id"]):
            transfer.update(status="rejected", completed_at=stamp(now))
            return
        transfer["status"] = "approved"
        self._world.schedule.after(now, COMPLETION, lambda due: self._complete(transfer, due))

    def _complete(self, transfer: Record, now: datetime) -> None:
        one = self._stock.records[transfer["tfn"]]
        one.resp_org_id, one.updated_at = transfer["new_resp_org_id"], stamp(now)
        transfer.update(status="completed", completed_at=stamp(now))
