"""Schemas that describe one value together: flattened, overridden, narrowed, and multiplied by a union."""

from __future__ import annotations

from decimal import Decimal
from typing import Any


def test_parts_become_one_model_and_later_parts_win(wire: Any) -> None:
    """
    Another type replaces the first one, a part without a type changes nothing, and objects within grow together.
    """
    wire.reply(json={"dog": {"id": "1", "name": "a", "age": 3, "bark": "b", "home": {"city": "c", "street": "s"}}})

    dog = wire.call("things.create").dog

    assert ("Dog", "1", "a", 3, "b") == (type(dog).__name__, dog.id, dog.name, dog.age, dog.bark)
    assert ("c", "s") == (dog.home.city, dog.home.street)
    assert not hasattr(dog, "additional_properties")


def test_a_model_may_hold_itself_through_all_of(wire: Any) -> None:
    """
    And what stands alone in an ``allOf`` is that type.
    """
    dog = {"id": "1", "name": "a", "mother": {"id": "2", "name": "b"}}
    wire.reply(json={"puppy": dog, "maybe": dog, "either": dog})

    found = wire.call("things.create")

    assert found.puppy == found.maybe == found.either
    assert "Dog" == type(found.puppy.mother).__name__


def test_a_nullable_one_may_be_null(wire: Any) -> None:
    """
    As its union says.
    """
    wire.reply(json={"maybe": None})

    assert wire.call("things.create").maybe is None


def test_enums_stay_themselves_or_are_narrowed(wire: Any, case: Any) -> None:
    """
    Words beside an enum make no second one; the values of both parts do.
    """
    wire.reply(json={"size": "small", "narrow": "large", "text": "t"})

    found = wire.call("things.create")

    assert case.models.Size.SMALL is found.size
    assert ["large"] == list(type(found.narrow))
    assert "t" == found.text


def test_fields_beside_a_union_belong_to_each_option(wire: Any, case: Any) -> None:
    """
    The option is found as in any union, and sent again whole.
    """
    paid = [{"amount": 1.5, "number": "4"}, {"amount": 2, "iban": "DE"}, {"amount": 3}]
    found = []
    for one in paid:
        wire.reply(json={"paid": one})
        found.append(wire.call("things.create").paid)
    wire.call("things.create", paid=found[1])

    assert ["PaymentCard", "PaymentOption2", "RawValue"] == [type(one).__name__ for one in found]
    assert Decimal("1.5") == found[0].amount
    assert {"paid": {"amount": 2, "iban": "DE"}} == wire.sent
    assert [] == case.problems
