"""
What a provider carried in a stretch of time.

One rule: the figures of an hour depend on the seed, the provider and the hour alone, so that a window is the sum of the
hours that begin in it, however it is asked for.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from warp_sandbox.errors import invalid
from warp_sandbox.warp.world import World
from warp_sandbox.wire.exchange import Record

LONGEST = timedelta(days=90)
_HOUR = timedelta(hours=1)
_FAILURES = {"486": 0.40, "480": 0.35, "404": 0.20}
"""Share of the failed calls by SIP status; the rest is 503."""


def window(period: str, now: datetime) -> tuple[datetime, datetime]:
    """
    Begin and end of a period: hours or days back from now, at most 90 days, or a calendar month.

    Raises:
        Refusal: 422, the period is not one of these.
    """
    span = re.fullmatch(r"([1-9][0-9]{0,3})([hd])", period)
    if span:
        length = timedelta(**{{"h": "hours", "d": "days"}[span[2]]: int(span[1])})
        if length <= LONGEST:
            return now - length, now
    month = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", period)
    if month:
        first = datetime(int(month[1]), int(month[2]), 1, tzinfo=UTC)
        return first, (first + timedelta(days=31)).replace(day=1)
    raise invalid("period", "Must be hours or days such as 24h or 7d, at most 90 days, or a month as YYYY-MM.")


def traffic(world: World, provider_id: str, begins: datetime, ends: datetime) -> Record:
    """The figures of a ProviderPerformance; without calls there is no quality to tell."""
    hour = begins.replace(minute=0, second=0, microsecond=0)
    hour += _HOUR if hour < begins else timedelta()
    calls = completed = 0
    minutes = 0.0
    while hour < ends:
        dice = world.dice(f"traffic/{provider_id}/{hour.isoformat()}")
        attempts = dice.randrange(6, 17)
        answered = int(attempts * dice.uniform(0.5, 0.65))
        calls, completed, minutes = calls + attempts, completed + answered, minutes + answered * dice.uniform(2.4, 3.3)
        hour += _HOUR
    failed = calls - completed
    codes = {"200": completed, **{code: int(failed * share) for code, share in _FAILURES.items()}}
    codes["503"] = calls - sum(codes.values())
    quality = {
        "asr": round(100 * completed / max(calls, 1), 1),
        "acd_seconds": round(60 * minutes / max(completed, 1), 1),
        "pdd_ms": 1420,
        "mos": 4.2,
    }
    return {
        "total_calls": calls,
        "completed_calls": completed,
        "failed_calls": failed,
        "quality": quality if calls else None,
        "total_minutes": round(minutes, 1),
        "cost": round(minutes * 0.004125, 2),
        "uptime_percent": 99.98 if calls else None,
        "error_rate": round(100 * codes["503"] / calls, 1) if calls else None,
        "sip_codes": codes if calls else {},
    }
