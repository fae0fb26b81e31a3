"""
Routes: which carrier is offered in which partition, as the rules of the moment make them.

One rule: a route says what holds now. It is off while its carrier or partition is out of use or its carrier is
excluded for everybody, and an override that sends a whole partition to one carrier stands in front as a route of its
own, with the id of the override and priority 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from warp_sandbox.warp.routing_rules import Rules
from warp_sandbox.warp.routing_seed import network
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply
from warp_sandbox.wire.replies import enveloped

_FILTERS = ("partition_id", "provider_id")


class Routing:
    """
    The route operations of one sandbox.

    Attributes:
        routes: As they were set up, rules left aside.
        rules: Overrides and exclusions.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self.routes = network(world)
        self.rules = Rules(world)

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on routes, overrides and exclusions, by operationId."""
        return {"list_routes": self._list, **self.rules.handlers()}

    def count(self, partition_id: str) -> int:
        """How many routes a partition has."""
        return sum(one["partition_id"] == partition_id for one in self.routes)

    def reasons_to_keep(self, provider_id: str, now: datetime) -> list[str]:
        """Why a provider cannot go: overrides that need it, partitions with trunks that nobody else would serve."""
        forced = [f"Override {one['id']} sends calls to it." for one in self.rules.forcing(provider_id, now)]
        used = {one["partition_id"] for one in self._world.trunks.values()}
        enabled = [one for one in self._shown(now) if one["enabled"]]
        served = {one["partition_id"] for one in enabled if one["provider_id"] == provider_id}
        others = {one["partition_id"] for one in enabled if one["provider_id"] != provider_id}
        alone = sorted(served & used - others)
        return [*forced, *(f"It is the last route of partition {one}." for one in alone)]

    def forget(self, provider_id: str) -> None:
        """Take out every route and exclusion of a provider."""
        self.routes[:] = [one for one in self.routes if one["provider_id"] != provider_id]
        self.rules.forget(provider_id)

    def _list(self, call: Call) -> Reply:
        wanted = {name: call.query[name] for name in _FILTERS if name in call.query}
        found = [one for one in self._shown(call.now) if all(one[name] == value for name, value in wanted.items())]
        return enveloped(call, sorted(found, key=lambda one: (one["partition_id"], one["priority"])))

    def _shown(self, now: datetime) -> list[Record]:
        excluded = self.rules.excluded_providers(now)
        forced = [_forced(one) for one in self.rules.forced_partitions(now)]
        return [self._as_it_is(one, excluded) for one in (*self.routes, *forced)]

    def _as_it_is(self, route: Record, excluded: set[str]) -> Record:
        provider = self._world.providers[route["provider_id"]]
        partition = self._world.partitions[route["partition_id"]]
        is_open = provider["status"] == "active" and partition["status"] != "inactive"
        return {
            **route,
            "provider_name": provider["name"],
            "dialstring": next(iter(provider["dialstrings"]), None),
            "enabled": route["enabled"] and is_open and provider["id"] not in excluded,
        }


def _forced(override: Record) -> Record:
    return {
        "id": override["id"],
        "provider_id": override["provider_id"],
        "partition_id": override["partition_id"],
        "provider_name": None,
        "dialstring": None,
        "enabled": True,
        "priority": 0,
        "weight": 100,
        "zone": None,
        "rate": override.get("custom_rate"),
        "quality_score": None,
    }
