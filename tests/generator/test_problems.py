"""Problems: how they read, and that all of them are shown."""

from __future__ import annotations

import pytest

from generator.problems import BuildStopped, Place, Problem, Problems, attempt, join, one_line, split


def test_a_problem_reads_as_place_subject_message_and_advice() -> None:
    """
    Editors jump to ``file:line:col``.
    """
    found = Problem(Place("a.yaml", "/x"), "is wrong", "Mend it.", "list_pets", line=3, column=5)

    assert "a.yaml:3:5 list_pets: is wrong\n    Mend it." == found.render()
    assert "a.yaml is wrong\n    Mend it." == Problem(Place("a.yaml"), "is wrong", "Mend it.").render()


def test_problems_are_collected_sorted_and_shown_once() -> None:
    """
    Two passes may see the same fault.
    """
    problems = Problems()
    for name in ("b", "a", "b"):
        problems.add(Place(f"{name}.yaml"), "wrong", "Mend it.")

    with pytest.raises(BuildStopped) as caught:
        problems.stop()

    assert ["a.yaml", "b.yaml"] == [one.place.file for one in caught.value.problems]
    assert "2 problem(s) found, nothing was written" == str(caught.value)


def test_nothing_found_stops_nothing() -> None:
    """
    A healthy build passes every stop.
    """
    Problems().stop()


def test_an_attempt_collects_and_goes_on() -> None:
    """
    What succeeds gives its value.
    """
    problems = Problems()

    def failing() -> int:
        raise BuildStopped([Problem(Place("a.yaml"), "wrong", "Mend it.")])

    assert (None, 7) == (attempt(problems, failing), attempt(problems, lambda: 7))
    assert 1 == len(problems)


@pytest.mark.parametrize(
    ("text", "line"), [("a\nb\x1b[2J\u202e", "a b [2J "), ("x" * 500, "x" * 397 + "..."), ("", "")]
)
def test_messages_are_one_safe_line(text: str, line: str) -> None:
    """
    Whatever the document put into them.
    """
    assert line == one_line(text)


@pytest.mark.parametrize("keys", [[], ["a"], ["a/b", "c~d", ""], ["~1", "0"]])
def test_pointers_come_apart_as_they_were_joined(keys: list[str]) -> None:
    """
    RFC 6901 escapes.
    """
    assert keys == split(join("", *keys))
