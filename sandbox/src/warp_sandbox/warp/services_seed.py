"""
The outside services of a fresh sandbox.

One rule: no service is named as one that the document's examples create, since names are taken once per type.
"""

from __future__ import annotations

from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record

WRONG = "wrong"
"""A credential of this value is refused by its vendor."""

_SERVICES = (
    ("messaging_vendors", "bandwidth", "bandwidth-us-backup", ("account_id", "api_token"), False),
    ("telecom_services", "somos", "somos-tfn-registry", ("username", "password"), True),
    ("telecom_services", "lrn-dip", "lrn-dip-east", ("api_key",), False),
    ("business_systems", "netsuite", "netsuite-production", ("client_id", "certificate"), True),
    ("payment_processors", "stripe", "stripe-us", ("secret_key", "webhook_secret"), True),
    ("infrastructure", "redis", "redis-rate-limits", ("password",), True),
)


def seeded(world: World) -> list[Record]:
    """One primary service of each type and two more; the first is the document's example."""
    new_id = world.ids("services seed")
    found = [{**world.example("ServiceConfig"), "name": "sinch-us-east"}]
    for kind, provider, name, fields, is_primary in _SERVICES:
        found.append(
            {
                **world.example("ServiceConfig"),
                "id": new_id(),
                "type": kind,
                "provider": provider,
                "name": name,
                "display_name": name.replace("-", " ").title(),
                "settings": {"region": "us"},
                "webhooks": {},
                "credential_fields": list(fields),
                "capabilities": [],
                "is_primary": is_primary,
                "priority": 1 if is_primary else 2,
            }
        )
    return found
