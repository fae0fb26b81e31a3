"""The last look before anything is written."""

from __future__ import annotations

import pytest

from generator.passes.verify import verify
from tests.generator.specimens import messages


def test_a_sound_tree_is_given_back() -> None:
    """
    Nothing is changed.
    """
    tree = {"src/pets/a.py": "x = 1\n", "README.md": "# Pets\n"}

    assert tree is verify(tree, ())


@pytest.mark.parametrize("path", ["../a.py", "a/../../b", "/etc/passwd", "a b", "caf\u00e9.py", "a\n", "a:b", "a\\b"])
def test_a_path_that_leaves_the_project_is_refused(path: str) -> None:
    """
    Or that no file system can be trusted with.
    """
    assert ["this output path leaves the project or has odd characters"] == messages(verify, {path: ""}, ())


@pytest.mark.parametrize("text", ["x = ", "def f(:\n", "\x00"])
def test_a_module_that_does_not_parse_is_refused(text: str) -> None:
    """
    That would be a fault of the generator, and it says so.
    """
    (message,) = messages(verify, {"a.py": text}, ())

    assert message.startswith("the generated module does not parse")


def test_words_of_another_audience_are_refused() -> None:
    """
    Names as whole words, paths and phrases wherever they stand, in every kind of file.
    """
    tree = {"a.py": "margin_report = 1\n", "README.md": "See /admin/margins.", "b.py": "x = 'margin_reports'\n"}

    found = messages(verify, tree, {"margin_report", "/admin/margins"})

    assert ["/admin/margins belongs to another audience", "margin_report belongs to another audience"] == found
