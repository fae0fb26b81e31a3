"""
Routing partitions: the groups that trunks are placed in.

One rule: there is exactly one default partition, and a partition with trunks in it is not retired. Names are taken
once, in any letter case.
"""

from __future__ import annotations

from collections.abc import Mapping

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.routing import Routing
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply, stamp
from warp_sandbox.wire.replies import enveloped

_NEW: Record = {
    "description": None,
    "partition_type": "standard",
    "status": "active",
    "is_default": False,
    "lcr_enabled": True,
    "failover_enabled": True,
    "min_asr": None,
    "min_acd_seconds": None,
    "max_pdd_ms": None,
}
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


class Partitions:
    """The partition operations of one sandbox; the records are in the world, filled in by `Routing`."""

    def __init__(self, world: World, routing: Routing) -> None:
        self._world = world
        self._routing = routing
        self._dice = world.dice("partitions")

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on partitions, by operationId."""
        return {
            "list_partitions": self._list,
            "create_partition": self._create,
            "update_partition": self._update,
        }

    def _list(self, call: Call) -> Reply:
        return enveloped(call, [self._counted(one) for one in self._world.partitions.values()])

    def _create(self, call: Call) -> Reply:
        given = {name: value for name, value in call.body.items() if name in _NEW or name == "name"}
        given.pop("status", None)
        self._check_name(given["name"])
        partition = {"id": self._new_id(), "name": given["name"], **_NEW, **given}
        partition.update(created_at=stamp(call.now), updated_at=stamp(call.now))
        self._world.partitions[partition["id"]] = partition
        self._settle_default(partition)
        return enveloped(call, self._counted(partition))

    def _update(self, call: Call) -> Reply:
        partition = self._world.partitions.get(call.path["partition_id"])
        if partition is None:
            raise Refusal(404, "There is no such partition.")
        given = {name: value for name, value in call.body.items() if name in _NEW or name == "name"}
        if "name" in given:
            self._check_name(given["name"], besides=partition["id"])
        self._check_default(partition, given)
        if given.get("status") == "inactive" and self._trunks(partition["id"]):
            raise Refusal(409, "The partition still has trunks; move them to another one first.", code="INVALID_STATE")
        partition.update(given, updated_at=stamp(call.now))
        self._settle_default(partition)
        return enveloped(call, self._counted(partition))

    def _check_name(self, name: str, besides: str = "") -> None:
        if not name.strip():
            raise invalid("name", "Must not be blank.")
        others = (one["name"].casefold() for one in self._world.partitions.values() if one["id"] != besides)
        if name.casefold() in others:
            raise Refusal(409, "There is a partition of this name already.", code="ALREADY_EXISTS")

    def _check_default(self, partition: Record, given: Record) -> None:
        is_default = given.get("is_default", partition["is_default"])
        if partition["is_default"] and not is_default:
            raise Refusal(409, "Make another partition the default instead.", code="INVALID_STATE")
        if is_default and given.get("status", partition["status"]) == "inactive":
            raise Refusal(409, "The default partition must not be inactive.", code="INVALID_STATE")

    def _settle_default(self, partition: Record) -> None:
        if partition["is_default"]:
            for one in self._world.partitions.values():
                one["is_default"] = one is partition

    def _counted(self, partition: Record) -> Record:
        trunks = self._trunks(partition["id"])
        counts = {
            "route_count": self._routing.count(partition["id"]),
            "trunk_count": len(trunks),
            "customer_count": len({trunk["customer_id"] for trunk in trunks}),
        }
        return {**partition, **counts}

    def _trunks(self, partition_id: str) -> list[Record]:
        return [one for one in self._world.trunks.values() if one["partition_id"] == partition_id]

    def _new_id(self) -> str:
        while True:
            letters = "".join(self._dice.choices(_LETTERS, k=3))
            id_ = f"{letters}{self._dice.randrange(1000):03}"
            if id_ not in self._world.partitions:
                return id_
