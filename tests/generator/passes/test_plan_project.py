"""What makes the output an installable project."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

from generator.passes.plan_project import ABI, method_rows
from tests.generator.specimens import ROOT, SETTINGS, built, document, layout_of, operation, ran, writing
from warp_client_core import _abi

PATH = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
HEADER = {"name": "X-A", "in": "header", "required": True, "schema": {"type": "string"}}


def test_pyproject_names_the_distribution_and_what_it_needs() -> None:
    """
    A range of core, pinned build tools, no extras.
    """
    project = tomllib.loads(built(document())["pyproject.toml"])["project"]

    assert ("pets-client", "1.0.0", "Client for pets") == (project["name"], project["version"], project["description"])
    assert ["warp-client-core>=0.1.0,<0.2", "attrs>=23.2,<27"] == project["dependencies"]


@pytest.mark.parametrize("client", ["customer", "admin", "netsuite"])
def test_a_client_passes_on_extras_that_the_runtime_has(client: str) -> None:
    """
    Under the same names: an extra that core lacks would install nothing, and pip only warns.
    """
    core = tomllib.loads((ROOT / "overlays" / "core" / "pyproject.toml").read_text("utf-8"))["project"]
    extras = tomllib.loads((ROOT / "generated" / client / "pyproject.toml").read_text("utf-8"))["project"][
        "optional-dependencies"
    ]

    assert {"redis", "keyring", "stores"} <= extras.keys() <= core["optional-dependencies"].keys()
    assert {name: [f"warp-client-core[{name}]>=0.1.0,<0.2"] for name in extras} == extras


def test_the_abi_is_that_of_core(tmp_path: Path) -> None:
    """
    A client that asks for another one tells the user what to upgrade.
    """
    assert _abi.ABI == ABI
    assert "1.0.0" == ran(built(document()), tmp_path, "import pets; print(json.dumps(pets.__version__))")


@pytest.mark.parametrize(
    ("operations", "example"),
    [
        ([operation("get_pet"), operation("list_pets", responses={"200": {}})], "pets.get()"),
        ([operation(parameters=[{**PATH, "in": "query"}]), operation("a", tags=["z"])], "z.a()"),
        ([operation(parameters=[HEADER]), writing("b")], "pets.b()"),
        ([writing(body={"type": "object", "required": ["a"], "properties": {"a": {}}})], "pets.create(...)"),
        ([operation(**{"x-internal": True})], "settings"),
    ],
)
def test_the_example_is_the_simplest_call_there_is(operations: list[Any], example: str) -> None:
    """
    Even where none goes without arguments, or there is no method at all.
    """
    assert f"print(client.{example})" in built(document(*operations))["README.md"]


def test_the_method_table_is_sorted_and_complete() -> None:
    """
    Internal operations are no methods.
    """
    layout = layout_of(document(operation("b"), operation("a"), operation("peek", **{"x-internal": True})))

    assert ["pets.a", "pets.b"] == [row.call for row in method_rows(layout)]


def test_the_package_offers_client_models_calls_and_errors(tmp_path: Path) -> None:
    """
    Lazily, and ``dir`` shows them.
    """
    found = ran(
        built(document(), settings=attrs.evolve(SETTINGS, environment={"base_url": "PETS_URL"}), tidy=True),
        tmp_path,
        "import pets\n"
        "print(json.dumps([set(pets.__all__) <= set(dir(pets)), pets.PetClient.about.environment,"
        " [getattr(pets, name) is not None for name in pets.__all__].count(False)]))",
    )

    assert [True, {"base_url": "PETS_URL"}, 0] == found
