"""
Changes of a trunk's state that somebody is told of: whether it is reachable, and whether it is registered.

One rule: a trunk changes these states only here, so that no change goes untold.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from warp_sandbox.events import Event
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record, stamp

REGISTRATION = 3600.0
_REACHABLE = ("active", "testing")


def change_status(world: World, trunk: Record, status: str, now: datetime, reason: str) -> None:
    """
    Give a trunk a status.

    Its customer hears when it becomes reachable or unreachable; what becomes unreachable is not registered any more.
    """
    before, trunk["status"] = trunk["status"], status
    was, has_become = (_reachability(one) for one in (before, status))
    if was == has_become:
        return
    payload = {
        "trunk_id": trunk["id"],
        "status": has_become,
        "previous_status": was,
        "reason": reason,
        "timestamp": stamp(now),
    }
    world.events.publish(Event("customer", "trunk.status", payload, trunk["customer_id"]))
    if has_become == "offline" and trunk["registration_status"] == "registered":
        _tell(world, trunk, "unregistered", now, {})


def register(world: World, trunk: Record, now: datetime) -> None:
    """Register a trunk, or renew its registration, for ``REGISTRATION`` seconds; admins hear of it."""
    trunk["last_registration_at"] = stamp(now)
    ends = now + timedelta(seconds=REGISTRATION)
    _tell(world, trunk, "registered", now, {"sip_code": 200, "expires_at": stamp(ends)})
    world.schedule.at(ends, lambda due: _lapse(world, trunk, stamp(now), due))


def _lapse(world: World, trunk: Record, registered_at: str, now: datetime) -> None:
    if (trunk["registration_status"], trunk["last_registration_at"]) == ("registered", registered_at):
        _tell(world, trunk, "expired", now, {})


def _tell(world: World, trunk: Record, status: str, now: datetime, more: Record) -> None:
    trunk["registration_status"] = status
    payload = {
        "trunk_id": trunk["id"],
        "customer_id": trunk["customer_id"],
        "status": status,
        "timestamp": stamp(now),
        **more,
    }
    world.events.publish(Event("admin", "trunk.registration", payload, trunk["customer_id"]))


def _reachability(status: str) -> str:
    return "online" if status in _REACHABLE else "offline"
