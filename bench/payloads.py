"""
The bodies that the loopback server answers with: one trunk, and pages of call records.

The rule: the same bytes in every run, every field of the model filled, in the documented envelope.
"""

from __future__ import annotations

import json
import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any, Final

_START: Final = datetime(2026, 1, 1, tzinfo=UTC)


def trunk(dice: random.Random) -> dict[str, Any]:
    """A trunk with all of its fields; about 1.2 kB of JSON."""
    return {
        "id": _id(dice),
        "customer_id": _id(dice),
        "name": "edge-1",
        "status": "active",
        "description": "Main office",
        "partition_id": _id(dice),
        "tech_prefix": "9911",
        "trunk_type": "bidirectional",
        "auth_type": "IP_ACL",
        "max_channels": 240,
        "cps_limit": 20,
        "active_calls": 17,
        "codecs": ["PCMU", "PCMA"],
        "sip_options": {"registration_required": False, "transport": "TLS", "port": 5061, "dtmf_mode": "RFC2833"},
        "inbound_ips": [_address(dice, "192.0.2.10", "inbound")],
        "outbound_ips": [_address(dice, "192.0.2.11", "outbound")],
        "features": {
            "e911_enabled": True,
            "cnam_enabled": False,
            "transcoding_enabled": True,
            "encryption_enabled": True,
        },
        "daily_spend_limit": "250.00",
        "monthly_minute_limit": 500000,
        "registration_status": "registered",
        "health_status": "healthy",
        "created_at": _time(_START),
        "updated_at": _time(_START + timedelta(days=40, milliseconds=250)),
        "last_registration_at": _time(_START + timedelta(days=41)),
    }


def record(dice: random.Random) -> dict[str, Any]:
    """A call record with all of its fields; about 0.6 kB of JSON."""
    start = _START + timedelta(milliseconds=dice.randrange(20_000_000_000))
    length = dice.randrange(1, 3600)
    return {
        "id": _id(dice),
        "direction": dice.choice(["inbound", "outbound"]),
        "ani": f"+1{dice.randrange(2 * 10**9, 10**10)}",
        "dnis": f"+1{dice.randrange(2 * 10**9, 10**10)}",
        "start_time": _time(start),
        "call_id": f"{dice.getrandbits(64):016x}@sbc{dice.randrange(7)}.example.net",
        "customer_id": _id(dice),
        "trunk_id": _id(dice),
        "zone": dice.choice(["INTERSTATE", "INTRASTATE", "LOCAL", "TOLLFREE"]),
        "answer_time": _time(start + timedelta(seconds=4)),
        "end_time": _time(start + timedelta(seconds=4 + length)),
        "duration": length,
        "billable_duration": (length + 5) // 6 * 6,
        "rate": f"{dice.randrange(1, 999) / 100000:.7f}",
        "cost": f"{dice.randrange(1, 99999) / 10000:.5f}",
        "currency": "USD",
        "disposition": dice.choice(["ANSWERED", "BUSY", "NO_ANSWER"]),
        "release_cause": dice.choice(["NORMAL_CLEARING", "USER_BUSY"]),
        "sip_code": dice.choice([200, 404, 486, 503]),
    }


def one() -> bytes:
    """The body of ``GET /trunks/{trunk_id}``."""
    return _body(trunk(random.Random(7)), {})


def page(count: int) -> bytes:
    """The body of ``GET /cdrs``: the only page of a list, with ``count`` records."""
    dice = random.Random(7)
    pagination = {"page": 1, "per_page": count, "total": count, "total_pages": 1}
    return _body([record(dice) for _ in range(count)], {"pagination": pagination})


def _body(data: Any, meta: dict[str, Any]) -> bytes:
    meta |= {"timestamp": _time(_START), "request_id": "req_5f1c9a2e"}
    return json.dumps({"data": data, "meta": meta}, separators=(",", ":")).encode()


def _address(dice: random.Random, address: str, direction: str) -> dict[str, Any]:
    kept = {"netmask": 32, "description": "edge", "enabled": True, "created_at": _time(_START)}
    return {"ip_address": address, "id": _id(dice), "direction": direction, **kept}


def _id(dice: random.Random) -> str:
    return str(uuid.UUID(int=dice.getrandbits(128), version=4))


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
