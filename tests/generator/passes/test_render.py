"""Views through templates: text of the document goes through a filter, always."""

from __future__ import annotations

import ast
import tomllib

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from generator.model.views import LazyPackage, Planned
from generator.passes.render import code_cell, docstring, markdown, render, toml

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


def test_an_undefined_variable_ends_the_build() -> None:
    """
    A template that asks for more than its view has is wrong.
    """
    with pytest.raises(jinja2.UndefinedError):
        render((Planned("a.py", "a.jinja", VIEW),), {"a.jinja": "{{ view.nobody }}"})
