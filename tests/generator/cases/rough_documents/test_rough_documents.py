"""Documents that say too little, or more than a client needs: each operation is a method all the same."""

from __future__ import annotations

from typing import Any

import pytest


def test_every_operation_is_a_method_and_nothing_else_is(case: Any) -> None:
    """
    No reply, no tag or no name of its own; what stands under ``x-`` is none.
    """
    assert {
        "GET /things/{thing.id}/{2nd}/{undeclared}",
        "GET /twins/a",
        "GET /twins/b",
        "GET /bare/tag",
        "GET /lower",
    } == {method["request"] for method in case.surface["methods"].values()}


def test_path_parameters_with_odd_names_or_none_are_sent(wire: Any) -> None:
    """
    With dots and digits, not marked as required, not declared at all.
    """
    wire.reply(json={})

    wire.call("odd_tag.get_thing", "a", 2, "c")

    assert "/v1/things/a/2/c" == wire.target


def test_two_operations_of_one_name_are_two_methods(wire: Any) -> None:
    """
    Each reaches its own path.
    """
    wire.reply(json={"n": 1})

    targets = [(wire.call(f"odd_tag.{name}").n, wire.target) for name in ("twin", "twin_2")]

    assert [(1, "/v1/twins/a"), (1, "/v1/twins/b")] == targets


def test_ranges_of_statuses_may_be_written_in_lower_case(wire: Any, case: Any) -> None:
    """
    A reply in the range is typed, one of 4XX raises.
    """
    wire.reply(206, json={"n": 1})

    assert 1 == wire.call("odd_tag.get_lower").n
    wire.reply(418, json={"why": "tea"})
    with pytest.raises(case.package.ApiError, match="418"):
        wire.call("odd_tag.get_lower")


def test_the_description_of_a_parameter_stands_in_the_docstring(case: Any) -> None:
    """
    In place of the schema's.
    """
    (module,) = [text for path, text in case.files.items() if path.endswith("resources/odd_tag.py")]

    assert "What it is called." in module


def test_only_what_is_made_up_is_listed(case: Any) -> None:
    """
    The parameter that nobody declares.
    """
    assert ["the path parameter undeclared is not declared"] == [one["message"] for one in case.problems]
