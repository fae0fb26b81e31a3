"""``warp-upgrade`` on a ledger that the verdict itself wrote: their words are the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.release.ledger import Change, Release, dump_ledger
from generator.release.verdict import ROOT, judged
from generator.release.wire import reports
from tests.generator.release.pairs.table import base, changed
from tests.generator.release.test_pairs import made
from warp_client_core.upgrade import main
from warp_client_core.upgrade.ledger import read_ledger

NEXT = {
    "remove": ["/paths/~1pets~1{pet_id}/delete"],
    "set": {
        "/paths/~1owners/get/operationId": "find_owners",
        "/paths/~1owners/get/parameters": [
            {"name": "city", "in": "query", "required": True, "description": "Where.", "schema": {"type": "string"}}
        ],
        "/components/schemas/PetStatus/enum": ["home"],
        "/components/schemas/PetCreate/required": ["name", "nickname"],
        "/components/schemas/Owner/required": [],
    },
}
PROGRAM = """\
from pets import PetClient
from pets.models import PetStatus


def work(client: PetClient) -> None:
    client.pets.delete("1")
    client.pets.create(name="Rex")
    client.pets.create(name="Rex", nickname="R")
    client.pets.list(status=PetStatus.AWAY)
    client.pets.list(status=PetStatus.HOME)
    for owner in client.owners.list():
        print(owner.id)
    client.pets.get("1")
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Change, ...]]:
    """The package of the next release with its ledger, and the changes in it."""
    folder = tmp_path_factory.mktemp("releases")
    old = made(base(), folder / "old")
    renamed = {"owners.list": {"to": "owners.find", "since": "1.1.0"}}
    tree = changed(base(), NEXT)
    new = made(tree, folder / "new", names={"documents": {"pets.yaml": {"renamed": renamed}}})
    (report,) = reports([(old.document, new.document)], ROOT / "tools", ROOT / "redocly.yaml")
    found = judged("pets", old, new, report)
    releases = (Release("2.0.0", "1.0.0", "2026-11-23", found.bump, found.changes),)
    (folder / "new/src/pets/changes.json").write_text(dump_ledger(releases), "utf-8")
    return folder / "new/src/pets", found.changes


def told(ledger: tuple[Path, Any], source: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, Any]:
    """Exit code and report of ``warp-upgrade check``."""
    capsys.readouterr()
    span = ("--from", "pets=1.0.0", "--to", "pets=2.0.0", "--client", str(ledger[0]))
    code = main(["check", *span, "--json", *options, str(source)])
    return code, json.loads(capsys.readouterr().out)


def lines(report: Any) -> dict[int, set[str]]:
    """Line -> the rules of the breaking changes that touch it."""
    found: dict[int, set[str]] = {}
    for change in report["touched"]:
        for place in change["places"] if change["severity"] == "major" else []:
            found.setdefault(place["line"], set()).add(change["subject"])
    return found


def test_each_kind_of_break_is_found_at_its_line(
    ledger: tuple[Path, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    The calls that leave out what must be given now, and not those that give it. Which value a call gives is not asked,
    so one that passes the status is told of the value that is gone.
    """
    source = tmp_path / "work.py"
    source.write_text(PROGRAM, "utf-8")

    code, report = told(ledger, source, capsys)

    assert 1 == code
    assert {
        6: {"pets.delete"},
        7: {"pets.create(nickname)"},
        9: {"PetStatus.AWAY", "pets.list(status)"},
        10: {"pets.list(status)"},
        11: {"owners.list(city)"},
        12: {"Owner.id"},
    } == lines(report)


def test_a_rename_of_the_ledger_is_applied(
    ledger: tuple[Path, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    By the new name that the verdict took from ``names.toml``.
    """
    source = tmp_path / "work.py"
    source.write_text(PROGRAM, "utf-8")

    told(ledger, source, capsys, "--fix")

    assert PROGRAM.replace("owners.list()", "owners.find()") == source.read_text("utf-8")


def test_only_what_a_call_must_give_is_a_demand(ledger: tuple[Path, tuple[Change, ...]]) -> None:
    """
    A reply that is no longer required to have a field demands nothing, although its rule says "required".
    """
    absent = Change("major", "wire", "required-properties-removed", "Owner", "An id may be absent.", "Expect that.")
    text = dump_ledger((Release("2.0.0", "1.0.0", "2026-11-23", "major", (*ledger[1], absent)),))

    found = {one.subject for one in read_ledger("pets", text, "1.0.0", None).changes if one.is_new_demand}

    assert {"owners.list(city)", "pets.create(nickname)"} == {one for one in found if one.endswith(")")}
    assert not any(one.startswith("Owner") for one in found)


def test_one_reason_is_told_once(ledger: tuple[Path, tuple[Change, ...]]) -> None:
    """
    That old code does not type-check says nothing beside the parameter that is missing in it.
    """
    rules = {one.rule for one in ledger[1] if one.severity == "major"}

    assert "no-longer-fits" not in rules
    assert {"required-parameter-added", "parameter-became-required", "member-removed", "method-removed"} <= rules
