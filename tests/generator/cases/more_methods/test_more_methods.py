"""Methods beside the usual eight: ``query``, and what ``additionalOperations`` lists."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("expected", "method", "given"),
    [
        ("QUERY", "things.search", {"name": "a"}),
        ("COPY", "things.copy", {}),
        ("PURGE", "things.purge", {}),
    ],
)
def test_a_method_of_any_name_is_sent(wire: Any, expected: str, method: str, given: Any) -> None:
    """
    With its body, and its reply is typed like any other.
    """
    wire.reply(json=["a"])

    found = wire.call(method, **given)

    assert (expected, "/v1/things", ["a"]) == (wire.request.method, wire.target, found)


def test_a_query_is_safe_to_repeat_and_other_methods_are_not(case: Any) -> None:
    """
    QUERY only reads; of the rest nothing is known.
    """
    methods = case.surface["methods"]

    assert ["read", "unsafe"] == [methods[name]["safety"] for name in ("things.search", "things.copy")]


def test_what_cannot_be_sent_is_listed(case: Any) -> None:
    """
    Each with its place.
    """
    assert ["CONNECT", "no method"] == [one["pointer"].rpartition("/")[2] for one in case.problems]
    assert all("cannot be sent" in one["message"] for one in case.problems)
