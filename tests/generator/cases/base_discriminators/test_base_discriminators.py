"""A discriminator on the schema that others build on, and one whose values are names that no class can have."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("expected", "pet"),
    [
        ("Cat", {"kind": "feline", "name": "a", "lives": 9}),
        ("Dog", {"kind": "dog", "friends": [{"kind": "feline"}]}),
        ("GuideDog", {"kind": "guide-dog", "since": "2026-01-02"}),
        ("PetFields", {"kind": "pet", "name": "a"}),
        ("RawValue", {"kind": "cow", "milk": 1}),
    ],
    ids=["mapped", "by its name", "child of a child", "itself", "unknown"],
)
def test_a_reply_is_of_the_class_that_its_discriminator_names(wire: Any, expected: str, pet: Any) -> None:
    """
    By the mapping, else by the name that its schema has in the document.
    """
    wire.reply(json=[pet])

    (found,) = wire.call("pets.list")

    assert expected == type(found).__name__


def test_what_builds_on_the_base_has_its_fields(wire: Any) -> None:
    """
    Those of every level, and nested values are told apart as well.
    """
    wire.reply(json=[{"kind": "guide-dog", "name": "a", "since": "2026-01-02", "friends": [{"kind": "feline"}]}])

    (found,) = wire.call("pets.list")

    assert ("a", 2026, "Cat") == (found.name, found.since.year, type(found.friends[0]).__name__)


def test_a_wrapper_of_the_base_alone_means_any_of_its_kind(wire: Any) -> None:
    """
    ``allOf`` with one member only adds a description.
    """
    wire.reply(json={"best": {"kind": "feline", "lives": 9}})

    assert 9 == wire.call("owners.get", "o1").best.lives


@pytest.mark.parametrize(("name", "kind"), [("motor_car", "MotorCar"), ("bike", "Bike")])
def test_values_without_a_mapping_are_the_names_in_the_document(wire: Any, name: str, kind: str) -> None:
    """
    Not those of the classes, which had to be changed.
    """
    wire.reply(json=[{"type": name}])

    (found,) = wire.call("vehicles.list")

    assert kind == type(found).__name__


def test_nothing_is_raw(case: Any) -> None:
    """
    Everything has a class.
    """
    assert [] == case.problems
