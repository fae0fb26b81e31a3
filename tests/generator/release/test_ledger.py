"""The record of releases: what it may hold, how it is written, and that the wheels carry it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.release.ledger import Change, Release, dump_ledger, highest, parse_ledger, read_ledger, write_ledger
from tests.generator.specimens import ROOT, built, document, messages

CHANGE = Change(
    "major", "surface", "method-removed", "pets.list(status)", "It is gone.", "Stop using it.", "str", None, "pets.find"
)
RELEASES = (
    Release("1.10.0", "1.9.2", "2026-11-23", "minor"),
    Release("1.9.2", "none", "2026-01-01", "major", (CHANGE,)),
)


def record(**changes: Any) -> str:
    """A ledger of one release with one change, in which something was put another way."""
    (tree,) = json.loads(dump_ledger(RELEASES[1:]))
    for key, value in changes.items():
        place = tree if key in tree else tree["changes"][0]
        if value is None:
            del place[key]
        else:
            place[key] = value
    return json.dumps([tree])


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """
    Byte for byte when it is written again.
    """
    write_ledger(tmp_path, "pets", RELEASES)

    assert RELEASES == read_ledger(tmp_path, "pets")
    assert dump_ledger(RELEASES) == (tmp_path / "openapi/releases/pets.json").read_text("utf-8")


def test_nothing_was_released_where_there_is_no_file(tmp_path: Path) -> None:
    """
    A new client needs no empty one.
    """
    assert () == read_ledger(tmp_path, "pets")


def test_absent_values_are_left_out() -> None:
    """
    So that readers need not tell null from missing.
    """
    (plain,) = json.loads(dump_ledger(RELEASES[1:]))

    assert ["severity", "detector", "rule", "subject", "was", "what", "do", "replacement"] == list(plain["changes"][0])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "this must be a list"),
        ("[1]", "this must be an object"),
        (record(version="1.2"), "'1.2' is no version"),
        (record(base="v1"), "'v1' is no base"),
        (record(date="23.11.2026"), "'23.11.2026' is no date"),
        (record(verdict="huge"), "'huge' is no verdict"),
        (record(what=None), "'what' is missing"),
        (record(do=""), "this must be a sentence"),
        (record(rule="Method Removed"), "'Method Removed' is no rule"),
        (record(subject="pets list"), "'pets list' is no subject"),
        (record(replacement="pets."), "'pets.' is no replacement"),
        (record(detector="guess"), "'guess' is no detector"),
        (record(severity="none"), "'none' is no severity"),
    ],
)
def test_anything_else_is_refused(text: str, message: str) -> None:
    """
    In words.
    """
    assert message in messages(parse_ledger, text, "pets.json")


def test_unknown_keys_are_refused() -> None:
    """
    A misspelled one would be lost without a word.
    """
    text = record().replace('"do"', '"did": "x", "do"')

    assert ["'did' means nothing here"] == messages(parse_ledger, text, "pets.json")


def test_the_newest_release_comes_first() -> None:
    """
    By number, not by text.
    """
    assert ["1.9.2 stands above 1.10.0"] == messages(parse_ledger, dump_ledger(RELEASES[::-1]), "pets.json")


def test_a_malformed_record_is_not_written(tmp_path: Path) -> None:
    """
    The file stays as it was.
    """
    assert messages(write_ledger, tmp_path, "pets", RELEASES[::-1])
    assert not (tmp_path / "openapi").exists()


def test_the_highest_of_nothing_is_a_patch() -> None:
    """
    Nothing changed for callers.
    """
    assert ("patch", "major", "minor") == (
        highest(()),
        highest(("minor", "major", "patch")),
        highest(("minor", "patch")),
    )


def test_a_client_carries_its_record() -> None:
    """
    As it stands; an empty one before the first release.
    """
    text = dump_ledger(RELEASES)

    assert text == built(document(), releases={"pets": text})["src/pets/changes.json"]
    assert "[]\n" == built(document())["src/pets/changes.json"]


@pytest.mark.parametrize("client", ["customer", "admin", "netsuite", "core"])
def test_what_ships_is_the_record_of_the_repository(client: str) -> None:
    """
    The copies of the three clients, and the one of the runtime, which nothing generates.
    """
    folder = "overlays/core/src/warp_client_core" if client == "core" else f"generated/{client}/src/warp_{client}"

    assert dump_ledger(read_ledger(ROOT, client)) == (ROOT / folder / "changes.json").read_text("utf-8")
