"""Documents that want their client to do something: the client of each is complete, tidy and inert."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import attrs
import pytest

from generator.emit.ruff import formatted
from generator.problems import Problem
from tests.generator.hostile.building import made_or_refused
from tests.generator.hostile.everywhere import everywhere
from tests.generator.hostile.inert import findings, imported
from tests.generator.hostile.places import PLACES
from tests.generator.hostile.texts import TEXTS

EVERY = {
    **{f"in every {place}": make(list(TEXTS.values())) for place, make in PLACES.items()},
    **{f"everywhere {name}": everywhere(text) for name, text in TEXTS.items()},
}
WITHOUT_OPERATIONS = {"in every method"}
"""Nothing is left of these that could be called."""


@attrs.frozen
class Batch:
    """
    What became of every document.

    Attributes:
        trees: Name -> path -> text of its project; empty where it was refused.
        refused: Name -> what stood in the way.
        wrong: Name -> what happened when its modules were imported.
    """

    trees: Mapping[str, Mapping[str, str]]
    refused: Mapping[str, tuple[Problem, ...]]
    wrong: Mapping[str, str]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Every document built, all of them formatted at once, all of them imported in one guarded process."""
    folder = tmp_path_factory.mktemp("hostile")
    packages = {name: f"evil{index}" for index, name in enumerate(EVERY)}
    found = {name: made_or_refused(tree, folder / packages[name], packages[name]) for name, tree in EVERY.items()}
    plain = {packages[name]: tree for name, (tree, _) in found.items() if tree}
    tidy = formatted(plain)
    wrong = imported(tidy, folder / "out")
    trees = {name: tidy.get(package, {}) for name, package in packages.items()}
    refused = {name: problems for name, (_, problems) in found.items()}
    return Batch(trees, refused, {name: wrong.get(package, "") for name, package in packages.items()})


@pytest.mark.parametrize("name", EVERY)
def test_the_client_of_a_hostile_document_is_inert(batch: Batch, name: str) -> None:
    """
    It parses, holds no name or character of the attack outside its literals, keeps its tables, and imports quietly.
    """
    assert bool(batch.trees[name]) == (name not in WITHOUT_OPERATIONS), batch.refused[name]

    assert [] == findings(batch.trees[name])
    assert "" == batch.wrong[name]


@pytest.mark.parametrize("name", WITHOUT_OPERATIONS)
def test_what_is_refused_is_refused_in_words(batch: Batch, name: str) -> None:
    """
    With a place, advice and nothing that a terminal would obey.
    """
    assert batch.refused[name]
    for problem in batch.refused[name]:
        assert "spec.json" == problem.place.file
        assert problem.advice
        assert problem.render().replace("\n", "").isprintable()


def test_the_corpus_is_large_and_holds_no_document_twice() -> None:
    """
    Inputs that are documents of their own, and every text in every place on top.
    """
    documents = {json.dumps(tree) for tree in EVERY.values()}

    assert len(EVERY) == len(documents)
    assert 100 <= len(documents)
    assert 2000 <= len(PLACES) * len(TEXTS)


def test_nothing_is_written_beside_the_client(tmp_path: Path) -> None:
    """
    The whole command, from the file to the folder, with every text as tag and schema.
    """
    from tests.generator.specimens import checkout

    pets = checkout(tmp_path / "project")
    pets.write("evil/spec.yaml", PLACES["tag"](list(TEXTS.values())[:20]))
    before = {file for file in tmp_path.rglob("*") if file.is_file()}

    said = pets.build(
        "--spec",
        str(tmp_path / "project/evil/spec.yaml"),
        "--package",
        "evil",
        "-o",
        str(tmp_path / "out"),
        "--lenient",
    )

    written = {file for file in tmp_path.rglob("*") if file.is_file()} - before
    assert (0, "") == (said.code, said.err)
    assert written
    assert all(file.is_relative_to(tmp_path / "out") for file in written)
    assert said.out.replace("\n", "").isprintable()
