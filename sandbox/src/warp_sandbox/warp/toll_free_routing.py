"""
What a routing of a toll-free number has to fulfil beyond its form.

One rule: every fault is told at once, by the name of its field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from warp_sandbox.errors import Violation
from warp_sandbox.wire.exchange import Record

_E164 = re.compile(r"\+[1-9][0-9]{1,14}")
_SIP = re.compile(r"sips?:\S+")
_MINUTE = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def default_routing(tfn: str) -> Record:
    """Where the calls of a new number go: a SIP URI made from the number."""
    return {"primary": {"type": "sip", "destination": f"sip:{tfn}@sbc.example.com"}}


def routing_faults(routing: Record) -> list[Violation]:
    """Destinations of the wrong kind, minutes that no day has, and shares that are not 100 in all."""
    return [*_targets(routing), *_hours(routing.get("time_of_day", ())), *_shares(routing)]


def _targets(routing: Record) -> Iterator[Violation]:
    forms = {"sip": (_SIP, "a SIP URI"), "pstn": (_E164, "a number in E.164 form")}
    for name in ("primary", "disaster"):
        target = routing.get(name)
        form, words = forms.get(target["type"], (None, "")) if target else (None, "")
        if target and form and not form.fullmatch(target["destination"]):
            yield Violation(f"{name}.destination", f"Must be {words}.")


def _hours(rules: Any) -> Iterator[Violation]:
    for index, rule in enumerate(rules):
        for name in ("start_time", "end_time"):
            if not _MINUTE.fullmatch(rule[name]):
                yield Violation(f"time_of_day.{index}.{name}", "Must be HH:MM, 00:00 to 23:59.")


def _shares(routing: Record) -> Iterator[Violation]:
    shares = [rule["percentage"] for rule in routing.get("percentage_routing", ())]
    if shares and sum(shares) != 100:
        yield Violation("percentage_routing", f"The percentages add up to {sum(shares)}, not to 100.")
