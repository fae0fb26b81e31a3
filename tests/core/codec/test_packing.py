"""Claims about `warp_client_core.codec.packing`: it writes what the slow walk writes, or leaves it to that."""

import enum
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from warp_client_core.codec import encode, to_wire
from warp_client_core.codec.packing import ENCODER, packer_of
from warp_client_core.enums import OpenEnum
from warp_client_core.times import Timestamp
from warp_client_core.unset import UNSET, Unset


class Status(OpenEnum):
    ACTIVE = "active"
    NONE = ""


class Level(enum.IntEnum):
    HIGH = 3


@attrs.frozen(kw_only=True)
class Leg:
    __wire__: ClassVar[Mapping[str, str]] = {"from_": "from"}
    from_: str
    jitter: float | None = None


@attrs.frozen(kw_only=True)
class SubLeg(Leg):
    more: str = "x"


@attrs.frozen(kw_only=True)
class Record:
    __wire__: ClassVar[Mapping[str, str]] = {"from_": "from", "call_id": "callId"}
    __links__: ClassVar[Mapping[str, str]] = {"location": "self"}
    from_: str
    call_id: int | None = None
    cost: Decimal | None = None
    at: Timestamp | None = None
    then: datetime | None = None
    day: date | None = None
    status: Status | None = None
    past: list[Status] | None = None
    level: Level | None = None
    flag: bool = True
    needed: str | None = attrs.field()
    tags: list[str] = attrs.field(factory=list)
    leg: Leg | None = None
    legs: list[Leg] | None = None
    by_name: "dict[str, Record] | None" = None
    free: dict[str, Any] | None = None
    anything: Any = None
    location: str | None = None


@attrs.frozen(kw_only=True)
class Change:
    name: str | Unset | None = UNSET


NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def slowly(value):
    """What the slow walk writes, or the error it raises."""
    try:
        return ENCODER.encode(to_wire(value))
    except (TypeError, ValueError) as error:
        return type(error), str(error)


def quickly(value):
    try:
        return encode(value)
    except (TypeError, ValueError) as error:
        return type(error), str(error)


def packed(value):
    packer = packer_of(value)
    return packer.write(value, to_wire) if packer else None


def record(**fields):
    return Record(**{"from_": "a", "needed": None, **fields})


AGAINST_THE_ANNOTATION = [
    record(cost=1.5),
    record(cost="1.5"),
    record(at="2026-01-15"),
    record(at=date(2026, 1, 15)),
    record(day=NOON),
    record(day="2026-01-15"),
    record(status="ACTIVE"),
    record(status=Level.HIGH),
    record(past=["ACTIVE"]),
    record(level=3),
    record(call_id=True),
    record(call_id=1.0),
    record(call_id="1"),
    record(flag=None),
    record(flag=1),
    record(leg=SubLeg(from_="b")),
    record(leg={"from": "b", "new": 1}),
    record(leg={"from_": "b", "jitter": None}),
    record(legs=[SubLeg(from_="b")]),
    record(legs=[Leg(from_="b", jitter=2**60 + 1)]),
    record(legs=[Leg(from_="b", jitter=Decimal("1.10"))]),
    record(legs=[Leg(from_="b", jitter=0)]),
    record(legs=set()),
    record(tags=frozenset()),
    record(tags={"a"}),
    record(tags=[b"x"]),
    record(tags=None),
    record(from_=None),
    record(from_=UNSET, call_id=UNSET, anything=UNSET),
    record(from_=b"x"),
    record(by_name={1: record()}),
    record(by_name={"x": None, "y": UNSET}),
    record(free={"a": UNSET, "b": None, "c": {"d": UNSET}}),
    record(free={1: 2}),
    record(free={"a": {1}}),
    record(free={"a": [float("nan")]}),
    record(anything=object()),
    record(anything=[Decimal("NaN")]),
    record(anything=SubLeg(from_="b")),
    record(cost=Decimal("NaN")),
    record(by_name={"x": record(cost=Decimal("Infinity"))}),
    record(leg=Leg(from_="b", jitter=float("inf"))),
    record(legs=[Leg(from_="b"), Leg(from_="b", jitter=float("nan"))]),
    record(at=datetime(2026, 1, 15)),
    record(then=datetime(2026, 1, 15)),
    record(at=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=10)))),
    record(from_="\ud800"),
    [record(), Leg(from_="b")],
    [record(), None],
    [record(), SubLeg(from_="b")],
]


@pytest.mark.parametrize("value", AGAINST_THE_ANNOTATION, ids=lambda value: str(value)[:60])
def test_what_stands_against_its_annotation_is_written_or_refused_as_ever(value):
    assert quickly(value) == slowly(value)
    assert quickly({"a": value}) == slowly({"a": value})


def test_a_number_that_is_not_finite_is_told_with_its_path():
    with pytest.raises(ValueError, match=r"^\$\.a\[1\]\.legs\[0\]\.jitter: nan is not a finite number$"):
        encode({"a": [record(), record(legs=[Leg(from_="b", jitter=float("nan"))])]})


@pytest.mark.parametrize(
    "value",
    [
        record(),
        record(leg=Leg(from_="b", jitter=0.0), legs=[Leg(from_="c", jitter=1.5)], tags=["x"], past=[Status("new")]),
        record(cost=Decimal("0.10"), at=NOON, then=NOON, day=date(2026, 1, 15), status=Status.ACTIVE, level=Level.HIGH),
        record(by_name={"x": record(needed="y")}, free={"a": [1, None, NOON]}, anything=Leg(from_="b")),
        record(status=Status("hibernating"), tags=("x",), call_id=2**70, location="https://x.example"),
        [record(), record()],
    ],
    ids=lambda value: str(value)[:60],
)
def test_what_is_as_annotated_is_written_in_c(value):
    assert packed(value) is not None
    assert packed(value) == slowly(value)
    assert encode({"a": value}) == b'{"a":' + packed(value) + b"}"


@pytest.mark.parametrize("zone", [timezone(timedelta(hours=2)), ZoneInfo("Europe/Berlin"), ZoneInfo("UTC")])
def test_times_of_other_zones_are_written_in_utc(zone):
    value = record(at=NOON.astimezone(zone))

    assert json.loads(encode(value))["at"] == "2026-01-15T12:00:00Z"


@pytest.mark.parametrize("value", [None, 1, "x", {}, [], [1], (record(),), Change(name="x"), [Change()]])
def test_other_values_have_no_packer(value):
    assert packed(value) is None
    assert quickly(value) == slowly(value)


texts = st.text(max_size=5)
legs = st.builds(Leg, from_=texts, jitter=st.none() | st.floats() | st.integers())
moments = st.datetimes(timezones=st.none() | st.just(UTC) | st.timezones())
free = st.recursive(st.none() | st.booleans() | st.floats() | texts | st.just(UNSET), lambda x: st.lists(x, max_size=2))
records = st.deferred(
    lambda: st.builds(
        Record,
        from_=texts,
        call_id=st.none() | st.integers(),
        cost=st.none() | st.decimals(allow_nan=True),
        at=st.none() | moments,
        day=st.none() | st.dates(),
        status=st.none() | texts.map(Status),
        past=st.none() | st.lists(texts.map(Status), max_size=2),
        needed=st.none() | texts,
        tags=st.lists(texts, max_size=2),
        leg=st.none() | legs,
        legs=st.none() | st.lists(legs, max_size=2),
        by_name=st.none() | st.dictionaries(texts, records, max_size=1),
        free=st.none() | st.dictionaries(texts, free, max_size=2),
        anything=free,
    )
)


@given(records | st.lists(records, max_size=3) | st.dictionaries(texts, records | free, max_size=2))
def test_any_value_is_written_or_refused_as_by_the_slow_walk(value):
    assert quickly(value) == slowly(value)
