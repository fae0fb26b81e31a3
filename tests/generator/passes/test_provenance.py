"""What a project was made of, and how a build knows that there is nothing to do."""

from __future__ import annotations

import tomllib

import pytest

from generator.passes.provenance import FILE, is_current, output_digest, package_digest, provenance
from tests.generator.specimens import SETTINGS

INPUTS = {"templates": "b" * 64, "documents": "a" * 64}
TOOLS = {"ruff": "0.17.6", "hatchling": "1.33.0"}
TREE = {"a.py": "x = 1\n", "b.py": ""}


def made() -> dict[str, str]:
    """A project with its record."""
    return {**TREE, FILE: provenance(SETTINGS, INPUTS, TREE, TOOLS)}


def test_the_record_names_inputs_and_output() -> None:
    """
    Sorted, without a time or a path of the machine.
    """
    record = tomllib.loads(made()[FILE])

    heads = {"distribution": "pets-client", "client": "pets", "document": "pets.yaml", "output": output_digest(TREE)}
    assert {**heads, "package": package_digest("pets", TREE), "inputs": INPUTS, "tools": TOOLS} == record
    assert made()[FILE].index("documents") < made()[FILE].index("templates")


def test_a_project_with_its_own_record_is_current() -> None:
    """
    The record does not count into its own digest.
    """
    assert is_current(made(), INPUTS)


@pytest.mark.parametrize(
    "changed",
    [
        {**made(), "a.py": "x = 2\n"},
        {**made(), "c.py": ""},
        {key: text for key, text in made().items() if key != "b.py"},
        {key: text for key, text in made().items() if key != FILE},
        {**made(), FILE: "["},
        {**made(), FILE: ""},
        {**made(), "a.py": "\udcff"},
    ],
)
def test_anything_else_is_not_current(changed: dict[str, str]) -> None:
    """
    Changed, added, removed, unreadable.
    """
    assert not is_current(changed, INPUTS)


def test_other_inputs_are_not_current() -> None:
    """
    A group more, or another digest.
    """
    assert not is_current(made(), {**INPUTS, "documents": "c" * 64})
    assert not is_current(made(), {**INPUTS, "tools": "c" * 64})


def test_the_digest_tells_paths_from_contents() -> None:
    """
    Moving text between files changes it.
    """
    assert output_digest({"a": "bc"}) != output_digest({"ab": "c"})
    assert output_digest({"a": "1", "b": "2"}) != output_digest({"a": "2", "b": "1"})


def test_the_digest_of_a_package_is_of_what_gets_installed() -> None:
    """
    Paths as they stand beside other packages; what lies outside does not count, nor does the record itself.
    """
    package = {"src/pets/a.py": "x = 1\n"}

    assert output_digest({"pets/a.py": "x = 1\n"}) == package_digest("pets", package)
    assert package_digest("pets", package) == package_digest(
        "pets", {**package, "README.md": "", "src/petshop/a.py": ""}
    )
    assert package_digest("pets", package) == package_digest("pets", {**package, f"src/pets/{FILE}": "x"})
