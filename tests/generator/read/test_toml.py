"""TOML to tables, found again by line, and checked for kinds."""

from __future__ import annotations

from typing import Any

import pytest

from generator.problems import Place, Problems
from generator.read.toml import Kind, check_table, locate_toml, parse_toml
from tests.generator.specimens import problems

TEXT = """\
name = "care"

[[requires]]
operation = "a"
method = "GET"

[[requires]]
"operation" = "b"
method = "PUT"

[documents."pets.yaml".methods]
list_pets = "pets.list"

[clients.pets]
version = "1"
environment = { base_url = "X" }
[clients.zoo]
version = "2"
"""


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        ("", 1),
        ("/name", 1),
        ("/requires/0", 3),
        ("/requires/0/method", 5),
        ("/requires/1/operation", 8),
        ("/requires/1/method", 9),
        ("/requires/1/fields", 7),
        ("/documents/pets.yaml/methods/list_pets", 12),
        ("/clients/pets/version", 15),
        ("/clients/pets/environment/base_url", 16),
        ("/clients/zoo/version", 18),
        ("/clients/zoo/package", 17),
        ("/nobody", 1),
    ],
)
def test_a_pointer_is_found_again(pointer: str, line: int) -> None:
    """
    At its key, else at the header of its table.
    """
    assert (line, 1) == locate_toml(TEXT, pointer)


@pytest.mark.parametrize(("text", "line"), [("a = 1\nb = ", 1), ("a = 1\na = 2\n", 2), ("[", 1), ("a = 'x\ny'", 1)])
def test_a_fault_has_its_line(text: str, line: int) -> None:
    """
    Where the reader says one.
    """
    (problem,) = problems(parse_toml, text, "a.toml")

    assert problem.message.startswith("not readable as TOML: ")
    assert line == problem.line


def test_deep_nesting_is_refused() -> None:
    """
    Not a crash.
    """
    assert ["nested too deep"] == [one.message for one in problems(parse_toml, "a = " + "[" * 5000, "a.toml")]


KINDS: dict[str, Kind] = {"t": "text", "l": "texts", "f": "flag", "d": "table of texts"}


@pytest.mark.parametrize(
    ("table", "messages"),
    [
        ({"t": "a", "l": ["a"], "f": True, "d": {"a": "b"}}, []),
        ({}, ["t is missing"]),
        ({"t": 7}, ["t must be a text"]),
        ({"t": "a\nb"}, ["t must be a text"]),
        ({"t": "", "l": "a"}, ["l must be a texts"]),
        ({"t": "", "l": [7]}, ["l must be a texts"]),
        ({"t": "", "f": 1}, ["f must be a flag"]),
        ({"t": "", "d": {"a": 1}}, ["d must be a table of texts"]),
        ({"t": "", "x": 1}, ["'x' means nothing here"]),
    ],
)
def test_a_table_is_checked_for_kinds(table: dict[str, Any], messages: list[str]) -> None:
    """
    Unknown, missing and wrong keys, each at its place.
    """
    found = Problems()

    sound = check_table(table, KINDS, Place("a.toml", "/x"), found, needed=("t",))

    assert messages == [problem.message for problem in found]
    assert sound is (not messages)
