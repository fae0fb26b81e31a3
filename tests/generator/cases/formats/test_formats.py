"""Formats that change the type of a value, and those that do not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from warp_client_core.errors import ResponseDecodeError

UID = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"
VALUES: list[tuple[str, Any, Any]] = [
    ("big", 2**63, 2**63),
    ("uid", UID, UUID(UID)),
    ("clock", "12:30:00", dt.time(12, 30)),
    ("span", "P1M", "P1M"),
    ("data", "aGk=", b"hi"),
    ("money", 1.25, Decimal("1.25")),
    ("text", "1.10", "1.10"),
    ("ratio", 1.5, 1.5),
    ("at", "2026-01-02T03:04:05Z", dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)),
    ("day", "2026-01-02", dt.date(2026, 1, 2)),
    ("mail", "a@b", "a@b"),
    ("odd", "a", "a"),
    ("uids", [UID], [UUID(UID)]),
    ("maybe", None, None),
    ("maybe", UID, UUID(UID)),
]


@pytest.mark.parametrize(("field", "written", "value"), VALUES, ids=lambda one: str(one)[:20])
def test_a_value_is_read_and_written(wire: Any, field: str, written: Any, value: Any) -> None:
    """
    A duration stays text, as a month has no length; so does a decimal in text, because a Decimal is sent as a number.
    """
    wire.reply(json={field: written})

    found = getattr(wire.call("things.create"), field)
    wire.call("things.create", **{field: value})

    assert value == found
    assert {field: written} == wire.sent


def test_a_day_that_is_none_is_refused(wire: Any, case: Any) -> None:
    """
    Never kept as text.
    """
    wire.reply(json={"day": "2026-02-30"})

    with pytest.raises(ResponseDecodeError, match=r"\$\.day"):
        wire.call("things.create")
    assert [] == case.problems
