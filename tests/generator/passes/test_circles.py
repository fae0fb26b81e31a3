"""Which names of a graph lead back to themselves, and what else is worked out once for a whole document."""

from __future__ import annotations

import textwrap

import attrs
import pytest

from generator.model import ir
from generator.passes.catalog import _hidden_below
from generator.passes.circles import strong_components
from generator.passes.wording import filled
from generator.problems import Place

LINKS = {"a": ["b"], "b": ["c", "d"], "c": ["a"], "d": ["e"], "e": ["d"], "f": ["a"]}


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [("a", "c", True), ("b", "c", True), ("d", "e", True), ("a", "d", False), ("f", "a", False), ("f", "e", False)],
)
def test_names_share_a_circle_when_each_leads_to_the_other(one: str, other: str, together: bool) -> None:
    """
    ``f`` leads into a circle and ``d`` out of one; neither is of it.
    """
    found = strong_components(LINKS)

    assert (found[one] == found[other]) is together


def test_a_chain_longer_than_the_stack_of_python_is_walked() -> None:
    """
    A chain of 20,000 names whose last leads to the first is one circle.
    """
    links = {str(number): [str((number + 1) % 20_000)] for number in range(20_000)}

    assert len(set(strong_components(links).values())) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "word " * 40 + "end",
        "short " + "x" * 90 + " after",
        "two  spaces and\ta tab " * 6,
        "no\xa0break here " * 9,
        "exactly-forty-characters-in-this-word-xx " * 3 + "y",
    ],
)
def test_lines_are_those_of_textwrap(text: str) -> None:
    """
    Words, spaces and lengths of every kind are filled as the standard library does it.
    """
    expected = textwrap.wrap(text, 40, break_long_words=False, break_on_hyphens=False)

    assert filled(text, 40) == expected


def test_secrets_are_known_however_deep_they_are() -> None:
    """
    The owner of an owner of a secret holds it; what merely stands beside it does not.
    """
    text = ir.Field("n", "n", ir.Scalar("str"), False, "")
    secret = attrs.evolve(text, name="token", wire="tokenValue", secret=True)
    inner = _model("Inner", secret)
    middle = _model("Middle", attrs.evolve(text, type=ir.ListOf(ir.Named("Inner"))))
    outer = _model("Outer", attrs.evolve(text, type=ir.Named("Middle")), attrs.evolve(text, type=ir.Named("Beside")))
    api = ir.Api("t", "1", "", "", (), (), (inner, middle, outer, _model("Beside", text)), ())

    assert {name: {"tokenValue"} for name in ("Inner", "Middle", "Outer")} == _hidden_below(api)


def _model(name: str, *fields: ir.Field) -> ir.Model:
    return ir.Model(name, "things", "", fields, (), Place("document"))
