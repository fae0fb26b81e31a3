"""Path items by reference, and what they share."""

from __future__ import annotations

from typing import Any


def test_a_path_item_by_reference_is_a_method(wire: Any) -> None:
    """
    With its shared path parameter, whose name has a dot.
    """
    wire.reply(json={"id": "u 1", "nick": None})
    assert ("u 1", None) == (wire.call("users.get", "u 1").id, wire.call("users.get", "u 1").nick)
    assert "/v1/users/u%201" == wire.target
