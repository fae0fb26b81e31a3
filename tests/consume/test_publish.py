"""From a commit to the index, past every gate, cut short anywhere."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import pytest

from generator.release import index
from generator.release.audit import audit
from generator.release.checkout import git
from generator.release.destination import FolderIndex
from generator.release.gates import record_green
from generator.release.ledger import Change
from generator.release.refusal import Refused
from tests.consume.projects import NOW, Shop, shop
from tests.generator.release.toys import committed

WHO = "release@example.test"


@pytest.fixture
def toys(tmp_path: Path) -> Shop:
    return shop(tmp_path)


def published(toys: Shop) -> set[str]:
    """Wheels that pages name."""
    pages = (toys.index / "simple").glob("*/index.json")
    return {file["filename"] for page in pages for file in json.loads(page.read_text("utf-8"))["files"]}


def test_everything_new_is_published_signed_and_tagged(toys: Shop) -> None:
    """
    The runtime first; with notes, and pages that agree with files and signatures.
    """
    released = toys.publish()

    assert ["warp-client-core 0.1.0", "pets-client 1.0.0", "cats-client 1.0.0"] == released
    assert 3 == len(published(toys))
    assert [] == audit(toys.index, toys.signers, WHO)
    assert ["cats-1.0.0", "core-0.1.0", "pets-1.0.0"] == git(toys.root, "tag").splitlines()
    assert "The first release." in (toys.index / "releases/pets-client/1.0.0/NOTES.md").read_text("utf-8")


def test_a_named_client_is_published_alone(toys: Shop) -> None:
    """
    With the runtime that is out there already.
    """
    toys.publish("core")

    assert ["cats-client 1.0.0"] == toys.publish("cats")
    assert {"warp_client_core-0.1.0-py3-none-any.whl", "cats_client-1.0.0-py3-none-any.whl"} == published(toys)


def test_the_next_version_joins_the_first(toys: Shop) -> None:
    """
    What has not changed is left alone.
    """
    toys.publish()
    toys.write("pets", "1.0.1", base="1.0.0", body="A = 2\n")
    committed(toys.root)

    assert ["pets-client 1.0.1"] == toys.publish()
    assert ["1.0.0", "1.0.1"] == index.versions(toys.index, "pets-client")


REFUSALS = {
    "dirty": (lambda toys: (toys.root / "x").write_text("", "utf-8"), (), "not committed .x.. Commit them"),
    "drift": (lambda toys: setattr(toys, "drift", 1), (), "Run `nox -s regenerate`"),
    "red": (lambda toys: setattr(toys, "suite", lambda: 1), (), "default sessions fail on"),
    "unknown": (lambda toys: None, ("dogs",), "There is no dogs to release. Name some of core, pets, cats"),
    "no runtime": (lambda toys: None, ("pets",), r"Clients need warp-client-core .* not in the index: release it too"),
    "unprepared": (lambda toys: toys.versions.update(core="0.2.0"), (), "does not begin with 0.2.0.*release prepare"),
    "key": (lambda toys: setattr(toys, "key", toys.root / "none"), (), "Name a usable key in WARP_RELEASE_KEY"),
}


@pytest.mark.parametrize("why", REFUSALS)
def test_what_is_not_fit_is_refused_and_nothing_is_published(toys: Shop, why: str) -> None:
    """
    In a sentence that says what to do.
    """
    spoil, wanted, said = REFUSALS[why]
    spoil(toys)

    with pytest.raises(Refused, match=said):
        toys.publish(*wanted)

    assert (set(), "") == (published(toys), git(toys.root, "tag"))


def test_a_step_below_the_verdict_is_refused(toys: Shop) -> None:
    """
    By what the detectors say now, not by what the ledger says.
    """
    toys.publish()
    toys.write("pets", "1.0.1", base="1.0.0", body="A = 2\n")
    committed(toys.root)
    toys.severity = "minor"

    with pytest.raises(Refused, match=r"too small a step from 1\.0\.0: the verdict is minor, which needs 1\.1\.0"):
        toys.publish("pets")


def test_a_change_after_the_release_was_prepared_is_refused(toys: Shop) -> None:
    """
    The number still fits, but the wheel would not tell of it.
    """
    toys.publish()
    toys.write("pets", "1.0.1", base="1.0.0", body="A = 2\n")
    committed(toys.root)
    toys.changes = (Change("patch", "wire", "documentation", "pets.list", "The words changed.", "Nothing."),)

    with pytest.raises(Refused, match=r"does not tell all that pets-client 1\.0\.1 changes: documentation pets\.list"):
        toys.publish("pets")


def test_a_version_that_exists_is_refused(toys: Shop) -> None:
    """
    With the same bytes, and with others; by name and as a whole.
    """
    toys.publish()

    with pytest.raises(Refused, match=r"pets-client 1\.0\.0 exists in the index, as it would be built now"):
        toys.publish("pets")
    with pytest.raises(Refused, match="Every version exists in the index"):
        toys.publish()
    toys.write("pets", "1.0.0", body="A = 2\n")
    committed(toys.root)
    with pytest.raises(Refused, match=r"exists in the index, with other bytes.*release prepare --client pets"):
        toys.publish("pets")


def test_a_runtime_that_changed_since_its_release_is_refused(toys: Shop) -> None:
    """
    The client was made for what is here, and its users would get what is out there.
    """
    toys.publish("core")
    toys.write("core", "0.1.0", body="A = 2\n")
    committed(toys.root)

    with pytest.raises(Refused, match="it was changed since it was released: prepare its next version"):
        toys.publish("pets")


def test_a_wheel_that_is_not_what_its_record_says_is_refused(toys: Shop) -> None:
    """
    The record inside is held against the files inside.
    """
    (toys.root / "projects/pets/src/pets/__init__.py").write_text("A = 3\n", "utf-8")
    committed(toys.root)

    with pytest.raises(Refused, match=r"holds other files than its provenance\.toml says"):
        toys.publish()


HOOK = """\
import os
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):
    def initialize(self, version, build_data):
        with open("noise.bin", "wb") as file:
            file.write(os.urandom(16))
        build_data["force_include"]["noise.bin"] = "noise/noise.bin"
"""


def test_a_wheel_that_comes_out_differently_each_time_is_refused(toys: Shop) -> None:
    """
    Whatever its record says.
    """
    folder = toys.root / "projects/pets"
    (folder / "hatch_build.py").write_text(HOOK, "utf-8")
    with open(folder / "pyproject.toml", "a", encoding="utf-8") as file:
        file.write("\n[tool.hatch.build.hooks.custom]\n")
    committed(toys.root)

    with pytest.raises(Refused, match=r"pets_client-1\.0\.0.* comes out differently when built again"):
        toys.publish()

    assert set() == published(toys)


def test_a_wheel_that_twine_does_not_accept_is_refused(toys: Shop) -> None:
    """
    As it would be by an index.
    """
    file = toys.root / "projects/core/pyproject.toml"
    file.write_text(file.read_text("utf-8").replace("README.md", "README.rst"), "utf-8")
    (toys.root / "projects/core/README.rst").write_text("Title\n==\n\n.. nonsense::\n\n`a\n", "utf-8")
    committed(toys.root)

    with pytest.raises(Refused, match="twine does not accept"):
        toys.publish("core")


def test_a_commit_that_came_while_the_suite_ran_is_refused(toys: Shop) -> None:
    """
    What was tested is what is released.
    """
    toys.suite = lambda: 0 if committed(toys.root) else 1

    with pytest.raises(Refused, match="Another commit was checked out meanwhile"):
        toys.publish()


def test_a_record_of_a_green_run_spares_the_suite(toys: Shop) -> None:
    """
    Of this very commit.
    """
    record_green(toys.root, git(toys.root, "rev-parse", "HEAD"), key=toys.key, now=NOW - 600)
    toys.suite = lambda: 1

    assert 3 == len(toys.publish())
    assert "the default sessions passed on this commit 10 minutes ago" in toys.said


@attrs.define
class Failing:
    """An index whose connection breaks after some wheels."""

    folder: FolderIndex
    left: int

    def digest_of(self, wheel: str) -> str | None:
        return self.folder.digest_of(wheel)

    def take(self, wheels: list[Path]) -> None:
        self.folder.take(wheels[: self.left])
        raise OSError("connection lost")


@pytest.mark.parametrize("left", [0, 1, 2, 3])
def test_a_release_that_was_cut_short_is_taken_up(toys: Shop, left: int) -> None:
    """
    On the same commit, whatever was published by then; the index was sound all the time.
    """
    whole = toys.destination
    assert isinstance(whole, FolderIndex)
    toys.destination = Failing(whole, left)
    with pytest.raises(OSError, match="connection lost"):
        toys.publish()
    half = (len(published(toys)), index.differences(toys.index) if left else [])
    toys.destination = whole

    released = toys.publish()

    assert (left, []) == half
    assert (3, 3, []) == (len(released), len(published(toys)), audit(toys.index, toys.signers, WHO))
