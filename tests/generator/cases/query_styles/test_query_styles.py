"""Query parameters in every style, as they stand on the wire."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

MOMENT = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
UID = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        ("ids=a,b%2Cc", {"ids": ["a", "b,c"]}),
        ("piped=1%7C2", {"piped": [1, 2]}),
        ("spaced=a%20b", {"spaced": ["a", "b"]}),
        ("spread=a&spread=b", {"spread": ["a", "b"]}),
        ("filter%5Bstatus%5D=x%26y", {"filter": {"status": "x&y"}}),
        ("filter%5BcreatedAt%5D%5Bgte%5D=2026", {"filter": {"created_at": {"gte": "2026"}}}),
        ("filter%5Btags%5D=a&filter%5Btags%5D=b", {"filter": {"tags": ["a", "b"]}}),
        ("x=1&y=2", {"point": {"x": 1, "y": 2}}),
        ("flat=x,1", {"flat": {"x": 1}}),
        ("path=a/b:c%23", {"path": "a/b:c#"}),
        ("at=2026-01-02T03%3A04%3A05Z", {"at": MOMENT}),
        ("day=2026-01-02", {"day": MOMENT.date()}),
        ("live=true", {"live": True}),
        ("kind=large", {"kind": "large"}),
        (f"uid={UID}", {"uid": uuid.UUID(UID)}),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_value_is_written_as_its_style_says(wire: Any, expected: str, given: dict[str, Any]) -> None:
    """
    Delimiters stay as they are; everything else is percent-encoded.
    """
    wire.call("things.list", **given)

    assert f"/v1/things?{expected}" == wire.target


def test_nothing_is_sent_for_what_is_left_out(wire: Any) -> None:
    """
    Nor for None, an empty list and an empty object.
    """
    wire.call("things.list", ids=[], filter={}, point=None)

    assert "/v1/things" == wire.target
