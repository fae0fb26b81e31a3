"""Views through templates: text of the document goes through a filter, always."""

from __future__ import annotations

import ast
import tomllib

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from generator.model.views import LazyPackage, Planned
from generator.passes.render import code_cell, docstring, markdown, render, toml
from generator.problems import BuildStopped

VIEW = LazyPackage(doc="{{ 7*7 }}", imports=(), where=(), modules=())


@settings(derandomize=True, max_examples=300)
@given(some.text(alphabet=some.sampled_from("\"'\\\n\r\t a{}#\x00\u2028\u202e\U0001f600")))
def test_a_docstring_stays_a_docstring(text: str) -> None:
    """
    It cannot end early, escape anything or swallow the closing quotes; printable text survives.
    """
    module = ast.parse(f'"""{docstring(text)}"""\nx = 1\n')

    assert 2 == len(module.body)
    shown = "".join(char if char.isprintable() else " " for char in text)
    assert shown == (ast.get_docstring(module, clean=False) or "").removesuffix(" ").ljust(len(shown))


@settings(derandomize=True, max_examples=300)
@given(some.text(alphabet=some.characters(exclude_categories=["Cs"])))
def test_a_toml_text_is_read_back(text: str) -> None:
    """
    Beyond U+FFFF as well, where JSON writes pairs that TOML refuses.
    """
    assert {"a": text} == tomllib.loads(f"a = {toml(text)}")


@attrs.frozen
class Toy:
    """A view with one text."""

    text: str


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a | b", "a \\| b"),
        ("<script>", "&lt;script>"),
        ("a\nb\x00\u2028", "a b  "),
        ("```", "\\`\\`\\`"),
        ("`code`", "`code`"),
    ],
)
def test_markdown_keeps_to_its_line_and_cell(text: str, line: str) -> None:
    """
    Code in single backticks is how documents write names, so it stays.
    """
    assert line == markdown(text)


@pytest.mark.parametrize(("text", "cell"), [("str | None", "`str \\| None`"), ("", "")])
def test_a_code_cell_keeps_the_table(text: str, cell: str) -> None:
    """
    A pipe parts cells even between backticks.
    """
    assert cell == code_cell(text)


def test_text_is_never_a_template() -> None:
    """
    What a view holds is printed, not rendered.
    """
    files = (Planned("a.py", "a.jinja", VIEW),)

    assert {"a.py": "{{ 7*7 }}\n"} == render(files, {"a.jinja": "{{ view.doc }}\n"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one\n{{ view.nope }}\n", "has no attribute 'nope'"),
        ("one\n{% for %}\n", "Expected"),
        ("one\n{{ 1 | nofilter }}\n", "nofilter"),
    ],
)
def test_a_fault_of_a_template_is_told_with_its_line(text: str, said: str) -> None:
    """
    An undefined variable, a broken tag and an unknown filter end the build as problems, all templates at once.
    """
    files = (Planned("a.py", "a.jinja", Toy("x")), Planned("b.py", "b.jinja", Toy("x")))

    with pytest.raises(BuildStopped) as stopped:
        render(files, {"a.jinja": text, "b.jinja": text})

    assert ["templates/a.jinja", "templates/b.jinja"] == [one.place.file for one in stopped.value.problems]
    assert all(said in one.message and 2 == one.line for one in stopped.value.problems)
