"""Code that compares with a value that a release no longer has: found by the old release, or by the ledger."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.core.upgrade.conftest import GENERATED
from warp_client_core.upgrade import main
from warp_client_core.upgrade.ledger import Change
from warp_client_core.upgrade.remembering import with_names_of
from warp_client_core.upgrade.surfaces import Method, Surface, merged

MODULE = "warp_customer"
LINE = '    PROVISIONING = "provisioning"\n'
GONE = {
    "severity": "major",
    "detector": "surface",
    "rule": "member-removed",
    "subject": "TrunkStatus.PROVISIONING",
    "what": "TrunkStatus.PROVISIONING is gone.",
    "do": "Stop using TrunkStatus.PROVISIONING.",
}
CODE = """from warp_customer import CustomerClient
c = CustomerClient()
one = c.trunks.get("t")
"""


def package(folder: Path, was: str | None) -> Path:
    """The client without one member, and the ledger that says so, with or without its value."""
    copy = folder / MODULE
    shutil.copytree(GENERATED / "customer/src" / MODULE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    file = copy / "models/trunks.py"
    assert LINE in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(LINE, ""), "utf-8")
    release: dict[str, Any] = {"version": "2.0.0", "base": "1.4.0", "date": "2026-11-23", "verdict": "major"}
    entry = {**release, "changes": [{**GONE, **({"was": was} if was else {})}]}
    (copy / "changes.json").write_text(json.dumps([entry]), "utf-8")
    return copy


@pytest.mark.parametrize(
    "line",
    [
        'if one.status == "provisioning": pass',
        'if "provisioning" == one.status: pass',
        'if one.status in ("active", "provisioning"): pass',
        '[t for t in c.trunks.list() if t.status == "provisioning"]',
        'any(t.status == "provisioning" for t in c.trunks.list().items)',
        'c.trunks.list(status="provisioning")',
        'match one.status:\n    case "provisioning": pass',
    ],
)
@pytest.mark.parametrize(("installed", "was"), [(True, None), (False, "'provisioning'")], ids=["both", "the new one"])
def test_a_value_that_is_gone_is_found_where_code_writes_it(
    line: str, installed: bool, was: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """
    By the members of the release that is installed, or by the value in the ledger of the next.
    """
    new = package(tmp_path / "next", was)
    here = [str(GENERATED / "customer/src")] if installed else []
    others = [one for one in sys.path if not Path(one or ".").resolve().is_relative_to(GENERATED)]
    monkeypatch.setattr(sys, "path", [*here, *others])
    (tmp_path / "app.py").write_text(f"{CODE}{line}\n", "utf-8")

    code = main(["check", "--client", str(new), "--from", "1.4", str(tmp_path / "app.py")])

    assert (1, True) == (code, "TrunkStatus.PROVISIONING is gone." in capsys.readouterr().out)


@pytest.mark.parametrize("was", [None, "TrunkStatus.PROVISIONING", "'"])
def test_a_value_that_the_ledger_does_not_tell_is_not_guessed(
    was: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """
    The member itself is found by its name all the same.
    """
    new = package(tmp_path / "next", was)
    others = [one for one in sys.path if not Path(one or ".").resolve().is_relative_to(GENERATED)]
    monkeypatch.setattr(sys, "path", others)
    file = tmp_path / "app.py"
    options = ["check", "--client", str(new), "--from", "1.4", str(file)]

    file.write_text(f'{CODE}one.status == "provisioning"\n', "utf-8")
    by_value = main(options)
    file.write_text(f"{CODE}from warp_customer.models import TrunkStatus\nTrunkStatus.PROVISIONING\n", "utf-8")
    by_name = main(options)

    assert (0, 1) == (by_value, by_name), capsys.readouterr().out


@pytest.mark.parametrize(("was", "known"), [("'b'", {"A": "a", "B": "b"}), ("7", {"A": "a"})])
def test_only_a_text_can_be_compared_with(was: str, known: dict[str, str]) -> None:
    """
    What else a ledger may hold is no value of a member.
    """
    change = Change("2.0.0", "major", "E.B", rule="member-removed", was=was)

    assert known == with_names_of(Surface("p", enums={"E": {"A": "a"}}), [change]).enums["E"]


def test_what_two_releases_have_is_joined_name_by_name() -> None:
    """
    The newer one, which stands first, goes before the older where they differ.
    """
    new = Surface("p", methods={"a.b": Method("N", {"x": "int"})}, models={"M": {"f": "int"}}, enums={"E": {"A": "a"}})
    old = Surface(
        "p",
        methods={"a.b": Method("O", {"x": "str", "y": "E"}), "a.c": Method("O", {})},
        models={"M": {"f": "str", "g": "E"}, "L": {}},
        enums={"E": {"A": "o", "B": "b"}},
    )

    both = merged([new, old])

    assert {"a.b": Method("N", {"x": "int", "y": "E"}), "a.c": Method("O", {})} == both.methods
    assert {"M": {"f": "int", "g": "E"}, "L": {}} == both.models
    assert {"E": {"A": "a", "B": "b"}} == both.enums
