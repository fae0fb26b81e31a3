"""
The toll-free numbers that a fresh sandbox knows, and what there is to know about one.

One rule: the numbers that the document's requests name are there and can be used as the document shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

import attrs

from warp_sandbox.warp.toll_free_routing import default_routing
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record

PREFIXES = ("800", "833", "844", "855", "866", "877", "888")
OWN_ROID = "WARP1"
PARTNER_ROID = "OTHR1"
_WORD, _WORD_DIGITS = "VOICE", "86423"
_SEEDED_AT = "2026-01-15T12:00:00Z"
_IN_STOCK = range(100, 120)
_AT_REGISTRY = range(120, 140)
_IN_USE = range(140, 150)
_KINDS = ("Customer", "TollFreeReserveRequest", "BulkReserveRequest")


@attrs.define
class TollFree:
    """
    One toll-free number.

    Attributes:
        status: A TollFreeState.
        in_stock: Whether the platform keeps it; what is available and not in stock is spare at the registry.
        customer_id: Who holds it, when it is reserved, pending or active.
        sms_status: A TollFreeSmsStatus.
        sms: Whether the number carries SMS; it goes on doing so while another kind of message is activated.
        mms: Whether MMS was asked for with SMS.
        vanity: The number written with letters.
    """

    tfn: str
    status: str = "available"
    in_stock: bool = True
    resp_org_id: str | None = OWN_ROID
    customer_id: str | None = None
    trunk_id: str | None = None
    routing: Record | None = None
    sms_status: str = "disabled"
    sms: bool = False
    mms: bool = False
    vanity: str | None = None
    reservation_id: str | None = None
    reserved_until: datetime | None = None
    updated_at: str = _SEEDED_AT


def seeded(world: World) -> Iterator[TollFree]:
    """
    Fifty numbers for each area code, ten that spell a word, and those that the document names.

    The number of the document's requests is held for the customer without end, under a RespOrg that is not the
    platform's own: it can be reserved, provisioned, routed and transferred right away. A document without toll-free
    numbers has none.
    """
    if not world.knows(*_KINDS):
        return
    dice = world.dice("toll-free seed")
    others = [customer_id for customer_id in world.customers if customer_id != world.customer_id]
    shown = world.example("TollFreeReserveRequest")["tfn"]
    yield TollFree(shown, "reserved", resp_org_id=PARTNER_ROID, customer_id=world.customer_id)
    free = [tfn for tfn in world.example("BulkReserveRequest")["numbers"] if tfn != shown]
    yield from (TollFree(tfn) for tfn in free)
    yield from (_vanity(digit) for digit in range(10))
    for prefix in PREFIXES:
        yield from (one for one in _block(prefix, dice, others) if one.tfn not in (shown, *free))


def _vanity(digit: int) -> TollFree:
    """A number with an exchange that no carrier can be given, as it begins with 1."""
    return TollFree(f"+18331{_WORD_DIGITS}{digit}", vanity=f"1-833-1{_WORD}-{digit}")


def _block(prefix: str, dice: Random, others: list[str]) -> Iterator[TollFree]:
    for line in _IN_STOCK:
        yield TollFree(_tfn(prefix, line))
    for line in _AT_REGISTRY:
        yield TollFree(_tfn(prefix, line), in_stock=False, resp_org_id=None)
    for line in _IN_USE:
        status = dice.choice(("active", "active", "active", "suspended", "disconnected"))
        roid = dice.choice((OWN_ROID, OWN_ROID, PARTNER_ROID))
        is_held = status != "disconnected"
        yield TollFree(
            _tfn(prefix, line),
            status,
            resp_org_id=roid,
            customer_id=dice.choice(others) if is_held else None,
            routing=default_routing(_tfn(prefix, line)) if is_held else None,
        )


def _tfn(prefix: str, line: int) -> str:
    return f"+1{prefix}5550{line}"
