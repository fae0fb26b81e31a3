"""Claims about `warp_client_core.variants`: what Python can be asked about a union of models."""

from __future__ import annotations

from typing import Annotated, Any, Optional, Union, get_args

import attrs
import pytest

from warp_client_core.value import Value
from warp_client_core.variants import RawValue, Variants, one_of


@attrs.frozen(eq=False, repr=False)
class Cat(Value):
    lives: int = 9


@attrs.frozen(eq=False, repr=False)
class Dog(Value):
    bark: str = ""


Pet = one_of("Pet", __name__, lambda: (Cat, Dog, RawValue), tag="kind", tags={"cat": 0, "dog": 1})
Strict = one_of("Strict", __name__, lambda: (Cat, list[int], Annotated[str, "short"]))
Wide = one_of("Wide", __name__, lambda: (int | None, dict[str, Any]))
Nested = one_of("Nested", __name__, lambda: (Strict, bool))


@pytest.mark.parametrize(
    ("expected", "value", "kind"),
    [
        (True, Cat(), Pet),
        (True, RawValue({"a": 1}), Pet),
        (False, {"kind": "cat"}, Pet),
        (False, None, Pet),
        (True, None, Pet | None),
        (True, [1], Strict),
        (True, "a", Strict),
        (False, 1, Strict),
        (False, RawValue(1), Strict),
        (True, 1, Wide),
        (True, {}, Wide),
        (False, "a", Wide),
        (True, "a", Nested),
        (True, False, Nested),
        (False, 1.5, Nested),
        (True, object(), one_of("Whatever", __name__, lambda: (Any,))),
    ],
)
def test_isinstance_asks_for_any_option(expected: bool, value: object, kind: Any) -> None:
    assert expected == isinstance(value, kind)


def test_options_are_looked_at_when_they_are_needed() -> None:
    seen: list[str] = []
    kind = one_of("Late", __name__, lambda: (seen.append("asked"), (int,))[1])
    before = list(seen)

    isinstance(1, kind)
    isinstance(1, kind)

    assert ([], ["asked"]) == (before, seen)


def test_a_union_knows_its_name_place_and_tags() -> None:
    assert ("Pet", __name__) == (Pet.__name__, Pet.__module__)
    assert ("kind", {"cat": 0, "dog": 1}) == (Pet.variants.tag, Pet.variants.tags)
    assert (Cat, Dog, RawValue) == Pet.variants.kinds
    assert (True, False) == (Pet.variants.keeps_unknown, Strict.variants.keeps_unknown)


@pytest.mark.parametrize("make", [lambda: Pet | None, lambda: None | Pet, lambda: Pet | type(None)])
def test_with_none_it_is_one_other_union_of_the_same_options(make: Any) -> None:
    found = make()

    assert isinstance(found, Variants)
    assert found is (Pet | None)
    assert found is not Pet
    assert found.variants is Pet.variants


def test_with_another_type_it_is_what_python_makes_of_it() -> None:
    assert (Pet, int) == get_args(Pet | int)
    assert (int, Pet) == get_args(int | Pet)
    assert (Pet, type(None)) == get_args(Optional[Pet])  # noqa: UP045  what annotations of others spell
    assert (Pet, Strict) == get_args(Union[Pet, Strict])


def test_json_that_fits_nowhere_shows_its_outline_and_no_content() -> None:
    assert "RawValue(value=<dict of 1>)" == repr(RawValue({"secret": "canary"}))
    assert "RawValue(value=<str of 6>)" == repr(RawValue("canary"))
    assert "RawValue(value=<int>)" == repr(RawValue(5))
