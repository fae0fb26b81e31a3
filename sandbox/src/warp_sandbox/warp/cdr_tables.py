"""
What calls are made of: who calls whom over which trunk, how they end, how long they last and what a minute costs.

One rule: every table has 256 rows, so that one byte of chance picks a row; row 0 gives the document's example call.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

import attrs

from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record

ROWS = 256
KINDS = ("CDR", "CDRDetail", "ActiveCall")
"""What a document must have for calls to be made."""
RATES = {
    "INTERSTATE": 75_000,
    "INTRASTATE": 85_000,
    "LOCAL": 35_000,
    "INTERNATIONAL": 450_000,
    "TOLLFREE": 0,
}
"""Price of an outbound minute by zone, in units of the seventh decimal."""
BUSY_ROW = 1
INBOUND_RATE = 30_000
INCREMENT = 6
_MEAN_SECONDS = 240
_MAIN_ROWS = 192
_CARRIERS = ("active", "testing")
_PLACE = ("rate_center", "state", "lata")
_PLACES = (
    ("DENVER", "CO", "303", "656"),
    ("COLORADO SPRINGS", "CO", "719", "658"),
    ("NEW YORK", "NY", "212", "132"),
    ("CHICAGO", "IL", "312", "358"),
    ("DALLAS", "TX", "214", "552"),
    ("SEATTLE", "WA", "206", "674"),
)

_DENVER = ("DENVER", "CO", "656")
_NEW_YORK = ("NEW YORK", "NY", "132")


@attrs.frozen
class Line:
    """One end of a call; ``kind`` is geographic, toll_free or international."""

    number: str
    kind: str = "geographic"
    rate_center: str | None = None
    state: str | None = None
    lata: str | None = None


@attrs.frozen
class Route:
    """The account's side of a call."""

    customer_id: str
    trunk_id: str
    direction: str
    line: Line


@attrs.frozen
class Fate:
    """How a call ends: its disposition, Q.850 cause, SIP status, and who hangs up."""

    disposition: str
    cause: str
    sip_code: int
    hangup: str
    share: int = 0


_ENDINGS = (
    Fate("ANSWERED", "16", 200, "CALLER", 160),
    Fate("BUSY", "17", 486, "CALLEE", 22),
    Fate("NO_ANSWER", "19", 480, "SYSTEM", 34),
    Fate("CANCELLED", "16", 487, "CALLER", 18),
    Fate("FAILED", "1", 404, "SYSTEM", 14),
    Fate("CONGESTION", "34", 503, "SYSTEM", 8),
)
FATES = tuple(fate for fate in _ENDINGS for _ in range(fate.share))
TALKS = (124, *(1 + int(-_MEAN_SECONDS * math.log(1 - (row + 0.5) / ROWS)) for row in range(1, ROWS)))
"""Seconds from the answer to the end."""
RINGS = tuple((row + 3) % 23 + 3 for row in range(ROWS))
"""Seconds from the INVITE to the answer, or to the end of a call that nobody answers."""
LONGEST = max(TALKS) + max(RINGS)


def zone(route: Route, far: Line) -> str:
    """The zone that a call is rated in."""
    if far.kind == "international":
        return "INTERNATIONAL"
    if far.kind == "toll_free":
        return "TOLLFREE" if route.direction == "outbound" else "INTERSTATE"
    if far.state != route.line.state:
        return "INTERSTATE"
    return "LOCAL" if far.rate_center == route.line.rate_center else "INTRASTATE"


def rate(route: Route, far: Line) -> int:
    """The price of a minute in units of the seventh decimal."""
    return RATES[zone(route, far)] if route.direction == "outbound" else INBOUND_RATE


def billable(talk: int) -> int:
    """Seconds that are charged: rounded up to the increment of 6 seconds."""
    return -(-talk // INCREMENT) * INCREMENT


def charge(talk: int, per_minute: int) -> int:
    """The charge of a call in units of the fifth decimal, rounded half up."""
    return (billable(talk) * per_minute + 3_000) // 6_000


def routes(world: World) -> tuple[Route, ...]:
    """The 256 routes of a world: its trunks and numbers as they are now; none in a world without calls."""
    if not (world.knows(*KINDS) and world.trunks):
        return ()
    dice = world.dice("call routes")
    shown = world.example("CDR")
    line = Line(shown["ani"], "geographic", *_DENVER)
    found = [Route(shown["customer_id"], shown["trunk_id"], shown["direction"], line)]
    sides = {customer_id: _Side(world, customer_id, dice) for customer_id in world.customers}
    others = [side for customer_id, side in sides.items() if customer_id != world.customer_id and side.trunks]
    main = sides[world.customer_id]
    for row in range(1, ROWS):
        side = main if row < _MAIN_ROWS or not others else others[row % len(others)]
        found.append(side.route(dice))
    return tuple(found)


class _Side:
    """What one customer can call with."""

    def __init__(self, world: World, customer_id: str, dice: Random) -> None:
        self._customer_id = customer_id
        self.trunks = {
            trunk["id"]: trunk
            for trunk in world.trunks.values()
            if trunk["customer_id"] == customer_id and trunk["status"] in _CARRIERS
        }
        numbers = [one for one in world.numbers.values() if one["customer_id"] == customer_id]
        self._lines = [(_owned(one), one["trunk_id"]) for one in numbers] or [(_drawn(dice), "") for _ in range(4)]

    def route(self, dice: Random) -> Route:
        """One of the customer's lines, over its own trunk where that carries calls."""
        line, trunk_id = dice.choice(self._lines)
        trunk = self.trunks.get(trunk_id) or dice.choice(list(self.trunks.values()))
        kind = trunk["trunk_type"]
        direction = dice.choice(("inbound", "outbound", "outbound")) if kind == "bidirectional" else kind
        return Route(self._customer_id, trunk["id"], direction, line)


def far_ends(world: World) -> tuple[Line, ...]:
    """
    The 256 numbers that calls come from and go to; none of them belongs to the account.

    One number is busier than all others: the one that the document's example of a call in progress shows.
    """
    if not world.knows(*KINDS):
        return ()
    dice = world.dice("call ends")
    shown = world.example("CDR")
    own = {shown["ani"], *(one["number"] for one in world.numbers.values())}
    busy = world.example("ActiveCall")["dnis"]
    found = [Line(shown["dnis"], "geographic", *_NEW_YORK)]
    while len(found) < ROWS:
        is_busy = len(found) % 16 == BUSY_ROW and busy not in own
        line = Line(busy, "geographic", *_NEW_YORK) if is_busy else _far(dice, len(found))
        found += [line] if line.number not in own else []
    return tuple(found)


def _far(dice: Random, row: int) -> Line:
    if row % 25 == 0:
        return Line(f"+442079460{dice.randrange(1000):03}", "international")
    if row % 12 == 0:
        return Line(f"+18005550{dice.randrange(100, 200)}", "toll_free")
    return _drawn(dice)


def _drawn(dice: Random) -> Line:
    rate_center, state, area_code, lata = dice.choice(_PLACES)
    return Line(f"+1{area_code}5550{dice.randrange(100, 200)}", "geographic", rate_center, state, lata)


def _owned(number: Record) -> Line:
    return Line(number["number"], "geographic", *(number.get(name) for name in _PLACE))


def rows(table: Sequence[object], chosen: Sequence[bool]) -> bytes:
    """A translation of bytes: 1 for the rows that are chosen, 0 for all others."""
    return bytes(chosen[: len(table)]).ljust(ROWS, b"\0")
