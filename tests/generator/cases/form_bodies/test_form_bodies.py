"""Urlencoded forms: nested objects, arrays and the encodings of single fields."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("expected", "given"),
    [
        (b"name=a+%26+b&live=true", {"name": "a & b", "live": True}),
        (b"tags=a&tags=b", {"tags": ["a", "b"]}),
        (b"codes=a,b%2Cc", {"codes": ["a", "b,c"]}),
        (b"metadata%5Bk%5D=v+w", {"metadata": {"k": "v w"}}),
        (b"address=%7B%22zipCode%22%3A%221%22%7D", {"address": {"zip_code": "1"}}),
        (b"until=now", {"until": "now"}),
        (b"until=5", {"until": 5}),
        (b"until=%7B%22zipCode%22%3A%221%22%7D", {"until": {"zipCode": "1"}}),
    ],
    ids=["single", "array", "joined", "deep", "nested", "union of a text", "union of a number", "union of an object"],
)
def test_a_field_is_written_as_its_encoding_says(wire: Any, expected: bytes, given: dict[str, Any]) -> None:
    """
    An object without an encoding is JSON text.
    """
    wire.reply(json={})
    wire.call("things.create", **given)

    assert "application/x-www-form-urlencoded" == wire.request.headers["content-type"]
    assert expected == wire.request.read()


def test_a_form_with_free_names_is_one_keyword(wire: Any) -> None:
    """
    A mapping.
    """
    wire.reply(json={})
    wire.call("things.create_map", body={"a.b": "1", "c": "ü"})

    assert b"a.b=1&c=%C3%BC" == wire.request.read()


def test_a_form_that_may_be_left_out_is_empty_then(wire: Any) -> None:
    """
    As a whole, too.
    """
    wire.reply(json={})
    wire.call("things.create_map")

    assert b"" == wire.request.read()
