"""Header and cookie parameters of every kind, and the header fields of replies."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest

UID = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"


@pytest.mark.parametrize(
    ("name", "expected", "given"),
    [
        ("X-Ids", "a,b", {"x_ids": ["a", "b"]}),
        ("X-At", "2026-01-02T00:00:00Z", {"x_at": dt.datetime(2026, 1, 2, tzinfo=dt.UTC)}),
        ("X-Uid", UID, {"x_uid": uuid.UUID(UID)}),
        ("X-Live", "false", {"x_live": False}),
        ("X-Count", "3", {"x_count": 3}),
        ("X-Kind", "b", {"x_kind": "b"}),
        ("X-Point", "x=1,y=2", {"x_point": {"x": 1, "y": 2}}),
        ("X-Json", '{"a":"\\u00e9"}', {"x_json": {"a": "é"}}),
        ("Cookie", "session=a%3Bb; tags=c,d", {"session": "a;b", "tags": ["c", "d"]}),
    ],
    ids=lambda value: value if isinstance(value, str) and value[:1] in "XC" else "",
)
def test_a_value_is_a_header_field(wire: Any, name: str, expected: str, given: dict[str, Any]) -> None:
    """
    Arrays and objects joined by commas, texts as they are.
    """
    wire.call("things.list", **given)

    assert expected == wire.request.headers[name]


def test_none_sends_no_header_field(wire: Any) -> None:
    """
    Nor does what is left out.
    """
    wire.call("things.list", x_at=None)

    assert not {"x-at", "x-ids", "cookie"} & set(wire.request.headers)


def test_a_value_cannot_begin_a_second_field(wire: Any) -> None:
    """
    A line break is refused before anything is sent.
    """
    with pytest.raises(ValueError, match="X-Ids"):
        wire.call("things.list", x_ids=["a\r\nX-Evil: 1"])

    assert [] == wire.requests


def test_header_fields_of_a_reply_are_reached_by_sending_the_call(wire: Any, case: Any) -> None:
    """
    The whole reply has them.
    """
    wire.reply(json={}, headers={"X-Left": "7"})
    found = wire.use(lambda client: client.send(case.package.calls.things.list()))

    assert "7" == found.headers["x-left"]
