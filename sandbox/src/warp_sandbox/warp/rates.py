"""
The rate decks: what a minute costs, by provider, prefix and zone, and from which day to which.

One rule: on one day at most one rate of a provider, prefix and zone is in force; a later one ends the one before it. A
rate without a provider belongs to the general deck.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply
from warp_sandbox.wire.paging import page_of
from warp_sandbox.wire.replies import enveloped

_PLACES = (
    ("1212555", "New York, NY"),
    ("1312555", "Chicago, IL"),
    ("1214555", "Dallas, TX"),
    ("1206555", "Seattle, WA"),
    ("1415555", "San Francisco, CA"),
    ("1617555", "Boston, MA"),
    ("1404555", "Atlanta, GA"),
    ("1602555", "Phoenix, AZ"),
    ("1303555", "Denver, CO"),
)
_ZONES = ("INTERSTATE", "INTRASTATE", "LOCAL")
_DAY = timedelta(days=1)


class Rates:
    """
    The rate list of one sandbox.

    Attributes:
        deck: All rates by id, in the order in which they came.
    """

    def __init__(self, world: World) -> None:
        self._dice = world.dice("rates")
        self._new_id = world.ids("rates")
        self.deck: dict[str, Record] = {}
        self._lines: dict[tuple[str | None, str, str], list[Record]] = {}
        if world.knows("Rate"):
            self._fill(world)

    def handlers(self) -> Mapping[str, Handler]:
        """The one operation that only reads rates, by operationId."""
        return {"list_rates": self._list}

    def take(self, rates: Iterable[Record]) -> None:
        """Put rates into the deck; one of the same line and day replaces what was there and keeps its id."""
        for rate in rates:
            self._take(rate)

    def forget(self, provider_id: str) -> None:
        """Take out the deck of a provider."""
        self.deck = {key: one for key, one in self.deck.items() if one["provider_id"] != provider_id}
        self._lines = {key: lines for key, lines in self._lines.items() if key[0] != provider_id}

    def _list(self, call: Call) -> Reply:
        provider_id, day = call.query.get("provider_id"), call.query.get("effective_date")
        text = call.query.get("destination", "").casefold().removeprefix("+")
        today = call.now.date().isoformat()
        found = [
            one
            for one in self.deck.values()
            if provider_id in (None, one["provider_id"]) and _is_about(one, text) and (not day or _holds(one, day))
        ]
        items, pagination = page_of(found, call)
        return enveloped(call, [{**one, "active": _holds(one, today)} for one in items], pagination=pagination)

    def _take(self, rate: Record) -> None:
        line = self._lines.setdefault((rate["provider_id"], rate["prefix"], rate["zone"]), [])
        same = next((one for one in line if one["effective_date"] == rate["effective_date"]), None)
        if same is None:
            same = {"id": self._new_id()}
            line.append(same)
        same.update({name: value for name, value in rate.items() if name != "id"})
        self.deck[same["id"]] = same
        line.sort(key=lambda one: str(one["effective_date"]))
        for one, following in pairwise(line):
            if one["expiry_date"] is None or one["expiry_date"] >= following["effective_date"]:
                one["expiry_date"] = (date.fromisoformat(following["effective_date"]) - _DAY).isoformat()

    def _fill(self, world: World) -> None:
        shown = world.example("Rate")
        self.deck[shown["id"]] = shown
        self._lines[shown["provider_id"], shown["prefix"], shown["zone"]] = [shown]
        for provider_id in world.providers:
            for prefix, place in _PLACES:
                self.take(
                    {
                        **shown,
                        "provider_id": provider_id,
                        "prefix": prefix,
                        "destination_name": place,
                        "zone": zone,
                        "rate": self._dice.randrange(20_000, 90_000) / 10_000_000,
                        "effective_date": "2025-06-01",
                    }
                    for zone in _ZONES
                )


def _is_about(rate: Record, text: str) -> bool:
    name: str = rate["destination_name"] or ""
    prefix: str = rate["prefix"]
    return prefix.startswith(text) if text.isdigit() else text in name.casefold()


def _holds(rate: Record, day: str) -> bool:
    """Whether the rate is in force on a day; its expiry date is the last one."""
    ends: str | None = rate["expiry_date"]
    return rate["effective_date"] <= day and (ends is None or day <= ends)
