"""Unions without a discriminator: by kind of JSON, by fields that only one option has, else by the best match."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("expected", "field", "value"),
    [
        ("Cat", "pet", {"lives": 9, "name": "a"}),
        ("Dog", "pet", {"name": "a"}),
        ("Dog", "pet", {"bark": "wow", "name": "a", "other": 1}),
        ("Dog", "pet", {"bark": "wow", "lives": "odd"}),
        ("RawValue", "pet", {"wings": 2}),
        ("RawValue", "pet", "text"),
        ("Card", "told", {"kind": "card", "number": "1"}),
        ("Bank", "told", {"kind": "bank", "number": "1"}),
        ("RawValue", "told", {"kind": "cash", "number": "1"}),
        ("str", "tags", "a"),
        ("list", "tags", ["a"]),
        ("list", "lists", [1]),
        ("datetime", "when", "2026-01-01T00:00:00Z"),
        ("ThingWhenOption2", "when", "never"),
        ("str", "when", "soon"),
        ("str", "mixed", "a"),
        ("float", "mixed", 1.5),
        ("Dog", "mixed", {"bark": "a"}),
        ("NoneType", "mixed", None),
        ("ThingInlineOption1", "inline", {"a": "x"}),
        ("ThingInlineOption2", "inline", {"b": 1}),
        ("Cat", "map", {"lives": 3}),
        ("dict", "map", {"any": 1, "other": 2}),
        ("Dog", "only", {"name": "a"}),
    ],
    ids=str,
)
def test_an_option_is_found(wire: Any, expected: str, field: str, value: Any) -> None:
    """
    What cannot be decided is kept raw.
    """
    wire.reply(json={field: value})

    found = getattr(wire.call("things.create"), field)

    assert expected == type(found).__name__


def test_each_item_of_a_list_is_decided_alone(wire: Any, case: Any) -> None:
    """
    Null among them.
    """
    wire.reply(json={"many": [{"lives": 1}, None, {"bark": "a"}], "lists": [{"bark": "b"}]})

    found = wire.call("things.create")

    assert [case.models.Cat(lives=1), None, case.models.Dog(bark="a")] == found.many
    assert [case.models.Dog(bark="b")] == found.lists


def test_what_was_read_is_sent_again(wire: Any) -> None:
    """
    Each option in its own form.
    """
    value = {
        "pet": {"bark": "a", "born-in": "x"}, "tags": ["a"], "when": "2026-01-01T00:00:00Z", "mixed": 1.5,
        "many": [{"lives": 1}, None, {"wings": 2}], "map": {"any": 1}, "lists": [1],
    }  # fmt: skip
    wire.reply(json=value)

    found = wire.call("things.create")
    wire.call("things.create", **{name: getattr(found, name) for name in value})

    assert dt.datetime(2026, 1, 1, tzinfo=dt.UTC) == found.when
    assert value == wire.sent


def test_mappings_with_names_of_python_become_names_of_the_wire(wire: Any, case: Any) -> None:
    """
    Inside unions, and in lists of unions.
    """
    wire.call("things.create", pet={"born_in": "x"}, many=[{"born_in": "y"}])

    assert {"pet": {"born-in": "x"}, "many": [{"born-in": "y"}]} == wire.sent
    assert [] == case.problems


def test_options_that_lead_to_each_other_are_found_by_their_tags(wire: Any) -> None:
    """
    Expanded objects and identifiers in turn, as payment platforms send them.
    """
    wire.reply(json={"payer": {"object": "payee", "next": {"object": "payer", "next": "id"}}})

    found = wire.call("things.create").payer

    assert ("Payee", "Payer", "id") == (type(found).__name__, type(found.next).__name__, found.next.next)


@pytest.mark.parametrize("field", ["ring", "back"])
@pytest.mark.parametrize(("value", "expected"), [("a", "str"), ({"bark": "a"}, "Dog"), (["a", {"bark": "b"}], "list")])
def test_unions_that_are_options_of_each_other_hold_what_all_of_them_hold(
    wire: Any, case: Any, field: str, value: Any, expected: str
) -> None:
    """
    However one goes round.
    """
    wire.reply(json={field: value})

    found = getattr(wire.call("things.create"), field)

    assert expected == type(found).__name__
    assert value != ["a", {"bark": "b"}] or found == ["a", case.models.Dog(bark="b")]


def test_a_union_that_is_the_only_option_of_a_name_is_read(wire: Any) -> None:
    """
    Within itself, too.
    """
    wire.reply(json=["a", ["b", []]])

    assert ["a", ["b", []]] == wire.call("alone.get")


def test_a_union_that_is_the_only_option_of_a_name_is_cast_for_type_checkers(case: Any) -> None:
    """
    As every named union that is passed where a class is expected: they take none for a type.
    """
    source = next(text for path, text in case.files.items() if path.endswith("calls/alone.py"))

    assert 'cast("type[models.Alone]", models.Alone)' in source
