"""YAML 1.2 and JSON to plain trees; faults and pointers to lines and columns."""

from __future__ import annotations

from typing import Any

import pytest

from generator.read.parse import locate, parse
from tests.generator.specimens import problems


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("on", "on"),
        ("2026-01-15", "2026-01-15"),
        ("12:30", "12:30"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        ("12", 12),
        ("-3", -3),
        ("0o17", 15),
        ("0x1F", 31),
        ("012", 12.0),
        ("1.5", 1.5),
        (".5e1", 5.0),
        ("1_000", "1_000"),
        ("'12'", "12"),
        ("!!str 12", "12"),
        (".inf", ".inf"),
        ("<<", "<<"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, value: Any) -> None:
    """
    Country codes, days and times stay text.
    """
    assert {"a": value} == parse(f"a: {text}\n", "a.yaml")


@pytest.mark.parametrize("key", ["200", "true", "1.5", "null", "'200'", "yes"])
def test_keys_are_text(key: str) -> None:
    """
    A status code is a key as it is written.
    """
    assert {key.strip("'"): 1} == parse(f"{key}: 1\n", "a.yaml")


def test_merge_keys_mean_nothing() -> None:
    """
    YAML 1.2 has none.
    """
    assert {"<<": {"a": 1}, "b": 2} == parse("<<: {a: 1}\nb: 2\n", "a.yaml")


def test_aliases_give_the_same_content() -> None:
    """
    As often as they stand.
    """
    assert {"a": [1], "b": [1], "c": [1]} == parse("a: &x [1]\nb: *x\nc: *x\n", "a.yaml")


def test_the_ending_of_the_name_chooses_the_reader() -> None:
    """
    JSON is read as JSON.
    """
    assert {"a": "\u00e9"} == parse('{"a": "\\u00e9"}', "a.json")
    assert ["not readable as JSON: Expecting property name enclosed in double quotes"] == [
        problem.message for problem in problems(parse, "{a: 1}", "a.json")
    ]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a: 1\nb: [", 3, 1), ("a: 1\n\na: 2", 3, 1), ("a:\n  b: 1\n  b: 2", 3, 3), ("a: 'x", 1, 6), ("? [1]\n: 2", 1, 3)],
)
def test_a_fault_has_its_line_and_column(text: str, line: int, column: int) -> None:
    """
    Counted from 1.
    """
    (problem,) = problems(parse, text, "a.yaml")

    assert (line, column) == (problem.line, problem.column)


TEXT = """\
openapi: 3.1.0
paths:
  /pets/{id}:
    get:
      tags: [pets, zoo]
      a/b: {x~y: 1}
"""


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("", (1, 1)),
        ("/openapi", (1, 1)),
        ("/paths/~1pets~1{id}", (3, 3)),
        ("/paths/~1pets~1{id}/get/tags", (5, 7)),
        ("/paths/~1pets~1{id}/get/tags/1", (5, 20)),
        ("/paths/~1pets~1{id}/get/a~1b/x~0y", (6, 13)),
        ("/paths/~1pets~1{id}/get/tags/9", (5, 7)),
        ("/paths/~1pets~1{id}/get/nobody/deep", (4, 5)),
        ("/paths/~1pets~1{id}/get/tags/\u00b2", (5, 7)),
    ],
)
def test_a_pointer_is_found_again(pointer: str, place: tuple[int, int]) -> None:
    """
    At its key; one that leads nowhere gives the last node on the way.
    """
    assert place == locate(TEXT, pointer)


@pytest.mark.parametrize("text", ["a: [", "[" * 100_000, "", "\x00"])
def test_a_text_that_cannot_be_read_has_its_beginning(text: str) -> None:
    """
    The message says what is wrong, there is nothing to find.
    """
    assert (1, 1) == locate(text, "/a/b")


def test_json_is_found_by_the_same_means() -> None:
    """
    YAML reads JSON.
    """
    assert (2, 2) == locate('{"a": 1,\n "b": 2}', "/b")


@pytest.mark.parametrize(
    ("expected", "text", "file"),
    [
        ((2, 102), '{"a":\n ' + "[" * 150 + "]" * 150 + "}", "a.json"),
        ((2, 101), '{"a": "[{",\n ' + '"b": ' + "[" * 2_000, "a.json"),
        ((1, 0), "a: " + "[" * 6_000 + "]" * 6_000, "a.yaml"),
    ],
    ids=["JSON", "JSON of which the reader gives up", "YAML"],
)
def test_what_is_nested_too_deep_has_a_place(expected: tuple[int, int], text: str, file: str) -> None:
    """
    Its line at least.
    """
    (found,) = problems(parse, text, file)

    assert "nested deeper than 100 levels" in found.message
    assert expected[0] == (found.line or locate(text, found.place.pointer)[0])


def test_levels_count_through_aliases() -> None:
    """
    Two parts that are each flat enough may together be too deep.
    """
    text = f"a: &a {'[' * 60}{']' * 60}\nb: {'[' * 60}*a{']' * 60}\n"

    (found,) = problems(parse, text, "a.yaml")

    assert found.place.pointer.startswith("/b/0/0")


def test_a_bomb_is_placed_where_it_grows_too_large() -> None:
    """
    Not at the start of the file.
    """
    rings = [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]" for n in range(1, 8)]

    (found,) = problems(parse, "\n".join(["x0: &x0 [x]", *rings]), "a.yaml")

    assert "/x7" == found.place.pointer


def test_yaml_of_too_many_nodes_is_refused_before_it_is_composed(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    With the line of the first that is too many; what only might have so many is read.
    """
    monkeypatch.setattr("generator.read.parse.MAX_NODES", 1_000)

    (found,) = problems(parse, "a:\n" + "- [a,a,a,a,a,a,a,a,a]\n" * 200, "a.yaml")

    assert ("this file has more than 1000 nodes, of which this one is the first too many", 101) == (
        found.message,
        found.line,
    )
    assert {"a": "," * 2_000} == parse(f"a: '{',' * 2_000}'\n", "a.yaml")
