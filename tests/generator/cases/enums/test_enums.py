"""Enums and constants of every sort: what comes is kept, what is known has a name."""

from __future__ import annotations

from typing import Any

import pytest

ODD = ["", " ", "1", "'; import os #", '"""\\', "a b", "a-b", "mro", "None"]


def test_texts_that_differ_in_case_only_are_two_members(wire: Any, case: Any) -> None:
    """
    Each keeps its own text.
    """
    wire.reply(json={"order": "ASC"})

    found = wire.call("things.create").order

    assert ("ASC", ["asc", "ASC", "desc"]) == (found.value, list(case.models.ThingOrder))


@pytest.mark.parametrize("value", ODD)
def test_every_text_is_a_member_whatever_it_holds(wire: Any, case: Any, value: str) -> None:
    """
    Quotes, code, nothing at all.
    """
    wire.reply(json={"odd": value})

    found = wire.call("things.create").odd
    wire.call("things.create", odd=found)

    assert (value, True) == (found.value, found.is_known)
    assert {"odd": value} == wire.sent


def test_an_unknown_text_is_kept(wire: Any) -> None:
    """
    The platform may add values.
    """
    wire.reply(json={"odd": "new", "none": "b", "kind": "other"})

    found = wire.call("things.create")

    assert ("new", False, "b", "other") == (found.odd, found.odd.is_known, found.none, found.kind)


@pytest.mark.parametrize(
    "value",
    [
        {"numbers": 3}, {"floats": 2.5}, {"floats": 1}, {"mixed": 1}, {"mixed": "two"}, {"mixed": True}, {"none": None},
        {"only_null": None}, {"flag": True}, {"flag": False}, {"kind": "thing'\"\\"}, {"answer": 42}, {"nothing": None},
        {"needed": True}, {"deep": [1]}, {"deep": {"a": 1}},
    ],
    ids=str,
)  # fmt: skip
def test_other_values_have_the_type_that_they_share(wire: Any, value: dict[str, Any]) -> None:
    """
    Both ways.
    """
    ((field, one),) = value.items()
    wire.reply(json={"onlyNull" if field == "only_null" else field: one})

    found = getattr(wire.call("things.create"), field)
    wire.call("things.create", **{field: found})

    assert (one, type(one)) == (found, type(found)) or (field == "floats" and one == found)
    assert [one] == list(wire.sent.values())


def test_values_that_are_no_scalars_are_free_json_with_a_warning(case: Any) -> None:
    """
    The only one here.
    """
    assert ["/components/schemas/Thing/properties/deep"] == [one["pointer"] for one in case.problems]
