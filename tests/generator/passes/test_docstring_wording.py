"""Text of the document as lines of docstrings."""

from __future__ import annotations

import pytest

from generator.passes.wording import WIDTH, entry, sentence, sentence_end, wrap


@pytest.mark.parametrize(
    ("text", "line"),
    [("List  pets\n", "List pets."), ("Why?", "Why?"), ("Done.", "Done."), ("", ""), ("a\u2028b\rc", "a b c.")],
)
def test_a_sentence_is_one_line_with_an_end(text: str, line: str) -> None:
    """
    Whatever parts its lines.
    """
    assert line == sentence(text)


@pytest.mark.parametrize(("text", "end"), [("a\nb \n", "a\nb."), ("a:", "a:"), ("", "")])
def test_sentence_end_keeps_the_lines(text: str, end: str) -> None:
    """
    Only the last one gets its full stop.
    """
    assert end == sentence_end(text)


def test_wrap_keeps_paragraphs_and_lists() -> None:
    """
    Lines of one paragraph are joined, list items and tables are not.
    """
    assert ["a b", "", "- c", "- d", "", "e"] == wrap("a\nb\n\n\n- c\n- d\n\ne\n\n")


def test_wrap_keeps_to_the_width() -> None:
    """
    Long words are not cut.
    """
    lines = wrap("word " * 100 + "x" * 300, indent="  ")

    assert all(line.startswith("  ") for line in lines)
    assert all(len(line) <= WIDTH for line in lines[:-1])
    assert "  " + "x" * 300 == lines[-1]


def test_wrap_of_nothing_is_nothing() -> None:
    """
    Callers put a word of their own there.
    """
    assert [] == wrap(" \n\u2028\n")


def test_an_entry_continues_with_a_deeper_indent() -> None:
    """
    As in an Args section.
    """
    first, *rest = entry("limit", "word " * 60)

    assert first.startswith("    limit: word")
    assert all(line.startswith("        word") for line in rest)
    assert ["    limit"] == entry("limit", "")
