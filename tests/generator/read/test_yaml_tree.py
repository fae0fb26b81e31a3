"""What the reader of YAML refuses, where, and that it takes little memory for it."""

from __future__ import annotations

import random
import tracemalloc
from typing import Any

import pytest
import yaml

from generator.problems import BuildStopped
from generator.read.parse import parse
from tests.generator.specimens import problems

WORDS = (
    *(
        "a",
        "b: ",
        "- ",
        "\n",
        "\n  ",
        "\n    ",
        "[",
        "]",
        "{",
        "}",
        ",",
        ": ",
        "? ",
        "&x ",
        "*x",
        "&y ",
        "*y",
        "!!str ",
    ),
    *(
        "'q'",
        '"d"',
        "# c\n",
        "|\n  t\n",
        ">\n x\n",
        "---\n",
        "...\n",
        "\t",
        "'",
        "%",
        "yes",
        "2026-01-01",
        "! x",
        "<<: ",
    ),
)


@pytest.mark.parametrize(
    ("message", "text", "line", "column"),
    [
        ("found undefined alias 'x'", "a: 1\nb: *x\n", 2, 4),
        ("found another document", "a: 1\n---\nb: 1\n", 2, 1),
        ("nothing is known of the tag '!foo' here", "a: !foo 1\n", 1, 4),
        ("nothing is known of the tag 'tag:yaml.org,2002:map' here", "a: !!map 1\n", 1, 4),
        ("nothing is known of the tag 'tag:yaml.org,2002:seq' here", "a: !!seq {}\n", 1, 4),
        ("nothing is known of the tag 'tag:yaml.org,2002:binary' here", "!!binary aGk=: 1\n", 1, 1),
        ("the value is not what its tag 'int' says", "a:\n  - !!int one\n", 2, 5),
        ("the value is not what its tag 'bool' says", "a: !!bool maybe\n", 1, 4),
        ("found undefined alias 'x'", "a: 1\n*x : 2\n", 2, 1),
        ("a key must be a scalar", "a: &x [1]\n*x : 2\n", 2, 1),
        ("the key 'k' stands twice", "a: &x k\nk: 1\n*x : 2\n", 3, 1),
    ],
)
def test_what_is_no_tree_is_refused_where_it_stands(message: str, text: str, line: int, column: int) -> None:
    """
    Line and column count from 1.
    """
    (found,) = problems(parse, text, "a.yaml")

    assert (f"not readable as YAML: {message}", line, column) == (found.message, found.line, found.column)


def test_an_alias_may_be_a_key() -> None:
    """
    As it is written at its anchor.
    """
    assert {"a": 200, "200": 1} == parse("a: &x 200\n*x : 1\n", "a.yaml")
    assert {"200": 1, "a": 200} == parse("&x 200: 1\na: *x\n", "a.yaml")


def test_an_anchor_may_be_given_anew() -> None:
    """
    YAML 1.2.2, 3.2.2.2: an alias means the latest before it.
    """
    assert [1, 1, 2, 2] == parse("[&x 1, *x, &x 2, *x]", "a.yaml")


def test_an_alias_that_contains_itself_is_refused() -> None:
    """
    It has no end.
    """
    (found,) = problems(parse, "a: &x\n  b: *x\n", "a.yaml")

    assert found.message.endswith("an alias that contains itself")


def test_structure_is_what_a_library_makes_of_it() -> None:
    """
    Random texts; PyYAML with every scalar as text is the judge.
    """
    dice, read = random.Random(7), 0
    for _ in range(3_000):
        text = "".join(dice.choice(WORDS) for _ in range(dice.randint(1, 12)))
        wanted = _judged(text)
        if wanted is not None:
            assert wanted == [_texts(parse(text, "a.yaml"))], text
            read += 1

    assert read > 500


def _judged(text: str) -> list[Any] | None:
    """The tree in a list, or None for what one of the two refuses or may read in another way."""
    try:
        found = yaml.load(text, yaml.CBaseLoader)
        parse(text, "a.yaml")
    except (yaml.YAMLError, TypeError, RecursionError, BuildStopped):
        return None
    return [_texts(found)]


def _texts(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _texts(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_texts(value) for value in node]
    return node or ""


def test_little_is_held_but_the_tree() -> None:
    """
    A composed node takes half a kilobyte, and there would be 120,000.
    """
    text = "".join(f"- {{id: {n}, name: a name}}\n" for n in range(24_000))
    tracemalloc.start()
    try:
        parse(text, "a.yaml")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 24_000_000
