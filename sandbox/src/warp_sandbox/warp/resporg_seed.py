"""
The RespOrgs that the toll-free registry knows.

One rule: who is not listed here cannot be responsible for a number.
"""

from __future__ import annotations

from warp_sandbox.warp.toll_free_seed import OWN_ROID, PARTNER_ROID
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record

ACTIVE = "ACTIVE"
IDLE = "INACTIVE"


class Registry:
    """The entities by id, and the RespOrg ids (ROIDs) of each."""

    def __init__(self, world: World) -> None:
        self.entities: dict[str, Record] = {}
        self.roids: dict[str, list[Record]] = {}
        if world.knows("RespOrgEntity", "RespOrgRoid"):
            self._fill(world.example("RespOrgEntity"), world.example("RespOrgRoid"))

    def roid(self, resp_org_id: str) -> Record | None:
        """The ROID, also one that is not in use any more."""
        every = (roid for roids in self.roids.values() for roid in roids)
        return next((roid for roid in every if roid["resp_org_id"] == resp_org_id), None)

    def is_active(self, resp_org_id: str) -> bool:
        """Whether there is such a ROID, and it is in use."""
        roid = self.roid(resp_org_id)
        return roid is not None and roid["status"] == ACTIVE

    def _fill(self, entity: Record, roid: Record) -> None:
        self._add(entity, roid, _roid("WARP2", f"{entity['name']}, vanity", ACTIVE), _roid("WARP9", None, IDLE))
        partner = {"entity_id": "ENT-200", "name": "Other RespOrg Inc.", "status": ACTIVE}
        self._add(partner, _roid(PARTNER_ROID, partner["name"], ACTIVE))
        closed = {"entity_id": "ENT-300", "name": "Former RespOrg LLC", "status": IDLE}
        self._add(closed, _roid("GONE1", closed["name"], IDLE))
        if self.roid(OWN_ROID) is None:
            self.roids[entity["entity_id"]].append(_roid(OWN_ROID, entity["name"], ACTIVE))

    def _add(self, entity: Record, *roids: Record) -> None:
        self.entities[entity["entity_id"]] = entity
        self.roids[entity["entity_id"]] = list(roids)


def _roid(resp_org_id: str, name: str | None, status: str) -> Record:
    return {"resp_org_id": resp_org_id, "name": name, "status": status}
