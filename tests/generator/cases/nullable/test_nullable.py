"""Null in every way that OpenAPI 3.0 can say it; types with null in 3.1 are in `unions` and `loose_schemas`."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

FULL = {
    "text": "a", "day": "2026-01-02", "size": "small", "bare": "large", "pet": {"name": "a"},
    "pets": [{"name": "b"}, None], "any": [1], "wrapped": {"name": "c"}, "either": True,
}  # fmt: skip


@pytest.mark.parametrize("field", FULL)
def test_null_is_none(wire: Any, field: str) -> None:
    """
    In a reply.
    """
    wire.reply(json={field: None})

    assert getattr(wire.call("things.create"), field) is None


def test_anything_else_has_its_type(wire: Any, case: Any) -> None:
    """
    One enum each, without null among its members.
    """
    models = case.models
    wire.reply(json=FULL)

    found = wire.call("things.create")

    assert (models.Pet(name="a"), [models.MaybePet(name="b"), None], models.Pet(name="c")) == (
        found.pet,
        found.pets,
        found.wrapped,
    )
    assert (dt.date(2026, 1, 2), models.ThingSize.SMALL, models.ThingBare.LARGE) == (found.day, found.size, found.bare)
    assert (["small"], ["small", "large"]) == (list(models.ThingSize), list(models.ThingBare))


def test_null_is_sent_where_the_caller_says_so(wire: Any, case: Any) -> None:
    """
    And nothing is sent for what is left out.
    """
    wire.call("things.create", text=None, pet=None, pets=[None])

    assert {"text": None, "pet": None, "pets": [None]} == wire.sent
    assert [] == [one for one in case.problems if "default" not in one["message"]]
