"""
A toll-free number in the forms of the API: as an offer, as its holder sees it, as an item of the inventory.

One rule: the forms differ in what they show, never in what is true.
"""

from __future__ import annotations

from warp_sandbox.warp.toll_free_seed import TollFree
from warp_sandbox.warp.toll_free_stock import RATE
from warp_sandbox.wire.exchange import Record, stamp

_REGISTRY_WORDS = {
    "available": "SPARE",
    "reserved": "RESERVED",
    "pending": "ASSIGNED",
    "active": "WORKING",
    "suspended": "SUSPENDED",
    "disconnected": "DISCONNECTED",
}


def offer(one: TollFree) -> Record:
    """A TollFreeNumber: what a search finds."""
    return {
        "tfn": one.tfn,
        "status": "available" if one.in_stock else "spare",
        "prefix": one.tfn[2:5],
        "is_vanity": one.vanity is not None,
        "vanity_pattern": one.vanity,
        "resp_org_id": one.resp_org_id,
        "monthly_rate": float(RATE),
    }


def state(one: TollFree, *, trunk_id: str | None) -> Record:
    """A TollFreeStatus."""
    return {
        "tfn": one.tfn,
        "status": one.status,
        "somos_status": _REGISTRY_WORDS[one.status],
        "resp_org_id": one.resp_org_id,
        "customer_id": one.customer_id,
        "trunk_id": trunk_id,
        "sms_enabled": one.sms,
        "sms_status": one.sms_status,
        "routing": one.routing,
        "reserved_until": stamp(one.reserved_until) if one.reserved_until else None,
        "last_updated": one.updated_at,
    }


def item(one: TollFree, *, trunk_id: str | None) -> Record:
    """A TollFreeInventoryItem."""
    return {
        "tfn": one.tfn,
        "status": one.status,
        "resp_org_id": one.resp_org_id,
        "customer_id": one.customer_id,
        "trunk_id": trunk_id,
        "sms_enabled": one.sms,
        "is_vanity": one.vanity is not None,
        "monthly_charge": float(RATE),
        "reserved_until": stamp(one.reserved_until) if one.reserved_until else None,
        "updated_at": one.updated_at,
    }
