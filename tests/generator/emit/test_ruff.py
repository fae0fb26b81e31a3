"""Formatting: one configuration, ours, and errors that ruff cannot mend."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.emit.ruff import formatted
from tests.generator.specimens import problems


def test_modules_are_formatted_and_their_imports_sorted_and_pruned() -> None:
    """
    Everything else is left as it is.
    """
    tree = {"src/a.py": "import sys\nimport os, abc\nx=os\n", "README.md": "import  sys\n"}

    assert {"pets": {"src/a.py": "import os\n\nx = os\n", "README.md": "import  sys\n"}} == formatted({"pets": tree})


def test_overlays_are_left_as_they_are() -> None:
    """
    They are hand-written, and linted where they live.
    """
    tree = {"src/pets/overlays/care/__init__.py": "import os\nx=1\n"}

    assert {"pets": tree} == formatted({"pets": tree})


def test_a_configuration_that_lies_around_does_not_count(tmp_path: Path) -> None:
    """
    Neither of the folder the build runs in nor of its parents.
    """
    (tmp_path / "ruff.toml").write_text('line-length = 20\n[format]\nquote-style = "single"\n', "utf-8")
    text = 'x = "a long line that a narrow configuration would break", 1, 2, 3\n'
    here = Path.cwd()

    os.chdir(tmp_path)
    try:
        result = formatted({"pets": {"a.py": text}})
    finally:
        os.chdir(here)

    assert text == result["pets"]["a.py"]


@pytest.mark.parametrize("text", ["def f(:\n", "def f():\n    return g(\n"])
def test_what_ruff_cannot_mend_is_a_problem(text: str) -> None:
    """
    Without the path of the scratch folder.
    """
    found = problems(formatted, {"pets": {"a.py": text}})

    assert found
    assert all("warp-generator-" not in one.message for one in found)
