"""Defaults: what the caller leaves out is left to the server, and one of the wrong type costs a warning, no field."""

from __future__ import annotations

from typing import Any


def test_a_default_is_never_sent_nor_made_up(wire: Any) -> None:
    """
    The server knows its own.
    """
    wire.reply(json={})

    found = wire.call("things.create")

    assert {} == wire.sent
    assert (None, None, None, None) == (found.count, found.right, found.size, found.pet)


def test_every_field_has_its_type(wire: Any, case: Any) -> None:
    """
    Whatever its default.
    """
    wire.reply(json={"count": 1, "flag": True, "size": "small", "list": ["a"], "null": "a", "pet": {"name": "b"}})

    found = wire.call("things.create")

    assert (1, True, case.models.ThingSize.SMALL, ["a"], "a", "b") == (
        found.count,
        found.flag,
        found.size,
        found.list_,
        found.null,
        found.pet.name,
    )


def test_each_wrong_default_is_listed(case: Any) -> None:
    """
    Where it stands.
    """
    assert ["Pet", "count", "flag", "list", "size"] == sorted(one["pointer"].split("/")[-1] for one in case.problems)
