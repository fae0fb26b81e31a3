"""A document with one of everything: each method, in both flavours, against a server made from the document."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.foreign_command import spec_tree
from generator.pipeline import Stopwatch
from generator.read.files import read_document
from generator.read.sources import Project
from tests.generator.cases.conftest import ROOT, imported
from tests.generator.roundtrip import both_flavours

SPEC = Path(__file__).parent / "spec.yaml"
NAME = "everything_case"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder with the package of the document, which is imported."""
    target = tmp_path_factory.mktemp(NAME)
    files = spec_tree(Project(ROOT), SPEC, NAME, lenient=False, watch=Stopwatch(), tidy=False)
    for path, text in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text(text, "utf-8")
    imported(target / "src", NAME)
    yield target
    for module in [one for one in sys.modules if one.partition(".")[0] == NAME]:
        del sys.modules[module]


def test_every_method_comes_back_with_its_reply_in_both_flavours(project: Path) -> None:
    """
    With the least and with everything; requests fit the document, replies are decoded without loss.
    """
    found, awaited, judged = both_flavours(sys.modules[NAME], SPEC, project / "src" / NAME)

    assert ([], []) == ([one for one in found if one], [one for one in awaited if one])
    assert len(found) == len(awaited) >= 130
    assert judged >= 90


def test_every_operation_of_the_document_has_a_method(project: Path) -> None:
    """
    Counted in the file as it was written.
    """
    paths = read_document(SPEC.parent, SPEC.name)["spec.yaml"]["paths"]
    verbs = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}
    written = sum(len(verbs & item.keys()) if "$ref" not in item else 1 for item in paths.values())

    methods = json.loads((project / "surface.json").read_text("utf-8"))["methods"].values()

    assert written == len({one["operation"] for one in methods})
    assert written >= 60
