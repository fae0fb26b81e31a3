"""Unions with a discriminator: the mapping decides, and what it does not name is kept."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from warp_client_core.errors import ResponseDecodeError
from warp_client_core.variants import RawValue

DOG = "dog'\"\\"


@pytest.mark.parametrize(
    ("expected", "pet"),
    [
        ("Cat", {"petType": "feline", "name": "a"}),
        ("Dog", {"petType": DOG, "name": "a"}),
        ("Fish", {"petType": "Fish"}),
        ("RawValue", {"petType": "Cow", "name": "a"}),
        ("Fish", {"petType": None}),
        ("RawValue", {"lives": 9}),
        ("RawValue", ["no", "object"]),
    ],
    ids=str,
)
def test_the_mapping_decides(wire: Any, expected: str, pet: Any) -> None:
    """
    An option that the mapping leaves out is named by its schema; without the field, the best match is taken.
    """
    wire.reply(json=[pet])

    (found,) = wire.call("pets.list")

    assert expected == type(found).__name__


def test_an_unknown_value_is_the_same_json_again(wire: Any) -> None:
    """
    In the reply, and in a request made of it.
    """
    cow = {"petType": "Cow", "milk": [1, {"fat": 3.5}], "none": None}
    wire.reply(json=cow)

    found = wire.call("pets.create", pet={"petType": "feline"})
    wire.call("pets.create", pet=found)

    assert RawValue(cow) == found
    assert {"pet": cow} == wire.sent


def test_options_are_sent_as_models_and_as_mappings(wire: Any, case: Any) -> None:
    """
    With names of Python or of the wire.
    """
    wire.reply(json={"petType": "feline"})

    sent = []
    for pet in (case.models.Cat(pet_type="feline", lives=9), {"pet_type": "feline", "lives": 9}):
        wire.call("pets.create", pet=pet)
        sent.append(wire.sent)

    assert [{"pet": {"petType": "feline", "lives": 9}}] * 2 == sent


def test_unions_within_unions_are_read_and_travel(wire: Any) -> None:
    """
    Pickle and deepcopy give the same value.
    """
    wire.reply(json=[{"petType": "Fish", "friends": [{"petType": "feline"}, {"petType": "Cow"}]}])

    (fish,) = wire.call("pets.list")

    assert ["Cat", "RawValue"] == [type(one).__name__ for one in fish.friends]
    assert fish == pickle.loads(pickle.dumps(fish)) == copy.deepcopy(fish)


def test_a_fault_within_a_chosen_option_is_named_by_its_path(wire: Any) -> None:
    """
    From the top of the reply.
    """
    wire.reply(json=[{"petType": "Fish", "friends": [{"petType": "feline", "lives": "many"}]}])

    with pytest.raises(ResponseDecodeError) as caught:
        wire.call("pets.list")

    assert "$[0].friends[0].lives" == caught.value.path


def test_the_alias_is_a_type_at_run_time(case: Any) -> None:
    """
    ``isinstance`` asks for any option, the raw value included.
    """
    pet = case.models.Pet

    assert [True, True, False, False] == [
        isinstance(one, pet) for one in (case.models.Fish(), RawValue(1), None, "cat")
    ]
    assert [] == case.problems
