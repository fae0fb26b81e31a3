"""Claims about `warp_client_core.codec.columns`."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

import attrs
import pytest

from warp_client_core.codec.columns import Checks, Rule, exactly, finite_check

NAN = Decimal("NaN")


@attrs.frozen(kw_only=True)
class Leg:
    rate: Decimal | None = None


@attrs.frozen(kw_only=True)
class Record:
    id: str = "x"
    cost: Decimal | None = None
    ingress: Leg | None = None
    legs: list[Leg] | None = None
    by_zone: dict[str, Decimal] | None = None
    by_name: "dict[str, list[Record]] | None" = None
    parent: "Record | None" = None
    past: list[Decimal | None] | None = None
    noted: Annotated[Decimal, "note"] | str | None = None


@attrs.frozen(kw_only=True)
class Plain:
    id: str
    parent: "Plain | None" = None


@pytest.mark.parametrize(
    "bad",
    [
        Record(cost=NAN),
        Record(cost=Decimal("-Infinity")),
        Record(cost=Decimal("sNaN")),
        Record(ingress=Leg(rate=NAN)),
        Record(legs=[Leg(), Leg(rate=Decimal(1)), Leg(rate=NAN)]),
        Record(by_zone={"a": Decimal(0), "b": NAN}),
        Record(by_name={"a": [Record(), Record(parent=Record(cost=NAN))]}),
        Record(parent=Record(parent=Record(legs=[Leg(rate=NAN)]))),
        Record(past=[None, NAN]),
        Record(noted=NAN),
    ],
)
def test_an_amount_that_is_not_finite_is_found_at_every_depth(bad):
    assert not finite_check(list[Record])([[Record(cost=Decimal(1)), bad]])
    assert not finite_check(Record | None)([bad])
    assert not finite_check(dict[str, Record])([{"a": Record(), "b": bad}])


@pytest.mark.parametrize(
    "good",
    [
        Record(),
        Record(cost=Decimal(0), ingress=Leg(), legs=[], by_zone={}, by_name={"a": []}, noted="NaN", past=[None]),
        Record(legs=[Leg(rate=Decimal("1E+9999"))], parent=Record(parent=Record(noted=Decimal(1)))),
    ],
)
def test_finite_amounts_pass(good):
    assert finite_check(list[Record])([[good, good]])


@pytest.mark.parametrize("kind", [Plain, list[Plain], str, Any, dict[str, Any], Plain | None, None])
def test_a_type_without_amounts_needs_no_test(kind):
    assert finite_check(kind) is None


def test_a_test_is_made_once_per_type():
    assert finite_check(list[Record]) is finite_check(list[Record])


@attrs.frozen(kw_only=True)
class SubLeg(Leg):
    """Writes itself otherwise than a leg."""


@pytest.mark.parametrize(
    ("kind", "value", "is_exact"),
    [
        (Leg, Leg(), True),
        (Leg, SubLeg(), False),
        (Leg, {"rate": 1}, False),
        (list[Leg], [Leg()], True),
        (list[Leg], (Leg(),), True),
        (list[Leg], [SubLeg()], False),
        (list[str], {"x"}, False),
        (list[str], ["x"], True),
        (Mapping[str, list[str]], {"a": ["x"], "b": {"y"}}, False),
    ],
)
def test_exact_tests_tell_what_stands_against_the_annotation(kind, value, is_exact):
    test = Checks(lambda _: None, exact=True).of(kind)

    assert test([value]) is is_exact


def test_a_rule_is_a_claim_about_a_value_and_something_given():
    rules = {str: Rule("value != given", "bad"), Decimal: exactly(Decimal)}
    check = Checks(rules.get).of(dict[str, Record])

    assert check([{"a": Record(id="x", cost=Decimal(1))}])
    assert not check([{"a": Record(id="bad")}])
    assert not check([{"a": Record(by_name={"b": [Record(legs=[Leg(rate=type("D", (Decimal,), {})(1))])]})}])
    assert Checks(rules.get).of(str)(["x"])
    assert not Checks(rules.get).of(list[str])([["x", "bad"]])
