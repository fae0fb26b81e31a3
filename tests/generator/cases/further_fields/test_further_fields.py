"""Fields of any name: alone, beside known ones, by pattern, and forbidden."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from warp_client_core.errors import ResponseDecodeError


def test_further_fields_are_kept_beside_the_known_ones(wire: Any) -> None:
    """
    By type, exactly, and sent again. A field of their own name has the name.
    """
    wire.reply(text='{"open": {"id": "1", "born-in": "b", "additional_properties": "c", "x": 1.10, "y": 2}}')

    found = wire.call("things.create").open
    wire.call("things.create", open=found)

    assert ("1", "b", "c") == (found.id, found.born_in, found.additional_properties)
    assert {"x": Decimal("1.10"), "y": Decimal(2)} == found.additional_properties_
    assert {"open": {"id": "1", "born-in": "b", "additional_properties": "c", "x": 1.1, "y": 2}} == wire.sent


def test_models_with_further_fields_hold_each_other(wire: Any, case: Any) -> None:
    """
    In lists, and among the known fields.
    """
    point, bag = case.models.Point, case.models.Bag
    wire.reply(json={"bags": [{"inner": {"p": {"x": 1}}, "q": {"x": 2}}]})

    found = wire.call("things.create").bags

    assert [bag(inner=bag(additional_properties={"p": point(x=1)}), additional_properties={"q": point(x=2)})] == found


@pytest.mark.parametrize(
    ("path", "reply"),
    [
        ("$.bags[0].inner.inner", {"bags": [{"inner": {"inner": 3}}]}),
        ("$.bags[0][...].x", {"bags": [{"p": {"x": "a"}}]}),
        ("$.map[...].x", {"map": {"p": {"x": "a"}}}),
        ("$.open", {"open": {"x": 1}}),
    ],
    ids=str,
)
def test_a_fault_is_named_by_its_path(wire: Any, path: str, reply: Any) -> None:
    """
    As anywhere else.
    """
    wire.reply(json=reply)

    with pytest.raises(ResponseDecodeError) as caught:
        wire.call("things.create")

    assert path == caught.value.path


def test_maps_are_dicts(wire: Any, case: Any) -> None:
    """
    Of models, of anything, and by pattern.
    """
    value = {"map": {"a": {"x": 1}}, "free": {"a": [1.5, None]}, "patterns": {"7": 8}, "closed": {"a": "b", "c": 1}}
    wire.reply(json=value)

    found = wire.call("things.create")
    wire.call("things.create", map=found.map, free=found.free)

    assert ({"a": case.models.Point(x=1)}, {"7": 8}, "b") == (found.map, found.patterns, found.closed.a)
    assert {"map": value["map"], "free": value["free"]} == wire.sent
    assert [] == case.problems
