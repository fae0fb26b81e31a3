"""Which files there are: their names come from names, and no two outputs share one."""

from __future__ import annotations

import pytest

from generator.passes.plan import plan
from tests.generator.specimens import SETTINGS, document, messages, operation, sources, understood


def paths(tree: object) -> list[str]:
    """The planned paths of a client."""
    client = understood(tree)
    return [planned.path for planned in plan(client.api, client.layout, SETTINGS, ()).files]


def test_paths_come_from_tags_and_files() -> None:
    """
    One module of calls and one of methods per tag, one of types per file.
    """
    tree = document(operation(reply={"$ref": "animals.yaml#/Pet"}), operation("list_toys", tags=["toys"]))
    pet = {"type": "object", "properties": {}}

    found = paths(sources(tree, animals={"Pet": pet}))

    assert {
        "src/pets/__init__.py", "src/pets/client.py", "src/pets/errors.py", "README.md", "pyproject.toml",
        "src/pets/calls/__init__.py", "src/pets/calls/pets.py", "src/pets/calls/toys.py",
        "src/pets/resources/__init__.py", "src/pets/resources/pets.py", "src/pets/resources/toys.py",
        "src/pets/models/__init__.py", "src/pets/models/animals.py",
    } == set(found)  # fmt: skip


def test_one_more_operation_moves_no_other_file() -> None:
    """
    No path has a position in it.
    """
    before = paths(document(operation("b", tags=["b"])))
    after = paths(document(operation("a", tags=["a"]), operation("b", tags=["b"])))

    assert set(before) < set(after)


@pytest.mark.parametrize(("first", "second"), [("toys", "Toys"), ("toys", "TOYS")])
def test_files_that_differ_in_case_only_are_one(first: str, second: str) -> None:
    """
    On some file systems they are the same file; both are one module in any case.
    """
    pet = {"type": "object", "properties": {}}
    tree = document(operation(reply={"$ref": f"{first}.yaml#/A"}), operation("b", reply={"$ref": f"{second}.yaml#/B"}))

    found = paths(sources(tree, **{first: {"A": pet}, second: {"B": pet}}))

    assert 1 == sum(path.startswith("src/pets/models/toys") for path in found)


def test_an_internal_operation_has_a_call_and_no_method() -> None:
    """
    Overlays use it.
    """
    found = paths(document(operation(), operation("peek", tags=["inner"], **{"x-internal": True})))

    assert "src/pets/calls/inner.py" in found
    assert "src/pets/resources/inner.py" not in found


def test_a_resource_cannot_be_called_like_the_client() -> None:
    """
    The message leads to clients.toml.
    """
    found = messages(paths, document(operation(tags=["pet_client"])))

    assert ["PetClient is the class of the resource pet_client too"] == found
