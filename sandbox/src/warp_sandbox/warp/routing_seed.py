"""
The routing of a fresh sandbox: partitions, the carriers that serve them, and who carries what for which.

One rule: no name of a record is one that the document's examples give to a new record, since names are taken once.
"""

from __future__ import annotations

from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record

_PARTITIONS = (
    ("ABC123", "Premium US East", "premium", "active", True),
    ("DEF456", "Standard US", "standard", "active", False),
    ("GHI789", "Budget US", "budget", "standby", False),
    ("XYZ999", "Lab", "custom", "testing", False),
)
_PROVIDERS = (
    ("level3", "Example Carrier West", "LRN", "LRN"),
    ("coastal-voice", "Coastal Voice", "LRN", "LRN"),
    ("prairie-tel", "Prairie Tel", "OCNLATA", "OCN_LATA"),
    ("north-star", "North Star", "DNIS", "DNIS"),
    ("global-reach", "Global Reach", "INTERNATIONAL", "PREFIX"),
    ("free-line", "Free Line", "TOLLFREE", "FLAT"),
)
_ZONES = {"INTERNATIONAL": "INTERNATIONAL", "TOLLFREE": "TOLLFREE"}


def network(world: World) -> list[Record]:
    """Fill in partitions and providers; gives back the routes, lowest priority value first in each partition."""
    if not world.knows("Partition", "Provider", "Route"):
        return []
    for id_, name, kind, status, is_default in _PARTITIONS:
        record = {**world.example("Partition"), "id": id_, "name": name, "partition_type": kind, "status": status}
        world.partitions[id_] = {**record, "is_default": is_default}
    for id_, name, kind, model in _PROVIDERS:
        host = "sip.carrier.example.com" if id_ == "level3" else f"sip.{id_}.example.com"
        record = {**world.example("Provider"), "id": id_, "name": name, "type": kind, "billing_model": model}
        record["dialstrings"] = [f"sip:+{{number}}@{host}:5060"]
        record["gateways"][0]["host"] = host
        world.providers[id_] = record
    return _routes(world)


def _routes(world: World) -> list[Record]:
    dice = world.dice("routes")
    found = [world.example("Route")]
    for partition in world.partitions:
        present = {one["provider_id"] for one in found if one["partition_id"] == partition}
        for provider in world.providers.values():
            if provider["id"] in present:
                continue
            found.append(
                {
                    **world.example("Route"),
                    "id": f"rt-{5501 + len(found)}",
                    "provider_id": provider["id"],
                    "partition_id": partition,
                    "priority": 1 + sum(one["partition_id"] == partition for one in found),
                    "weight": dice.choice((50, 100)),
                    "zone": _ZONES.get(provider["type"], dice.choice(("INTERSTATE", "INTRASTATE"))),
                    "rate": dice.randrange(20_000, 90_000) / 10_000_000,
                    "quality_score": dice.randrange(700, 990) / 10,
                }
            )
    return found
