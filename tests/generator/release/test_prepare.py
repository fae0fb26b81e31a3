"""The next version, written where versions stand."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from generator.read.software import CORE_VERSION
from generator.read.sources import Project
from generator.release import command
from generator.release.checkout import Subject, subjects
from generator.release.ledger import Change, Release, Severity, read_ledger
from generator.release.notes import release_notes
from generator.release.prepare import base_of, entry, set_client_version, set_core_version, write
from generator.release.refusal import Refused
from tests.generator.specimens import Checkout, checkout

PETS = Subject("pets", "pets-client", "pets", "1.0.0", Path("generated/pets"), ("openapi",))
GONE = Change(
    "major", "surface", "method-removed", "pets.buy", "pets.buy is gone.", "Call pets.adopt.", replacement="pets.adopt"
)
NEW = Change("minor", "wire", "operation-added", "pets.adopt", "pets.adopt is new.", "Nothing.")


@pytest.fixture
def pets(tmp_path: Path) -> Checkout:
    """A checkout with a runtime of its own version."""
    found = checkout(tmp_path)
    found.write(CORE_VERSION, 'VERSION: Final = "0.1.0"\n')
    return found


@pytest.mark.parametrize(
    ("version", "severity", "expected"),
    [(None, "patch", "1.4.3"), (None, "minor", "1.5.0"), (None, "major", "2.0.0"), ("1.6.0", "minor", "1.6.0")],
)
def test_an_entry_has_the_version_that_was_asked_for_or_the_lowest(
    version: str | None, severity: Severity, expected: str
) -> None:
    """
    With what it is compared with, and the changes since.
    """
    found = entry(PETS, "1.4.2", version, severity, (NEW,), date="2026-11-23")

    assert Release(expected, "1.4.2", "2026-11-23", severity, (NEW,)) == found


def test_the_first_release_is_compared_with_nothing() -> None:
    """
    It has the version that stands there already, and no changes.
    """
    assert Release("1.0.0", "none", "2026-11-23", "patch") == entry(PETS, "none", None, "patch", (), date="2026-11-23")


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("1.5", "Write three numbers"),
        ("1.4.2", r"not above 1\.4\.2, the last release. The next is 1\.5\.0"),
        ("1.4.3", r"too small a step from 1\.4\.2: the verdict is minor. Use 1\.5\.0 or higher"),
    ],
)
def test_a_version_that_will_not_do_is_refused(version: str, said: str) -> None:
    """
    With one that will.
    """
    with pytest.raises(Refused, match=said):
        entry(PETS, "1.4.2", version, "minor", (), date="2026-11-23")


def test_the_base_is_the_newest_other_version() -> None:
    """
    Preparing a version again replaces its entry.
    """
    ledger = (Release("1.5.0", "1.4.2", "2026-11-23", "minor"), Release("1.4.2", "none", "2026-11-01", "patch"))

    assert ("1.5.0", "1.4.2", "none") == (base_of(ledger, None), base_of(ledger, "1.5.0"), base_of((), None))


def test_setting_a_version_changes_one_line() -> None:
    """
    Comments, order and the other clients stay.
    """
    text = '# Why\n[clients.cats]\nversion = "1.0.0"\n\n[clients.pets]\nname = "x"  # y\nversion = "1.0.0"\nlast = 1\n'

    changed = set_client_version(text, "pets", "2.0.0")

    assert text.replace('y\nversion = "1.0.0"', 'y\nversion = "2.0.0"') == changed
    assert "2.0.0" == tomllib.loads(changed)["clients"]["pets"]["version"]


def test_a_version_that_stands_nowhere_is_refused() -> None:
    """
    A table that has none does not take its neighbour's.
    """
    with pytest.raises(Refused, match="has no version for pets"):
        set_client_version('[clients.pets]\n[clients.cats]\nversion = "1.0.0"\n', "pets", "2.0.0")
    with pytest.raises(Refused, match="has no line VERSION"):
        set_core_version("VERSION = 1\n", "2.0.0")


def test_a_prepared_runtime_raises_what_clients_ask_for(pets: Checkout) -> None:
    """
    Its version stands in one place, which the clients are generated from.
    """
    runtime = subjects(Project(pets.root))["core"]

    write(pets.root, runtime, entry(runtime, "0.1.0", None, "major", (), date="2026-11-23"))
    pets.build()

    needs = tomllib.loads((pets.root / "generated/pets/pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert "0.2.0" == subjects(Project(pets.root))["core"].version
    assert "warp-client-core>=0.2.0,<0.3" in needs
    assert "0.2.0" == read_ledger(pets.root, "core")[0].version


def test_the_command_prepares_a_first_release(pets: Checkout) -> None:
    """
    Ledger, version and generated client; it says what comes next.
    """
    said = pets.run("release", "prepare", "--client", "pets", "--version", "1.2.0", "--date", "2026-11-23")

    assert 0 == said.code
    assert "pets-client none -> 1.2.0 (patch, 0 changes)." in said.out
    assert "Review the diff, commit it, then run `nox -s release`." in said.out
    project = tomllib.loads((pets.root / "generated/pets/pyproject.toml").read_text("utf-8"))["project"]
    shipped = json.loads((pets.root / "generated/pets/src/pets/changes.json").read_text("utf-8"))
    assert ("1.2.0", ["1.2.0"]) == (project["version"], [one["version"] for one in shipped])


def test_the_next_release_takes_its_version_from_the_verdict(pets: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    And its changes.
    """
    monkeypatch.setattr(command, "rated", lambda project, subject, base: ("major", (GONE,)))
    pets.run("release", "prepare", "--client", "pets", "--version", "1.2.0")

    said = pets.run("release", "prepare", "--client", "pets")

    assert "pets-client 1.2.0 -> 2.0.0 (major, 1 changes)." in said.out
    assert (GONE,) == read_ledger(pets.root, "pets")[0].changes
    assert ["2.0.0", "1.2.0"] == [one.version for one in read_ledger(pets.root, "pets")]


def test_the_command_refuses_in_a_sentence(pets: Checkout) -> None:
    """
    Without a traceback, and nothing is written.
    """
    said = pets.run("release", "prepare", "--client", "cats")

    assert (1, "There is no client cats. Name one of core, pets.\n") == (said.code, said.err)
    assert {} == pets.generated()


def test_publishing_without_a_key_is_refused(pets: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    With the setting that names one.
    """
    monkeypatch.delenv(command.KEY, raising=False)

    assert "Set WARP_RELEASE_KEY to the path of an ssh key" in pets.run("release", "publish").err


def test_half_an_endpoint_is_refused(pets: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where to upload and where to look belong together.
    """
    monkeypatch.setenv(command.UPLOAD, "https://packages.example.test/legacy/")
    monkeypatch.delenv(command.SIMPLE, raising=False)

    with pytest.raises(Refused, match="Set both or neither"):
        command.destination(pets.root)


def test_notes_say_what_to_do_worst_first() -> None:
    """
    Each line with its detector and its rule.
    """
    lines = release_notes("pets-client", Release("2.0.0", "1.4.2", "2026-11-23", "major", (NEW, GONE))).splitlines()

    assert ["# pets-client 2.0.0", "2026-11-23. Since 1.4.2: major."] == [lines[0], lines[2]]
    assert [
        "## Breaking",
        "- `pets.buy`: pets.buy is gone. Now: `pets.adopt`. **Call pets.adopt.** (surface: method-removed)",
        "## New",
        "- `pets.adopt`: pets.adopt is new. **Nothing.** (wire: operation-added)",
    ] == [line for line in lines[3:] if line]


def test_notes_of_a_first_and_of_an_unchanged_release() -> None:
    """
    Neither is empty.
    """
    first = release_notes("pets-client", Release("1.0.0", "none", "2026-11-23", "patch"))
    same = release_notes("pets-client", Release("1.0.1", "1.0.0", "2026-11-23", "patch"))

    assert "The first release." in first
    assert "Nothing that callers can see has changed." in same
