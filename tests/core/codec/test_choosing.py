"""Unions of models: read by tag, by kind, by best match; kept raw where nobody can tell."""

from __future__ import annotations

import copy
import gc
import pickle
import time
from decimal import Decimal
from typing import Any

import attrs
import pytest

from warp_client_core.codec import decode, encode, read_envelope, to_wire, wire_mapping
from warp_client_core.codec.differences import differences
from warp_client_core.enums import HEARD, OpenEnum
from warp_client_core.errors import ResponseDecodeError
from warp_client_core.times import Timestamp
from warp_client_core.value import Value
from warp_client_core.variants import RawValue, Variants, one_of


class Mood(OpenEnum):
    CALM = "calm"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Cat(Value):
    kind: str
    lives: int
    price: Decimal | None = None
    mood: Mood | None = None
    friend: Pet | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Dog(Value):
    kind: str | None = None
    bark: str | None = None
    born: Timestamp | None = None


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Home(Value):
    pets: list[Pet | None]
    one: Pet | None = None


Pet = one_of("Pet", __name__, lambda: (Cat, Dog, RawValue), tag="kind", tags={"cat": 0, "dog": 1})
Best = one_of("Best", __name__, lambda: (Cat, Dog, RawValue))
Outer = one_of("Outer", __name__, lambda: (Pet, list[Pet], int))
Strict = one_of("Strict", __name__, lambda: (Cat, str))


@pytest.mark.parametrize(
    ("expected", "kind", "text"),
    [
        (Cat(kind="cat", lives=9), Pet, b' {"lives": 9, "kind": "cat"}'),
        (Dog(kind="dog"), Pet, b'{"kind": "dog", "lives": 9}'),
        (RawValue({"kind": "cow"}), Pet, b'{"kind": "cow"}'),
        (RawValue({"kind": True}), Pet, b'{"kind": true}'),
        (Dog(bark="a"), Pet, b'{"bark": "a"}'),
        (Dog(kind="x", bark="a"), Best, b'{"kind": "x", "bark": "a"}'),
        (Cat(kind="x", lives=1), Best, b'{"kind": "x", "lives": 1}'),
        (Dog(kind="x"), Best, b'{"kind": "x", "lives": "many"}'),
        (RawValue({"zz": 1}), Best, b'{"zz": 1}'),
        (RawValue([1]), Best, b"[1]"),
        (Dog(kind="dog"), Outer, b'{"kind": "dog"}'),
        ([Dog(kind="dog"), RawValue(3)], Outer, b'[{"kind": "dog"}, 3]'),
        (7, Outer, b"7"),
    ],
    ids=str,
)
def test_an_option_is_chosen(expected: Any, kind: Any, text: bytes) -> None:
    """
    The tag first, then the kind of JSON, then the fields.
    """
    assert expected == decode(kind, text)


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        ("$.lives", Pet, b'{"kind": "cat", "lives": "a"}'),
        ("$.pets[0].friend.lives", Home, b'{"pets": [{"kind": "cat", "lives": 1, "friend": {"kind": "cat"}}]}'.replace(
            b'"cat"}', b'"cat", "lives": []}')),
        ("$.data[0].lives", list[Pet], b'{"data": [{"kind": "cat", "lives": null}], "meta": {}}'),
        ("$", Strict, b"[]"),
        ("$.one.price", Home, b'{"pets": [], "one": {"kind": "cat", "lives": 1, "price": "NaN"}}'),
    ],
    ids=str,
)  # fmt: skip
def test_a_fault_within_an_option_is_named_from_the_top(path: str, kind: Any, text: bytes) -> None:
    """
    However many readings it took.
    """
    with pytest.raises(ResponseDecodeError) as caught:
        (read_envelope if path.startswith("$.data") else decode)(kind, text)

    assert path == caught.value.path


def test_numbers_and_times_are_read_as_everywhere_else() -> None:
    """
    Exactly, and in any spelling.
    """
    dog_text = b'{"kind": "dog", "born": "2026-01-01 00:00:00"}'

    cat, dog = decode(list[Pet], b'[{"kind": "cat", "lives": 1, "price": 1.000000000000000000001}, %s]' % dog_text)

    assert "1.000000000000000000001" == str(cat.price)
    assert "2026-01-01T00:00:00+00:00" == dog.born.isoformat()


def test_values_are_written_copied_and_pickled() -> None:
    """
    A raw one as the JSON that it was.
    """
    cow = {"kind": "cow", "milk": [1, 2.5, None]}
    home = Home(pets=[Cat(kind="cat", lives=1, friend=Dog(kind="dog")), None, RawValue(cow)])

    found = decode(Home, encode(home))

    assert home == found == pickle.loads(pickle.dumps(home)) == copy.deepcopy(home)
    assert cow == to_wire(found)["pets"][2]


def test_mappings_are_renamed_by_the_option_that_they_are() -> None:
    """
    The tag may have its name in Python or on the wire.
    """
    renamed = attrs.make_class("Renamed", {"kind_": attrs.field(), "from_": attrs.field(default=None)}, frozen=True)
    renamed.__wire__ = {"kind_": "kind", "from_": "from"}
    renamed.__annotations__ = {"kind_": str, "from_": str | None}
    either = one_of("Either", __name__, lambda: (Dog, renamed), tag="kind", tags={"r": 1})

    found = wire_mapping(
        list[either], [{"kind_": "r", "from_": "a"}, {"kind": "r", "from_": "b"}, {"kind": "x", "from_": 1}]
    )

    assert [{"kind": "r", "from": "a"}, {"kind": "r", "from": "b"}, {"kind": "x", "from_": 1}] == found


def test_unknown_values_are_heard_once_and_unknown_fields_found() -> None:
    """
    Inside the chosen option; a trial that failed is not heard.
    """
    text = b'{"pets": [{"kind": "cat", "lives": 1, "mood": "odd"}, {"kind": "cow"}]}'
    HEARD.values = heard = []
    try:
        decode(Home, text)
        decode(Best, b'{"mood": "odd", "kind": "x", "lives": "many"}')
    finally:
        HEARD.values = None

    assert [("Mood", "odd"), ("Pet", "cow")] == heard
    assert ["more"] == [one.name for one in differences(Pet, {"kind": "dog", "more": 1}, "$")]


def test_none_is_of_a_union_only_where_it_says_so() -> None:
    """
    ``Pet | None`` is a union of its own.
    """
    maybe = Pet | None

    assert (False, True, True) == (isinstance(None, Pet), isinstance(None, maybe), isinstance(Dog(), maybe))
    assert isinstance(maybe, Variants)
    assert maybe is (None | Pet)
    assert decode(maybe, b"null") is None


def test_a_raw_value_shows_nothing_of_its_content() -> None:
    """
    Nobody knows what is a secret in it.
    """
    assert "RawValue(value=<dict of 1>)" == repr(RawValue({"password": "hidden"}))


def test_there_is_no_difference_in_what_is_kept_raw() -> None:
    """
    It has no model to differ from.
    """
    assert [] == list(differences(Pet, {"kind": "cow", "more": 1}, "$"))


def test_a_union_costs_at_most_a_small_multiple_of_its_options() -> None:
    """
    A page of a thousand, by tag, against the same page of one model.
    """
    page = b"[" + b",".join([b'{"kind": "dog", "bark": "wow"}'] * 1_000) + b"]"

    def best(kind: Any) -> float:
        times = []
        for _ in range(7):
            start = time.process_time()
            decode(kind, page)
            times.append(time.process_time() - start)
        return min(times)

    gc.collect()
    assert best(list[Pet]) < 40 * best(list[Dog])
