"""Types within themselves: through objects, lists, maps, unions, and each other."""

from __future__ import annotations

from typing import Any

import pytest

from warp_client_core.errors import ResponseDecodeError

VALUES = {
    "tree": [[], [[]]],
    "rows": ["a", ["b", ["c"]]],
    "json": {"a": [1, "b", None, True, {"c": [2.5]}]},
    "even": ["x", [3, ["y"]]],
    "node": {"next": {"all": ["a", {"next": {"all": []}}]}},
    "map": {"a": {"b": {}}},
}


@pytest.mark.parametrize("field", VALUES)
def test_a_value_is_read_to_any_depth_and_sent_again(wire: Any, case: Any, field: str) -> None:
    """
    Lists, maps and scalars are plain Python; objects are models.
    """
    value = VALUES[field]
    wire.reply(json={field: value})

    found = getattr(wire.call("things.create"), field)
    wire.call("things.create", **{field: found})

    assert {field: value} == wire.sent
    assert [] == case.problems


def test_objects_in_a_circle_are_models(wire: Any, case: Any) -> None:
    """
    At every level.
    """
    wire.reply(json={"node": VALUES["node"]})

    inner = wire.call("things.create").node.next

    assert ["a", case.models.Node(next=case.models.Node(all=[]))] == inner.all


def test_what_fits_no_option_is_named_by_its_path(wire: Any) -> None:
    """
    Down to the item.
    """
    wire.reply(json={"rows": ["a", ["b", [3]]]})

    with pytest.raises(ResponseDecodeError) as caught:
        wire.call("things.create")

    assert "$.rows[1][1][0]" == caught.value.path
