"""The committed table of one-change pairs: each is rated as it should be, and told by the right name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.passes.audience import audience
from generator.pipeline import Stopwatch, prepare
from generator.release.verdict import ROOT, Side, Verdict, judged, on_the_wire, side
from generator.release.wire import WireError, reports
from tests.generator.release.pairs.table import base, pairs
from tests.generator.specimens import CORE, built, inputs

TABLE = pairs()
TOOLS = ROOT / "tools"


def made(tree: Any, folder: Path, **names: Any) -> Side:
    """A client of a document, written down and read back."""
    files = built(tree, **names)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    document = prepare(inputs(tree), check_schema=False, watch=Stopwatch())["pets.yaml"]
    part = audience(document, "public", {"public"}).tree
    return side("pets", "PetClient", (folder / "src", CORE), json.loads(files["surface.json"]), part)


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """Every row's verdict; all documents are compared by one process."""
    folder = tmp_path_factory.mktemp("pairs")
    old = made(base(), folder / "base")
    new = {pair.change: made(pair.document, folder / str(index)) for index, pair in enumerate(TABLE)}
    documents = [(on_the_wire(old.document), on_the_wire(one.document)) for one in new.values()]
    found = reports(documents, TOOLS, ROOT / "redocly.yaml")
    return {change: judged("pets", old, one, report) for (change, one), report in zip(new.items(), found, strict=True)}


@pytest.mark.parametrize("pair", TABLE, ids=lambda one: one.change)
def test_a_change_is_rated_as_the_table_says(pair: Any, verdicts: dict[str, Verdict]) -> None:
    """
    As a whole, by the rule that must notice it, at the name that callers know.
    """
    found = verdicts[pair.change]
    said = {f"{one.rule} {one.subject}" for one in found.changes}

    assert pair.wants == found.bump
    assert pair.says is None or pair.says in said


def test_the_table_is_long_and_of_every_kind() -> None:
    """
    Thirty rows and more, each severity among them.
    """
    assert len(TABLE) >= 30
    assert {"major", "minor", "patch"} == {pair.wants for pair in TABLE}


def test_nothing_is_said_where_nothing_changed(verdicts: dict[str, Verdict]) -> None:
    """
    Neither for the same document nor for one with its keys in another order.
    """
    assert () == verdicts["nothing"].changes == verdicts["keys reordered"].changes


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        ("response field added", "Owner.phone"),
        ("optional response field removed", "Owner.email"),
        ("field type changed", "Owner.id"),
    ],
)
def test_a_field_of_a_reply_is_told_once_by_its_own_name(
    change: str, subject: str, verdicts: dict[str, Verdict]
) -> None:
    """
    The wire sees it wherever a call returns it; callers know one class.
    """
    assert [subject] == [one.subject for one in verdicts[change].changes]


def test_each_change_says_what_to_do(verdicts: dict[str, Verdict]) -> None:
    """
    A breaking one never says that there is nothing to do.
    """
    grave = [one for found in verdicts.values() for one in found.changes if one.severity == "major"]

    assert grave
    assert [] == [one for one in grave if "Nothing" in one.do]


def test_a_rename_with_an_alias_is_minor(tmp_path: Path) -> None:
    """
    Old code still type-checks, each line of it, and the changelog names the new name.
    """
    old, tree = made(base(), tmp_path / "base"), base()
    tree["paths"]["/owners"]["get"]["operationId"] = "find_owners"
    renamed = {"owners.list": {"to": "owners.find", "since": "1.0.0"}}
    new = made(tree, tmp_path / "head", names={"documents": {"pets.yaml": {"renamed": renamed}}})
    (report,) = reports([(old.document, new.document)], TOOLS, ROOT / "redocly.yaml")

    found = judged("pets", old, new, report)

    assert ("minor", None) == (found.bump, found.detectors["consumer"])
    (told,) = [one for one in found.changes if one.rule == "method-renamed"]
    assert ("owners.list", "owners.find") == (told.subject, told.replacement)


def test_a_policy_without_its_base_is_noticed(tmp_path: Path) -> None:
    """
    Redocly itself would rate everything as a patch and say nothing.
    """
    policy = (ROOT / "redocly.yaml").read_text("utf-8")
    (tmp_path / "redocly.yaml").write_text(policy.replace(", diff-recommended", ""), "utf-8")

    with pytest.raises(WireError, match="Add diff-recommended to its `extends`"):
        reports([], TOOLS, tmp_path / "redocly.yaml")


def test_missing_tools_are_named(tmp_path: Path) -> None:
    """
    With the command that installs them.
    """
    shutil.copy(TOOLS / "differ.mjs", tmp_path)

    with pytest.raises(WireError, match="npm ci"):
        reports([], tmp_path, ROOT / "redocly.yaml")
