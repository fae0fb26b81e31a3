"""The command behind ``nox -s verdict``: what it compares with, and what it writes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from generator.read.sources import Project
from generator.release import command, compare, gates
from generator.release.changelog import changelog
from generator.release.checkout import subjects
from generator.release.ledger import Change, Release
from generator.release.refusal import Refused
from tests.generator.release.pairs.table import base, changed
from tests.generator.specimens import CORE, Checkout, checkout


def git(folder: Path, *arguments: str) -> None:
    """Run git there, as nobody in particular."""
    who = ("-c", "user.name=a", "-c", "user.email=a@b.test", "-c", "commit.gpgsign=false", "-c", "tag.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def released(tmp_path: Path) -> Checkout:
    """A checkout whose client was released as 1.0.0, and then lost an operation and a function of the runtime."""
    pets = checkout(tmp_path / "pets")
    pets.write("openapi/pets.yaml", base())
    core = pets.root / "overlays/core/src/warp_client_core"
    for file in sorted((CORE / "warp_client_core").rglob("*.py")):
        pets.write(
            str(core.relative_to(pets.root) / file.relative_to(CORE / "warp_client_core")), file.read_text("utf-8")
        )
    assert pets.build().code == 0
    git(pets.root, "init", "--quiet")
    git(pets.root, "add", "--force", ".")
    git(pets.root, "commit", "--quiet", "-m", "one")
    git(pets.root, "tag", "pets-1.0.0")
    git(pets.root, "tag", "core-1.0.0")
    pets.write("openapi/pets.yaml", changed(base(), {"remove": ["/paths/~1owners/get"]}))
    assert pets.build().code == 0
    text = (core / "__init__.py").read_text("utf-8")
    (core / "__init__.py").write_text(text.replace('    "Tokens",\n', "", 1), "utf-8")
    return pets


def test_the_checkout_is_compared_with_its_last_release(released: Checkout, tmp_path: Path) -> None:
    """
    Each part with its own tag; what was written says the same as the exit told.
    """
    code = compare.main(["--output", str(tmp_path / "out")], released.root)

    pets, core = (json.loads((tmp_path / "out" / key / "verdict.json").read_text("utf-8")) for key in ("pets", "core"))
    assert 0 == code
    assert ("pets-1.0.0", "major") == (pets["base"], pets["bump"])
    assert "owners.list" in {one["subject"] for one in pets["changes"] if one["rule"] == "method-removed"}
    assert {"wire": "major", "surface": "major", "consumer": "major"} == pets["detectors"]
    assert ("core-1.0.0", "major") == (core["base"], core["bump"])
    assert "Tokens" in {one["subject"] for one in core["changes"] if one["rule"] == "class-removed"}
    assert "`owners.list`" in (tmp_path / "out/pets/CHANGELOG.md").read_text("utf-8")


def test_what_a_release_is_held_to_is_what_the_detectors_say(released: Checkout) -> None:
    """
    Of the checkout and the tag, whatever the ledger claims.
    """
    subject = subjects(Project(released.root))["pets"]
    severity, changes = command.rated(Project(released.root), subject, "1.0.0")

    with pytest.raises(Refused, match=r"the verdict is major, which needs 2\.0\.0"):
        gates.refuse_small_bump(subject, Release("1.1.0", "1.0.0", "2026-11-23", "patch"), severity)

    assert "owners.list" in {one.subject for one in changes if one.severity == "major"}


def test_a_release_whose_tag_is_missing_is_refused(released: Checkout) -> None:
    """
    Nothing is assumed of a version that cannot be seen.
    """
    project = Project(released.root)

    with pytest.raises(Refused, match=r"pets-0\.9\.0 is not in this clone. Run `git fetch --tags`"):
        command.rated(project, subjects(project)["pets"], "0.9.0")


def test_the_first_release_has_nothing_to_compare_with(tmp_path: Path) -> None:
    """
    By the lack of a tag, or because the caller says so.
    """
    pets = checkout(tmp_path / "pets")
    git(pets.root, "init", "--quiet")

    assert 0 == compare.main(["--output", str(tmp_path / "out")], pets.root)

    record: Any = json.loads((tmp_path / "out/pets/verdict.json").read_text("utf-8"))
    assert {"base": "none", "client": "pets", "bump": "patch", "detectors": {}, "changes": []} == record


def test_a_base_that_git_does_not_know_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    With what to give instead.
    """
    pets = checkout(tmp_path / "pets")
    git(pets.root, "init", "--quiet")

    assert 1 == compare.main(["nowhere", "--output", str(tmp_path / "out")], pets.root)

    assert "nowhere cannot be compared with" in (said := capsys.readouterr().err)
    assert "Give a tag or commit" in said


def test_each_line_of_a_changelog_says_what_who_and_what_to_do() -> None:
    """
    The gravest first, text of documents made harmless.
    """
    changes = (
        Change("patch", "wire", "documentation", "pets.list", "The words <b> changed.", "Nothing."),
        Change("major", "consumer", "no-longer-fits", "Pet.name", "It is a number.", "Adapt."),
    )

    text = changelog("pets-client", "1.0.0", "major", changes)

    assert text.index("## Breaking") < text.index("## Harmless")
    assert (
        "- `Pet.name`: It is a number. **Adapt.** "
        "(consumer, `no-longer-fits`: code for the old release no longer type-checks)" in text
    )
    assert "The words \\<b\\> changed. **Nothing.** (wire, `documentation`: the documents differ)" in text
