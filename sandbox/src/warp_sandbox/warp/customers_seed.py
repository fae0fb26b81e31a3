"""
The customers of a fresh sandbox beside the calling one, and what admins see of each.

One rule: the draws come from dice of their own, so that the rest of the platform stays the same.
"""

from __future__ import annotations

from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record

CUSTOMERS = 60

_FIRST = ("Aspen", "Birch", "Cedar", "Delta", "Ember", "Falcon", "Granite", "Harbor", "Indigo", "Juniper")
_SECOND = ("Voice", "Telecom", "Networks", "Contact Center", "Communications", "Dial")
_STATES = (("Denver", "CO", "80202"), ("Chicago", "IL", "60601"), ("Dallas", "TX", "75201"), ("Seattle", "WA", "98101"))
_STATUSES = ("active", "active", "active", "active", "trial", "pending", "suspended", "terminated")


def customers(world: World) -> list[Record]:
    """As many as are needed to make ``CUSTOMERS``; one is Example Telecom, which the document searches for."""
    dice = world.dice("customers")
    new_id = world.ids("customers")
    names = [f"{first} {second}" for second in _SECOND for first in _FIRST]
    count = CUSTOMERS - len(world.customers)
    found = []
    for index in range(count):
        name = names[index] if index else "Example Telecom"
        domain = name.lower().replace(" ", "-") + ".example.com"
        city, state, postal_code = dice.choice(_STATES)
        status = dice.choice(_STATUSES) if index else "active"
        kind = dice.choice(("prepaid", "postpaid", "postpaid", "reseller"))
        record = world.example("Customer")
        record["contact"].update(name=f"Contact of {name}", email=f"noc@{domain}")
        record["address"].update(line1=f"{100 + index} Example Street", city=city, state=state, postal_code=postal_code)
        record.update(
            id=new_id(),
            ban=f"BAN-{100300 + index}",
            company_name=name,
            legal_name=f"{name} LLC",
            status=status,
            customer_type=kind,
            billing_email=f"billing@{domain}",
            technical_email=f"noc@{domain}",
            credit_limit=float(dice.randrange(1, 20) * 500) if kind != "prepaid" else 0.0,
            current_balance=-dice.randrange(100_000) / 100 if kind != "prepaid" else 0.0,
            prepaid_balance=dice.randrange(50_000) / 100 if kind == "prepaid" else 0.0,
            custom_fields={"segment": dice.choice(("retail", "wholesale"))},
            created_at=f"2025-{dice.randrange(1, 12):02}-{dice.randrange(1, 28):02}T09:15:00Z",
        )
        found.append(record)
    return found


def details(world: World) -> dict[str, Record]:
    """What an admin sees of each customer beside the account, by id; trunks and numbers are left to their lists."""
    shown = world.example("CustomerDetail")
    return {key: _detail(shown, customer) for key, customer in world.customers.items()}


def _detail(shown: Record, customer: Record) -> Record:
    is_begun = customer["status"] not in ("pending", "trial")
    stopped = {state: customer["updated_at"] if customer["status"] == state else None for state in _STATUSES[-2:]}
    return {
        "kyc_data": dict(shown["kyc_data"]),
        "business_info": dict(shown["business_info"]),
        "external_ids": {},
        "suspension_reason": shown["suspension_reason"] if any(stopped.values()) else None,
        "activated_at": customer["created_at"] if is_begun else None,
        "suspended_at": stopped["suspended"],
        "terminated_at": stopped["terminated"],
        "tags": list(shown["tags"]),
    }
