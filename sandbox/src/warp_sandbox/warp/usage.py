"""
Usage of an account over a period: calls, messages and what they cost.

One rule: nothing is kept here; every figure is a sum over the call records and the messages. Days are days in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from warp_sandbox.errors import Refusal, invalid
from warp_sandbox.warp.cdr_spans import Span, days
from warp_sandbox.warp.cdr_sums import Group, Sums, Volume, Volumes, total
from warp_sandbox.warp.ledger import CURRENCY
from warp_sandbox.warp.messages import Messages
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Call, Handler, Record, Reply
from warp_sandbox.wire.replies import enveloped

LONGEST_RANGE = 366
NAMED = ("today", "week", "month")


class Usage:
    """The usage operations of one sandbox."""

    def __init__(self, world: World, sums: Sums, messages: Messages) -> None:
        self._world = world
        self._sums = sums
        self._messages = messages

    def handlers(self) -> Mapping[str, Handler]:
        """Every operation on usage, by operationId."""
        return {"get_usage_summary": self._own, "get_customer_usage": self._of_customer}

    def _own(self, call: Call) -> Reply:
        period = call.query["period"]
        span = _custom(call) if period == "custom" else _named(period, call.now.date())
        return enveloped(call, self._summary(call, call.caller.customer_id, period, span))

    def _of_customer(self, call: Call) -> Reply:
        customer_id, period = call.path["customer_id"], call.query["period"]
        if customer_id not in self._world.customers:
            raise Refusal(404, "There is no such customer.")
        if re.fullmatch("[0-9]{4}-[0-9]{2}", period):
            return enveloped(call, self._summary(call, customer_id, "custom", _month(period)))
        if period not in NAMED:
            raise invalid("period", "Must be today, week, month or a calendar month as YYYY-MM.")
        return enveloped(call, self._summary(call, customer_id, period, _named(period, call.now.date())))

    def _summary(self, call: Call, customer_id: str, period: str, span: Span) -> Record:
        by_day = {day: self._sums.day(day, customer_id, call.now) for day in span.days()}
        volumes = _together(by_day.values())
        sent = self._messages.charges(customer_id, span)
        return {
            "customer_id": customer_id,
            "period": period,
            "period_start": str(next(iter(by_day))),
            "period_end": str(next(reversed(by_day))),
            "currency": CURRENCY,
            "voice": _voice(volumes),
            "messaging": {**self._messages.counts(customer_id, span), "charges": _rounded(sent, 4)},
            "api_requests": _lookups(volumes),
            "total_charges": _rounded(_charges(volumes) + sent, 2),
            "breakdown": _breakdown(volumes),
            "daily": [self._daily(customer_id, day, found) for day, found in by_day.items()],
        }

    def _daily(self, customer_id: str, day: date, volumes: Volumes) -> Record:
        span = days(day, day)
        return {
            "date": str(day),
            "calls": total(volumes.values()).calls,
            "minutes": _minutes(total(volumes.values()).talk),
            "messages": len(self._messages.within(customer_id, span)),
            "cost": _rounded(_charges(volumes) + self._messages.charges(customer_id, span), 4),
        }


def _custom(call: Call) -> Span:
    for name in ("start", "end"):
        if name not in call.query:
            raise invalid(name, "Is required with period=custom.")
    first, last = (date.fromisoformat(call.query[name]) for name in ("start", "end"))
    if last < first:
        raise invalid("end", "Lies before start.")
    if (last - first).days >= LONGEST_RANGE or last == date.max:
        raise invalid("end", f"Makes a range of more than {LONGEST_RANGE} days.")
    return days(first, last)


def _named(period: str, today: date) -> Span:
    """The day, the seven days, or the calendar month that end today."""
    firsts = {"today": today, "week": today - timedelta(days=6), "month": today.replace(day=1)}
    return days(firsts[period], today)


def _month(period: str) -> Span:
    year, month = map(int, period.split("-"))
    if not (1 <= month <= 12 and 1 <= year < date.max.year):
        raise invalid("period", "There is no such month.")
    following = date(year + month // 12, month % 12 + 1, 1)
    return days(date(year, month, 1), following - timedelta(days=1))


def _together(several: Iterable[Volumes]) -> Volumes:
    found: dict[Group, Volume] = {}
    for volumes in several:
        for group, volume in volumes.items():
            found[group] = found.get(group, Volume()) + volume
    return found


def _voice(volumes: Volumes) -> Record:
    """Toll-free calls count under no direction; the total is the sum of the three."""
    talk = {"inbound": 0, "outbound": 0, "toll_free": 0}
    for group, volume in volumes.items():
        talk["toll_free" if group.zone == "TOLLFREE" else group.direction] += volume.talk
    minutes = {f"{name}_minutes": _minutes(seconds) for name, seconds in talk.items()}
    return {
        "calls": total(volumes.values()).calls,
        **minutes,
        "total_minutes": round(sum(minutes.values()), 1),
        "charges": _rounded(_charges(volumes), 4),
    }


def _lookups(volumes: Volumes) -> Record:
    """Every outbound call needs its routing number, every inbound call the name of the caller."""
    calls = {"outbound": 0, "inbound": 0}
    for group, volume in volumes.items():
        calls[group.direction] += volume.calls
    return {"lrn": calls["outbound"], "cnam": calls["inbound"], "lerg": 0}


def _breakdown(volumes: Volumes) -> list[Record]:
    found: dict[tuple[str, str], Volume] = {}
    for group, volume in volumes.items():
        key = (group.zone, group.jurisdiction)
        found[key] = found.get(key, Volume()) + volume
    return [
        {
            "zone": zone,
            "jurisdiction": jurisdiction,
            "calls": volume.calls,
            "minutes": _minutes(volume.talk),
            "charges": _rounded(_amount(volume), 2),
        }
        for (zone, jurisdiction), volume in sorted(found.items())
    ]


def _charges(volumes: Volumes) -> Decimal:
    return _amount(total(volumes.values()))


def _amount(volume: Volume) -> Decimal:
    return Decimal(volume.cost).scaleb(-5)


def _minutes(seconds: int) -> float:
    return round(seconds / 60, 1)


def _rounded(amount: Decimal, places: int) -> float:
    return float(amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
