"""Schemas that say little: no items, true and false, several types, tuples, and objects deep inside."""

from __future__ import annotations

from typing import Any

import pytest

VALUES = {
    "items": [1, {"a": None}], "untyped": [1, 2], "yes": {"a": 1}, "no": 3, "empty": None, "closed": ["a"],
    "types": "a", "rows": ["a", None], "number": 1.5,
}  # fmt: skip


@pytest.mark.parametrize("field", VALUES)
def test_a_value_is_read_as_it_is(wire: Any, field: str) -> None:
    """
    And sent as it is.
    """
    wire.reply(json={field: VALUES[field]})

    found = getattr(wire.call("things.create"), field)
    wire.call("things.create", **{field: found})

    assert VALUES[field] == found
    assert {field: VALUES[field]} == wire.sent


def test_objects_are_models_wherever_they_stand(wire: Any, case: Any) -> None:
    """
    In tuples, beside other types, without a type, and in lists of lists of maps.
    """
    models, value = case.models, {"tuple": [3, {"x": 1}], "wide": {"x": 2}, "implied": {"x": 3}}
    wire.reply(json={**value, "deep": {"a": {"a": [[{"k": {"a": 5}}]]}}})

    found = wire.call("things.create")
    wire.call("things.create", **{name: getattr(found, name) for name in value})

    assert [3, models.Point(x=1)] == found.tuple
    assert (2, 3, 5) == (found.wide.x, found.implied.x, found.deep.a.a[0][0]["k"].a)
    assert value == wire.sent


def test_an_option_of_another_type_is_plain(wire: Any) -> None:
    """
    Where an object may be a text as well.
    """
    wire.reply(json={"wide": "text", "types": 7})

    found = wire.call("things.create")

    assert ("text", 7) == (found.wide, found.types)


def test_what_restricts_only_is_told_and_left_out(case: Any) -> None:
    """
    A schema of false is any value, because nobody sends one.
    """
    assert {"/components/schemas/Thing/properties/number"} == {one["pointer"] for one in case.problems}
