"""
What the calls of a day come to, per customer.

One rule: a sum is over finished calls that are kept. The sums of days that cannot change any more are remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

import attrs

from warp_sandbox.warp.cdr_series import Traffic, Wanted
from warp_sandbox.warp.cdr_spans import days
from warp_sandbox.warp.cdr_tables import FATES, TALKS, Line, Route, charge, rate, zone

_SETTLED_AFTER = timedelta(days=1)


@attrs.frozen
class Group:
    """What calls are told apart by; the jurisdiction names the state of calls that stay in one."""

    direction: str
    zone: str
    jurisdiction: str


@attrs.frozen
class Volume:
    """How much: calls, seconds of talk, and charges in units of the fifth decimal."""

    calls: int = 0
    talk: int = 0
    cost: int = 0

    def __add__(self, other: Volume) -> Volume:
        """Both together."""
        return Volume(self.calls + other.calls, self.talk + other.talk, self.cost + other.cost)


Volumes = Mapping[Group, Volume]


class Sums:
    """The sums of one sandbox."""

    def __init__(self, traffic: Traffic) -> None:
        self._traffic = traffic
        self._settled: dict[tuple[date, str], Volumes] = {}
        self._groups: dict[tuple[int, int], tuple[Group, int]] = {}

    def day(self, day: date, customer_id: str, now: datetime) -> Volumes:
        """What the calls of a customer that started on a day, in UTC, come to."""
        span = days(day, day)
        key = (day, customer_id)
        kept_from = self._traffic.kept(now).start
        is_settled = span.end + _SETTLED_AFTER <= now and self._traffic.after(span.start) >= kept_from
        if not is_settled:
            return self._sum(self._traffic.finished(span.start, span.end, now, Wanted(customer_id)))
        if key not in self._settled:
            self._settled[key] = self._sum(self._traffic.finished(span.start, span.end, now, Wanted(customer_id)))
        return self._settled[key]

    def _sum(self, indexes: list[int]) -> Volumes:
        if not indexes:
            return {}
        first, last = indexes[0], indexes[-1] + 1
        planes = self._traffic.planes(first, last, "route", "far", "fate", "talk")
        found: dict[Group, list[int]] = {}
        for index in indexes:
            route, far, fate, talk = (plane[index - first] for plane in planes)
            group, per_minute = self._group(route, far)
            seconds = TALKS[talk] if FATES[fate].sip_code == 200 else 0
            sums = found.setdefault(group, [0, 0, 0])
            sums[0] += 1
            sums[1] += seconds
            sums[2] += charge(seconds, per_minute)
        return {group: Volume(*sums) for group, sums in found.items()}

    def _group(self, route: int, far: int) -> tuple[Group, int]:
        key = (route, far)
        if key not in self._groups:
            ends = (self._traffic.routes[route], self._traffic.far_ends[far])
            self._groups[key] = (_group_of(*ends), rate(*ends))
        return self._groups[key]


def total(volumes: Iterable[Volume]) -> Volume:
    """All of them together."""
    return sum(volumes, Volume())


def _group_of(route: Route, far: Line) -> Group:
    name = zone(route, far)
    place = {"TOLLFREE": "INTERSTATE", "INTRASTATE": f"INTRASTATE_{route.line.state}"}.get(name, name)
    return Group(route.direction, name, place)
