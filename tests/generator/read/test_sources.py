"""A checkout as values: which files are read, which are not, and what identifies them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.problems import Place, Problem
from generator.read.sources import Project
from tests.generator.specimens import Checkout, checkout, document, operation, problems


@pytest.fixture
def pets(tmp_path: Path) -> Checkout:
    """A checkout with one document."""
    return checkout(tmp_path)


def test_a_document_is_every_file_that_it_reaches(pets: Checkout) -> None:
    """
    In folders, through one another, each once.
    """
    pets.write("openapi/pets.yaml", document(operation(reply={"$ref": "a/one.yaml#/A"})))
    pets.write("openapi/a/one.yaml", {"A": {"$ref": "../two.json#/B"}})
    pets.write("openapi/two.json", '{"B": {"$ref": "a/one.yaml#/A"}}')
    pets.write("openapi/unused.yaml", "[")

    found = Project(pets.root).document("pets.yaml")

    assert {"pets.yaml", "a/one.yaml", "two.json"} == set(found)


def test_nothing_outside_the_folder_is_opened(pets: Checkout) -> None:
    """
    `bundle` will report the reference.
    """
    pets.write("secret.yaml", {"A": {}})
    pets.write("openapi/pets.yaml", document(operation(reply={"$ref": "../secret.yaml#/A"})))

    assert ["pets.yaml"] == list(Project(pets.root).document("pets.yaml"))


def test_every_unreadable_file_is_reported(pets: Checkout) -> None:
    """
    Broken, binary, missing.
    """
    references = [{"$ref": "one.yaml#/A"}, {"$ref": "two.yaml#/A"}]
    pets.write("openapi/pets.yaml", document(operation(parameters=references)))
    pets.write("openapi/one.yaml", "a: [")
    (pets.root / "openapi" / "two.yaml").write_bytes(b"\xff\xfe")

    found = problems(Project(pets.root).document, "pets.yaml")

    assert ["one.yaml", "openapi/two.yaml"] == [one.place.file for one in found]
    assert "cannot be read: it is not UTF-8" == found[1].message
    assert ["cannot be read: No such file or directory"] == [
        one.message for one in problems(Project(pets.root).document, "nowhere.yaml")
    ]


def test_corrections_come_in_the_order_of_their_names(pets: Checkout) -> None:
    """
    However the file system lists them.
    """
    for name in ("020-b", "010-a", "030-c"):
        pets.write(f"openapi/corrections/{name}.yaml", {"a": 1})

    assert ["corrections/010-a.yaml", "corrections/020-b.yaml", "corrections/030-c.yaml"] == list(
        Project(pets.root).corrections()
    )


def test_an_overlay_is_its_manifest_and_its_modules(pets: Checkout) -> None:
    """
    Caches and other files are not shipped.
    """
    pets.write("overlays/care/overlay.toml", 'name = "care"\nwhy = "Because."\n')
    for path in ("__init__.py", "deep/a.py", "README.md", "__pycache__/a.py", ".ruff_cache/b.py"):
        pets.write(f"overlays/care/{path}", "")

    found = Project(pets.root).overlay("care")

    assert ["__init__.py", "deep/a.py"] == [path for path, _ in found.files]


def test_an_overlay_without_a_package_is_refused(pets: Checkout) -> None:
    """
    Its mixins are imported from there.
    """
    pets.write("overlays/care/overlay.toml", 'name = "care"\nwhy = "Because."\n')

    assert ["the overlay has no __init__.py"] == [one.message for one in problems(Project(pets.root).overlay, "care")]


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("openapi/pets.yaml", "documents"),
        ("openapi/names.toml", "documents"),
        ("openapi/more.json", "documents"),
        ("openapi/corrections/001.yaml", "corrections"),
        ("templates/macros.jinja", "templates"),
        ("overlays/care/__init__.py", "overlays"),
        ("overlays/care/overlay.toml", "overlays"),
        ("generator/cli.py", "generator"),
        ("LICENSE", "licence"),
        ("requirements/generator.txt", "tools"),
        ("requirements/wheels.txt", "tools"),
        ("requirements/runtime.txt", "runtime"),
        ("overlays/core/src/warp_client_core/_abi.py", "runtime"),
    ],
)
def test_a_change_of_an_input_changes_the_digest_of_its_group(pets: Checkout, path: str, group: str) -> None:
    """
    And of no other group.
    """
    before = Project(pets.root).digests()

    pets.write(path, "changed: 1\n")

    after = Project(pets.root).digests()
    assert {group} == {name for name in before if before[name] != after[name]}


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "openapi/README.md",
        "overlays/core/src/a.py",
        "overlays/care/__pycache__/a.py",
        "templates/README.md",
    ],
)
def test_other_files_change_nothing(pets: Checkout, path: str) -> None:
    """
    Core is a wheel of its own; readmes and caches are not read.
    """
    before = Project(pets.root).digests()

    pets.write(path, "changed\n")

    assert before == Project(pets.root).digests()


def test_problems_are_located_from_the_root_of_the_checkout(pets: Checkout) -> None:
    """
    Documents by pointer, manifests by key; what has a line keeps it, what is no file is left alone.
    """
    project = Project(pets.root)

    def where(problem: Problem) -> tuple[str, int, int]:
        found = project.locate(problem)
        return found.place.file, found.line, found.column

    assert ("openapi/pets.yaml", 2, 1) == where(Problem(Place("pets.yaml", "/info"), "", ""))
    assert ("openapi/clients.toml", 6, 1) == where(
        Problem(Place("openapi/clients.toml", "/clients/pets/version"), "", "")
    )
    assert ("openapi/pets.yaml", 7, 8) == where(Problem(Place("pets.yaml"), "", "", line=7, column=8))
    assert ("plain document", 0, 0) == where(Problem(Place("plain document"), "", ""))
    assert ("x" * 5000, 0, 0) == where(Problem(Place("x" * 5000), "", ""))


def test_the_templates_are_read_by_their_path(pets: Checkout) -> None:
    """
    Below their folder.
    """
    assert "calls/module.py.jinja" in Project(pets.root).templates()
