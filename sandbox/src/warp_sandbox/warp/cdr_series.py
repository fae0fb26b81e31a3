"""
Every call of the platform, made up when it is asked for.

One rule: call ``i`` is a function of the seed and ``i``. One call begins in every 54 seconds of time, so a stretch of
time is a stretch of indices; the newest 100,000 finished calls are kept, which is about 62 days, and those of the day
that the document shows, so that its requests find something at any time.

The chance of a day is drawn at once, as one plane of bytes per property. A filter is a translation of planes, which
costs less than a millisecond for all that is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import compress
from random import Random

import attrs

from warp_sandbox.warp.cdr_ids import CallIds
from warp_sandbox.warp.cdr_tables import (
    BUSY_ROW,
    FATES,
    LONGEST,
    RINGS,
    TALKS,
    Fate,
    Line,
    Route,
    billable,
    charge,
    far_ends,
    rate,
    routes,
    rows,
    zone,
)
from warp_sandbox.warp.world import World

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
SLOT = 54
PER_DAY = 86_400 // SLOT
KEPT = 100_000
_PLANES = ("route", "far", "fate", "talk", "ring", "shift", "noise")
_CACHED_DAYS = 200
_SEARCHED = PER_DAY // 4
"""Place in the day of a call that the document's search for call records finds."""


@attrs.frozen
class Wanted:
    """What calls must have in common; None leaves a property open."""

    customer_id: str | None = None
    trunk_id: str | None = None
    direction: str | None = None
    ani: str | None = None
    dnis: str | None = None


@attrs.frozen
class CallFacts:
    """One call; times are seconds since ``EPOCH``, rate and cost units of the seventh and the fifth decimal."""

    index: int
    route: Route
    far: Line
    fate: Fate
    start: int
    ring: int
    talk: int
    noise: int

    @property
    def is_answered(self) -> bool:
        """Whether somebody picked up."""
        return self.fate.sip_code == 200

    @property
    def answer(self) -> int | None:
        """When it was answered."""
        return self.start + self.ring if self.is_answered else None

    @property
    def end(self) -> int:
        """When it ended, or will."""
        return self.start + self.ring + self.talk

    @property
    def ends(self) -> tuple[Line, Line]:
        """The calling and the called line."""
        own = self.route.line
        return (own, self.far) if self.route.direction == "outbound" else (self.far, own)

    @property
    def zone(self) -> str:
        """The zone that it is rated in."""
        return zone(self.route, self.far)

    @property
    def rate(self) -> int:
        """Price per minute."""
        return rate(self.route, self.far)

    @property
    def cost(self) -> int:
        """The charge."""
        return charge(self.talk, self.rate)

    @property
    def billable(self) -> int:
        """Seconds charged."""
        return billable(self.talk)


class Traffic:
    """The calls of one sandbox; its trunks and numbers at the start carry them."""

    def __init__(self, world: World) -> None:
        self._seed = world.seed
        self.routes = routes(world)
        self.far_ends = far_ends(world)
        shown = world.example("CDR")["start_time"] if self.routes else EPOCH.isoformat()
        self.shown = seconds(datetime.fromisoformat(shown)) // SLOT
        self.ids = CallIds(world.dice("call ids"))
        self._days: dict[int, dict[str, bytes]] = {}

    def call(self, index: int) -> CallFacts:
        """The facts of a call."""
        day, place = divmod(index, PER_DAY)
        route, far, fate, talk, ring, shift, noise = (self._day(day)[plane][place] for plane in _PLANES)
        return CallFacts(
            index=index,
            route=self.routes[route],
            far=self.far_ends[far],
            fate=FATES[fate],
            start=index * SLOT + shift * SLOT // 256,
            ring=RINGS[ring],
            talk=TALKS[talk] if FATES[fate].sip_code == 200 else 0,
            noise=noise,
        )

    def planes(self, first: int, last: int, *names: str) -> list[bytes]:
        """Planes from one index to another, the last one not included."""
        days = [self._day(day) for day in range(first // PER_DAY, -(-last // PER_DAY))]
        skipped = first - first // PER_DAY * PER_DAY
        return [b"".join(day[name] for day in days)[skipped : skipped + last - first] for name in names]

    def after(self, moment: datetime) -> int:
        """The first call that starts at or after a moment."""
        elapsed = seconds(moment)
        slot = max(elapsed // SLOT, 0)
        return slot if self.call(slot).start >= elapsed else slot + 1

    def started(self, since: datetime, until: datetime) -> range:
        """The calls that start after one moment, up to and at another."""
        instant = timedelta(microseconds=1)
        return range(self.after(since + instant), self.after(until + instant))

    def in_progress(self, now: datetime) -> list[CallFacts]:
        """The calls that have started and not ended, in the order of their starts."""
        elapsed = _whole(now)
        started = self.after(now + timedelta(microseconds=1))
        recent = (self.call(index) for index in range(max(started - LONGEST // SLOT - 2, 0), started))
        return [one for one in recent if one.end > elapsed]

    def kept(self, now: datetime) -> range:
        """The indices of what is kept, calls in progress among the last of them."""
        started = self.after(now + timedelta(microseconds=1))
        return range(max(started - KEPT - len(self.in_progress(now)), 0), started)

    def holds(self, index: int, now: datetime) -> bool:
        """Whether a call is kept and has ended."""
        kept = self.kept(now)
        is_known = index in kept or (index in self._shown_day() and index < kept.stop)
        return is_known and moment(self.call(index).end) <= now

    def finished(
        self, start: datetime, end: datetime, now: datetime, wanted: Wanted, *, since: datetime = EPOCH
    ) -> list[int]:
        """
        The finished calls that start in a range, its end not included, in the order of their starts.

        Args:
            since: What started earlier is forgotten, save for the day that the document shows.
        """
        kept, shown = self.kept(now), self._shown_day()
        first, last = self.after(start), min(self.after(end), kept.stop)
        newest = max(kept.start, self.after(since))
        older = self._chosen(max(first, shown.start), min(last, shown.stop, newest), wanted, now)
        return older + self._chosen(max(first, newest), last, wanted, now)

    def _shown_day(self) -> range:
        start = self.shown // PER_DAY * PER_DAY
        return range(start, start + PER_DAY)

    def _chosen(self, first: int, last: int, wanted: Wanted, now: datetime) -> list[int]:
        if first >= last:
            return []
        mask = bytearray(self._mask(first, last, wanted))
        for one in self.in_progress(now):
            if first <= one.index < last:
                mask[one.index - first] = 0
        return list(compress(range(first, last), mask))

    def _mask(self, first: int, last: int, wanted: Wanted) -> bytes:
        route, far = self.planes(first, last, "route", "far")

        def routed(fits: Callable[[Route], bool]) -> bytes:
            return route.translate(rows(self.routes, [fits(one) for one in self.routes]))

        def side(number: str, own: str) -> bytes:
            at_home = routed(lambda one: one.direction == own and one.line.number == number)
            away = far.translate(rows(self.far_ends, [one.number == number for one in self.far_ends]))
            return _either(at_home, _both(away, routed(lambda one: one.direction != own)))

        mask = routed(lambda one: _fits(one, wanted))
        if wanted.ani is not None:
            mask = _both(mask, side(wanted.ani, "outbound"))
        if wanted.dnis is not None:
            mask = _both(mask, side(wanted.dnis, "inbound"))
        return mask

    def _day(self, day: int) -> dict[str, bytes]:
        if day not in self._days:
            if len(self._days) >= _CACHED_DAYS:
                self._days.clear()
            self._days[day] = self._drawn(day)
        return self._days[day]

    def _drawn(self, day: int) -> dict[str, bytes]:
        drawn = bytearray(Random(f"{self._seed}/calls/{day}").randbytes(len(_PLANES) * PER_DAY))
        if day == self.shown // PER_DAY:
            drawn[self.shown % PER_DAY :: PER_DAY] = bytes(len(_PLANES))
            drawn[_SEARCHED], drawn[PER_DAY + _SEARCHED] = 0, BUSY_ROW
        parts = (bytes(drawn[start : start + PER_DAY]) for start in range(0, len(drawn), PER_DAY))
        return dict(zip(_PLANES, parts, strict=True))


def seconds(moment: datetime) -> int:
    """Seconds from ``EPOCH`` to a moment, rounded up."""
    return -((EPOCH - moment) // timedelta(seconds=1))


def moment(elapsed: int) -> datetime:
    """The moment that is some seconds after ``EPOCH``."""
    return EPOCH + timedelta(seconds=elapsed)


def _whole(now: datetime) -> int:
    return (now - EPOCH) // timedelta(seconds=1)


def _fits(route: Route, wanted: Wanted) -> bool:
    pairs: Sequence[tuple[str | None, str]] = (
        (wanted.customer_id, route.customer_id),
        (wanted.trunk_id, route.trunk_id),
        (wanted.direction, route.direction),
    )
    return all(value is None or value == own for value, own in pairs)


def _both(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one) & int.from_bytes(other)).to_bytes(len(one))


def _either(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one) | int.from_bytes(other)).to_bytes(len(one))
