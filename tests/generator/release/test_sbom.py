"""What a wheel says that it stands on."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import attrs

from generator.model.software import Software
from generator.passes.plan_project import CORE
from generator.read.software import read_software
from generator.release.sbom import client_sbom, core_sbom, distribution_of
from tests.generator.specimens import ROOT, SETTINGS, checkout

SOFTWARE = Software(
    version="0.3.0",
    requires=("attrs>=23.2,<27", "httpx>=0.28.1,<1"),
    extras={"stores": ("cryptography>=44,<51",), "keyring": ("cryptography>=44,<51", "Key_Ring>=25")},
    bare={"attrs": "26.1.0", "httpx": "0.28.1", "h11": "0.16.0"},
    pins={"attrs": "26.1.0", "httpx": "0.28.1", "h11": "0.16.0", "cryptography": "50.0.2"},
)


def bill(text: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(text)
    return parsed


def scopes(text: str) -> dict[str, str]:
    return {one["name"]: one["scope"] for one in bill(text)["components"]}


def test_the_bill_lists_what_an_install_brings() -> None:
    """
    The runtime, its needs and theirs, in the versions that were tested, with what is asked for.
    """
    components = {one["name"]: one for one in bill(client_sbom(SETTINGS, SOFTWARE))["components"]}

    assert {CORE: "0.3.0", "attrs": "26.1.0", "h11": "0.16.0", "httpx": "0.28.1"} == {
        name: one["version"] for name, one in components.items()
    }
    assert [{"name": "warp:requirement", "value": f"{CORE}>=0.3.0,<0.4"}] == components[CORE]["properties"]
    assert "properties" not in components["h11"]


def test_extras_are_optional_and_only_those_that_the_client_passes_on() -> None:
    """
    Each component once; a version that is not pinned is not made up.
    """
    text = client_sbom(attrs.evolve(SETTINGS, extras=("keyring",)), SOFTWARE)

    assert "optional" == scopes(text)["cryptography"] == scopes(text)["key-ring"]
    (unpinned,) = (one for one in bill(text)["components"] if one["name"] == "key-ring")
    assert ("pkg:pypi/key-ring", False) == (unpinned["purl"], "version" in unpinned)
    assert "cryptography" not in scopes(client_sbom(SETTINGS, SOFTWARE))
    assert "optional" == scopes(core_sbom(SOFTWARE))["cryptography"]


def test_who_needs_whom_is_said_and_said_to_be_incomplete() -> None:
    """
    Pins come without edges, so edges beyond our own requirements are not claimed.
    """
    text = bill(client_sbom(SETTINGS, SOFTWARE))

    links = {one["ref"]: one["dependsOn"] for one in text["dependencies"]}
    assert {
        "pkg:pypi/pets-client@1.0.0": ["pkg:pypi/attrs@26.1.0", f"pkg:pypi/{CORE}@0.3.0"],
        f"pkg:pypi/{CORE}@0.3.0": ["pkg:pypi/attrs@26.1.0", "pkg:pypi/httpx@0.28.1"],
    } == links
    assert [{"aggregate": "incomplete", "dependencies": list(links)}] == text["compositions"] or sorted(
        links
    ) == sorted(text["compositions"][0]["dependencies"])


def test_the_bill_is_the_same_each_time_and_another_for_another_version() -> None:
    """
    The serial number too (RFC 9562, version 5).
    """
    one, two = (client_sbom(SETTINGS, attrs.evolve(SOFTWARE)) for _ in range(2))
    other = client_sbom(attrs.evolve(SETTINGS, version="1.0.1"), SOFTWARE)

    assert one == two
    assert bill(one)["serialNumber"] != bill(other)["serialNumber"]


def test_the_requirements_are_those_of_the_project(tmp_path: Path) -> None:
    """
    What the bill says and what installers read cannot differ.
    """
    pets = checkout(tmp_path)
    pets.build()

    project = tomllib.loads((tmp_path / "generated/pets/pyproject.toml").read_text("utf-8"))
    text = bill((tmp_path / "generated/pets/sbom.cdx.json").read_text("utf-8"))
    said = {
        p["value"] for one in text["components"] for p in one.get("properties", []) if p["name"] == "warp:requirement"
    }
    assert set(project["project"]["dependencies"]) == said
    assert ["sbom.cdx.json"] == project["tool"]["hatch"]["build"]["targets"]["wheel"]["sbom-files"]


def test_everything_that_ships_is_pinned() -> None:
    """
    Every requirement of the runtime has a tested version, with and without extras, so that no bill has a hole.
    """
    software = read_software(ROOT)

    optional = {distribution_of(one) for needs in software.extras.values() for one in needs}
    assert set() == {distribution_of(one) for one in software.requires} - software.bare.keys()
    assert set() == optional - software.pins.keys() - {CORE}
    assert {"hatchling", "ruff"} <= software.tools.keys()
