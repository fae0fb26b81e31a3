"""
Documents through ``build --spec`` in this process, without a line of output.

One rule: a document is a client or a list of located problems; anything else is raised and fails the test.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.foreign_command import spec_tree
from generator.pipeline import Stopwatch
from generator.problems import BuildStopped, Problem
from generator.read.sources import Project
from tests.generator.specimens import ROOT


def made(tree: Any, folder: Path, package: str, *, lenient: bool = True, tidy: bool = False) -> dict[str, str]:
    """
    The project of a document that is written to a folder first.

    Raises:
        BuildStopped: There is no client of it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "spec.json"
    file.write_text(tree if isinstance(tree, str) else json.dumps(tree), "utf-8")
    return dict(spec_tree(Project(ROOT), file, package, lenient=lenient, watch=Stopwatch(), tidy=tidy))


def made_or_refused(
    tree: Any, folder: Path, package: str, *, lenient: bool = True
) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    """The project and no problem, or no project and what stands in the way."""
    try:
        return made(tree, folder, package, lenient=lenient), ()
    except BuildStopped as stopped:
        return {}, stopped.problems
