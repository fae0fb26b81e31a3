"""
The records that a fresh sandbox has.

One rule: the first record of each kind is the document's example, so that the document's requests find what they name;
all others depend on the seed alone.
"""

from __future__ import annotations

from warp_sandbox.warp.ledger import OPENING
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record

TRUNKS = 57
NUMBERS = 24
AVAILABLE = 60

_CITIES = (
    ("DENVER", "CO", "303", "656"),
    ("NEW YORK", "NY", "212", "132"),
    ("CHICAGO", "IL", "312", "358"),
    ("DALLAS", "TX", "214", "552"),
    ("SEATTLE", "WA", "206", "674"),
)
_STATUSES = ("active", "active", "active", "inactive", "testing", "suspended", "provisioning")
_PARTITIONS = ("ABC123", "DEF456", "GHI789")
_KINDS = ("Customer", "Trunk", "PhoneNumber", "AvailableNumber", "NumberOrderRequest")


def seed(world: World) -> None:
    """
    Two customers, the first with 57 trunks and 24 numbers, the second with 3 trunks, and 60 or so numbers for sale.

    A document without these records leaves the world empty.
    """
    if world.knows(*_KINDS):
        _fill(world)


def _fill(world: World) -> None:
    main = {**world.example("Customer"), "current_balance": float(OPENING)}
    other = {**world.example("Customer"), "id": world.new_id(), "ban": "BAN-100043", "company_name": "Sample Telecom"}
    world.customer_id = main["id"]
    world.customers = {one["id"]: one for one in (main, other)}
    first = world.example("Trunk")
    trunks = [first, *(_trunk(world, main["id"], count) for count in range(2, TRUNKS + 1))]
    trunks += [_trunk(world, other["id"], count) for count in range(1, 4)]
    world.trunks = {trunk["id"]: trunk for trunk in trunks}
    _fill_numbers(world, [trunk["id"] for trunk in trunks[:6]])


def _fill_numbers(world: World, trunk_ids: list[str]) -> None:
    shown = world.example("PhoneNumber")
    ordered = world.example("NumberOrderRequest")["numbers"]
    lines = [(city, line) for city in _CITIES for line in range(100, 200)]
    drawn = world.random.sample(lines, NUMBERS + AVAILABLE)
    sender = _place(_CITIES[0], 101)
    taken = {shown["number"], sender["number"], *ordered}
    taken.update(world.example("PortRequest")["numbers"] if world.knows("PortRequest") else ())
    fresh = [one for one in (_place(*line) for line in drawn) if one["number"] not in taken]
    fresh.insert(NUMBERS - 2, {**sender, "sms_enabled": True, "mms_enabled": True})
    owned = [shown]
    for index, place in enumerate(fresh[: NUMBERS - 1]):
        trunk_id = trunk_ids[index % len(trunk_ids)]
        owned.append({**world.example("PhoneNumber"), **place, "id": world.new_id(), "trunk_id": trunk_id})
    for record in owned[1:]:
        record.update(voice_destination=f"sip:{record['number']}@sbc.example.com", friendly_name=None)
    world.numbers = {record["id"]: record for record in owned}
    offer = world.example("AvailableNumber")
    offers = [{**offer, "number": number} for number in ordered]
    offers += [{**offer, **place} for place in fresh[NUMBERS - 1 :]]
    world.available = {record["number"]: record for record in offers}


def _trunk(world: World, customer_id: str, count: int) -> Record:
    city = _CITIES[count % len(_CITIES)][0].title()
    choose = world.random.choice
    return {
        **world.example("Trunk"),
        "id": world.new_id(),
        "customer_id": customer_id,
        "name": f"{city} SBC {count:02}",
        "description": None,
        "partition_id": choose(_PARTITIONS),
        "tech_prefix": str(1000 + count),
        "status": choose(_STATUSES),
        "trunk_type": choose(("inbound", "outbound", "bidirectional")),
        "auth_type": choose(("IP_ACL", "DIGEST", "BOTH")),
        "active_calls": world.random.randrange(100),
        "inbound_ips": [],
        "outbound_ips": [],
    }


def _place(city: tuple[str, str, str, str], line: int) -> Record:
    """A number of the range 555-0100 to 555-0199, which is kept free for examples, and where it is."""
    rate_center, state, area_code, lata = city
    number = f"+1{area_code}5550{line}"
    return {
        "number": number,
        "area_code": area_code,
        "nxx": "555",
        "rate_center": rate_center,
        "state": state,
        "lata": lata,
    }
