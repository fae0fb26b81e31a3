"""
Call records for `bench.decode`: models as the generator writes them, the page, and the same models for other libraries.

The rule: the same bytes in every run, every field filled, and each library gets the types that its users would write.
"""

from __future__ import annotations

import json
import random
import re
import types
import typing
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import attrs

from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp


class Direction(OpenEnum):
    """Direction of a call."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"


class Zone(OpenEnum):
    """Zone a call is rated in."""

    INTERSTATE = "INTERSTATE"
    INTRASTATE = "INTRASTATE"
    LOCAL = "LOCAL"
    TOLLFREE = "TOLLFREE"


class Disposition(OpenEnum):
    """Outcome of a call."""

    ANSWERED = "ANSWERED"
    BUSY = "BUSY"
    NO_ANSWER = "NO_ANSWER"
    FAILED = "FAILED"


class Jurisdiction(OpenEnum):
    """Jurisdiction of a call."""

    INTERSTATE = "INTERSTATE"
    INTRASTATE = "INTRASTATE"
    LOCAL = "LOCAL"


class HangupSource(OpenEnum):
    """Side that ended the call."""

    CALLER = "CALLER"
    CALLEE = "CALLEE"


class Codec(OpenEnum):
    """Audio codec."""

    PCMU = "PCMU"
    PCMA = "PCMA"
    G729 = "G729"


@attrs.frozen(kw_only=True)
class Leg:
    """One side of a call: the 7 fields of a ``CallAttempt``, and the codec."""

    attempt_number: int
    provider_name: str | None = None
    failure_reason: str | None = None
    sip_code: int | None = None
    pdd_ms: int | None = None
    started_at: Timestamp | None = None
    ended_at: Timestamp | None = None
    codec: Codec | None = None


@attrs.frozen(kw_only=True)
class Cdr:
    """A call record: the 19 fields of ``CDR``, 9 more of ``CDRDetail``, and two legs."""

    id: str
    direction: Direction
    ani: str
    dnis: str
    start_time: Timestamp
    call_id: str | None = None
    customer_id: str | None = None
    trunk_id: str | None = None
    zone: Zone | None = None
    answer_time: Timestamp | None = None
    end_time: Timestamp | None = None
    duration: int | None = None
    billable_duration: int | None = None
    rate: Decimal | None = None
    cost: Decimal | None = None
    currency: str | None = None
    disposition: Disposition | None = None
    release_cause: str | None = None
    sip_code: int | None = None
    provider_id: str | None = None
    jurisdiction: Jurisdiction | None = None
    vendor_rate: Decimal | None = None
    vendor_cost: Decimal | None = None
    margin: Decimal | None = None
    mos: float | None = None
    sip_call_id: str | None = None
    hangup_source: HangupSource | None = None
    billed: bool | None = None
    ingress: Leg | None = None
    egress: Leg | None = None


_START: Final = datetime(2026, 1, 1, tzinfo=UTC)

Rename: typing.TypeAlias = Callable[[str], str]


def camel(name: str) -> str:
    """A snake_case name in camelCase."""
    return re.sub("_([a-z])", lambda found: found.group(1).upper(), name)


def page(count: int, rename: Rename = str) -> bytes:
    """
    The body of a reply with so many records; about 1 kB each.

    Args:
        count: Records.
        rename: Gives the wire name of a field.
    """
    dice = random.Random(7)
    body = {"data": [_renamed(_record(dice), rename) for _ in range(count)], "meta": {"request_id": "req_5f1c9a2e"}}
    return json.dumps(body, separators=(",", ":")).encode()


def counterpart(kind: Any, leaf: Callable[[Any], Any], model: Callable[[str, dict[str, Any]], Any]) -> Any:
    """
    The type that another library has in the place of one of ours.

    Args:
        kind: A type expression.
        leaf: Gives the type for one that is neither model nor container.
        model: Makes a model from its name and the types of its fields.
    """
    known: dict[type, Any] = {}

    def of(kind: Any) -> Any:
        origin, parts = typing.get_origin(kind), typing.get_args(kind)
        if origin in (typing.Union, types.UnionType):
            return typing.Union[tuple(map(of, parts))]
        if origin is list:
            return list[of(parts[0])]  # type: ignore[misc] # a type made at run time
        if not attrs.has(kind):
            return leaf(kind)
        if kind not in known:
            hints = typing.get_type_hints(kind, include_extras=True)
            known[kind] = model(kind.__name__, {one.name: of(hints[one.name]) for one in attrs.fields(kind)})
        return known[kind]

    return of(kind)


def renamed() -> Any:
    """`Cdr` with wire names in camelCase, as the generator writes a model that needs renaming."""

    def model(name: str, fields: dict[str, Any]) -> Any:
        optional = {key: attrs.field(type=kind, default=None) for key, kind in fields.items()}
        body = {"__wire__": {key: camel(key) for key in fields if camel(key) != key}}
        return attrs.make_class(name, optional, frozen=True, kw_only=True, slots=True, class_body=body)

    return counterpart(Cdr, lambda leaf: leaf, model)


def _renamed(value: Any, rename: Rename) -> Any:
    if not isinstance(value, dict):
        return value
    return {rename(name): _renamed(entry, rename) for name, entry in value.items()}


def _record(dice: random.Random) -> dict[str, Any]:
    start = _START + timedelta(milliseconds=dice.randrange(20_000_000_000))
    length = dice.randrange(1, 3600)
    return {
        "id": _id(dice),
        "direction": dice.choice(list(Direction)),
        "ani": f"+1{dice.randrange(2 * 10**9, 10**10)}",
        "dnis": f"+1{dice.randrange(2 * 10**9, 10**10)}",
        "start_time": _time(start),
        "call_id": f"{dice.getrandbits(64):016x}@sbc{dice.randrange(7)}.example.net",
        "customer_id": _id(dice),
        "trunk_id": _id(dice),
        "zone": dice.choice(list(Zone)),
        "answer_time": _time(start + timedelta(seconds=4)),
        "end_time": _time(start + timedelta(seconds=4 + length)),
        "duration": length,
        "billable_duration": (length + 5) // 6 * 6,
        "rate": dice.randrange(1, 99_999) / 10**7,
        "cost": dice.randrange(1, 99_999) / 10**5,
        "currency": "USD",
        "disposition": dice.choice(list(Disposition)),
        "release_cause": dice.choice(["NORMAL_CLEARING", "USER_BUSY"]),
        "sip_code": dice.choice([200, 404, 486, 503]),
        "provider_id": dice.choice(["acme", "globex", "initech"]),
        "jurisdiction": dice.choice(list(Jurisdiction)),
        "vendor_rate": dice.randrange(1, 99_999) / 10**7,
        "vendor_cost": dice.randrange(1, 99_999) / 10**5,
        "margin": dice.randrange(1, 99_999) / 10**5,
        "mos": round(dice.uniform(1, 4.5), 2),
        "sip_call_id": f"{dice.getrandbits(64):016x}@pbx.example.com",
        "hangup_source": dice.choice(list(HangupSource)),
        "billed": bool(dice.getrandbits(1)),
        "ingress": _leg(dice, 1, start),
        "egress": _leg(dice, 2, start + timedelta(milliseconds=120)),
    }


def _leg(dice: random.Random, number: int, start: datetime) -> dict[str, Any]:
    return {
        "attempt_number": number,
        "provider_name": dice.choice(["Example Carrier", "Example Wireless"]),
        "failure_reason": dice.choice(["no circuit available", "user busy"]),
        "sip_code": dice.choice([200, 404, 486, 503]),
        "pdd_ms": dice.randrange(3_000),
        "started_at": _time(start),
        "ended_at": _time(start + timedelta(milliseconds=dice.randrange(3_600_000))),
        "codec": dice.choice(list(Codec)),
    }


def _id(dice: random.Random) -> str:
    text = f"{dice.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
