"""Path parameters in every style, of every kind, and with names that Python cannot have."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

UID = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"


@pytest.mark.parametrize(
    ("expected", "method", "given"),
    [
        ("/plain/a,b%2Fc/true", "get_plain", (["a", "b/c"], True)),
        ("/label/.a.b", "get_label", (["a", "b"],)),
        ("/matrix/;ids=a,b", "get_matrix", (["a", "b"],)),
        ("/object/;x=1;y=2", "get_object", ({"x": 1, "y": 2},)),
        (f"/scalar/{UID}/2026-01-02.a", "get_scalar", (uuid.UUID(UID), dt.date(2026, 1, 2), "a")),
        ("/undeclared/a%20b", "get_undeclared", ("a b",)),
    ],
    ids=["plain", "label", "matrix", "object", "scalar", "undeclared"],
)
def test_a_value_is_written_as_its_style_says(wire: Any, expected: str, method: str, given: tuple[Any, ...]) -> None:
    """
    Slashes in values are encoded, so that none leads to another resource.
    """
    wire.reply(json={})
    wire.call(f"things.{method}", *given)

    assert f"/v1{expected}" == wire.target


@pytest.mark.parametrize("given", [[], [".."], ["."]], ids=["nothing", "up", "here"])
def test_a_value_that_changes_the_resource_is_refused(wire: Any, given: list[str]) -> None:
    """
    Before anything is sent.
    """
    with pytest.raises(ValueError, match="path parameter ids"):
        wire.call("things.get_plain", given, True)

    assert [] == wire.requests
